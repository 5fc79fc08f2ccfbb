"""Making the example's cooperation: all of it in one transaction, or nothing; where it stands already, nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation

from yhdyspinta.catalogue.areas import example_areas
from yhdyspinta.cooperation.models import Change
from yhdyspinta.example import asking, calendar, leading, opening, seeing, talking
from yhdyspinta.example.stage import Stage
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations.models import AuditRow, Cooperation, Party
from yhdyspinta.organisations.models.cooperation import AREA_OF_KIND, PartyKind
from yhdyspinta.phenomena.models import Interface, Phenomenon


@dataclass(frozen=True, slots=True)
class Made:
    """What there is of the example; `made` whether this call made it."""

    area: str
    made: bool
    parties: int
    needs: int
    phenomena: int
    interfaces: int
    changes: int
    rows: int  # of the chain


def make() -> Made:
    """Make it through the services; whoever calls sees to it that the installation is not in production mode."""
    area = example_areas().areas(AREA_OF_KIND[PartyKind.COUNTY], example_areas().current)[0].id
    there = Cooperation.objects.filter(area=area).exists()
    if not there:
        with transaction.atomic(), translation.override("fi"):
            _play(Stage(timezone.localdate()), area)
    return _told(area, made=not there)


def _play(stage: Stage, area: str) -> None:
    """Everything is told first, then played in the order of its days."""
    opening.tell(stage, area)
    for acts in (asking, seeing, leading, calendar, talking):
        acts.tell(stage)
    stage.play()


def _told(area: str, *, made: bool) -> Made:
    cooperation = Cooperation.objects.get(area=area)
    of = {"cooperation": cooperation}
    return Made(
        area=area,
        made=made,
        parties=Party.objects.filter(**of).count(),
        needs=Need.objects.filter(**of).count(),
        phenomena=Phenomenon.objects.filter(**of).count(),
        interfaces=Interface.objects.filter(**of).count(),
        changes=Change.objects.filter(**of).count(),
        rows=AuditRow.objects.filter(cooperation_id=cooperation.pk).count(),
    )
