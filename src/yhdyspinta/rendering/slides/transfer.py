"""What a fresh shape shows, put into an older one of the same name; where it stands and how it looks stay as people made them."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Sequence
from typing import Any

from pptx.oxml.ns import qn

from yhdyspinta.rendering.scale import number_axis
from yhdyspinta.rendering.slides.shapes import TONES

_DATA = ("c:tx", "c:cat", "c:val")
_VERDICTS = frozenset(TONES.values())


def transfer(fresh: Any, old: Any, *, words: bool) -> None:
    """Put the content of `fresh` into `old`; `words`: its text alternative too."""
    for has, put in _WAYS:
        if has(old) and has(fresh):
            put(fresh, old)
            break
    if words:
        descriptions = [shape._element.xpath(".//p:cNvPr")[0] for shape in (fresh, old)]
        if descriptions[0].get("descr"):
            descriptions[1].set("descr", descriptions[0].get("descr"))


def alike(fresh: Any, old: Any) -> bool:
    """Whether both are a chart, a table, a picture or words: people may have put another thing under the name."""
    return any(has(fresh) and has(old) for has, _ in _WAYS)


# ---- words


def _text(fresh: Any, old: Any) -> None:
    _paragraphs(fresh._element.find(qn("p:txBody")), old._element.find(qn("p:txBody")))


def _paragraphs(fresh: Any, old: Any) -> None:
    """Paragraph by paragraph, so that each keeps its look; a new one looks like the last before it."""
    wanted, held = fresh.findall(qn("a:p")), old.findall(qn("a:p"))
    for place, source in enumerate(wanted):
        if place >= len(held):
            added = copy.deepcopy(held[-1])
            held[-1].addnext(added)
            held.append(added)
        _runs(source, held[place])
    for extra in held[len(wanted) :]:
        old.remove(extra)


def _runs(source: Any, target: Any) -> None:
    """Run by run where there are as many; else all words in the look of the first."""
    runs, held = source.findall(qn("a:r")), target.findall(qn("a:r"))
    if not held:
        for run in runs:
            target.append(copy.deepcopy(run))
        return
    if len(runs) == len(held):
        for run, kept in zip(runs, held, strict=True):
            kept.find(qn("a:t")).text = run.findtext(qn("a:t"))
            _recolour(run, kept)
        return
    for run in held:
        target.remove(run)
    for run in runs:  # the parts are others than before: their look is that of the new ones, their size that of the old
        added = copy.deepcopy(run)
        size = held[0].xpath("./a:rPr/@sz")
        if size and added.find(qn("a:rPr")) is not None:
            added.find(qn("a:rPr")).set("sz", size[0])
        end = target.find(qn("a:endParaRPr"))
        target.append(added) if end is None else end.addprevious(added)


def _recolour(run: Any, kept: Any) -> None:
    """A verdict that turned has the colour of what it says now, unless a person chose another."""
    shades = [one.xpath("./a:rPr/a:solidFill/a:srgbClr") for one in (run, kept)]
    if all(shades) and {shade[0].get("val") for shade in shades} <= _VERDICTS:
        shades[1][0].set("val", shades[0][0].get("val"))


# ---- tables


def _table(fresh: Any, old: Any) -> None:
    rows, held = list(fresh._element.iter(qn("a:tr"))), list(old._element.iter(qn("a:tr")))
    for place, source in enumerate(rows):
        if place >= len(held):
            held[-1].addnext(copy.deepcopy(held[-1]))
            held = list(old._element.iter(qn("a:tr")))
        for cell, kept in zip(source.findall(qn("a:tc")), held[place].findall(qn("a:tc")), strict=False):
            _paragraphs(cell.find(qn("a:txBody")), kept.find(qn("a:txBody")))
    for extra in held[len(rows) :]:
        extra.getparent().remove(extra)


# ---- pictures


def _picture(fresh: Any, old: Any) -> None:
    """The new picture in the old one's place: as wide, and as high as its own proportions want."""
    _, relation = old.part.get_or_add_image_part(io.BytesIO(fresh.image.blob))
    old._element.xpath(".//a:blip")[0].set(qn("r:embed"), relation)
    if not any((old.crop_left, old.crop_right, old.crop_top, old.crop_bottom)):
        old.height = round(old.width * fresh.height / fresh.width)


# ---- charts


