"""What is from now on kept elsewhere is erased here, for every kind of shared object that there is: searched in the whole database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import override

from tests import universe
from tests.web import access_world
from yhdyspinta.attention.queries.search import find
from yhdyspinta.attention.services import comments
from yhdyspinta.cooperation.models import Change
from yhdyspinta.cooperation.services import changes
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.needs import services as needs
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import Agreement, Group, Party, Post, Shared, Versioned, Visibility
from yhdyspinta.organisations.queries.visibility import everything_public, kinds
from yhdyspinta.organisations.services import agreements
from yhdyspinta.organisations.services.visibility import set_visibility

pytestmark = pytest.mark.django_db
CANARY = "Kanarialintu"
# What an object is called, where it is kept, codes, and by what and when a priority was chosen: these stay.
STAYS = frozenset(
    {"kept_at", "ground_note", "target_kind", "place", "wanted", "levels", "purpose", "origin", "meeting", "indicator", "about_kind"}
)
NAMES = ("question", "sentence", "name", "what", "title")


@pytest.fixture(scope="module")
def _staged(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        access_world.stage()
        yield
        transaction.set_rollback(True)


def free_texts(model: type[models.Model]) -> list[str]:
    """The fields in which anybody writes what they like, but for the name of the object."""
    kept = STAYS | {f"{name}_{language}" for name in NAMES for language in ("fi", "sv", "en")}
    kept |= {"organisations.agreementrule": {"text_fi", "text_sv", "text_en"}, "phenomena.owngoal": {"document"}}.get(
        model._meta.label_lower, set()
    )
    found = [one for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField) and not one.choices]
    return [one.name for one in found if one.name not in kept]


def parts_and_sayings() -> Iterator[type[Versioned]]:
    """Every table that hangs on a shared object."""
    for model in apps.get_models():
        if not issubclass(model, Versioned) or model._meta.label_lower == "organisations.accesslink":
            continue
        of = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
        if (
            model.TELLS_OF
            or hasattr(model, "target_kind")
            or getattr(model, "WHOLE", "")
            or (not issubclass(model, Shared) and of & set(kinds().values()))
        ):
            yield model


def everything() -> str:
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def owner_of(target: Shared) -> universe.Actor:
    """The coordinator of the party whose it is; of what is the cooperation's, of any."""
    party = (
        getattr(target, target.OWNER) if target.OWNER else Party.objects.filter(cooperation=target.cooperation, kind="municipality").first()
    )
    return universe.actor(Post.objects.filter(party=party, role="coordinator").order_by("pk").first())


def canaries(target: Shared) -> None:
    """One in each free text of the object and of what hangs on it: on it and on its parts comments and answers to agreements too."""
    actor = owner_of(target)
    parts = [
        part
        for model in kinds().values()
        if model.WHOLE and model._meta.get_field(model.WHOLE).related_model is type(target)
        for part in model.objects.filter(**{model.WHOLE: target})
    ]
    for one in (target, *parts):
        mentioned = comments.mentionable(one)[:1]
        comments.comment(actor=actor, target=one, text=CANARY, mentions=mentioned)
        put = agreements.propose(actor=actor, target=one, title=Text(f"{CANARY} 1"), parties=[actor_party(actor)], proposal=CANARY)
        comments.comment(actor=actor, target=put, text=CANARY)
    _said_of(actor, target)
    type(target).objects.filter(pk=target.pk).update(**dict.fromkeys(free_texts(type(target)), CANARY))
    for model in parts_and_sayings():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is type(target) and field.name in (model.TELLS_OF, getattr(model, "WHOLE", "")):
                given = {"given_on": timezone.localdate()} if hasattr(model, "given_on") else {}
                assert model.objects.filter(**{field.name: target.pk}).update(**given, **dict.fromkeys(free_texts(model), CANARY))
    for one in (target, *parts):
        for put in Agreement.objects.filter(target_kind=one._meta.label_lower, target_id=one.pk):
            put.named.update(**dict.fromkeys(free_texts(put.named.model), CANARY))


def _said_of(actor: universe.Actor, target: Shared) -> None:
    """What a kind has of its own."""
    if isinstance(target, Need):
        needs.weigh(actor=actor, need=target, party=actor_party(actor), version=0, importance="essential", reason=CANARY)
        needs.discuss(actor=actor, need=target, version=target.version, remark=CANARY)
    if isinstance(target, Change):
        changes.link_impact(actor=actor, target=target, title=CANARY, found_at=CANARY)


def actor_party(actor: universe.Actor) -> Party:
    return Party.objects.get(pk=actor.party_id)


@pytest.mark.usefixtures("_staged")
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_nothing_of_it_is_left_but_its_name_and_where_it_is_kept(kind: str):
    with transaction.atomic():
        target = kinds()[kind].objects.order_by("pk").first()
        if target is None:  # a rule that nobody has proposed on the stage
            target = _rule()
        canaries(target)
        assert everything().count(CANARY) > 4
        actor = owner_of(target)
        now = type(target).objects.get(pk=target.pk)
        moved = set_visibility(
            actor=actor,
            target=now,
            version=now.version,
            visibility="elsewhere",
            legal_ground="preparedness",
            kept_at="Asiahallinta, dnro 1",
        )
        assert CANARY not in everything()
        assert CANARY not in str(list(everything_public(moved.cooperation)))
        assert find(actor, moved.cooperation, CANARY).of == 0
        assert moved.heading().fi != ""
        assert chain.verify().bad_row is None
        put = Agreement.objects.filter(target_kind=kind, target_id=moved.pk).last()
        assert (put.visibility, put.title_fi) == (Visibility.ELSEWHERE, moved.heading().fi[:200])
        with pytest.raises(Refused, match="not stored"):
            agreements.answer(actor=actor, named=put.named.get(), version=put.named.get().version, answer="differ", text="Koska")
        transaction.set_rollback(True)


def _rule() -> Shared:
    group = Group.objects.order_by("pk").first()
    parties = list(group.cooperation.parties.filter(joined_at__isnull=False))
    actor = universe.actor(Post.objects.filter(party=parties[-1], role="coordinator").first())
    put = agreements.propose_rule(actor=actor, cooperation=group.cooperation, speaker=group, text=Text("Ryhmä puhuu."), parties=parties)
    return kinds()[put.target_kind].objects.get(pk=put.target_id)


def test_every_table_that_hangs_on_a_shared_object_says_what_of_it_is_erased():
    silent = [
        f"{model._meta.label_lower}.{name}"
        for model in parts_and_sayings()
        for name in free_texts(model)
        if name not in (*model.TOLD, *getattr(model, "CONTENT", ())) and (model.TOLD or not model.TELLS_OF)
    ]
    assert silent == []
