"""The example's cooperation: made through the services alone, once, whole, and with nothing said in the name of a real place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from yhdyspinta import environment
from yhdyspinta.catalogue.areas import areas, example_areas
from yhdyspinta.catalogue.example import FOLDER
from yhdyspinta.cli import examples
from yhdyspinta.domain.errors import Refused
from yhdyspinta.example import making
from yhdyspinta.example.stage import script
from yhdyspinta.needs import queries
from yhdyspinta.needs.models import AGREED_STATES, Need
from yhdyspinta.organisations import chain, policy
from yhdyspinta.organisations.models import AuditRow, Cooperation, Party, Person, Post
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import State, agreements_of

pytestmark = pytest.mark.django_db  # of which the setup of the database takes note
AREA = "HVA901"


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cooperation]:
    """Made once for all, in a transaction that is undone after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert making.make().made
        yield Cooperation.objects.get(area=AREA)
        transaction.set_rollback(True)


def coordinator(cooperation: Cooperation, kind: str) -> Actor:
    post = Post.objects.filter(party__cooperation=cooperation, party__kind=kind, role="coordinator").order_by("pk").first()
    assert post is not None
    assert post.holder is not None
    return policy.in_post(post, post.holder)


def test_the_example_is_made_once_and_its_chain_is_whole(made: Cooperation) -> None:
    before = AuditRow.objects.count()
    assert chain.verify().bad_row is None
    again = making.make()
    assert (again.made, AuditRow.objects.count()) == (False, before)
    assert made.is_example
    times = list(AuditRow.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    assert times[-1] <= timezone.now()


def test_one_municipality_begins_alone_and_all_but_one_join(made: Cooperation) -> None:
    assert made.begun_by.kind == "municipality"
    parties = list(Party.objects.filter(cooperation=made))
    assert {one.kind for one in parties} == {"municipality", "county", "regional_council", "ngo"}
    assert [one.area for one in parties if one.joined_at is None] == ["KU9007"]
    assert min(parties, key=lambda one: one.joined_at or timezone.now()) == made.begun_by


def test_needs_are_weighed_by_several_and_some_are_disputed(made: Cooperation) -> None:
    board = queries.board(coordinator(made, "county"), made)
    verdicts = {str(line.verdict) for line in board}
    assert len(board) == 30
    assert {"shared", "one_sided", "disputed", "useful"} <= verdicts
    assert all(line.answered >= 3 for line in board)
    core = queries.core_set(coordinator(made, "county"), made)
    assert core.needs
    assert core.indicators
    assert core.unanswered
    assert {need.state for need in core.needs} <= AGREED_STATES


def test_some_agree_some_see_it_otherwise_and_some_are_silent(made: Cooperation) -> None:
    standing = list(agreements_of(coordinator(made, "county"), made.pk))
    assert {one.state for one in standing} == {State.AGREED, State.OPEN, State.PARTLY_ANSWERED}
    assert {answer.answer for one in standing for answer in one.named} == {"agree", "remarks", "differ", ""}
    assert any(one.minute_reference for shown in standing for one in shown.named)


def test_strangers_see_what_was_made_public_and_nothing_else(made: Cooperation) -> None:
    seen = set(queries.needs_of(None, made).values_list("pk", flat=True))
    assert seen == set(Need.objects.filter(cooperation=made, visibility="public").values_list("pk", flat=True))
    assert 0 < len(seen) < Need.objects.count()


def test_nobody_real_is_named(made: Cooperation) -> None:
    """No real municipality or county in any text or party, and every address is one that leads nowhere."""
    assert {one.area for one in Party.objects.all()} <= {area.id for area in example_areas().all} | {""}
    assert all(one.email.endswith(".esimerkki.example") for one in Person.objects.all())
    named = real_names()
    for text in written():
        words = set(re.findall(r"\w+", text))
        assert not words & named, text


def real_names() -> set[str]:
    """Names of one word of real municipalities, counties and regions, with their genitives where these are regular."""
    found = set()
    for area in areas().all:
        for name in {text.in_(language) for text in (area.name, area.label) for language in ("fi", "sv")}:
            if area.kind in ("KU", "HVA", "MK") and re.fullmatch(r"\w+", name):
                found |= {name, f"{name}n", f"{name}ssa", f"{name}lla"}
    return found


def written() -> Iterator[str]:
    """Every text that the database holds of the example."""
    for model in apps.get_models():
        if model._meta.app_label in ("organisations", "needs", "phenomena", "cooperation", "attention"):
            fields = [field.name for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
            for row in model._default_manager.values_list(*fields) if fields else ():
                yield from (text for text in row if isinstance(text, str))


def test_production_mode_has_no_example() -> None:
    settings = replace(environment.read({}), production=True)
    with pytest.raises(Refused):
        examples.load(settings, quiet=True)


def test_the_script_has_no_field_that_nothing_reads(made: Cooperation) -> None:
    """Each file of the script is read, and all that it names was made."""
    files = {file.stem for file in (FOLDER / "cooperation").glob("*.toml")}
    assert files == {"parties", "procedure", "needs", "phenomena", "interfaces", "leading", "changes", "public", "comments"}
    needs: list[dict[str, Any]] = script("needs")["need"]
    assert len({need["key"] for need in needs}) == len(needs) == Need.objects.filter(cooperation=made).count()
