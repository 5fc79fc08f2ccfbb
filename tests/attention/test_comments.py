"""Comments for whoever sees the object, mentions that await an answer, and what is taken back."""

from __future__ import annotations

import pytest

from tests import universe
from tests.needs import asking
from tests.phenomena import raising
from yhdyspinta.attention.models import Comment, Mention
from yhdyspinta.attention.queries.awaiting import awaiting
from yhdyspinta.attention.queries.comments import comment_of, comments_on, mention_of, mentionable, mentions_open, moved_from
from yhdyspinta.attention.services import comments
from yhdyspinta.domain.errors import Conflict, Forbidden, PersonalData, Refused, Unknown
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditRow, Post
from yhdyspinta.organisations.policy import Actor, administrator, signed_in
from yhdyspinta.organisations.services import agreements, cooperations, visibility
from yhdyspinta.phenomena.queries import phenomena as queries
from yhdyspinta.phenomena.services import merging

pytestmark = pytest.mark.django_db


def post(actor: Actor) -> Post:
    return Post.objects.get(pk=actor.post_id)


def said(actor, target):
    return [remark.comment.text for remark in comments_on(actor, target)]


def test_a_comment_is_seen_by_whoever_sees_the_object_and_by_nobody_else():
    world, stranger = universe.world(), universe.world(1)
    need = asking.need(world, world.first)
    made = comments.comment(actor=world.second, target=need, text=" Meilläkin  tätä kysytään. ")
    assert (made.text, made.party_id, made.post_id) == ("Meilläkin  tätä kysytään.", world.second.party_id, world.second.post_id)
    guest = world.member(world.county, "guest")
    everybody = (world.county, world.first, guest, stranger.county, universe.KEEPER, None)
    assert [len(comments_on(actor, need)) for actor in everybody] == [1, 1, 1, 0, 0, 0]
    assert [remark.own for remark in comments_on(world.second, need)] == [True]
    need = visibility.set_visibility(actor=world.first, target=need, version=need.version, visibility="public")
    assert said(None, need) == ["Meilläkin  tätä kysytään."]
    need = visibility.set_visibility(
        actor=world.first, target=need, version=need.version, visibility="elsewhere", legal_ground="preparedness", kept_at="Dnro 1"
    )
    assert said(world.county, need) == []  # what is not stored here has no words here
    with pytest.raises(Unknown):
        comment_of(world.county, world.cooperation, made.pk)
    with pytest.raises(Refused, match="not stored"):
        comments.comment(actor=world.county, target=need, text="Tässä")


def test_nobody_comments_on_what_they_do_not_see_and_nobody_speaks_for_another():
    world, stranger = universe.world(), universe.world(1)
    need = asking.need(world, world.first)
    for actor in (stranger.county, administrator(), signed_in(universe.person("joku"))):
        with pytest.raises(Forbidden):
            comments.comment(actor=actor, target=need, text="Hei")
    made = comments.comment(actor=world.second, target=need, text="Hei")
    for other in (world.first, world.county, world.member(world.second, "coordinator"), stranger.county):
        with pytest.raises(Forbidden):
            comments.rewrite(actor=other, comment=made, version=1, text="Muuta")
        with pytest.raises(Forbidden):
            comments.withdraw(actor=other, comment=made, version=1)
    with pytest.raises(Unknown):
        comment_of(stranger.county, world.cooperation, made.pk)
    for text, error in (
        ("", Refused),
        (" \n ", Refused),
        ("x" * 2001, Refused),
        ("a\u202eb", Refused),
        ("131052-308T", PersonalData),
    ):
        with pytest.raises(error):
            comments.comment(actor=world.first, target=need, text=text)
    assert Comment.objects.count() == 1


def test_of_two_edits_one_is_kept_and_what_is_taken_back_leaves_its_trail():
    world = universe.world()
    need = asking.need(world, world.first)
    made = comments.comment(actor=world.first, target=need, text="Kanarialintu")
    changed = comments.rewrite(actor=world.first, comment=made, version=1, text="Toinen")
    with pytest.raises(Conflict) as conflict:
        comments.rewrite(actor=world.first, comment=made, version=1, text="Kolmas")
    assert (conflict.value.mine["text"], conflict.value.theirs["text"]) == ("Kolmas", "Toinen")
    gone = comments.withdraw(actor=world.first, comment=changed, version=2)
    assert (gone.text, gone.withdrawn_at is None) == ("", False)
    assert said(world.second, need) == [""]
    with pytest.raises(Refused, match="withdrawn"):
        comments.rewrite(actor=world.first, comment=gone, version=3, text="Takaisin")
    rows = AuditRow.objects.filter(target_kind="attention.comment", target_id=made.pk).order_by("number")
    assert [row.action for row in rows] == ["comment.write", "comment.change", "comment.withdraw"]
    assert "Kanarialintu" not in str(list(AuditRow.objects.values()))
    assert chain.verify().bad_row is None


