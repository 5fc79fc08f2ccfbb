"""The chain behind a figure, in words: what it is, how it was made, and which archived reply it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.pictures.presenters import figures, wording
from yhdyspinta.pictures.presenters.figures import Card, say
from yhdyspinta.rendering import numbers
from yhdyspinta.web.page import HELSINKI

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    """One reply of a source, as archived."""

    id: str
    producer: str
    through: str
    dataset: str
    address: str
    query: str
    retrieved: str
    updated: str
    licence: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Trace:
    card: Card
    indicator: str
    definition: str
    caveats: str
    unit: str
    sex: str
    age: str
    made: str
    parts: str
    releases: tuple[ReleaseShown, ...]
    table_version: int


def trace(picture: Picture, figure: Figure, language: str, today: date) -> Trace:
    """The chain of a figure of a picture."""
    definition = indicators().get(figure.indicator)
    return Trace(
        card=figures.card(figure, language, today),
        indicator=figure.indicator,
        definition=definition.definition.in_(language) if definition else "",
        caveats=definition.caveats.in_(language) if definition else "",
        unit=say(figure.unit, language),
        sex=wording.sex_name(figure.sex),
        age=wording.age_name(figure.age),
        made=_sentence(say(figure.method, language)) or _("As published by the source."),
        parts=_parts(figure),
        releases=tuple(release(picture.releases[one], language) for one in figure.releases if one in picture.releases),
        table_version=picture.table_version,
    )


def release(values: dict[str, Any], language: str) -> ReleaseShown:
    """A release for a reader; what is not known is said to be unknown."""
    return ReleaseShown(
        id=values["id"],
        producer=publisher_name(values["producer"], language),
        through=values["through"],
        dataset=values["dataset"],
        address=values["address"],
        query=values["query"],
        retrieved=moment(values["retrieved_at"], language),
        updated=moment(values["source_updated_at"], language),
        licence=wording.licence_name(values["licence"]),
        sha256=values["sha256"],
    )


def moment(text: str, language: str) -> str:
    """An instant stored in UTC as a day and a time in Helsinki; a date alone stays a date."""
    if not text or text == _UNKNOWN:
        return _("unknown")
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    if "T" not in text:
        return numbers.day(when.date(), language)
    local = when.astimezone(HELSINKI)
    clock = f"{local.hour}:{local.minute:02d}" if language == "en" else f"{local.hour}.{local.minute:02d}"
    return _("%(day)s at %(time)s") % {"day": numbers.day(local.date(), language), "time": clock}


def _sentence(text: str) -> str:
    """A method's words as a sentence of its own; empty stays empty."""
    return f"{capfirst(text)}." if text else ""


def _parts(figure: Figure) -> str:
    if not figure.parts:
        return ""
    if not figure.parts_missing:
        return _("Computed from %(n)s parts, none missing.") % {"n": figure.parts}
    return _("Computed from %(n)s parts, of which %(missing)s have no value.") % {"n": figure.parts, "missing": figure.parts_missing}
