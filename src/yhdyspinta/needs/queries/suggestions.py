"""Needs to begin from: those that the product ships, without those that are taken."""

from __future__ import annotations

from yhdyspinta.catalogue.needs import Need as Suggestion
from yhdyspinta.catalogue.needs import needs as suggestions
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations.models import Party

FIRST_SUGGESTIONS = 12


def suggested(party: Party, level: str) -> tuple[list[Suggestion], list[Suggestion]]:
    """Needs to begin from at a level, without those that the party took and those of themes that are off: the first twelve, the rest."""
    on = set(party.cooperation.themes.filter(is_on=True).values_list("number", flat=True))
    taken = set(Need.objects.filter(party=party).values_list("origin", flat=True))
    found = [one for one in suggestions().values() if one.level == level and one.theme in on and one.id not in taken]
    return found[:FIRST_SUGGESTIONS], found[FIRST_SUGGESTIONS:]
