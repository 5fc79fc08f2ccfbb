"""Where things go on a master: ours, or that of an organisation's own .pptx or .potx.

A layout is found by its name ("Yhdyspinta content"), else by what it is for; in it, places are found by their names, in
Finnish, Swedish or English, else by what they are for. What a layout does not tell is what its title and footer leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

from yhdyspinta.rendering.slides.master import BODY, CONTENT, COVER
from yhdyspinta.rendering.slides.received import SlidesFault

COVERS, CONTENTS = ("yhdyspinta kansi", "yhdyspinta omslag", COVER.lower()), ("yhdyspinta sisältö", "yhdyspinta innehåll", CONTENT.lower())
NAMES = {
    "content": ("content", "sisältö", "innehåll"),
    "source": ("source", "lähde", "källa"),
    "subtitle": ("subtitle", "alaotsikko", "underrubrik"),
}
_EMU = 914_400
_HOLDS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE)
_LEAST = 0.35  # of the slide's height: a content place lower than that is a line of text
_NARROW = 0.5  # of the slide's width: a narrower title stands in a corner
_MARGIN = 0.05  # of the slide's width
_SOURCE_LINE = 0.32  # inches
_WIDE_FOOTER = 0.55  # of the slide's width: a narrower footer does not hold a source


@dataclass(frozen=True, slots=True)
class Frame:
    """A layout with the room for content and for the source, (left, top, width, height) in EMU; `title` the size in points."""

    layout: Any
    region: tuple[int, int, int, int]
    source: tuple[int, int, int, int] | None  # where a line of ours goes, when the layout has no place for it
    title: int


def cover_layout(shown: Any) -> Any:
    """The layout of the first slide."""
    return _layout(shown, COVERS, ("title",))


def content_frame(shown: Any) -> Frame:
    """The layout of every other slide, and the room on it."""
    layout = _layout(shown, CONTENTS, ("titleOnly", "obj"))
    size = title_size(shown, layout)
    if layout.name.lower() == CONTENT.lower():
        left, top, width, height = (round(inches * _EMU) for inches in BODY)
        return Frame(layout, (left, top, width, height), None, size)
    room = room_of(shown, layout)
    if placed(layout, "source") is not None or _wide_footer(shown, layout) is not None:
        return Frame(layout, room, None, size)
    line = round(_SOURCE_LINE * _EMU)
    left, top, width, height = room
    return Frame(layout, (left, top, width, height - line), (left, top + height - line, width, line), size)


def placed(layout: Any, name: str) -> Any:
    """The placeholder of a layout that bears one of the names of NAMES[name]; None when there is none."""
    for shape in layout.placeholders:
        if shape.placeholder_format.idx and shape.name.lower().strip().startswith(NAMES[name]):
            return shape
    return None


def placed_on(slide: Any, name: str) -> Any:
    """The same place on a slide: a slide's own placeholders have other names than those of its layout."""
    held = placed(slide.slide_layout, name)
    wanted = held.placeholder_format.idx if held is not None else None
    return next((shape for shape in slide.placeholders if wanted and shape.placeholder_format.idx == wanted), None)


def title_size(shown: Any, layout: Any) -> int:
    """The points in which the layout writes a title: its own, else the master's, else those of the format."""
    title = next((one for one in layout.placeholders if one.placeholder_format.idx == 0), None)
    sizes = title._element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz") if title is not None else []
    sizes += layout.slide_master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(sizes[0]) // 100 if sizes else 44


def _layout(shown: Any, names: tuple[str, ...], kinds: tuple[str, ...]) -> Any:
    layouts = list(shown.slide_layouts)
    titled = [one for one in layouts if any(p.placeholder_format.idx == 0 for p in one.placeholders)]
    named = [one for one in titled if one.name.lower().strip() in names]
    meant = [one for kind in kinds for one in titled if one._element.get("type") == kind]
    found = [*named, *meant, *titled]
    if not found:
        raise SlidesFault("no_layout")
    return found[0]


def _wide_footer(shown: Any, layout: Any) -> Any:
    feet = (one for one in layout.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
    return next((one for one in feet if one.width >= _WIDE_FOOTER * shown.slide_width), None)


def room_of(shown: Any, layout: Any) -> tuple[int, int, int, int]:
    """The place for content: the layout's own, else from under the title to above the feet."""
    own = placed(layout, "content") or next(
        (one for one in layout.placeholders if one.placeholder_format.type in _HOLDS and one.height > _LEAST * shown.slide_height), None
    )
    if own is not None:
        return _within(shown, (own.left, own.top, own.width, own.height))
    title = next(one for one in layout.placeholders if one.placeholder_format.idx == 0)
    feet = [one for one in layout.placeholders if one.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)]
    air = round(0.02 * shown.slide_height)
    low = min([one.top for one in feet if one.top > shown.slide_height / 2] or [round(0.94 * shown.slide_height)])
    top = title.top + title.height + air if title.top < shown.slide_height / 3 else round(0.1 * shown.slide_height)
    left, width = _across(shown, title)
    return _within(shown, (left, top, width, max(low - air - top, air)))


def _across(shown: Any, title: Any) -> tuple[int, int]:
    """Left and width under a title; a title that takes a corner alone does not say how wide the content is."""
    if title.width >= _NARROW * shown.slide_width:
        return title.left, title.width
    margin = round(_MARGIN * shown.slide_width)
    return margin, shown.slide_width - 2 * margin


def _within(shown: Any, room: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The room as far as the slide goes: a template whose slides were made smaller may have larger places."""
    left, top, width, height = room
    margin = round(_MARGIN * shown.slide_width)
    if left + width > shown.slide_width:
        left = min(left, margin)
        width = shown.slide_width - left - margin
    return left, top, width, min(height, shown.slide_height - top)
