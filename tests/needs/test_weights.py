"""Weighing together: nobody sees others before answering, and the board says what the sides share and dispute."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from tests import universe
from tests.needs import asking
from yhdyspinta.domain.errors import Conflict, Forbidden, Refused
from yhdyspinta.needs import queries, services
from yhdyspinta.needs.models import Importance, Need, Weight
from yhdyspinta.needs.queries import Tally, Verdict
from yhdyspinta.needs.sheets import COLUMNS, cells_of
from yhdyspinta.organisations import chain, moments
from yhdyspinta.organisations.models import Agreement, AuditRow
from yhdyspinta.organisations.policy import Target
from yhdyspinta.organisations.queries import agreements
from yhdyspinta.organisations.queries import cooperations as seen
from yhdyspinta.organisations.queries.visibility import everything_public
from yhdyspinta.organisations.services import access, visibility

pytestmark = pytest.mark.django_db
CANARY = "Kanarialintu laulaa"


def everything_for(actor, world: universe.World) -> str:
    """All that any query of needs and organisations gives this actor."""
    lines = queries.board(actor, world.cooperation)
    told = [*lines, *(vars(need) for need in queries.needs_of(actor, world.cooperation)), queries.commons(world.cooperation, lines)]
    rows = [vars(row) for row in seen.done_in(actor, world.cooperation)]
    weights = list(queries.weights(actor, world.cooperation).values())
    return str([told, rows, weights, list(everything_public(world.cooperation)), queries.core_set(actor, world.cooperation)])


def test_others_weights_are_hidden_until_ones_own_party_has_answered():
    world = universe.world()
    one, other = asking.need(world, world.first), asking.need(world, world.second, "Toinen kysymys?")
    visibility.set_visibility(actor=world.first, target=one, version=1, visibility="public")
    asking.weigh(world, world.county, one, "not_needed", CANARY)
    asking.weigh(world, world.first, one, "essential", CANARY)
    asking.weigh(world, world.second, other, "useful")
    reader = world.member(world.second, "reader")
    for actor in (world.second, reader):
        before = everything_for(actor, world)
        assert CANARY not in before
        assert "not_needed" not in before
        line = next(line for line in queries.board(actor, world.cooperation) if line.number == one.pk)
        assert (line.verdict, line.answered, line.told) == (Verdict.HIDDEN, 2, None)
    hashes = AuditRow.objects.filter(action="weight.give").values_list("after", flat=True)
    assert len(set(hashes)) == 3
    asking.weigh(world, world.second, one, "useful")
    after = everything_for(reader, world)
    assert CANARY in after
    line = next(line for line in queries.board(reader, world.cooperation) if line.number == one.pk)
    assert (line.own, line.verdict, line.told.plotted) == ("useful", Verdict.DISPUTED, (1.5, 0.0))
    stranger = universe.world(1)
    for actor in (stranger.first, universe.KEEPER):
        assert list(queries.weights(actor, world.cooperation)) == []
    assert [line.verdict for line in queries.board(universe.KEEPER, world.cooperation)] == [Verdict.HIDDEN]  # the public need alone


def slow_verdict(county: list[str], municipalities: list[str]) -> Verdict:
    """The rule in words, answer by answer."""
    if not county or not municipalities:
        return Verdict.WAITING
    both = county + municipalities
    if "essential" in both and "not_needed" in both:
        return Verdict.DISPUTED
    mostly = [len([one for one in side if one == "essential"]) > len(side) / 2 for side in (county, municipalities)]
    if mostly == [True, True]:
        return Verdict.SHARED
    if mostly != [False, False]:
        return Verdict.ONE_SIDED
    return Verdict.NOT_NEEDED if all(one == "not_needed" for one in both) else Verdict.USEFUL


def test_the_verdict_is_that_of_the_rule_for_all_answers_of_a_county_and_two_municipalities():
    said = ("", *Importance.values)
    for county, first, second in product(said, repeat=3):
        of_county = Counter(filter(None, (county,)))
        of_municipalities = Counter(filter(None, (first, second)))
        assert Tally.of(of_county, of_municipalities, {}).verdict is slow_verdict(
            [one for one in (county,) if one], [one for one in (first, second) if one]
        ), (
            county,
            first,
            second,
        )


def test_the_board_counts_what_was_said_by_side():
    world = universe.world()
    shared, lone = asking.need(world, world.first), asking.need(world, world.county, "Vain alueen kysymys?")
    for actor in (world.county, world.first, world.second):
        asking.weigh(world, actor, shared, "essential")
        asking.weigh(world, actor, lone, "essential" if actor is world.county else "useful")
    found = {line.number: line for line in queries.board(world.first, world.cooperation)}
    assert [found[shared.pk].verdict, found[lone.pk].verdict] == [Verdict.SHARED, Verdict.ONE_SIDED]
    told = found[lone.pk].told
    assert (told.county, told.municipalities, told.plotted) == ({"essential": 1}, {"useful": 2}, (1.0, 2.0))


def test_a_party_weighs_for_itself_and_may_change_its_mind():
    world = universe.world()
    one = asking.need(world, world.first)
    for actor in (world.county, world.member(world.second, "reader"), universe.KEEPER):
        with pytest.raises(Forbidden):
            services.weigh(actor=actor, need=one, party=world.party(world.second), version=0, importance="useful")
    with pytest.raises(Refused):
        asking.weigh(world, world.second, one, "perhaps")
    stranger = universe.world(1)
    with pytest.raises(Refused):
        asking.weigh(stranger, stranger.first, one, "useful")
    asking.weigh(world, world.second, one, "useful")
    with pytest.raises(Conflict):
        asking.weigh(world, world.second, one, "essential")
    services.weigh(actor=world.second, need=one, party=world.party(world.second), version=1, importance="essential", reason="Budjetti.")
    assert (Weight.objects.get().importance, Weight.objects.get().version) == ("essential", 2)


def test_in_a_new_year_each_party_weighs_anew_and_sees_its_own_earlier_weight_alone():
    world = universe.world()
    party = world.party(world.first)
    with moments.playing(timezone.now() - timedelta(days=400)):
        one = asking.need(world, world.first)
        asking.weigh(world, world.county, one, "not_needed", CANARY)
        asking.weigh(world, world.first, one, "essential", "Budjetti.")
        asking.weigh(world, world.second, one, "essential", CANARY)
        asking.agree(world, one)
    before = Weight.objects.get(party=party)
    assert queries.earlier_weights(party) == {}
    services.ask_again(actor=world.first, party=party, needs=[one])
    assert CANARY not in everything_for(world.first, world)
    (line,) = queries.board(world.first, world.cooperation)
    assert (line.own, line.answered, line.verdict, line.told) == ("", 0, Verdict.HIDDEN, None)
    for actor in (world.county, world.first, world.second):
        assert queries.not_weighed(actor, world.cooperation) == [one.pk]
        assert [weight.party_id for weight in queries.earlier_weights(world.party(actor)).values()] == [actor.party_id]
    assert (queries.is_agreed(one), agreements.standing(Agreement.objects.get()).changed_since) == (True, False)
    row = dict(zip(COLUMNS, cells_of(one, None, True, queries.earlier_weights(party)[one.pk]), strict=True))
    assert (row["weight"], row["reason"], row["weight_version"]) == ("", "", 1)  # a sheet taken back gives nothing again by itself
    again = services.weigh(actor=world.first, need=one, party=party, version=1, importance="essential", reason="Budjetti.")
    assert (again.version, queries.earlier_weights(party), queries.own_weights(party)) == (2, {}, {one.pk: before})
    (line,) = queries.board(world.first, world.cooperation)
    assert (line.own, line.answered, line.verdict) == ("essential", 1, Verdict.WAITING)
    assert CANARY not in everything_for(world.first, world)
    # Asked again within the year, nobody has to weigh it again; brought back after it was retired, everybody has.
    services.ask_again(actor=world.first, party=party, needs=[one])
    assert queries.own_weights(party) == {one.pk: before}
    for state in ("retired", "suggested"):
        now = Need.objects.get(pk=one.pk)
        services.move(actor=world.first, need=now, version=now.version, state=state)
    assert queries.own_weights(party) == {}
    assert chain.verify().bad_row is None


def test_a_link_weighs_one_need_for_one_party():
    world = universe.world()
    one, other = asking.need(world, world.first), asking.need(world, world.second, "Toinen?")
    party = world.party(world.second)
    _, token = access.give_link(
        actor=world.second, party=party, person=universe.person("valtuutettu"), action="weight.give", target=Target("needs.need", one.pk)
    )
    guest = access.open_link(token)
    assert queries.need_of_link(guest) == one
    assert list(queries.needs_of(guest, world.cooperation)) == []
    with pytest.raises(Forbidden):
        services.weigh(actor=guest, need=other, party=party, version=0, importance="useful")
    services.weigh(actor=guest, need=one, party=party, version=0, importance="essential", reason="Asukkaat kysyvät.")
    with pytest.raises(Refused, match="no longer"):
        services.weigh(actor=guest, need=one, party=party, version=1, importance="useful")
    assert chain.verify().bad_row is None
