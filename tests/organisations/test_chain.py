"""The chain of what was done: whole after use, and every way to break it is found, with the first bad row named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F

from tests import universe
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditHead, AuditRow, Party, Person, ProcessPage
from yhdyspinta.organisations.services import people, procedure

pytestmark = pytest.mark.django_db


def test_a_chain_is_whole_after_use_and_names_nobody():
    world = universe.world()
    rows = AuditRow.objects.order_by("number")
    assert chain.verify() == chain.Verdict(rows.count())
    assert chain.verify(chain.anchor()).bad_row is None
    joined = rows.filter(action="party.join", target_kind="organisations.party").last()
    assert (joined.post_id, joined.party_id, joined.cooperation_id) == (world.second.post_id, world.second.party_id, world.cooperation.pk)
    assert (joined.fields, joined.target_id) == ("joined_at version", world.second.party_id)
    everything = str(list(rows.values()))
    assert "example.org" not in everything
    assert "county0" not in everything


def test_an_edited_row_is_named():
    universe.world()
    for field, value in (
        ("action", "party.leave"),
        ("person_id", None),
        ("party_id", 999),
        ("after", "0" * 64),
        ("at", "2020-01-01T00:00Z"),
    ):
        before = AuditRow.objects.values_list(field, flat=True).get(number=7)
        AuditRow.objects.filter(number=7).update(**{field: value})
        assert chain.verify().bad_row == 7, field
        AuditRow.objects.filter(number=7).update(**{field: before})
    assert chain.verify().bad_row is None


def test_a_row_whose_hash_is_made_again_is_named_by_the_next():
    universe.world()
    row = AuditRow.objects.get(number=7)
    row.action = "party.leave"
    AuditRow.objects.filter(number=7).update(action=row.action, hash=row.own_hash())
    assert chain.verify().bad_row == 8


def test_a_removed_row_is_named():
    universe.world()
    AuditRow.objects.filter(number=5).delete()
    verdict = chain.verify()
    assert (verdict.bad_row, verdict.sentence) == (5, "Row 5 is missing.")


def test_rows_that_changed_places_are_named():
    universe.world()
    for old, new in ((4, -4), (6, 4), (-4, 6)):
        AuditRow.objects.filter(number=old).update(number=new)
    assert chain.verify().bad_row == 4


def test_a_row_pushed_in_is_named():
    universe.world()
    last = AuditRow.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_auditrow SET number = 0 WHERE number = 1")
    assert chain.verify().bad_row == 0
    assert AuditRow.objects.count() == last


def test_a_cut_tail_is_found_by_what_was_written_last_and_by_the_anchor(tmp_path: Path):
    universe.world()
    kept = chain.anchor()
    kept.write(tmp_path / "anchor.json")
    AuditRow.objects.filter(number__gt=kept.number - 3).delete()
    assert chain.verify().bad_row == kept.number - 2
    last = AuditRow.objects.order_by("-number").first()
    AuditHead.objects.update(number=last.number, hash=last.hash)  # somebody who cuts both
    Person.objects.filter(pk=1).update(version=F("version"))
    anchor = chain.read_anchor(tmp_path / "anchor.json")
    assert anchor == kept
    verdict = chain.verify(anchor)
    assert verdict.bad_row == kept.number - 2
    assert f"the anchor names row {kept.number}" in verdict.sentence


def test_a_chain_written_again_differs_from_the_anchor():
    universe.world()
    anchor = chain.anchor()
    assert chain.verify(replace(anchor, hash="0" * 64)).bad_row == anchor.number
    with pytest.raises(ParseError):
        chain.read_anchor(Path(__file__))


def test_content_changed_past_the_product_is_found_by_the_row_that_left_it():
    world = universe.world()
    procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Sovittu teksti"))
    row = AuditRow.objects.order_by("-number").first()
    ProcessPage.objects.update(text_fi="Muu teksti")
    verdict = chain.verify()
    assert (verdict.bad_row, "processpage" in verdict.sentence) == (row.number, True)
    ProcessPage.objects.all().delete()
    assert chain.verify().bad_row == row.number


def test_rows_are_not_changed_by_the_product_itself():
    universe.world()
    row = AuditRow.objects.first()
    for act in (row.save, row.delete):
        with pytest.raises(TypeError):
            act()


def test_what_fails_leaves_neither_change_nor_row():
    world = universe.world()
    before = chain.anchor()
    with pytest.raises(Exception, match="characters"):
        people.open_post(actor=world.first, party=world.party(world.first), title="x" * 121, role="reader")
    assert chain.anchor() == before
    assert Party.objects.get(pk=world.first.party_id).posts.count() == 1


def test_short_values_cannot_be_guessed_from_hashes():
    world = universe.world()
    answers = dict.fromkeys(("mandate", "responsible_post", "time", "tools", "access"), 2)
    for actor in (world.first, world.second):
        procedure.assess(actor=actor, party=world.party(actor), version=0, answers=answers)
    first, second = AuditRow.objects.filter(action="assessment.give")
    assert first.after != second.after
    assert first.salt != second.salt
