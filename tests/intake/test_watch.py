"""Watched publications: a new edition is noticed, a new banner is not, and a broken look changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers.faults import FAULTS, serve
from tests.servers.pages import EDITION, Pages, page
from tests.servers.way import way_to
from yhdyspinta.catalogue.documents import Document, documents
from yhdyspinta.domain.errors import Damaged
from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.text import Text
from yhdyspinta.intake.watch import is_due, look, look_at_due, seen

DAY = datetime(2026, 4, 1, 12, tzinfo=UTC)


def document(address: str) -> Document:
    return Document("made.page", "tem.tilannekuvat", Text("Sivu", "Sida", "Page"), address, Rhythm.YEAR, 7, "", "made")


@pytest.mark.parametrize("marks", [True, False])
def test_a_new_edition_is_noticed_and_a_banner_is_not(tmp_path: Path, marks: bool) -> None:
    pages = Pages(marks=marks)
    with serve(pages) as server:
        one, way = document(server.address), way_to(server.address)
        assert [look(tmp_path, one, way, DAY).kind, look(tmp_path, one, way, DAY).kind] == ["first", "same"]
        pages.content = page(banner="Sivustolla on huoltokatko perjantaina")
        assert look(tmp_path, one, way, DAY + timedelta(days=1)).kind == "same"
        pages.content = page(EDITION.replace("kevään", "syksyn"))
        found = look(tmp_path, one, way, DAY + timedelta(days=2))
        assert (found.kind, found.at) == ("new", "2026-04-03T12:00:00+00:00")
        assert "2026-04-01" in found.sentence
        assert look(tmp_path, one, way, DAY + timedelta(days=3)).kind == "same"
    held = seen(tmp_path, "made.page")
    assert [edition["at"][:10] for edition in held.editions] == ["2026-04-01", "2026-04-03"]
    assert held.editions[0]["title"] == "Tilannekuvat – made"


def test_unchanged_costs_no_body(tmp_path: Path) -> None:
    with serve(Pages()) as server:
        for _ in range(2):
            look(tmp_path, document(server.address), way_to(server.address), DAY)
        assert "if-none-match" in server.asked[1].headers


def test_a_page_that_scripts_fill_is_known_by_its_scripts_and_a_file_by_its_bytes(tmp_path: Path) -> None:
    pages = Pages(content=b"<!doctype html><html><body><div id=root></div><script src=/index-1.js></script></body></html>")
    with serve(pages) as server:
        one, way = document(server.address), way_to(server.address)
        assert look(tmp_path, one, way, DAY).kind == "first"
        pages.content = pages.content.replace(b"index-1", b"index-2")
        assert look(tmp_path, one, way, DAY).kind == "new"
        pages.content, pages.kind = b"%PDF-1.7 made", "application/pdf"
        assert look(tmp_path, one, way, DAY).kind == "new"
        assert look(tmp_path, one, way, DAY).kind == "same"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_look_keeps_what_was_seen(tmp_path: Path, fault: str) -> None:
    with serve(Pages(marks=False)) as server:
        one = document(server.address)
        look(tmp_path, one, way_to(server.address), DAY)
        before = seen(tmp_path, one.id)
        server.fault = fault
        assert look(tmp_path, one, way_to(server.address, 0.3, 1 << 20), DAY + timedelta(days=8)).kind == "failed"
        after = seen(tmp_path, one.id)
        assert (after.editions, after.succeeded_at) == (before.editions, before.succeeded_at)
        assert after.failure
        assert not is_due(tmp_path, one, DAY + timedelta(days=8, hours=5))
        assert is_due(tmp_path, one, DAY + timedelta(days=8, hours=6))
        server.fault = ""
        assert look(tmp_path, one, way_to(server.address), DAY + timedelta(days=9)).kind == "same"


def test_looks_are_due_by_their_days_and_never_without_an_address(tmp_path: Path) -> None:
    with serve(Pages()) as server:
        known = [document(server.address)]
        assert [one.kind for one in look_at_due(tmp_path, known, way_to(server.address), DAY)] == ["first"]
        assert list(look_at_due(tmp_path, known, way_to(server.address), DAY + timedelta(days=6))) == []
        assert is_due(tmp_path, known[0], DAY + timedelta(days=7))
    nowhere = document("")
    assert not is_due(tmp_path, nowhere, DAY)
    assert look(tmp_path, nowhere, way_to("http://127.0.0.1:9"), DAY).kind == "unwatched"


def test_a_record_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "watched").mkdir()
    (tmp_path / "watched" / "made.page.json").write_text("{", encoding="utf-8")
    with pytest.raises(Damaged, match=r"made.page.json is no record"):
        seen(tmp_path, "made.page")


def test_every_publication_without_an_interface_is_watched_or_says_why_not() -> None:
    watched = documents()
    for identifier in ("migri", "stm", "tem", "mdi", "osaamispolku", "tarmoa", "keha", "thl.hyte"):
        assert any(one.startswith(identifier) for one in watched), identifier
    assert all(one.address or one.note for one in watched.values())
