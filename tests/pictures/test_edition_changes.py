"""Two editions beside each other: every figure once, told by what happened to it."""

from __future__ import annotations

from dataclasses import replace

from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.edition_changes import Change, compared


def test_each_kind_of_change_is_told(sample: Environment) -> None:
    before = queries.picture_of(sample, "KU179")
    names = list(before.figures)
    revised, newer, gone, came = (before.figures[name] for name in names[:4])
    later = {
        **before.figures,
        revised.id: replace(revised, value=(revised.value or 0.0) + 2.5),
        newer.id: replace(newer, period="2999", period_end="2999-12-31"),
    }
    del later[gone.id]
    earlier = {name: figure for name, figure in before.figures.items() if name != came.id}
    found = compared(replace(before, figures=earlier), replace(before, figures=later))
    by_id = {one.figure.id: one for one in found}
    assert (by_id[revised.id].change, by_id[newer.id].change) == (Change.REVISED, Change.NEWER)
    assert (by_id[gone.id].change, by_id[came.id].change) == (Change.WENT, Change.CAME)
    assert by_id[revised.id].difference == 2.5
    assert by_id[gone.id].difference is None
    assert {one.change for name, one in by_id.items() if name in names[4:]} == {Change.SAME}
    assert [one.change for one in found] == sorted((one.change for one in found), key=list(Change).index)


def test_a_status_alone_is_a_revision(sample: Environment) -> None:
    picture = queries.picture_of(sample, "KU179")
    name, figure = next((name, figure) for name, figure in picture.figures.items() if figure.status == "final")
    later = replace(picture, figures={**picture.figures, name: replace(figure, status="preliminary")})
    assert next(one for one in compared(picture, later) if one.figure.id == name).change is Change.REVISED
