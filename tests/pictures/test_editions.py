"""Editions: frozen once, found by name, listed, and broken ones told by their place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yhdyspinta.domain.errors import Ambiguous, Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions
from yhdyspinta.pictures.model import Picture, hash_of
from yhdyspinta.pictures.queries import picture_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def made(sample: Environment) -> Picture:
    return picture_of(sample, "MK13", (), date(2026, 11, 24))


def test_publishing_twice_is_one_edition(tmp_path: Path, made: Picture) -> None:
    first = editions.publish(tmp_path, made, NOW)
    later = editions.publish(tmp_path, made, NOW.replace(hour=15))
    assert first == later
    assert first.content_hash == hash_of(made)
    assert len(list(editions.folder(tmp_path).glob("*.json"))) == 1
    assert editions.read(editions.find(tmp_path, first.id)).picture == made


def test_an_edition_is_found_by_the_beginning_of_its_id_and_by_path(tmp_path: Path, made: Picture) -> None:
    edition = editions.publish(tmp_path, made, NOW)
    path = editions.find(tmp_path, edition.id[:9])
    assert path == editions.find(tmp_path, str(path))


def test_an_ambiguous_beginning_lists_the_editions(tmp_path: Path, sample: Environment, made: Picture) -> None:
    one = editions.publish(tmp_path, made, NOW)
    other = editions.publish(tmp_path, picture_of(sample, "MK13", (1,), date(2026, 11, 24)), NOW)
    with pytest.raises(Ambiguous) as refusal:
        editions.find(tmp_path, "mk13")
    assert one.id in refusal.value.hint
    assert other.id in refusal.value.hint


def test_an_unknown_edition_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unknown) as refusal:
        editions.find(tmp_path, "hva15")
    assert "--publish" in refusal.value.hint


def test_the_list_is_newest_first_and_outlives_a_broken_file(tmp_path: Path, sample: Environment, made: Picture) -> None:
    first = editions.publish(tmp_path, made, NOW)
    second = editions.publish(tmp_path, picture_of(sample, "MK13", (2,), date(2026, 11, 24)), NOW.replace(hour=12))
    (editions.folder(tmp_path) / "broken.json").write_text("{")
    assert [item.id for item in editions.summaries(tmp_path)] == [second.id, first.id]


def test_a_broken_edition_names_the_figure_in_whose_lines_it_broke(tmp_path: Path, made: Picture) -> None:
    edition = editions.publish(tmp_path, made, NOW)
    path = editions.find(tmp_path, edition.id)
    data = path.read_bytes()
    figure = list(made.figures)[3]
    place = data.index(b'"value":', data.index(f'"{figure}": {{'.encode())) + 7
    path.write_bytes(data[:place] + b"#" + data[place + 1 :])
    with pytest.raises(editions.BrokenEdition) as refusal:
        editions.read(path)
    assert refusal.value.figures == (figure,)
