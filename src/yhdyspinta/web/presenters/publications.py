"""The watched publications, as the page of refreshes shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yhdyspinta.pictures.presenters import wording
from yhdyspinta.pictures.watched import Watched
from yhdyspinta.web.presenters.refreshes import due_words
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class PublicationShown:
    title: str
    address: str
    rhythm: str
    edition: str
    looked_at: str
    failed: str
    next_look: str


def listed(found: Iterable[Watched], language: str, now: datetime) -> tuple[PublicationShown, ...]:
    """Those that could not be looked at first, then those whose edition is newest, then by title."""
    by_title = sorted(found, key=lambda one: one.document.title.in_(language))
    newest = sorted(by_title, key=lambda one: one.edition_at or "", reverse=True)
    return tuple(_shown(one, language, now) for one in sorted(newest, key=lambda one: not one.failure))


def _shown(one: Watched, language: str, now: datetime) -> PublicationShown:
    document = one.document
    return PublicationShown(
        title=document.title.in_(language),
        address=document.address,
        rhythm=wording.rhythm_name(document.rhythm),
        edition=_edition(one, language),
        looked_at=moment(one.looked_at, language) if one.looked_at else _("never"),
        failed=_("The page could not be looked at.") if one.failure else "",
        next_look=due_words(one.next_look, language, now) if document.address else _("not watched"),
    )


def _edition(one: Watched, language: str) -> str:
    """The edition that stands: since when, and the title of its page; before the first look, what the list knows."""
    if one.edition_at:
        return ", ".join(filter(None, (moment(one.edition_at, language), one.edition_title)))
    return one.document.seen or "–"
