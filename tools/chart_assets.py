"""What charts need in a browser: a small font for pictures, the engine to explore with, and our own scripts."""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection
from pathlib import Path

import vl_convert
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "yhdyspinta"
FONTS = PACKAGE / "rendering" / "fonts"
SCRIPTS = PACKAGE / "web" / "scripts"
STATIC = PACKAGE / "web" / "static" / "yhdyspinta" / "scripts"
STYLES = ("Regular", "SemiBold")
ENGINE = "6.4"  # the Vega-Lite of rendering.image

# What charts write: ASCII, the letters of Finnish, Swedish, English and of Sámi names, units, dashes and marks.
LETTERS = {*map(chr, range(0x20, 0x7F)), *"\u00a0§°²³·»ÁÄÅÆÉÈÖØÜáäåæéèöøüóČčĐđŊŋŠšŽžŦŧ–—−’‘“”…•€‰→"}


def sources() -> list[Path]:
    """The files on which these assets depend."""
    return [Path(__file__), *sorted(SCRIPTS.glob("*.js"))]


def made() -> list[Path]:
    """The files that are built."""
    fonts = [FONTS / f"YhdyspintaSans-{style}-chart.woff2" for style in STYLES]
    return [*fonts, *(STATIC / script.name for script in SCRIPTS.glob("*.js"))]


def build() -> None:
    """All of them. Needs the fonts of the charts."""
    STATIC.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        (FONTS / f"YhdyspintaSans-{style}-chart.woff2").write_bytes(small(FONTS / f"YhdyspintaSans-{style}.ttf"))
    for script in SCRIPTS.glob("*.js"):
        if script.stem == "explore":
            bundle = vl_convert.javascript_bundle(script.read_text(encoding="utf-8"), ENGINE)
            (STATIC / script.name).write_text(bundle, encoding="utf-8")
        else:
            shutil.copy(script, STATIC / script.name)


def small(font: Path) -> bytes:
    """The letters of LETTERS alone, without what only fine setting needs: under 7 kB."""
    made = TTFont(font, recalcTimestamp=False)
    cut(made, {ord(letter) for letter in LETTERS}, [])
    made.flavor = "woff2"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cut(font: TTFont, letters: Collection[int], features: list[str]) -> None:
    """Leave these letters and features in a font, and no hints, which browsers do not need."""
    options = subset.Options(hinting=False, layout_features=features, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["STAT"]
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=letters)
    chosen.subset(font)
