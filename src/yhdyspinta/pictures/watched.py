"""How the watched publications are doing: when each was looked at, when it last had a new edition, what is in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC
from typing import Any

from yhdyspinta.catalogue.documents import Document, documents
from yhdyspinta.environment import Environment
from yhdyspinta.intake.watch import next_look, seen


@dataclass(frozen=True, slots=True)
class Watched:
    """One publication. Moments are ISO text in UTC, None where there was none.

    `edition_at` is when the edition that stands was first seen, `edition_title` the title that its page bore; before the
    first look both are None and `known` alone names the newest edition that the list knows of. `next_look` is None before
    the first look, where the page is not watched, and where nothing is fetched by itself. `failure` is empty when the last look went well.
    """

    document: Document
    looked_at: str | None
    edition_at: str | None
    edition_title: str | None
    editions: int
    next_look: str | None
    failure: str

    def as_dict(self) -> dict[str, Any]:
        one = self.document
        told = {
            "id": one.id,
            "source": one.source,
            "title": one.title.as_dict(),
            "address": one.address or None,
            "rhythm": one.rhythm.value,
            "check_days": one.check_days,
            "known": one.seen,
            "note": one.note,
        }
        return told | {name: value for name, value in asdict(self).items() if name != "document"}


def watched(environment: Environment, known: Mapping[str, Document] | None = None) -> tuple[Watched, ...]:
    """Every publication of the list, in its order. Damaged when what was seen of one cannot be read."""
    return tuple(_watched(environment, one) for one in (documents() if known is None else known).values())


def _watched(environment: Environment, document: Document) -> Watched:
    held = seen(environment.home, document.id)
    last = held.editions[-1] if held.editions else {}
    due = next_look(held, document) if environment.live and document.address and held.checked_at else None
    return Watched(
        document=document,
        looked_at=held.checked_at or None,
        edition_at=last.get("at"),
        edition_title=last.get("title"),
        editions=len(held.editions),
        next_look=due.astimezone(UTC).isoformat(timespec="seconds") if due else None,
        failure=held.failure,
    )
