"""What the words of a search mean: areas in any case, indicators and words of the glossary in any form and any language."""

from __future__ import annotations

import pytest

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.web import wordsearch

UNEMPLOYED = "stat.tyonv.12r5.tyottomat"


@pytest.mark.parametrize(
    ("typed", "area", "indicator"),
    [
        ("työttömiä Jyväskylässä", "KU179", UNEMPLOYED),
        ("Jyväskylän työttömyys", "KU179", UNEMPLOYED),
        ("työttömyys jyväskylä", "KU179", UNEMPLOYED),
        ("arbetslösa i Jakobstad", "KU598", UNEMPLOYED),
        ("unemployed jobseekers in Vaala", "KU785", UNEMPLOYED),
        ("tyottomat sottungassa", "KU766", UNEMPLOYED),
        ("lainakanta Keski-Suomessa", "HVA15", "stat.kuntatalous.lainakanta_eur"),
        ("rikokset Keski-Suomen hyvinvointialueella", "HVA15", "stat.rpk.13ex.rikokset_yhteensa"),
        ("asukkaat Helsingissä", "HVA90", ""),
    ],
)
def test_an_area_and_what_is_asked_of_it(typed, area, indicator):
    found = wordsearch.meaning(typed)
    assert found.areas[0].id == area
    if indicator:
        assert indicator in found.of(wordsearch.INDICATOR)[:3]


@pytest.mark.parametrize(
    ("typed", "kind", "wanted"),
    [
        ("väestöennusteen", wordsearch.INDICATOR, "stat.vaenn.14wx.vaesto_e24"),
        ("population projection", wordsearch.INDICATOR, "stat.vaenn.14wx.vaesto_e24"),
        ("befolkningsprognosen", wordsearch.INDICATOR, "stat.vaenn.14wx.vaesto_e24"),
        ("työtömät", wordsearch.INDICATOR, UNEMPLOYED),
        ("yksinäisyys", wordsearch.INDICATOR, "diak.itsensa_yksinaiseksi_tuntevien_osuus"),
        ("hyvinvointikertomuksesta", wordsearch.CONCEPT, "hyvinvointikertomus"),
        ("välfärdsberättelsen", wordsearch.CONCEPT, "hyvinvointikertomus"),
        ("suppressed", wordsearch.CONCEPT, "peitetty luku"),
        ("Sotkanetin", wordsearch.SOURCE, "thl.sotkanet"),
        ("turvallisuuden ja varautumisen", wordsearch.THEME, "5"),
    ],
)
def test_a_word_is_found_in_any_form(typed, kind, wanted):
    assert wanted in wordsearch.meaning(typed).of(kind)


@pytest.mark.parametrize("typed", ["", "  ", "ja", "xyzzyplugh", "?!%&", "'; drop table", "%" * 100])
def test_nonsense_means_nothing(typed):
    found = wordsearch.meaning(typed)
    assert found.areas == ()
    assert not found.of(wordsearch.INDICATOR) or "table" in typed


def test_no_words_leave_all_of_a_kind():
    assert wordsearch.matching("", wordsearch.INDICATOR) == tuple(indicators())
    assert wordsearch.matching("xyzzyplugh", wordsearch.INDICATOR) == ()


def test_every_indicator_is_found_by_its_own_title_in_each_language():
    for name, indicator in list(indicators().items())[::7]:
        for title in (indicator.title.fi, indicator.title.sv, indicator.title.en):
            assert name in wordsearch.matching(title, wordsearch.INDICATOR), title
