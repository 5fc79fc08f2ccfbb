"""What readers write is kept whole, refused with a reason, and never holds an identity code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from yhdyspinta.domain.errors import PersonalData, Refused
from yhdyspinta.pictures import feedback
from yhdyspinta.pictures.feedback import Feedback

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def given(text: str = "Luku näyttää väärältä. =1+1", page: str = "/fi/alue/X/", contact: str = "") -> Feedback:
    return Feedback(text, page, contact, "fi")


def test_what_is_kept_is_read_back_newest_first(tmp_path: Path) -> None:
    first = feedback.keep(tmp_path, given("ensin"), NOON)
    second = feedback.keep(tmp_path, given(), NOON.replace(hour=13))
    assert feedback.all_kept(tmp_path) == (second, first)
    assert second.given_at == "2026-11-24T13:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "error"),
    [
        (given(" \n "), Refused),
        (given("x" * 4001), Refused),
        (given(page="x" * 501), Refused),
        (given(contact="x" * 201), Refused),
        (given("Äitini 131052-308T ei saanut aikaa."), PersonalData),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(tmp_path: Path, one: Feedback, error: type[Exception]) -> None:
    with pytest.raises(error):
        feedback.keep(tmp_path, one, NOON)
    assert feedback.all_kept(tmp_path) == ()


def test_a_day_has_a_limit_and_the_next_day_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_A_DAY", 2)
    for number in range(2):
        feedback.keep(tmp_path, given(str(number)), NOON)
    with pytest.raises(Refused):
        feedback.keep(tmp_path, given(), NOON)
    feedback.keep(tmp_path, given(), NOON.replace(day=25))
    assert len(feedback.all_kept(tmp_path)) == 3
