"""The fixed words about figures, in the reader's language. Codes come in, words go out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yhdyspinta.rendering.blocks import Tone, Verdict

KINDS = ("HVA", "KU", "MK", "SK", "TA", "YTA", "EVK", "ELY", "SSS")


def change_word(verdict: str, change: float | None) -> Verdict:
    """How a figure moved. The arrow is the direction of the figure, the word and the colour are the judgement."""
    word, tone = {
        "better": (_("improving"), Tone.BETTER),
        "worse": (_("worsening"), Tone.WORSE),
        "same": (_("unchanged"), Tone.SAME),
        "up": (_("rising"), Tone.NEUTRAL),
        "down": (_("falling"), Tone.NEUTRAL),
    }.get(verdict, (_("cannot tell"), Tone.CANNOT_TELL))
    return Verdict(word, tone, _arrow(change) if tone not in (Tone.SAME, Tone.CANNOT_TELL) else "")


def comparison_word(verdict: str, difference: float) -> Verdict:
    """How the area stands beside a comparator. The arrow tells which number is greater, the word and the colour judge."""
    word, tone = {
        "better": (_("better here"), Tone.BETTER),
        "worse": (_("weaker here"), Tone.WORSE),
        "same": (_("the same here"), Tone.SAME),
        "higher": (_("higher here"), Tone.NEUTRAL),
        "lower": (_("lower here"), Tone.NEUTRAL),
    }.get(verdict, (_("cannot tell"), Tone.CANNOT_TELL))
    judged = tone not in (Tone.SAME, Tone.CANNOT_TELL)
    return Verdict(word, tone, _arrow(difference) if judged else "")


def trend_word(direction: str) -> str:
    return {"up": _("rising"), "down": _("falling")}.get(direction, _("no clear direction"))


def reason(code: str) -> str:
    """Why a figure cannot be judged."""
    return {
        "no_value": _("there is no value"),
        "few_events": _("fewer than 20 events"),
        "small_denominator": _("the denominator is under 2,000 people"),
        "unknown_n": _("it is not known how many people stand behind the figure"),
    }.get(code, _("the numbers behind the figure are small or unknown"))


def kind_name(kind: str) -> str:
    """What kind of area this is."""
    return {
        "HVA": _("wellbeing services county"),
        "KU": _("municipality"),
        "MK": _("region"),
        "SK": _("sub-region"),
        "TA": _("employment area"),
        "YTA": _("collaborative area"),
        "EVK": _("Economic Development Centre"),
        "ELY": _("ELY Centre (until 2025)"),
        "SSS": _("whole country"),
    }.get(kind, kind)


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