def test_a_mention_awaits_until_it_is_read_or_answered_and_only_while_the_object_is_seen():
    world = universe.world()
    need = asking.need(world, world.first)

    def ask():
        return comments.comment(actor=world.first, target=need, text="Katsoisitko?", mentions=[post(world.second), post(world.first)])

    made = ask()
    assert [one.comment for one in mentions_open(world.second)] == [made]
    assert mentions_open(world.first) == []  # nobody waits for oneself
    assert mentions_open(world.county) == []
    mention = mention_of(world.second, Mention.objects.get(post=world.second.post_id).pk)
    with pytest.raises(Unknown):
        mention_of(world.county, mention.pk)
    with pytest.raises(Forbidden):
        comments.mark_read(actor=world.county, mention=mention)
    read = comments.mark_read(actor=world.second, mention=mention)
    assert comments.mark_read(actor=world.second, mention=mention).version == read.version == 2
    assert mentions_open(world.second) == []
    ask()
    assert len(mentions_open(world.second)) == 1
    comments.comment(actor=world.second, target=need, text="Katsoin.")
    assert mentions_open(world.second) == []
    again = ask()
    comments.withdraw(actor=world.first, comment=again, version=1)
    assert mentions_open(world.second) == []
    ask()
    assert len(mentions_open(world.second)) == 1
    group = cooperations.make_group(actor=world.first, cooperation=world.cooperation, kind="hyte", name="Verkosto")
    cooperations.seat(actor=world.first, group=group, version=1, posts=[post(world.first)])
    kept = visibility.set_visibility(
        actor=world.first, target=need, version=1, visibility="group", legal_ground="unfinished", ground_note="Kesken", group=group
    )
    assert mentions_open(world.second) == []
    assert [one.pk for one in mentionable(kept)] == [world.first.post_id]
    with pytest.raises(Refused, match="does not see"):
        comments.comment(actor=world.first, target=kept, text="Katsoisitko?", mentions=[post(world.second)])


def test_comments_follow_a_phenomenon_that_is_merged_and_what_awaited_an_answer_still_does():
    world = universe.world()
    goes, stays, third = (raising.phenomenon(world, world.first, sentence) for sentence in ("Yksi.", "Toinen.", "Kolmas."))

    def ask(target, text):
        return comments.comment(actor=world.first, target=target, text=text, mentions=[post(world.second), post(world.county)])

    on_goes, on_stays = ask(goes, "Ensin täällä?"), ask(stays, "Ja täällä?")
    answer = comments.comment(actor=world.county, target=goes, text="Meillä näin.")
    gone = comments.comment(actor=world.second, target=stays, text="Aivan muuta.")  # answers what was asked on `stays` alone
    comments.withdraw(actor=world.second, comment=gone, version=1)
    before = [[one.comment_id for one in mentions_open(actor)] for actor in (world.second, world.county)]
    assert before == [[on_goes.pk], [on_stays.pk]]
    merging.merge(actor=world.county, phenomenon=goes, version=1, into=stays)
    assert [[one.comment_id for one in mentions_open(actor)] for actor in (world.second, world.county)] == before
    told = comments_on(world.second, stays)
    assert [one.comment.pk for one in told] == [on_goes.pk, on_stays.pk, answer.pk, gone.pk]
    assert [one.written_to for one in told] == [goes, None, goes, None]
    assert comments_on(world.second, goes) == []
    assert [one.comment.pk for one in moved_from(world.second, goes)] == [on_goes.pk, answer.pk]
    assert moved_from(None, goes) == []
    awaited = next(one for one in awaiting(world.second, world.cooperation) if one.kind == "mention")
    assert awaited.url.endswith(f"/ilmiot/{stays.pk}/#kommentti-{on_goes.pk}")
    assert "Toinen." in awaited.what
    with pytest.raises(Refused, match="merged with another"):
        comments.comment(actor=world.second, target=goes, text="Myöhässä.")
    comments.comment(actor=world.second, target=stays, text="Nyt vastaan.")
    assert mentions_open(world.second) == []
    merging.merge(actor=world.county, phenomenon=stays, version=stays.version, into=third)
    first = comments_on(world.county, third)[0]
    assert (first.comment.text, first.comment.moves, first.written_to) == ("Ensin täällä?", 2, goes)
    assert len(moved_from(world.first, stays)) == 5
    rows = AuditRow.objects.filter(action="phenomenon.merge", target_kind="attention.comment")
    assert set(rows.values_list("fields", flat=True)) == {"moves target_id version written_to", "moves target_id version"}
    assert chain.verify().bad_row is None


def test_what_the_parties_are_answering_is_not_merged_away_and_what_they_agreed_stays_with_its_words():
    world = universe.world()
    goes, stays = raising.phenomenon(world, world.first), raising.phenomenon(world, world.county, "Toinen.")
    put = agreements.propose(actor=world.first, target=goes, title=goes.heading(), parties=[world.party(world.first)])
    with pytest.raises(Refused, match="put to the parties"):
        merging.merge(actor=world.county, phenomenon=goes, version=1, into=stays)
    agreements.answer(actor=world.first, named=put.named.get(), version=1, answer="agree")
    merging.merge(actor=world.county, phenomenon=goes, version=1, into=stays)
    told = queries.told_of(world.second, stays)
    assert [(one.agreement, one.changed_since) for one in told.agreements] == [(put, False)]
    with pytest.raises(Refused, match="merged with another"):
        agreements.propose(actor=world.first, target=goes, title=goes.heading(), parties=[world.party(world.first)])
