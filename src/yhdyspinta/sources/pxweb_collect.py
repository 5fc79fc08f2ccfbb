"""Asking a PxWeb table for its figures: part by part, smaller where the service says that a part is too large."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Reply, Request
from yhdyspinta.sources.pxweb_plan import Selection, halves

# The stricter of the limits seen (sources.md §0.3); the service's own, when it tells them, goes before.
MOST_CELLS = 120_000
# How often a part may be halved before a refusal is taken to mean something else than its size.
_HALVINGS = 8
_TOO_LARGE = (403, 413)
_UPDATED = re.compile(rb'"updated"\s*:\s*"([^"]*)"')

Ask = Callable[[Selection], Request]


def limits_told(said: Mapping[str, Any], url: str, way: Fetches, cells: Sequence[str], calls: str) -> list[int]:
    """What a service tells of its own limits: how often it may be asked goes to the way, its limits of cells are returned.

    `cells` and `calls` are the names under which the version of the interface tells them.
    """
    most, window = said.get(calls), said.get("timeWindow")
    if isinstance(most, int) and isinstance(window, int | float) and not isinstance(window, bool):
        way.keep_pace(url, most, float(window))
    return [number for number in map(said.get, cells) if isinstance(number, int) and number > 0]


def collect_figures(pieces: Sequence[Selection], ask: Ask, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    """A part for each piece, or for its halves where the service refuses its size (403, which is not 429).

    Parts of an earlier run are given again when they are of the same publishing as what is fetched now; if the table was
    published anew since then they are asked again. SourceError when it is published anew during this very run.
    """
    updated = ""
    begun = False
    early: list[Request] = []  # kept parts, before it is known which publishing the service has now
    waiting = [(piece, 0) for piece in reversed(pieces)]
    while waiting:
        piece, depth = waiting.pop()
        request = ask(piece)
        if part_name(request) in kept and not begun:
            early.append(request)
            continue
        if part_name(request) in kept:
            yield _kept_or_new(request, updated, way, kept)
            continue
        try:
            part = part_of(part_name(request), request, way.fetch(request))
        except SourceError as error:
            smaller = halves(piece) if error.status in _TOO_LARGE and depth < _HALVINGS else None
            if smaller is None:
                raise
            waiting += [(half, depth + 1) for half in reversed(smaller)]
            continue
        updated = _same(updated if begun else _published(part), part)
        begun = True
        yield from (_kept_or_new(one, updated, way, kept) for one in early)
        early.clear()
        yield part
    newest = max((_published(kept[part_name(one)]) for one in early), default="")
    yield from (_kept_or_new(one, newest, way, kept) for one in early)


def _kept_or_new(request: Request, updated: str, way: Fetches, kept: Mapping[str, Part]) -> Part:
    """The part of an earlier run, asked again when it is of another publishing."""
    part = kept[part_name(request)]
    if _published(part) == updated:
        return part
    part = part_of(part.name, request, way.fetch(request))
    _same(updated, part)
    return part


def part_of(name: str, request: Request, reply: Reply) -> Part:
    """A reply as a part of the release: the address that was asked, without anything that changes from run to run."""
    return Part(name, request.url, request.body.decode(), reply.content_type, reply.data, reply.framed)


def part_name(request: Request) -> str:
    """The name of the answer to a question: the same question has the same name."""
    return "figures-" + hashlib.sha256(request.url.encode() + b"\n" + request.body).hexdigest()[:16]


def _published(part: Part) -> str:
    found = _UPDATED.search(part.data)
    return found[1].decode(errors="replace") if found else ""


def _same(updated: str, part: Part) -> str:
    published = _published(part)
    if published != updated:
        raise SourceError(
            Kind.BROKEN,
            f"The table was published anew while it was fetched: {updated or 'no date'} first, {published or 'no date'} now.",
            "Run the refresh again; what was fetched of the older one is not used.",
        )
    return published
