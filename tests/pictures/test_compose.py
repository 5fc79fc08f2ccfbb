"""Pictures of areas of every kind: what is alive first, nothing compared with itself, nothing told that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yhdyspinta.analysis.signals import old
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.domain.observation import FigureId
from yhdyspinta.environment import Environment
from yhdyspinta.pictures.choice import choose
from yhdyspinta.pictures.model import Picture, from_json, hash_of, to_json
from yhdyspinta.pictures.parts import parts
from yhdyspinta.pictures.presenters.pictures import shown
from yhdyspinta.pictures.queries import composing, figures_picture, picture_of, short_picture
from yhdyspinta.pictures.sentences import one_line

DAY = date(2026, 11, 24)
# Small and insular, the capital in both roles, bilingual, moved between regions, merged, and one of each other kind.
AREAS = ("KU766", "KU091", "HVA90", "KU599", "KU785", "KU507", "HVA15", "MK13", "MK21", "SK131", "TA13", "YTA3", "EVK05", "ELY09", "SSS")


def picture(sample: Environment, area: str, themes: tuple[int, ...] = ()) -> Picture:
    return picture_of(sample, area, themes, DAY)


@pytest.mark.parametrize("area", AREAS)
def test_any_area_has_a_picture_that_holds_together(sample: Environment, area: str) -> None:
    made = picture(sample, area)
    assert 0 < len(made.headlines) <= 10
    for name in (*made.headlines, *made.changed, *made.unusual, *made.cannot_tell):
        assert name in made.figures
    for name, figure in made.figures.items():
        assert FigureId.parse(name) == FigureId(figure.indicator, area, figure.period, figure.sex, figure.age, figure.boundaries)
        assert all(figure.sentence[language] for language in ("fi", "sv", "en"))
        assert figure.releases
        assert set(figure.releases) <= made.releases.keys()
        assert figure.source in made.sources
        if figure.cannot_tell:
            assert (figure.rank, figure.trend, figure.unusual) == (None, None, False)
            assert {item.verdict for item in figure.comparators} <= {"cannot_tell"}
    assert [part.number for part in made.parts] == list(range(1, 8))
    assert [section.theme for section in made.sections] == list(range(6))


@pytest.mark.parametrize("area", AREAS)
def test_headlines_are_alive_and_what_is_old_is_folded(sample: Environment, area: str) -> None:
    made = picture(sample, area)
    for name in made.headlines:
        assert not old(date.fromisoformat(made.figures[name].period_end), DAY)
    for section in made.sections:
        assert all(old(date.fromisoformat(made.figures[name].period_end), DAY) for name in section.old)
        assert not set(section.old) & set(section.figures)


@pytest.mark.parametrize("area", ["MK13", "KU179"])
def test_of_one_quantity_the_newest_stands_on_top_and_the_rest_on_its_theme(sample: Environment, area: str) -> None:
    made = picture(sample, area)
    given = {figure.indicator for figure in made.figures.values()}
    for quantity in {indicators()[name].same_as for name in given} - {""}:
        same = [figure for figure in made.figures.values() if indicators()[figure.indicator].quantity == quantity]
        (shown,) = [figure for figure in same if figure.id in made.headlines]
        assert shown.period_end == max(figure.period_end for figure in same)
        assert {figure.id for figure in same} <= {name for section in made.sections for name in (*section.figures, *section.old)}


def test_a_change_from_few_events_is_neither_raised_nor_judged(sample: Environment) -> None:
    made = picture(sample, "KU785")
    silent = [one for one in made.figures.values() if one.change_verdict == "cannot_tell" and not one.cannot_tell]
    assert silent
    for figure in silent:
        assert figure.id not in made.changed
        assert "muutosta ei voi arvioida" in figure.sentence["fi"]
        assert "förändringen kan inte bedömas" in figure.sentence["sv"]


def test_a_picture_survives_its_json(sample: Environment) -> None:
    made = picture(sample, "HVA15")
    assert from_json(to_json(made)) == made
    assert hash_of(from_json(to_json(made))) == hash_of(made)


def test_chosen_themes_only(sample: Environment) -> None:
    assert [section.theme for section in picture(sample, "HVA15", (1, 3)).sections] == [1, 3]


def test_helsinki_is_not_compared_with_helsinki(sample: Environment) -> None:
    for area in ("KU091", "HVA90"):
        compared = {item.area for figure in picture(sample, area).figures.values() for item in figure.comparators}
        assert not compared & {"KU091", "HVA90"}
        assert "SSS" in compared


def test_sums_are_not_set_beside_those_of_larger_areas(sample: Environment) -> None:
    counts = [figure for figure in picture(sample, "KU179").figures.values() if figure.kind == "count"]
    assert counts
    assert all(figure.comparators == () and figure.rank is None for figure in counts)


def test_a_small_municipality_is_not_judged_by_chance(sample: Environment) -> None:
    made = picture(sample, "KU766")
    unemployed = next(figure for figure in made.figures.values() if figure.indicator == "stat.tyonv.12r5.tyottomien_osuus")
    assert unemployed.cannot_tell == "few_events"
    assert unemployed.id in made.cannot_tell


def test_an_area_that_ended_names_its_successor(sample: Environment) -> None:
    with pytest.raises(Refused, match="KU588") as refusal:
        picture(sample, "KU588")
    assert "KU507" in refusal.value.hint


def test_an_unknown_area_offers_the_nearest(sample: Environment) -> None:
    with pytest.raises(Unknown) as refusal:
        areas().find("Jyväskyl")
    assert "Jyväskylä" in refusal.value.hint


def test_missing_figures_say_source_and_reason(sample: Environment) -> None:
    missing = [item for section in picture(sample, "HVA15").sections for item in section.missing]
    assert missing
    for item in missing:
        assert item.reason["fi"]
        assert item.source_title["fi"]
        assert item.due is None or date.fromisoformat(item.due) > DAY


def test_the_official_projection_never_gives_a_whole_total(sample: Environment) -> None:
    outlook = picture(sample, "HVA15").projection
    assert outlook is not None
    assert outlook.indicator == "stat.vaenn.14wx.vaesto_e24"
    names = [line.name["en"] for line in outlook.series]
    assert "people aged 0–17" in names
    assert not any("or over" in name or "whole" in name for name in names)


def test_areas_beside_which_a_figure_stands_alike_are_told_in_one_sentence(sample: Environment) -> None:
    pictures = (picture(sample, area) for area in AREAS if area.startswith("KU"))
    told = [one for made in pictures for one in made.figures.values() if not one.cannot_tell and one.value is not None]
    kinds = set()
    for figure in told:
        verdicts = [one.verdict for one in figure.comparators if one.area]
        kinds.add((len(verdicts), len(set(verdicts))))
        assert (") och i " in figure.sentence["sv"]) == (len(verdicts) == 2 and len(set(verdicts)) == 1)
    assert {(2, 1), (2, 2)} <= kinds


def test_no_sentence_counts_none_or_tells_a_change_of_nothing(sample: Environment) -> None:
    made = picture(sample, "HVA15")
    figure = next(one for one in made.figures.values() if one.change and one.kind == "share")
    with composing(sample, DAY, "HVA15") as context:
        moved, still = (one_line(context, replace(figure, change=change), "unusual") for change in (0.06, 0.04))
    assert "Muutos +0,1" in moved["fi"]
    assert "ei muuttunut" in still["fi"]
    assert "Muutos" not in still["fi"]
    fresh = [replace(section, old=()) for section in made.sections]
    told = [
        parts(made.figures, (), sections, (), (), ())[-1].sentences[0]["fi"]
        for sections in (made.sections, fresh, [replace(section, missing=()) for section in fresh])
    ]
    assert [("yli viisi vuotta vanhoja" in one, " 0 " in one, "puutu" in one) for one in told] == [
        (True, False, False),
        (False, False, False),
        (False, False, True),
    ]


@pytest.mark.parametrize("area", ["KU091", "HVA15"])
def test_a_picture_without_its_words_holds_the_same_figures(sample: Environment, area: str) -> None:
    told, bare = picture_of(sample, area), figures_picture(sample, area)
    assert bare.parts == ()
    assert not any(figure.sentence for figure in bare.figures.values())
    figures = {name: replace(figure, sentence={}) for name, figure in told.figures.items()}
    assert replace(told, figures=figures, parts=()) == bare


@pytest.mark.parametrize("area", ["KU091", "KU736", "HVA15", "SSS"])
def test_a_short_picture_lists_old_figures_and_shows_the_rest_alike(sample: Environment, area: str) -> None:
    """The page of an area is made of it: every text on it is as of the whole picture."""
    whole, short = figures_picture(sample, area), short_picture(sample, area)
    old = {name for section in whole.sections for name in section.old}
    assert old
    assert {name for name, figure in whole.figures.items() if figure != short.figures[name]} <= old
    assert not any(short.figures[name].comparators or short.figures[name].trend for name in old)
    assert replace(short, figures=whole.figures, sections=whole.sections) == whole
    assert shown(short, "sv", DAY) == shown(whole, "sv", DAY)


def test_the_parts_follow_what_the_reader_compares_with(sample: Environment) -> None:
    told = picture_of(sample, "KU179", choice=choose(["maa"]))
    assert told.parts[0].sentences == tuple(told.figures[name].sentence for name in told.headlines)
