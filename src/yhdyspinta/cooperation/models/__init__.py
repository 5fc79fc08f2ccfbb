"""The tables of the calendar."""

from yhdyspinta.cooperation.models.change import Change, ChangeKind, ChangeState, Impact, Precision, Statement
from yhdyspinta.cooperation.models.cycle import CycleEvent, EventKind, Scope
from yhdyspinta.cooperation.models.feed import OwnFeed

__all__ = ["Change", "ChangeKind", "ChangeState", "CycleEvent", "EventKind", "Impact", "OwnFeed", "Precision", "Scope", "Statement"]
