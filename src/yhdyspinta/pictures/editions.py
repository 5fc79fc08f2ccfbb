"""Editions: published pictures, frozen under their content hash, never changed afterwards."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from yhdyspinta import durable
from yhdyspinta.domain.canonical import content_hash as hash_values
from yhdyspinta.domain.errors import Ambiguous, Damaged, Unknown
from yhdyspinta.pictures.model import SCHEMA, Picture, from_json, hash_of, to_json

_FIGURE_KEY = re.compile(r'^\s*"(?P<id>[^"]+@[^"]+)":\s*\{')


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A picture as published. `content_hash` is that of the picture's canonical form, `seal` of all that stands beside it."""

    schema: int
    id: str
    published_at: str  # UTC, ISO
    content_hash: str
    seal: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Summary:
    """An edition in a list."""

    id: str
    area: str
    date: str
    published_at: str
    themes: tuple[int, ...]


class BrokenEdition(Damaged):
    """An edition file that is no longer JSON of our shape; `figures` names those at the broken place."""

    def __init__(self, message: str, figures: tuple[str, ...]) -> None:
        super().__init__(message, "Restore the file from a backup.")
        self.figures = figures


def folder(home: Path) -> Path:
    return home / "editions"


def publish(home: Path, picture: Picture, now: datetime | None = None) -> Edition:
    """Freeze a picture. The same picture published again is the same edition: nothing is written twice."""
    digest = hash_of(picture)
    edition_id = f"{picture.area.lower()}-{picture.date}-{digest[:12]}"
    path = folder(home) / f"{edition_id}.json"
    if path.exists():
        return read(path)
    published = (now or datetime.now(UTC)).replace(microsecond=0).isoformat()
    edition = sealed(edition_id, published, digest, picture)
    durable.write(path, to_bytes(edition))
    return edition


def sealed(edition_id: str, published_at: str, content_hash: str, picture: Picture) -> Edition:
    """The edition of a picture with its seal."""
    return Edition(
        schema=SCHEMA,
        id=edition_id,
        published_at=published_at,
        content_hash=content_hash,
        seal=seal_of(edition_id, published_at, content_hash),
        picture=picture,
    )


def seal_of(edition_id: str, published_at: str, content_hash: str) -> str:
    """The hash of what stands beside the picture in an edition."""
    return hash_values({"schema": SCHEMA, "id": edition_id, "published_at": published_at, "content_hash": content_hash})


def to_bytes(edition: Edition) -> bytes:
    """The file of an edition: indented, so that a fault in it can be told by its line."""
    values: dict[str, Any] = msgspec.to_builtins(edition)
    values["picture"] = to_json(edition.picture)
    return (json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def read(path: Path) -> Edition:
    """The edition in a file; BrokenEdition when it cannot be read, with the figures at the broken place."""
    data = path.read_bytes()
    try:
        text = data.decode()
        values = json.loads(text)
        return Edition(**{**values, "picture": from_json(values["picture"])})
    except UnicodeDecodeError as error:
        raise _broken(path, data, data[: error.start].count(b"\n")) from error
    except json.JSONDecodeError as error:
        raise _broken(path, data, error.lineno - 1) from error
    except (msgspec.ValidationError, TypeError, KeyError) as error:
        found = re.search(r"figures\[[^\]]*\]", str(error))
        raise BrokenEdition(f"{path} is not an edition: {error}.", (found[0],) if found else ()) from error


def rewritten(path: Path, edition: Edition) -> BrokenEdition | None:
    """A file that reads as an edition but is not, byte for byte, what publishing wrote; the figure there is named."""
    data, written = path.read_bytes(), to_bytes(edition)
    if data == written:
        return None
    place = next((i for i, (one, other) in enumerate(zip(data, written, strict=False)) if one != other), min(len(data), len(written)))
    return _broken(path, data, data[:place].count(b"\n"), "it is not what was published")


def _broken(path: Path, data: bytes, line: int, why: str = "it can no longer be read") -> BrokenEdition:
    """Name the figure in whose lines the fault lies."""
    above = data.decode(errors="replace").splitlines()[: line + 1]
    found = next((match["id"] for text in reversed(above) if (match := _FIGURE_KEY.match(text))), None)
    return BrokenEdition(f"{path} has been changed at line {line + 1}: {why}.", (found,) if found else ())


def find(home: Path, name: str) -> Path:
    """The file of an edition by id, the beginning of an id, or path; Unknown or Ambiguous with what there is."""
    given = Path(name)
    if given.suffix == ".json" and given.is_file():
        return given
    known = {path.stem: path for path in sorted(folder(home).glob("*.json"))}
    hits = [name] if name in known else [stem for stem in known if stem.startswith(name.lower())]
    if len(hits) == 1:
        return known[hits[0]]
    if hits:
        raise Ambiguous(f"Several editions begin with {name!r}.", f"Give one of: {', '.join(hits)}.")
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.3) or list(known)[-3:]
    offer = f"The nearest are: {', '.join(near)}." if near else "Publish one first: yhdyspinta picture AREA --publish."
    raise Unknown(f"There is no edition {name!r}.", offer)


def ids(home: Path) -> tuple[str, ...]:
    """The ids of all editions, in the order of the alphabet, without opening one."""
    return tuple(sorted(path.stem for path in folder(home).glob("*.json")))


def summaries(home: Path) -> tuple[Summary, ...]:
    """All readable editions, newest first."""
    found = (_summary(path, path.stat().st_mtime_ns) for path in folder(home).glob("*.json"))
    return tuple(sorted((one for one in found if one), key=lambda item: item.published_at, reverse=True))


@lru_cache(maxsize=10_000)
def _summary(path: Path, _changed: int) -> Summary | None:
    """Kept, as an edition never changes and reading one takes milliseconds. None for a broken one: a list does not fail
    for one file, and `verify` speaks of it."""
    try:
        edition = read(path)
    except BrokenEdition:
        return None
    picture = edition.picture
    return Summary(edition.id, picture.area, picture.date, edition.published_at, picture.themes)