def _chart(fresh: Any, old: Any) -> None:
    """Names, categories and values of each series, the workbook behind them, and a scale that people have not set."""
    new, kept = fresh.chart, old.chart
    before = _numbers(kept)
    lines, held = _series(new), _series(kept)
    by_name = {_name(line): line for line in held}
    matched = [by_name.get(_name(line)) for line in lines]
    free = [line for line in held if not any(line is one for one in matched)]
    for place, line in enumerate(lines):
        target = matched[place] if matched[place] is not None else free.pop(0) if free else None
        if target is None:
            target = copy.deepcopy(line)
            held[-1].addnext(target)
            held.append(target)
        else:
            _data(line, target)
        _renumber(target, place)
    for line in free:
        line.getparent().remove(line)
    kept.part.chart_workbook.update_from_xlsx_blob(new.part.chart_workbook.xlsx_part.blob)
    _axes(new, kept, before)


def _series(chart: Any) -> list[Any]:
    return sorted(chart._chartSpace.iter(qn("c:ser")), key=lambda line: int(line.find(qn("c:order")).get("val")))


def _name(line: Any) -> str:
    return "".join(value.text or "" for value in line.iterfind(f"{qn('c:tx')}//{qn('c:v')}"))


def _numbers(chart: Any) -> list[float]:
    texts = (value.text for line in _series(chart) for value in line.iterfind(f"{qn('c:val')}//{qn('c:v')}"))
    return [float(text) for text in texts if text]


def _data(line: Any, target: Any) -> None:
    for tag in _DATA:
        source, held = line.find(qn(tag)), target.find(qn(tag))
        if source is None:
            continue
        if held is None:
            target.append(copy.deepcopy(source))
        else:
            held.getparent().replace(held, copy.deepcopy(source))
    labels, ours = (one.findall(f"{qn('c:dLbls')}/{qn('c:dLbl')}") for one in (target, line))
    if len(labels) == len(ours) == 1:  # the name at the end of a line moves with its end
        labels[0].find(qn("c:idx")).set("val", ours[0].find(qn("c:idx")).get("val"))


def _renumber(line: Any, place: int) -> None:
    for tag in ("c:idx", "c:order"):
        line.find(qn(tag)).set("val", str(place))


def _axes(new: Any, kept: Any, before: Sequence[float]) -> None:
    """The scale follows the numbers where it is the one we set for the old numbers; the labels of periods likewise."""
    scale, held = (chart._chartSpace.find(f".//{qn('c:valAx')}") for chart in (new, kept))
    if scale is not None and held is not None and before and _is_ours(held, before):
        for tag in ("c:scaling", "c:majorUnit"):
            _replace(scale, held, tag)
    names, old = (_categories(chart) for chart in (new, kept))
    if names is None or old is None:
        return
    if names.tag == old.tag:
        for tag in ("c:tickLblSkip", "c:tickMarkSkip", "c:majorUnit"):
            _replace(names, old, tag)
        return
    fresh = copy.deepcopy(names)  # short lines name their periods, long ones stand on an axis of dates
    for tag in ("c:axId", "c:crossAx"):
        fresh.find(qn(tag)).set("val", old.find(qn(tag)).get("val"))
    old.getparent().replace(old, fresh)


def _categories(chart: Any) -> Any:
    space = chart._chartSpace
    found = space.find(f".//{qn('c:catAx')}")
    return found if found is not None else space.find(f".//{qn('c:dateAx')}")


def _is_ours(held: Any, before: Sequence[float]) -> bool:
    ends = [held.find(f"{qn('c:scaling')}/{qn(tag)}") for tag in ("c:min", "c:max")]
    if any(end is None for end in ends):
        return False
    found = [float(end.get("val")) for end in ends]
    ours = (number_axis(before, from_zero=from_zero) for from_zero in (False, True))
    return any(found == [axis.low, axis.high] for axis in ours)


def _replace(source: Any, target: Any, tag: str) -> None:
    new, old = source.find(qn(tag)), target.find(qn(tag))
    if new is not None and old is not None:
        target.replace(old, copy.deepcopy(new))


_WAYS: tuple[tuple[Callable[[Any], bool], Callable[[Any, Any], None]], ...] = (
    (lambda shape: bool(getattr(shape, "has_chart", False)), _chart),
    (lambda shape: bool(getattr(shape, "has_table", False)), _table),
    (lambda shape: hasattr(shape, "image"), _picture),
    (lambda shape: bool(getattr(shape, "has_text_frame", False)), _text),
)
