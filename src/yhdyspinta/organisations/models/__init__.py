"""The tables of the cooperation: parties, posts, agreements, and the chain of what was done."""

from yhdyspinta.organisations.models.agreement import Agreement, AgreementParty, AgreementRule, Answer
from yhdyspinta.organisations.models.audit import AuditHead, AuditRow
from yhdyspinta.organisations.models.base import LegalGround, Shared, Versioned, Visibility
from yhdyspinta.organisations.models.cooperation import Cooperation, CooperationTheme, Group, GroupKind, GroupMember, Party, PartyKind, Side
from yhdyspinta.organisations.models.people import AccessLink, Person, Post, PostHolding, Role
from yhdyspinta.organisations.models.procedure import ProcessPage, Responsibility, SelfAssessment

__all__ = [
    "AccessLink",
    "Agreement",
    "AgreementParty",
    "AgreementRule",
    "Answer",
    "AuditHead",
    "AuditRow",
    "Cooperation",
    "CooperationTheme",
    "Group",
    "GroupKind",
    "GroupMember",
    "LegalGround",
    "Party",
    "PartyKind",
    "Person",
    "Post",
    "PostHolding",
    "ProcessPage",
    "Responsibility",
    "Role",
    "SelfAssessment",
    "Shared",
    "Side",
    "Versioned",
    "Visibility",
]
