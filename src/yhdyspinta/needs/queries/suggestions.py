"""Needs to begin from: those that the product ships, without those that are taken."""

from __future__ import annotations

from yhdyspinta.catalogue.needs import Need as Suggestion
from yhdyspinta.catalogue.needs import needs as suggestions
from yhdyspinta.needs.models import Need, NeedState
from yhdyspinta.organisations.models import Party

FIRST_SUGGESTIONS = 12


def suggested(party: Party, level: str) -> tuple[list[Suggestion], list[Suggestion]]:
    """Needs to begin from at a level: the first twelve, the rest. Those that the party has in force and those of themes that are off
    are left out; one that it took and retired may be taken again."""
    on = set(party.cooperation.themes.filter(is_on=True).values_list("number", flat=True))
    taken = set(Need.objects.filter(party=party).exclude(state=NeedState.RETIRED).values_list("origin", flat=True))
    found = [one for one in suggestions().values() if one.level == level and one.theme in on and one.id not in taken]
    return found[:FIRST_SUGGESTIONS], found[FIRST_SUGGESTIONS:]


def taken_earlier(party: Party) -> dict[str, Need]:
    """Suggestion -> the need that the party took from it and has retired since."""
    return {one.origin: one for one in Need.objects.filter(party=party, state=NeedState.RETIRED).exclude(origin="")}
