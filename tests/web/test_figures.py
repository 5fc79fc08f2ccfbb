"""What a card says: missing, withheld and zero are three things; what cannot be told has no arrow and no rank."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from tests import made_picture
from yhdyspinta.pictures.presenters import figures, freshness, pictures, wording

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def finnish():
    with translation.override("fi"):
        yield


def card(figure):
    return figures.card(figure, "fi", TODAY)


def test_a_count_says_its_change_in_persons_and_per_cent():
    shown = card(made_picture.figure())
    assert (shown.value, shown.unit, shown.period) == ("14\u00a0512", "henkilöä", "lokakuu 2023")
    assert shown.change == "+612 (+4,4\u00a0%) vuodessa"
    assert (shown.change_verdict.text, shown.change_verdict.sign) == ("heikkenee", "▲")
    assert shown.rank == "Sija 15/22 (1 = paras)"


def test_a_share_changes_in_points_and_is_judged_beside_others():
    shown = card(made_picture.share())
    assert shown.change == "\u22120,9\u00a0prosenttiyksikköä vuodessa"
    assert shown.change_verdict.text == "paranee"
    assert [(one.verdict.text, one.verdict.sign) for one in shown.comparators] == [("täällä heikompi", "▲"), ("täällä sama", "■")]
    assert shown.comparators[1].name == "Samankokoisten mediaani (n = 7)"


def test_what_cannot_be_told_has_no_arrow_rank_or_trend():
    shown = card(made_picture.small())
    assert (shown.change, shown.change_verdict, shown.rank, shown.trend) == ("", None, "", "")
    assert "tapauksia on alle 20" in shown.cannot_tell
    assert "Kolmen ajankohdan keskiarvo" in shown.cannot_tell
    assert shown.status == "ennakkotieto"


def test_missing_withheld_and_zero_are_three_things():
    withheld, zero = card(made_picture.suppressed()), card(made_picture.zero())
    missing = card(made_picture.figure(value=None, status="not_available", change=None))
    assert (withheld.value, withheld.unit) == ("..", "salattu pienen lukumäärän vuoksi")
    assert (missing.value, missing.unit) == ("–", "tieto puuttuu")
    assert (zero.value, zero.unit) == ("0", "henkilöä")


def test_a_partial_sum_says_how_many_parts_are_missing():
    shown = card(made_picture.figure(status="partial", parts_missing=2))
    assert shown.status == "osittainen, 2 osaa puuttuu"


@pytest.mark.parametrize(
    ("end", "due", "today", "word"),
    [
        ("2023-10-31", "2023-12-20", date(2023, 12, 20), ""),
        ("2023-10-31", "2023-12-20", date(2023, 12, 21), "stale"),
        ("2023-10-31", None, date(2026, 1, 1), ""),
        ("2018-12-31", None, date(2023, 12, 31), ""),
        ("2018-12-31", None, date(2024, 1, 1), "old"),
        ("2020-02-29", None, date(2025, 3, 1), "old"),
    ],
)
def test_age_is_computed_from_dates_on_the_day_it_is_shown(end, due, today, word):
    assert freshness.word(made_picture.figure(period_end=end, due=due), today) == word


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-30", "tässä kuussa"),
        ("2026-09-30", "2 kuukautta sitten"),
        ("2025-10-31", "13 kuukautta sitten"),
        ("2023-10-31", "3 vuotta sitten"),
    ],
)
def test_age_in_words(day, words):
    assert freshness.age_words(day, TODAY) == words


def test_one_notice_on_age_for_the_whole_page():
    notice = freshness.notice(made_picture.picture(), TODAY, "fi")
    assert notice.text.startswith("2 tunnuslukua on vanhentunut")
    assert "lokakuu 2023" in notice.details
    assert freshness.notice(made_picture.picture(), date(2023, 11, 1), "fi") is None


def test_old_figures_and_what_is_missing_are_gathered_over_themes():
    shown = pictures.shown(made_picture.picture(), "fi", TODAY)
    assert [one.title for one in shown.old] == ["Vanha luku"]
    assert [(one.source, one.due, [line.title for line in one.lines]) for one in shown.missing] == [
        ("Sotkanet", "31.3.2027", ["Puuttuva mittari"])
    ]
    assert [part.number for part in shown.parts] == [1, 2, 3, 4, 5]


def test_every_code_has_words_of_its_own():
    for kind in wording.KINDS:
        assert wording.kind_name(kind) != kind
        assert wording.kinds_name(kind) != kind
    assert len({wording.change_word(one, 1.0).text for one in ("better", "worse", "same", "up", "down", "cannot_tell")}) == 6
