"""The tables of the calendar."""

from yhdyspinta.cooperation.models.change import Change, ChangeKind, ChangeState, Impact, Precision, Statement
from yhdyspinta.cooperation.models.cycle import CycleEvent, EventKind, Scope

__all__ = ["Change", "ChangeKind", "ChangeState", "CycleEvent", "EventKind", "Impact", "Precision", "Scope", "Statement"]
