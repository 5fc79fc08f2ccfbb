"""From a specification or an SVG to what a page or a slide holds: clean inline SVG, PNG.

The SVG carries no style attribute and no script, so it stands inline under a strict content policy.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import vl_convert

from yhdyspinta.rendering.blocks import clean

FONTS = Path(__file__).parent / "fonts"
SVG = "http://www.w3.org/2000/svg"
_VERSION = "6.4"
LOCALES: dict[str, Literal["fi-FI", "sv-SE", "en-GB"]] = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}
ElementTree.register_namespace("", SVG)
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


@cache
def _fonts() -> None:
    """Our TTF files, once a process. Without them the generic family draws the text; it is never lost."""
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))


def drawn(spec: dict[str, Any], language: str) -> str:
    """The SVG of a Vega-Lite specification, with the numbers and dates of `language`; nothing is fetched.

    Texts are cleaned here, at the engine's door: one control character makes it abort the whole process.
    """
    _fonts()
    return vl_convert.vegalite_to_svg(
        writable(spec), vl_version=_VERSION, format_locale=LOCALES[language], time_format_locale=LOCALES[language], allowed_base_urls=[]
    )


def writable(value: Any) -> Any:
    """A specification without the characters that would abort the engine."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): writable(held) for key, held in value.items()}
    return [writable(held) for held in value] if isinstance(value, list) else value


def finished(svg: str, title: str, description: str, css_class: str, language: str) -> str:
    """`svg` with its own title and description, ids of its own, no foreign ARIA words and no style attributes."""
    root = ElementTree.fromstring(svg)  # noqa: S314 (made by us, not received)
    key = "g" + hashlib.sha256((svg + title).encode()).hexdigest()[:10]
    for element in root.iter():
        _tidy(element, key)
    for name, value in (("role", "img"), ("class", css_class), ("aria-labelledby", f"{key}t {key}d"), ("lang", language)):
        root.set(name, value)
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = ElementTree.Element(f"{{{SVG}}}{tag}", id=key + tag[0])
        child.text = clean(text)
        root.insert(place, child)
    return ElementTree.tostring(root, encoding="unicode")


def _tidy(element: ElementTree.Element, key: str) -> None:
    for name in ("role", "aria-roledescription", "aria-label", "aria-hidden", "pointer-events", "class"):
        element.attrib.pop(name, None)
    for part in filter(None, (element.attrib.pop("style", "") or "").split(";")):
        name, _, value = part.partition(":")
        element.set(name.strip(), value.strip())  # presentation attributes say the same and need no exception in the policy
    if "id" in element.attrib:
        element.set("id", key + element.attrib["id"])
    for name, value in list(element.attrib.items()):
        if "url(#" in value:
            element.set(name, _REFERENCE.sub(rf"url(#{key}\1)", value))


def png(svg: str, scale: float = 2.0) -> bytes:
    """PNG of an SVG at `scale` pixels a unit."""
    _fonts()
    return vl_convert.svg_to_png(svg, scale=scale)
