"""What a worker does before its first reader comes."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from yhdyspinta.cli.server import settle
from yhdyspinta.environment import Environment


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.django_db
@pytest.mark.usefixtures("collector")
def test_what_stays_is_taken_out_of_the_rounds_of_the_collector(sample: Environment) -> None:
    settle(sample)
    assert gc.get_freeze_count() > 100_000  # areas, definitions and words
    assert len(gc.get_objects()) < 10_000
