"""Many hands at once: exactly one of two edits wins, a link serves once, and the chain stays one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests import universe
from yhdyspinta.domain.errors import Conflict, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditRow, Post, ProcessPage, SelfAssessment
from yhdyspinta.organisations.policy import Target
from yhdyspinta.organisations.services import access, people, procedure

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 200
ANSWERS = dict.fromkeys(SelfAssessment.QUESTIONS, 3)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each act in a thread and a connection of its own, begun together; what each gave or raised."""
    barrier = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except (Conflict, Refused) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_of_two_edits_one_wins_and_the_other_sees_both():
    world = universe.world()
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Alku"))
    rows = AuditRow.objects.count()
    for number in range(TIMES):
        version = ProcessPage.objects.get().version

        def write(actor, text, version=version):
            return lambda: procedure.write_process(actor=actor, cooperation=world.cooperation, version=version, text=Text(text))

        texts = [f"Kunta {number}", f"Alue {number}"]
        first, second = at_once(write(world.first, texts[0]), write(world.county, texts[1]))
        lost = first if isinstance(first, Conflict) else second
        won = second if lost is first else first
        assert isinstance(lost, Conflict)
        assert isinstance(won, ProcessPage)
        assert {lost.mine["text_fi"], lost.theirs["text_fi"]} == set(texts)
        stored = ProcessPage.objects.get(pk=page.pk)
        assert (stored.text_fi, stored.version) == (won.text_fi, version + 1)
    assert AuditRow.objects.count() == rows + TIMES
    assert chain.verify().bad_row is None


def test_many_writers_make_one_chain():
    world = universe.world()
    actors = (world.county, world.first, world.second, world.first)

    def work(actor, name):
        return lambda: [
            people.open_post(actor=actor, party=world.party(actor), title=f"{name} {one}", role="reader").pk for one in range(8)
        ]

    made = at_once(*(work(actor, place) for place, actor in enumerate(actors)))
    assert len({pk for one in made for pk in one}) == 32
    assert chain.verify().bad_row is None


def test_the_first_writers_of_all_begin_one_chain():
    made = at_once(*(lambda name=name: universe.person(name) for name in ("yksi", "kaksi", "kolme")))
    assert len({one.pk for one in made}) == 3
    assert chain.verify() == chain.Verdict(3)


def test_a_link_serves_one_of_two_at_once():
    world = universe.world()
    party = world.party(world.first)
    _, token = access.give_link(
        actor=world.first,
        party=party,
        person=universe.person("vieras"),
        action="assessment.give",
        target=Target("organisations.party", party.pk),
    )

    def give():
        return procedure.assess(actor=access.open_link(token), party=party, version=0, answers=ANSWERS)

    given = at_once(give, give)
    assert sorted(type(one).__name__ for one in given) == ["Refused", "SelfAssessment"]
    assert SelfAssessment.objects.count() == 1


def test_a_post_is_handed_over_once():
    world = universe.world()
    post = Post.objects.get(pk=world.first.post_id)

    def give(name):
        successor = universe.person(name)
        return lambda: people.hand_over(actor=world.first, post=post, version=post.version, successor=successor)

    given = at_once(give("seuraava"), give("toinen"))
    assert sorted(type(one).__name__ for one in given) == ["Conflict", "Post"]
    assert post.holdings.filter(until=None).count() == 1
