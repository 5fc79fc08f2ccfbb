"""Watching publications without an interface: has a new edition appeared since the last look?

Three signs, from the cheapest: the server says "unchanged" to the ETag or the date of the last reply; the main text has
the same hash; or it has another, which is a new edition for a person to read. What was seen lies under
`home/watched/<document>.json`, every edition with its day; nothing of a failed look replaces it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.catalogue.documents import Document
from yhdyspinta.domain.errors import Damaged, YhdyspintaError
from yhdyspinta.formats.page import read_page
from yhdyspinta.intake.state import open_state
from yhdyspinta.sources.exchange import Fetches, Request

FIRST, SAME, NEW, FAILED, UNWATCHED = "first", "same", "new", "failed", "unwatched"
_AFTER_FAILURE = timedelta(hours=6)  # a page that could not be looked at is tried again on the same day
_EDITIONS = 100  # how many looks with a new text are remembered


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one publication. `editions`: at, digest and title of each new text, oldest first. Times are ISO
    text in UTC, or empty."""

    document: str
    address: str = ""
    etag: str = ""
    modified: str = ""
    checked_at: str = ""
    succeeded_at: str = ""
    failure: str = ""
    editions: tuple[dict[str, str], ...] = field(default_factory=tuple)

    @property
    def digest(self) -> str:
        return self.editions[-1]["digest"] if self.editions else ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look: `kind` is first, same, new, failed or unwatched; `sentence` says it in words; `at` is the day it was new."""

    document: str
    kind: str
    sentence: str
    at: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def look(home: Path, document: Document, way: Fetches, now: datetime | None = None) -> Sighting:
    """Look at one publication and remember what was seen. A failure is a Sighting; only a damaged folder is raised."""
    if not document.address:
        return Sighting(document.id, UNWATCHED, f"{document.id} is not watched: {document.note}")
    open_state(home)
    at = _stamp(now or datetime.now(UTC))
    with durable.locked(home / "locks" / f"watch-{document.id}.lock"):
        before = seen(home, document.id)
        if before.address != document.address:  # a page that moved: its marks mean nothing there
            before = replace(before, address=document.address, etag="", modified="")
        try:
            after, sighting = _looked(document, before, way, at)
        except YhdyspintaError as error:
            after = replace(before, checked_at=at, failure=str(error))
            sighting = Sighting(document.id, FAILED, f"{document.id} could not be looked at: {error}")
        durable.write(_path(home, document.id), json.dumps(asdict(after), ensure_ascii=False, indent=1).encode())
    return sighting


def look_at_due(home: Path, known: Iterable[Document], way: Fetches, now: datetime | None = None) -> Iterator[Sighting]:
    """Look at each publication whose last look no longer holds."""
    for document in known:
        if is_due(home, document, now or datetime.now(UTC)):
            yield look(home, document, way, now)


def is_due(home: Path, document: Document, now: datetime) -> bool:
    """Whether it is time to look again; a publication without an address never is."""
    return bool(document.address) and next_look(seen(home, document.id), document) <= now


def next_look(held: Seen, document: Document) -> datetime:
    """When a look no longer holds: at once before the first one, sooner after a failure."""
    if not held.checked_at:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.fromisoformat(held.checked_at) + (_AFTER_FAILURE if held.failure else timedelta(days=document.check_days))


def seen(home: Path, document: str) -> Seen:
    """What is known of a publication; Damaged when the record cannot be read."""
    path = _path(home, document)
    if not path.exists():
        return Seen(document)
    try:
        held = json.loads(path.read_bytes())
        return Seen(**{**held, "editions": tuple(held["editions"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(f"{path} is no record of what was seen.", "Restore it from a backup, or delete it to begin anew.") from error


def _looked(document: Document, before: Seen, way: Fetches, at: str) -> tuple[Seen, Sighting]:
    reply = way.fetch(Request(document.address, etag=before.etag, modified=before.modified))
    after = replace(before, checked_at=at, succeeded_at=at, failure="")
    since = before.editions[-1]["at"] if before.editions else ""
    same = Sighting(document.id, SAME, f"{document.id}: nothing new since {since[:10]}.", since)
    if reply.unchanged:
        return after, same
    page = read_page(reply.data, reply.content_type)
    after = replace(after, etag=reply.etag, modified=reply.modified)
    if page.digest == before.digest:
        return after, same
    edition = {"at": at, "digest": page.digest, "title": page.title}
    after = replace(after, editions=(*before.editions, edition)[-_EDITIONS:])
    if not before.editions:
        return after, Sighting(document.id, FIRST, f"{document.id}: seen for the first time.", at)
    return after, Sighting(document.id, NEW, f"{document.id}: the page has changed; it was {since[:10]} when it last did.", at)


def _path(home: Path, document: str) -> Path:
    return home / "watched" / f"{document}.json"


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
