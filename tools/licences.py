"""The licence texts of what browsers are sent, beside it: `web/static/yhdyspinta/licences/<name>.txt`."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
FOLDER = ROOT / "src" / "yhdyspinta" / "web" / "static" / "yhdyspinta" / "licences"
SOURCES = {
    "designsystemet": MODULES / "@digdir" / "designsystemet-css" / "LICENSE",
    "htmx": MODULES / "htmx.org" / "LICENSE",
    "maplibre-gl": MODULES / "maplibre-gl" / "LICENSE.txt",
    "source-sans-3": MODULES / "@fontsource" / "source-sans-3" / "LICENSE",
    "vega": Path(__file__).with_name("licences") / "vega.txt",  # comes inside vl-convert, without a file of its own
}


def sources() -> list[Path]:
    """The files on which these depend, beside the lock of packages."""
    return [Path(__file__), SOURCES["vega"]]


def made() -> list[Path]:
    """The files that are written."""
    return [FOLDER / f"{name}.txt" for name in SOURCES]


def build() -> None:
    """All of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, source in SOURCES.items():
        shutil.copyfile(source, FOLDER / f"{name}.txt")
