"""The tables of phenomena, interfaces, priorities and the parties' own goals."""

from yhdyspinta.phenomena.models.interface import (
    LEAST_WORKING,
    MOST_WORKING,
    Interface,
    InterfaceIndicator,
    InterfaceNeed,
    InterfacePhenomenon,
    InterfaceSide,
    Working,
)
from yhdyspinta.phenomena.models.leading import MOST_PRIORITIES, DocumentKind, OwnGoal, Priority
from yhdyspinta.phenomena.models.parts import Evidence, EvidenceKind, Influence, InfluenceKind, PartOfPhenomenon, Step, StepKind, View
from yhdyspinta.phenomena.models.phenomenon import Phenomenon, PhenomenonIndicator, PhenomenonNeed, PhenomenonTheme

__all__ = [
    "LEAST_WORKING",
    "MOST_PRIORITIES",
    "MOST_WORKING",
    "DocumentKind",
    "Evidence",
    "EvidenceKind",
    "Influence",
    "InfluenceKind",
    "Interface",
    "InterfaceIndicator",
    "InterfaceNeed",
    "InterfacePhenomenon",
    "InterfaceSide",
    "OwnGoal",
    "PartOfPhenomenon",
    "Phenomenon",
    "PhenomenonIndicator",
    "PhenomenonNeed",
    "PhenomenonTheme",
    "Priority",
    "Step",
    "StepKind",
    "View",
    "Working",
]
