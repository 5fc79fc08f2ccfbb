"""Who may do what, against the table; who sees what; texts that are refused."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests import universe
from tools import make_rules
from yhdyspinta.domain.errors import Forbidden, PersonalData, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import AuditRow, ProcessPage, SelfAssessment
from yhdyspinta.organisations.queries import cooperations as seen
from yhdyspinta.organisations.queries.visibility import everything_public, visible_to
from yhdyspinta.organisations.services import agreements, cooperations, people, procedure, visibility
from yhdyspinta.organisations.services.cooperations import NewParty

pytestmark = pytest.mark.django_db
ANSWERS = dict.fromkeys(SelfAssessment.QUESTIONS, 1)


def test_the_table_is_whole_and_gives_nobody_what_is_anothers():
    with (Path(policy.__file__).with_name("permissions.csv")).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"action", "relation", "what", *policy.ROLES}
    assert len({(row["action"], row["relation"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["relation"] in policy.RELATIONS
        assert row["what"]
        assert {row[role] for role in policy.ROLES} <= {"yes", ""}
        assert any(row[role] for role in policy.ROLES)
        if row["administrator"]:
            assert row["relation"] == "none"  # who keeps the installation has nothing to do with content


def test_the_reference_has_the_table_as_it_is():
    assert make_rules.TARGET.read_text(encoding="utf-8") == make_rules.page()


def acts(world: universe.World):
    """An act of every action on a party's own things, with the action of the table."""
    party, page = world.party(world.first), ProcessPage.objects.get()
    return {
        "responsibility.change": lambda actor: procedure.take_responsibility(
            actor=actor, party=party, version=0, top_official="Kunnanjohtaja", political_body="Kunnanhallitus"
        ),
        "assessment.give": lambda actor: procedure.assess(actor=actor, party=party, version=0, answers=ANSWERS),
        "post.change": lambda actor: people.open_post(actor=actor, party=party, title="Uusi", role="reader"),
        "theme.change": lambda actor: cooperations.add_theme(actor=actor, cooperation=world.cooperation, name=Text("Uusi")),
        "party.invite": lambda actor: cooperations.invite(
            actor=actor,
            cooperation=world.cooperation,
            new=NewParty("ngo", name="Yhdistys"),
            post_title="Pj",
            holder=universe.person("pj"),
        ),
        "group.change": lambda actor: cooperations.make_group(actor=actor, cooperation=world.cooperation, kind="hyte", name="Verkosto"),
        "process.change": lambda actor: procedure.write_process(
            actor=actor, cooperation=world.cooperation, version=page.version, text=Text("Uusi")
        ),
        "agreement.propose": lambda actor: agreements.propose(actor=actor, target=page, title=Text("Esitys"), parties=world.parties),
        "visibility.change": lambda actor: visibility.set_visibility(actor=actor, target=page, version=1, visibility="public"),
        "audit.see": lambda actor: seen.done_in(actor, world.cooperation),
        "cooperation.see": lambda actor: seen.assessments(actor, world.cooperation),
    }


def test_services_keep_to_the_table_for_every_role_of_ones_own_of_another_and_of_no_party(transactional_undo):
    world, stranger = universe.world(), universe.world(1)
    procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Alku"))
    actors = {("own", role): world.member(world.first, role) for role in universe.ROLES}
    actors |= {("other", role): world.member(world.second, role) for role in universe.ROLES}
    actors |= {("stranger", role): stranger.member(stranger.first, role) for role in universe.ROLES}
    actors |= {("none", "administrator"): universe.KEEPER, ("none", "person"): policy.signed_in(universe.person("joku"))}
    tried = 0
    for (whose, _), actor in actors.items():
        for action, act in acts(world).items():
            relation = "shared" if (action, "shared") in policy.rules() else "own"
            may = whose in ("own", "other") if relation == "shared" else whose == "own"
            with transactional_undo():
                if may and policy.allowed(actor, action, relation):
                    assert act(actor) is not None
                else:
                    with pytest.raises(Forbidden):
                        act(actor)
            tried += 1
    assert tried == 20 * len(acts(world))


@pytest.fixture
def transactional_undo():
    """A block whose changes are undone at its end."""
    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undone


