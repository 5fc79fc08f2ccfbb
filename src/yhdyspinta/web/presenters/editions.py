"""Published editions as a page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.pictures.queries import Edition, EditionSummary
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class EditionShown:
    id: str
    published: str
    content_hash: str


def listed(editions: tuple[EditionSummary, ...], language: str) -> tuple[EditionShown, ...]:
    return tuple(shown(one, language) for one in editions)


def shown(edition: Edition | EditionSummary, language: str) -> EditionShown:
    return EditionShown(edition.id, moment(edition.published_at, language), edition.content_hash)
