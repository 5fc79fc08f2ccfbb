"""The definitions of indicators: what every one must hold, and the ids that never change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yhdyspinta.catalogue.coverage import coverage
from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.catalogue.indicators import indicators, load_indicators, series_name
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.indicator import Additivity, MeasureKind, Polarity
from yhdyspinta.domain.source import NOT_ESTABLISHED

ALL = indicators().values()
WITH_DATA = {indicator for dataset in datasets() for indicator in dataset.indicators}

STABLE = """
stat.tyonv.12r5.tyottomat           sum                 higher_is_worse
stat.tyonv.12r5.tyovoima            sum                 neither
stat.tyonv.12r5.avoimet_paikat      sum                 neither
stat.tyonv.12r5.tyottomien_osuus    ratio_of_sums       higher_is_worse
stat.vaerak.11re.vaesto             sum                 neither
thl.sotkanet.127                    sum                 neither
stat.vaenn.14wx.vaesto_e24          sum                 neither
stat.vaenn.139f.vaesto_e19          sum                 neither
stat.kuntatalous.lainakanta_eur     sum                 neither
stat.kuntatalous.lainakanta_asuk    ratio_of_sums       higher_is_worse
stat.kuntatalous.omavaraisuus_aste  must_not            higher_is_better
stat.avainluvut.tyopaikkaomavaraisuus ratio_of_sums     neither
stat.avainluvut.alle_15_vuotiaiden_osuus_vaestosta population_weighted neither
stat.avainluvut.taloudellinen_huoltosuhde must_not      higher_is_worse
diak.huono_osaisuus_yhteensa        must_not            higher_is_worse
"""


@pytest.mark.parametrize("line", STABLE.strip().splitlines())
def test_known_ids_keep_their_meaning(line: str) -> None:
    identifier, additivity, polarity = line.split()
    assert indicators()[identifier].additivity == additivity
    assert indicators()[identifier].polarity == polarity


def test_enough_are_defined_and_have_figures() -> None:
    assert len(ALL) >= 120
    assert len(WITH_DATA & set(indicators())) >= 40
    for theme in coverage(WITH_DATA):
        assert theme.defined >= 15, theme
        assert theme.with_data >= 6, theme
        assert theme.live >= 15, theme


def test_every_figure_of_the_sample_has_a_definition_of_the_same_source_and_licence() -> None:
    for dataset in datasets():
        for identifier in dataset.indicators:
            indicator = indicators()[identifier]
            assert (indicator.source, indicator.licence) == (dataset.source, dataset.licence), identifier


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_two_indicators_share_a_title(language: str) -> None:
    titles = [one.title.in_(language) for one in ALL]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_titles_and_definitions_differ_between_languages() -> None:
    for one in ALL:
        assert len({one.definition.fi, one.definition.sv, one.definition.en}) == 3, one.id
        assert one.definition.fi.endswith("."), one.id
        assert one.definition.sv.endswith("."), one.id
        assert one.definition.en.endswith("."), one.id


def test_the_share_of_the_unemployed_is_never_called_the_unemployment_rate() -> None:
    forbidden = re.compile(r"työttömyysaste|arbetslöshetstal|arbetslöshetsgrad|unemployment rate", re.IGNORECASE)
    for one in ALL:
        for text in (one.title, one.definition, one.unit):
            assert not any(forbidden.search(part) for part in text.as_dict().values()), one.id


def test_only_counts_and_euros_add_up() -> None:
    for one in ALL:
        if one.additivity is Additivity.SUM:
            assert one.kind in (MeasureKind.COUNT, MeasureKind.MONEY), one.id
            assert not one.survey, one.id
        if one.kind in (MeasureKind.INDEX, MeasureKind.MEAN) or one.survey:
            assert one.additivity is Additivity.MUST_NOT, one.id


def test_a_ratio_has_the_rhythm_of_its_parts() -> None:
    for one in ALL:
        if one.additivity is Additivity.RATIO_OF_SUMS:
            assert one.rhythm is indicators()[one.numerator].rhythm is indicators()[one.denominator].rhythm, one.id
            assert one.factor in (1, 100, 1000), one.id
            assert (one.unit.fi == "%") <= (one.factor == 100), one.id


def test_a_weighted_value_leans_on_the_population_of_its_own_table() -> None:
    weighted = [one for one in ALL if one.additivity is Additivity.POPULATION_WEIGHTED]
    assert {one.denominator for one in weighted} == {"stat.avainluvut.vakiluku"}
    assert all(one.id.startswith("stat.avainluvut.") for one in weighted)


def test_moves_in_and_out_do_not_add_up_but_their_difference_does() -> None:
    assert indicators()["thl.sotkanet.3196"].additivity is Additivity.MUST_NOT
    assert indicators()["thl.sotkanet.3197"].additivity is Additivity.MUST_NOT
    assert indicators()["stat.avainluvut.kuntien_valinen_muuttovoitto_tappio_henkiloa"].additivity is Additivity.SUM


def test_population_is_neither_good_nor_bad() -> None:
    for one in ALL:
        if one.unit.fi == "henkilöä" and "väestö" in one.title.fi.lower():
            assert one.polarity is Polarity.NEITHER, one.id


def test_swedish_is_marked_as_not_reviewed_until_someone_has() -> None:
    assert not any(one.swedish_reviewed for one in ALL)


def test_licences_are_named_or_their_lack_explained() -> None:
    for one in ALL:
        assert one.licence in ("CC BY 4.0", "MIT") or (one.licence == NOT_ESTABLISHED and one.caveats.fi), one.id


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Vakiluku", "vakiluku"),
        ("Koulutuksen ulkopuolelle jääneet 17–24-vuotiaat", "koulutuksen_ulkopuolelle_jaaneet_17_24_vuotiaat"),
        ("0 - 17-vuotiaat lapset, joista on tehty lastensuojeluilmoitus", "0_17_vuotiaat_lapset_joista_on_tehty_lastensuojeluilmoitus"),
        ("Kodin ulkopuolelle sijoitetut 0 – 17-vuotiaat", "kodin_ulkopuolelle_sijoitetut_0_17_vuotiaat"),
        ("Omavaraisuusaste, %", "omavaraisuusaste"),
        ("ÅLAND Öar", "aland_oar"),
    ],
)
def test_names_of_series_become_ids(title: str, name: str) -> None:
    assert series_name(title) == name


FAMILY = """[family]
source = "stat.x"
producer = "Tilastokeskus"
licence = "CC BY 4.0"
rhythm = "year"
lag_days = 10
unit = { fi = "henkilöä", sv = "personer", en = "persons" }
decimals = 0
polarity = "neither"
kind = "count"
additivity = "sum"
themes = [1]
note = { fi = "Huomaa.", sv = "Observera.", en = "Note." }
address = "https://example.org/{name}"