def test_who_sees_what_and_what_is_public():
    world, stranger = universe.world(), universe.world(1)
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Kanarialintu"))
    pages = ProcessPage.objects.all()

    def seen_by(*actors):
        return [visible_to(actor, pages).exists() for actor in actors]

    guest = world.member(world.second, "guest")
    assert seen_by(world.county, guest, stranger.county, universe.KEEPER, None) == [True, True, False, False, False]
    assert list(everything_public(world.cooperation)) == []
    group = cooperations.make_group(actor=world.first, cooperation=world.cooperation, kind="hyte", name="HYTE-verkosto")
    posts = [universe.Post.objects.get(pk=actor.post_id) for actor in (world.first, world.county)]
    cooperations.seat(actor=world.first, group=group, version=1, posts=posts)
    page = visibility.set_visibility(
        actor=world.first, target=page, version=1, visibility="group", legal_ground="unfinished", ground_note="Valmistelussa", group=group
    )
    assert seen_by(world.county, world.second, guest, universe.KEEPER, None) == [True, False, False, False, False]
    with pytest.raises(Forbidden):  # whoever does not see it does not open it to others
        visibility.set_visibility(actor=world.second, target=page, version=2, visibility="public")
    page = visibility.set_visibility(actor=world.county, target=page, version=2, visibility="public")
    assert seen_by(stranger.county, universe.KEEPER, None) == [True, True, True]
    (public,) = everything_public(world.cooperation)
    assert (public["kind"], public["text_fi"]) == ("organisations.processpage", "Kanarialintu")
    page = visibility.set_visibility(
        actor=world.county, target=page, version=3, visibility="elsewhere", legal_ground="preparedness", kept_at="Asiahallinta, dnro 1"
    )
    assert ProcessPage.objects.get().text_fi == ""
    assert "Kanarialintu" not in str(list(AuditRow.objects.values()))
    with pytest.raises(Refused, match="not stored"):
        procedure.write_process(actor=world.first, cooperation=world.cooperation, version=4, text=Text("Salainen"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"visibility": "cooperation"},
        {"visibility": "public", "legal_ground": "secret"},
        {"visibility": "group", "legal_ground": "secret"},
        {"visibility": "elsewhere", "legal_ground": "secret"},
        {"visibility": "everybody", "legal_ground": "secret"},
        {"visibility": "cooperation", "legal_ground": "because"},
    ],
)
def test_what_is_not_public_has_a_legal_ground_and_the_rest_fits(wrong):
    world = universe.world()
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Teksti"))
    with pytest.raises(Refused):
        visibility.set_visibility(actor=world.first, target=page, version=1, **wrong)


def test_hostile_texts_are_refused_and_others_kept_whole_in_one_form():
    world = universe.world()

    def write(text):
        known = ProcessPage.objects.first()
        return procedure.write_process(
            actor=world.first, cooperation=world.cooperation, version=known.version if known else 0, text=Text(text)
        ).text_fi

    for wrong in ("a\x00b", "a\u202eb", "a\u2066b", "a\x1bb", "\ud800", "x" * 6001):
        with pytest.raises(Refused):
            write(wrong)
    for code in ("131052-308T", "131052\u2011308T", "131052\u200b-308T"):
        with pytest.raises(PersonalData):
            write(f"Asukas {code} kertoi.")
    assert not ProcessPage.objects.exists()
    assert write("Ja\u0308msa\u0308") == "Jämsä"
    assert write(" <script>alert(1)</script>\r\n=1+1 שלום 👩‍👩‍👧 ") == "<script>alert(1)</script>\n=1+1 שלום 👩‍👩‍👧"
    with pytest.raises(Refused, match="lines"):
        people.open_post(actor=world.first, party=world.party(world.first), title="kaksi\nriviä", role="reader")


def test_readiness_is_assessed_by_each_side_once_a_year():
    world = universe.world()
    party = world.party(world.first)
    assert seen.assessment_due(party)
    made = procedure.assess(actor=world.first, party=party, version=0, answers=ANSWERS)
    assert procedure.assess(actor=world.first, party=party, version=1, answers=ANSWERS | {"time": 4}).pk == made.pk
    procedure.assess(actor=world.county, party=world.party(world.county), version=0, answers=ANSWERS)
    by_side = seen.assessments(world.second, world.cooperation)
    assert {side: [one.time for one in found] for side, found in by_side.items()} == {"municipality": [4], "county": [1]}
    assert not seen.assessment_due(party)
    for wrong in (ANSWERS | {"time": 5}, ANSWERS | {"time": 0}, {"time": 1}):
        with pytest.raises(Refused):
            procedure.assess(actor=world.first, party=party, version=2, answers=wrong)


def test_approving_and_administering_need_a_second_factor_and_nothing_else_does(transactional_undo):
    """Whoever lacks it reads and contributes as before, and is told what to do where they approve."""
    world = universe.world()
    procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Alku"))
    assert policy.approving() <= {action for action, _relation in policy.rules()}
    for role in universe.ROLES:
        lacking = replace(world.member(world.first, role), proved=False)
        for action, act in acts(world).items():
            relation = "shared" if (action, "shared") in policy.rules() else "own"
            if not policy.allowed(lacking, action, relation):
                continue
            with transactional_undo():
                if role in ("coordinator", "decision_maker") and action in policy.approving():
                    with pytest.raises(policy.SecondFactorNeeded, match="second factor"):
                        act(lacking)
                else:
                    assert act(lacking) is not None
