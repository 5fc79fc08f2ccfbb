"""Phenomena: raised in a sentence by either side, each side's own eyes on one page, merged when two are one."""

from __future__ import annotations

from datetime import date

import pytest

from tests import universe
from tests.needs import asking
from tests.phenomena import raising
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Conflict, Forbidden, PersonalData, Refused, Unknown
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditRow
from yhdyspinta.organisations.policy import Target
from yhdyspinta.organisations.queries.visibility import everything_public
from yhdyspinta.organisations.services import access, cooperations, visibility
from yhdyspinta.phenomena.models import Phenomenon, View
from yhdyspinta.phenomena.queries import phenomena as queries
from yhdyspinta.phenomena.services import interfaces, leading, merging, parts, phenomena
from yhdyspinta.phenomena.services.parts import Felt, Planned, Proof, Seen

pytestmark = pytest.mark.django_db


def texts(told: queries.Told) -> list[str]:
    return [one.text for one in (*told.views, *told.evidence, *told.influences, *told.steps)]


def test_either_side_raises_a_phenomenon_in_one_sentence_and_all_parties_see_it():
    world, stranger = universe.world(), universe.world(1)
    raised = [raising.phenomenon(world, world.county, themes=(1, 4)), raising.phenomenon(world, world.first, "Liikenne hiljenee.")]
    for actor in (world.county, world.second, world.member(world.second, "reader")):
        lines = queries.phenomena_in_lines(actor, world.cooperation)
        assert [line.phenomenon for line in lines] == raised[::-1]
        assert [theme.number for theme in lines[1].themes] == [1, 4]
    assert [line.phenomenon for line in queries.phenomena_in_lines(world.first, world.cooperation, theme=4)] == raised[:1]
    for outsider in (None, stranger.first, universe.KEEPER):
        assert queries.phenomena_in_lines(outsider, world.cooperation) == []
        with pytest.raises(Unknown):
            queries.phenomenon_of(outsider, world.cooperation, raised[0].pk)
    for actor in (world.county, stranger.first, universe.KEEPER, world.member(world.first, "reader")):
        with pytest.raises(Forbidden):
            phenomena.raise_phenomenon(actor=actor, party=world.party(world.first), sentence=Text("Toisen suulla."))
    with pytest.raises(Refused):
        phenomena.raise_phenomenon(actor=world.first, party=world.party(world.first), sentence=Text(" "))
    with pytest.raises(Refused):
        phenomena.raise_phenomenon(
            actor=world.first, party=world.party(world.first), sentence=Text("Väärä teema."), themes=[stranger.cooperation.themes.first()]
        )
    with pytest.raises(PersonalData):
        raising.phenomenon(world, world.first, "Asiakas 131052-308T ei saa apua.")
    only_swedish = phenomena.raise_phenomenon(actor=world.first, party=world.party(world.first), sentence=Text("", "Unga flyttar."))
    assert only_swedish.sentence().in_("fi") == "Unga flyttar."


def test_a_link_raises_one_phenomenon_for_one_party():
    world = universe.world()
    party = world.party(world.first)
    _, token = access.give_link(
        actor=world.first,
        party=party,
        person=universe.person("nuorisovaltuusto"),
        action="phenomenon.raise",
        target=Target("organisations.party", party.pk),
    )
    guest = access.open_link(token)
    with pytest.raises(Forbidden):
        phenomena.raise_phenomenon(actor=guest, party=world.party(world.second), sentence=Text("Toiselle."))
    phenomena.raise_phenomenon(actor=guest, party=party, sentence=Text("Bussit eivät kulje illalla."))
    with pytest.raises(Refused):
        phenomena.raise_phenomenon(actor=guest, party=party, sentence=Text("Toinen."))


def test_each_party_says_for_itself_what_it_sees_and_changes_nobody_elses_words():
    world = universe.world()
    one = raising.phenomenon(world, world.first)
    for actor in (world.county, world.first):
        raising.say_everything(actor, one)
    told = queries.told_of(world.second, one)
    assert [view.party for view in told.views] == [world.party(world.county), world.party(world.first)]
    assert len(texts(told)) == 2 * len(raising.EVERYTHING)
    assert told.steps[0].due == date(2027, 5, 31)
    with pytest.raises(Refused, match="already one like this"):
        parts.say(actor=world.first, phenomenon=one, said=Seen("Toinen näkymä."))
    mine = next(view for view in told.views if view.party == world.party(world.first))
    for actor in (world.county, world.second, world.member(world.first, "reader"), universe.KEEPER):
        with pytest.raises(Forbidden):
            parts.say_otherwise(actor=actor, part=mine, version=1, said=Seen("Toisen sanat."))
        with pytest.raises(Forbidden):
            parts.take_back(actor=actor, part=mine, version=1)
    parts.say_otherwise(actor=world.first, part=mine, version=1, said=Seen("Näkyy nuorisotaloilla."))
    with pytest.raises(Conflict):
        parts.take_back(actor=world.first, part=mine, version=1)
    parts.take_back(actor=world.first, part=mine, version=2)
    assert not View.objects.filter(pk=mine.pk).exists()
    phenomena.rewrite(actor=world.first, phenomenon=one, version=1, sentence=Text("Nuorista yhä useampi on yksin."))
    with pytest.raises(Forbidden):
        phenomena.rewrite(actor=world.county, phenomenon=one, version=2, sentence=Text("Toisen sanat."))
    assert chain.verify().bad_row is None


