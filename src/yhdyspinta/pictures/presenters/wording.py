"""The fixed words about figures, in the reader's language. Codes come in, words go out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yhdyspinta.rendering.blocks import Tone, Verdict

KINDS = ("HVA", "KU", "MK", "SK", "TA", "YTA", "EVK", "ELY", "SSS")


# Only the word that is said is translated: a page asks for hundreds.
_CANNOT_TELL = (gettext_noop("cannot tell"), Tone.CANNOT_TELL)
_CHANGES = {
    "better": (gettext_noop("improving"), Tone.BETTER),
    "worse": (gettext_noop("worsening"), Tone.WORSE),
    "same": (gettext_noop("unchanged"), Tone.SAME),
    "not_clear": (gettext_noop("no clear change"), Tone.CANNOT_TELL),
    "up": (gettext_noop("rising"), Tone.NEUTRAL),
    "down": (gettext_noop("falling"), Tone.NEUTRAL),
}
_COMPARISONS = {
    "better": (gettext_noop("better here"), Tone.BETTER),
    "worse": (gettext_noop("weaker here"), Tone.WORSE),
    "same": (gettext_noop("the same here"), Tone.SAME),
    "higher": (gettext_noop("higher here"), Tone.NEUTRAL),
    "lower": (gettext_noop("lower here"), Tone.NEUTRAL),
}
_KINDS = {
    "HVA": gettext_noop("wellbeing services county"),
    "KU": gettext_noop("municipality"),
    "MK": gettext_noop("region"),
    "SK": gettext_noop("sub-region"),
    "TA": gettext_noop("employment area"),
    "YTA": gettext_noop("collaborative area"),
    "EVK": gettext_noop("Economic Development Centre"),
    "ELY": gettext_noop("ELY Centre (until 2025)"),
    "SSS": gettext_noop("whole country"),
}
_TRENDS = {"up": gettext_noop("rising"), "down": gettext_noop("falling")}
_REASONS = {
    "no_value": gettext_noop("there is no value"),
    "few_events": gettext_noop("fewer than 20 events"),
    "small_denominator": gettext_noop("the denominator is under 2,000 people"),
    "unknown_n": gettext_noop("it is not known how many people stand behind the figure"),
}


def change_word(verdict: str, change: float | None) -> Verdict:
    """How a figure moved. The arrow is the direction of the figure, the word and the colour are the judgement."""
    return _judged(*_CHANGES.get(verdict, _CANNOT_TELL), change)


def comparison_word(verdict: str, difference: float) -> Verdict:
    """How the area stands beside a comparator. The arrow tells which number is greater, the word and the colour judge."""
    return _judged(*_COMPARISONS.get(verdict, _CANNOT_TELL), difference)


def _judged(word: str, tone: Tone, difference: float | None) -> Verdict:
    return Verdict(_(word), tone, _arrow(difference) if tone not in (Tone.SAME, Tone.CANNOT_TELL) else "")


def trend_word(direction: str) -> str:
    return _(_TRENDS[direction]) if direction in _TRENDS else _("no clear direction")


def reason(code: str) -> str:
    """Why a figure cannot be judged."""
    return _(_REASONS[code]) if code in _REASONS else _("the numbers behind the figure are small or unknown")


def kind_name(kind: str) -> str:
    """What kind of area this is."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def kinds_name(kind: str) -> str:
    """The same in the plural, for headings."""
    return {
        "HVA": _("Wellbeing services counties"),
        "KU": _("Municipalities"),
        "MK": _("Regions"),
        "SK": _("Sub-regions"),
        "TA": _("Employment areas"),
        "YTA": _("Collaborative areas"),
        "EVK": _("Economic Development Centres"),
        "ELY": _("ELY Centres (until 2025)"),
        "SSS": _("Whole country"),
    }.get(kind, kind)


def rhythm_name(rhythm: str) -> str:
    return {
        "month": _("monthly"),
        "quarter": _("quarterly"),
        "year": _("yearly"),
        "two_years": _("every two years"),
        "three_years": _("every three years"),
    }.get(rhythm, _("irregularly"))


def licence_name(licence: str) -> str:
    """A licence is named as it is; that none is known is said in the reader's language."""
    return _("not established") if licence == "not established" else licence


def statement_kind(kind: str) -> str:
    return {
        "observation": _("Observation"),
        "interpretation": _("Interpretation"),
        "assessment": _("Assessment"),
        "proposal": _("Proposal"),
    }.get(kind, kind)


def sex_name(sex: str) -> str:
    return {"male": _("men"), "female": _("women")}.get(sex, _("both sexes"))


def age_name(age: str) -> str:
    return _("all ages") if age == "total" else _("aged %(age)s") % {"age": age.replace("-", "–")}


def _arrow(change: float | None) -> str:
    if not change:
        return ""
    return "▲" if change > 0 else "▼"