[[indicator]]
id = "stat.x.one"
title = { fi = "Yksi", sv = "Ett", en = "One" }
definition = { fi = "Yksi asia.", sv = "En sak.", en = "One thing." }

[[indicator]]
id = "stat.x.share"
title = { fi = "Osuus", sv = "Andel", en = "Share" }
definition = { fi = "Osa.", sv = "En del.", en = "A part." }
additivity = "ratio_of_sums"
numerator = "stat.x.one"
denominator = "stat.x.one"
factor = 100
"""


def family(folder: Path, text: str = FAMILY) -> Path:
    (folder / "indicators").mkdir()
    (folder / "indicators" / "x.toml").write_text(text, encoding="utf-8")
    return folder / "indicators"


def test_a_family_gives_its_note_and_address_to_each(tmp_path: Path) -> None:
    found = load_indicators(family(tmp_path))
    assert found["stat.x.one"].definition.sv == "En sak. Observera."
    assert found["stat.x.share"].address == "https://example.org/share"
    assert found["stat.x.share"].factor == 100.0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'kind = "count"',
            'kind = "counts"',
            "line 10, field kind: expected one of count, share, rate, mean, index, money, rank, found 'counts'",
        ),
        ("themes = [1]", "themes = [6]", "line 12, field themes: expected a list of theme numbers, 0 to 5, each once, found [6]"),
        (
            'denominator = "stat.x.one"',
            'denominator = "stat.x.two"',
            "line 27, field denominator: expected the id of an indicator whose additivity is sum",
        ),
        (
            'numerator = "stat.x.one"\n',
            "",
            "line 21, field numerator: expected the id of an indicator whose additivity is sum, found nothing",
        ),
        ("factor = 100", "factor = 0", "line 28, field factor: expected a number above zero, found 0"),
        ('id = "stat.x.share"', 'id = "stat.x.one"', "line 22, field id: expected an id that no other indicator has"),
        ('id = "stat.x.share"', 'id = "Stat X"', "line 22, field id: expected an id such as publisher.table.what"),
        ("lag_days = 10", "lag_day = 10", "line 6, field lag_day: expected one of the fields"),
        (
            'additivity = "ratio_of_sums"',
            'additivity = "must_not"',
            "line 26, field numerator: expected nothing, when additivity is must_not",
        ),
        (
            "factor = 100",
            'factor = 100\nsame_as = "stat.x.one"',
            "line 29, field same_as: expected the id of an indicator with the same unit, kind and additivity",
        ),
        ('sv = "Ett", ', "", "line 18, field title: expected the three languages fi, sv and en, none empty"),
    ],
)
def test_a_wrong_definition_names_line_and_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert FAMILY.count(old) == 1
    with pytest.raises(CuratedError) as caught:
        load_indicators(family(tmp_path, FAMILY.replace(old, new)))
    assert str(caught.value).startswith("indicators/x.toml, " + message)
