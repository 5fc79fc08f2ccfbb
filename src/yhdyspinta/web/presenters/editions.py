"""Published editions as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.pictures.editions import Edition, Summary
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class EditionShown:
    id: str
    published: str
    content_hash: str = ""


def listed(editions: tuple[Summary, ...], language: str) -> tuple[EditionShown, ...]:
    return tuple(EditionShown(one.id, moment(one.published_at, language)) for one in editions)


def shown(edition: Edition, language: str) -> EditionShown:
    return EditionShown(edition.id, moment(edition.published_at, language), edition.content_hash)
