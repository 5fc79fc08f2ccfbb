"""The themes: the national frame, what is the product's own, and the template of the picture."""

from __future__ import annotations

import pytest

from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.items import content_items
from yhdyspinta.catalogue.themes import CURRENT_STATE, FORESIGHT, themes

WITH_DATA = {indicator for dataset in datasets() for indicator in dataset.indicators}
TITLES = """
0  Yhteinen tausta
1  Elinvoima ja työllisyys
2  Hyvinvoinnin ja terveyden edistäminen
3  Palveluverkko, maankäyttö ja asuminen
4  Sivistys- ja sote-palvelujen yhdyspinnat
5  Varautuminen ja turvallisuus
"""


def test_a_common_background_and_five_themes_in_order() -> None:
    assert [f"{theme.number}  {theme.title.fi}" for theme in themes()] == TITLES.strip().splitlines()


def test_what_is_our_proposal_carries_a_mark_in_three_languages() -> None:
    for theme in themes():
        proposed = theme.number in (3, 4, 5)
        assert (theme.origin == "DERIVED") is proposed
        assert bool(theme.mark.fi and theme.mark.sv and theme.mark.en) is proposed
    assert themes()[3].mark.fi == "Yhdyspinnan ehdotus, ei kansallinen luettelo"


def test_each_theme_has_both_halves_of_the_frame_and_items_on_every_side() -> None:
    for theme in themes():
        sides = {item.side for item in content_items().values() if item.theme == theme.number}
        assert sides & set(FORESIGHT), theme.number
        assert sides == ({"E", "F"} if theme.number == 0 else {"E", *CURRENT_STATE})
        assert theme.foresight.sv
        assert theme.current_state.en
        assert set(theme.kinds) == {"S", "R", "X", "O"}


@pytest.mark.parametrize("number", range(6))
def test_a_theme_opens_with_figures_that_are_at_hand(number: int) -> None:
    theme = themes()[number]
    at_hand = [one for one in theme.headlines if one in WITH_DATA]
    assert len(at_hand) >= 6
    assert at_hand == list(theme.headlines)
    assert set(theme.trends) <= WITH_DATA
    assert theme.map in WITH_DATA


def test_a_map_shows_no_bare_count() -> None:
    for theme in themes():
        assert indicators()[theme.map].kind != "count"


def test_seed_sentences_of_who_compiles_are_kept() -> None:
    for word in ("maakunnan liitto", "työllisyysalueet", "oppilaitokset", "KEHA", "elinvoimakeskus"):
        assert word in themes()[1].compilers.fi
    assert "HYTE-vastuutahot" in themes()[2].compilers.fi
