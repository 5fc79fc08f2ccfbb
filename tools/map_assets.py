"""What a map to zoom needs in a browser: MapLibre GL, its worker and its style, each a file that only that page asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "maplibre-gl"
STATIC = ROOT / "src" / "yhdyspinta" / "web" / "static" / "yhdyspinta"
SCRIPTS = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs")
STYLE = STATIC / "maplibre-gl.css"


def sources() -> list[Path]:
    """The files on which these assets depend, beside the lock of packages."""
    return [Path(__file__)]


def made() -> list[Path]:
    """The files that are built."""
    return [*(STATIC / "scripts" / name for name in SCRIPTS), STYLE]


def build(without_images: Callable[[str], str]) -> None:
    """All of them; `without_images` makes the images inside a stylesheet files of their own."""
    for name in SCRIPTS:
        text = (SOURCE / "dist" / name).read_text(encoding="utf-8")
        (STATIC / "scripts" / name).write_text(text.partition("\n//# sourceMappingURL=")[0] + "\n", encoding="utf-8")
    STYLE.write_text(without_images((SOURCE / "dist" / "maplibre-gl.css").read_text(encoding="utf-8")), encoding="utf-8")
