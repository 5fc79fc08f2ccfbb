"""Typst: a template of ours and values as JSON give a tagged PDF (PDF/UA-1) in our own fonts.

Values reach a template only as JSON through `sys.inputs`: no text is ever a part of a program, so a title that looks like
Typst is a title. Nothing is fetched: there are no packages, no system fonts, and the root is the templates' folder.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.image import FONTS

TEMPLATES = Path(__file__).parent / "templates"
_FACE = "YhdyspintaSans-Regular.ttf"
# What our font lacks and a paper still says: signs that look.typ draws, and what is written another way.
_DRAWN = "▲▼■●→"
_WRITTEN = str.maketrans({"≥": ">=", "≤": "<=", "≠": "/=", "\u202f": "\u00a0", "\u2009": "\u00a0", "\u2011": "-", "\u2060": ""})
_UNKNOWN = "?"
_held = threading.local()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    """One a thread: it keeps parsed templates and fonts, and is not to be shared."""
    if not hasattr(_held, "compiler"):
        _held.compiler = typst.Compiler(root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)
    return _held.compiler


def pdf(template: str, values: Mapping[str, Any], day: date) -> bytes:
    """The PDF of `templates/<template>.typ` over `values` (what JSON can hold), dated `day`: the same values give the same bytes.

    Texts are cleaned of control characters, and a letter that our font lacks becomes a question mark: an accessible paper
    may hold none that is not drawn. Raises typst.TypstError where a template is wrong.
    """
    text = json.dumps(_writable(values), ensure_ascii=False)
    stamp = datetime.combine(day, time(), UTC)
    made = _compiler().compile(
        input=str(TEMPLATES / f"{template}.typ"), format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1"], timestamp=stamp
    )
    if not isinstance(made, bytes):
        raise TypeError(f"Typst made {type(made).__name__} of {template}, where one PDF was asked for.")
    return made


@cache
def _undrawn() -> re.Pattern[str]:
    """What our font has no shape for."""
    with TTFont(FONTS / _FACE, lazy=True) as face:
        known = "".join(sorted({*map(chr, face.getBestCmap()), *_DRAWN, "\n", "\t", "\u00ad", "\u200b"}))
    return re.compile(f"[^{re.escape(known)}]")


def drawable(text: str) -> str:
    """The text in letters that our font has."""
    return clean(text) if text.isascii() else _undrawn().sub(_UNKNOWN, clean(text).translate(_WRITTEN))


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, Mapping):
        return {key: _writable(held) for key, held in value.items()}
    return [_writable(held) for held in value] if isinstance(value, (list, tuple)) else value