@pytest.mark.parametrize(
    "wrong",
    [
        Proof("statistics", "Ilman lähdettä."),
        Proof("research", "Ilman lähdettä."),
        Proof("other", "Ilman lähdettä."),
        Proof("experience", "Nuoret kertovat.", gathered="kysely"),
        Proof("experience", "Nuoret kertovat.", informants="lukiolaiset"),
        Proof("gossip", "Juoru.", source="kylä"),
        Proof("experience", "131052-308T kertoo.", informants="lukiolaiset", gathered="haastattelu"),
        Felt("wind", "Tuulee."),
        Planned("dream", "Unelma."),
        Seen(" "),
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    world = universe.world()
    one = raising.phenomenon(world, world.first)
    with pytest.raises((Refused, PersonalData)):
        parts.say(actor=world.first, phenomenon=one, said=wrong)
    assert texts(queries.told_of(world.first, one)) == []


def test_what_a_phenomenon_made_public_shows_is_its_own_partys_alone():
    world, stranger = universe.world(), universe.world(1)
    one = raising.phenomenon(world, world.first)
    for actor in (world.county, world.first):
        parts.say(actor=actor, phenomenon=one, said=Seen("Näkymä."))
    with pytest.raises(Forbidden):
        visibility.set_visibility(actor=world.county, target=one, version=1, visibility="public")
    visibility.set_visibility(actor=world.first, target=one, version=1, visibility="public")
    one.refresh_from_db()
    assert texts(queries.told_of(None, one)) == []
    mine = View.objects.get(party=world.first.party_id)
    visibility.set_visibility(actor=world.first, target=mine, version=1, visibility="public")
    for outsider in (None, stranger.first):
        assert [view.party for view in queries.told_of(outsider, one).views] == [world.party(world.first)]
        assert [line.parties for line in queries.phenomena_in_lines(outsider, world.cooperation)] == [(world.party(world.first),)]
    assert [row["kind"] for row in everything_public(world.cooperation)] == ["phenomena.phenomenon", "phenomena.view"]
    parts.say(actor=world.first, phenomenon=one, said=Felt("enabler", "Uusi ohjaaja."))
    assert not queries.told_of(None, one).influences
    for actor in (stranger.first, universe.KEEPER):  # seeing is not belonging
        with pytest.raises(Forbidden):
            parts.say(actor=actor, phenomenon=one, said=Felt("enabler", "Vieras."))


def test_of_a_phenomenon_not_stored_here_nothing_is_told_or_added():
    world = universe.world()
    one = raising.phenomenon(world, world.first)
    parts.say(actor=world.first, phenomenon=one, said=Seen("Näkymä."))
    kept = {"visibility": "elsewhere", "legal_ground": "preparedness", "kept_at": "Turvallisuusverkko"}
    hidden = visibility.set_visibility(actor=world.first, target=one, version=1, **kept)
    assert texts(queries.told_of(world.first, hidden)) == []
    with pytest.raises(Refused):
        parts.say(actor=world.county, phenomenon=hidden, said=Seen("Näkymä."))


def test_themes_needs_figures_and_interfaces_are_tied_to_a_phenomenon():
    world, stranger = universe.world(), universe.world(1)
    one, need = raising.phenomenon(world, world.first), asking.need(world, world.second)
    chosen = sorted(indicators())[:2]
    themes = list(world.cooperation.themes.filter(number__in=(1, 2)))
    phenomena.place(actor=world.county, phenomenon=one, version=1, themes=themes, levels=["J", "P"])
    phenomena.link_needs(actor=world.county, phenomenon=one, needs=[need])
    phenomena.link_indicators(actor=world.county, phenomenon=one, indicator_ids=chosen)
    phenomena.link_indicators(actor=world.second, phenomenon=one, indicator_ids=chosen[1:])
    met = raising.interface(world, world.first)
    interfaces.link_phenomena(actor=world.first, interface=met, phenomena=[one])
    told = queries.told_of(world.second, Phenomenon.objects.get(pk=one.pk))
    assert (told.phenomenon.levels, told.needs, told.indicators, told.interfaces) == ("P J", (need,), (chosen[1],), (met,))
    assert list(told.themes) == themes
    with pytest.raises(Unknown):
        phenomena.link_indicators(actor=world.first, phenomenon=one, indicator_ids=["no.such"])
    with pytest.raises(Refused):
        phenomena.link_needs(actor=world.first, phenomenon=one, needs=[asking.need(stranger, stranger.first)])
    with pytest.raises(Refused):
        phenomena.place(actor=world.first, phenomenon=one, version=2, themes=[], levels=["X"])
    for actor in (stranger.first, universe.KEEPER, world.member(world.first, "decision_maker")):
        with pytest.raises(Forbidden):
            phenomena.link_indicators(actor=actor, phenomenon=one, indicator_ids=chosen)


def test_a_need_that_one_does_not_see_stays_tied_when_one_changes_the_others():
    world = universe.world()
    one, seen, hidden = (
        raising.phenomenon(world, world.first),
        asking.need(world, world.first),
        asking.need(world, world.second, "Salainen?"),
    )
    phenomena.link_needs(actor=world.second, phenomenon=one, needs=[seen, hidden])
    group = cooperations.make_group(actor=world.second, cooperation=world.cooperation, kind="other", name="Valmiusryhmä")
    visibility.set_visibility(actor=world.second, target=hidden, version=1, visibility="group", legal_ground="preparedness", group=group)
    phenomena.link_needs(actor=world.first, phenomenon=one, needs=[])
    assert queries.told_of(world.first, one).needs == ()
    assert [tied.need for tied in one.needs.all()] == [hidden]


def test_two_that_are_one_are_merged_and_both_stay_in_the_trail():
    world = universe.world()
    goes, stays = (
        raising.phenomenon(world, world.first, themes=(1, 2)),
        raising.phenomenon(world, world.county, "Yksinäisyys.", themes=(2,)),
    )
    need = asking.need(world, world.first)
    shown = sorted(indicators())[:2]
    for one, tied in ((goes, shown), (stays, shown[1:])):
        raising.say_everything(world.first, one)
        phenomena.link_needs(actor=world.first, phenomenon=one, needs=[need])
        phenomena.link_indicators(actor=world.first, phenomenon=one, indicator_ids=tied)
    priority = leading.choose(actor=world.county, phenomenon=goes, term=2025, chosen=raising.chosen())
    with pytest.raises(Conflict):
        merging.merge(actor=world.second, phenomenon=goes, version=7, into=stays)
    gone = merging.merge(actor=world.second, phenomenon=goes, version=1, into=stays)
    assert (gone.merged_into, gone.sentence().fi) == (stays, raising.SENTENCE)
    told, left = queries.told_of(world.first, stays), queries.told_of(world.first, gone)
    assert len(texts(told)) == 2 * len(raising.EVERYTHING)
    assert {part.came_from for part in told.views} == {None, goes}
    assert ([theme.number for theme in told.themes], told.needs, set(told.indicators)) == ([1, 2], (need,), set(shown))
    assert (told.priorities, told.merged, told.into) == ((priority,), (goes,), None)
    assert (texts(left), left.into, left.themes) == ([], stays, ())
    assert list(queries.phenomena_of(world.first, world.cooperation)) == [stays]
    assert queries.phenomenon_of(world.first, world.cooperation, goes.pk) == goes
    done = set(AuditRow.objects.filter(action="phenomenon.merge").values_list("target_kind", flat=True))
    assert {"phenomena.phenomenon", "phenomena.view", "phenomena.priority", "phenomena.phenomenontheme"} <= done
    for late in (
        lambda: parts.say(actor=world.first, phenomenon=goes, said=Seen("Myöhässä.")),
        lambda: merging.merge(actor=world.first, phenomenon=goes, version=2, into=stays),
    ):
        with pytest.raises(Refused, match="merged with another"):
            late()
    third = raising.phenomenon(world, world.second, "Kolmas.")
    merging.merge(actor=world.first, phenomenon=stays, version=stays.version, into=third)
    told = queries.told_of(world.first, third)
    assert {one.came_from for one in told.views} == {goes, stays}
    assert told.merged == (stays, goes)
    assert chain.verify().bad_row is None


def test_phenomena_that_must_not_be_merged_are_not():
    world, stranger = universe.world(), universe.world(1)
    one, other, open_to_all = (raising.phenomenon(world, world.first, sentence) for sentence in ("Yksi.", "Toinen.", "Julkinen."))
    visibility.set_visibility(actor=world.first, target=open_to_all, version=1, visibility="public")
    elsewhere = raising.phenomenon(stranger, stranger.first)
    with pytest.raises(Refused, match="Different people"):
        merging.merge(actor=world.first, phenomenon=one, version=1, into=open_to_all)
    with pytest.raises(Refused, match="itself"):
        merging.merge(actor=world.first, phenomenon=one, version=1, into=one)
    for actor, into in ((world.first, elsewhere), (stranger.first, other), (world.member(world.first, "compiler"), other)):
        with pytest.raises(Forbidden):
            merging.merge(actor=actor, phenomenon=one, version=1, into=into)
    for chosen in (one, other):
        leading.choose(actor=world.county, phenomenon=chosen, term=2025, chosen=raising.chosen())
    with pytest.raises(Refused, match="priorities of the same term"):
        merging.merge(actor=world.first, phenomenon=one, version=1, into=other)


def test_what_was_said_stands_in_the_chain_without_its_words():
    world = universe.world()
    one = raising.phenomenon(world, world.first, "Kanarialintu laulaa.")
    parts.say(actor=world.first, phenomenon=one, said=Seen("Kanarialintu lentää."))
    assert "Kanarialintu" not in str(list(AuditRow.objects.values()))
    assert set(AuditRow.objects.filter(action__startswith="phenomenon").values_list("party_id", flat=True)) == {world.first.party_id}
