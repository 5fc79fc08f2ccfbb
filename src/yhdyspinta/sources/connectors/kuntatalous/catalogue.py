"""The State Treasury's catalogue of documents, and which of them count.

It lists every document of every organisation (megabytes): it is decoded entry by entry, and only the chosen entries are kept,
as they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean
from yhdyspinta.sources import facts
from yhdyspinta.sources.target import Target


class Entry(msgspec.Struct):
    """One document in the catalogue."""

    ytunnus: str
    raportointikokonaisuus: str
    raportointikausi: str
    hyvaksymisvaihe: str = ""
    hyvaksymispvm: str | None = None
    julkaisupvm: str | None = None


class _Catalogue(msgspec.Struct):
    aineistot: list[msgspec.Raw]


def choose(target: Target, data: bytes, known: Collection[str]) -> bytes:
    """The catalogue's entries to fetch, as they came, as a JSON list: of each municipality and period the newest one
    that is final or corrected. `known`: the business ids of municipalities."""
    package, periods = facts.text(target, "package"), set(facts.texts(target, "periods"))
    phases = facts.mapping(target, "phases")
    best: dict[tuple[str, str], tuple[tuple[str, int, str], bytes]] = {}
    for raw in _catalogue(clean(data)).aineistot:
        entry = _entry(raw)
        if entry.raportointikokonaisuus != package or entry.raportointikausi not in periods:
            continue
        if entry.ytunnus not in known or entry.hyvaksymisvaihe not in phases:
            continue
        key = (entry.ytunnus, entry.raportointikausi)
        # Of two approvals on one day the later stage wins: the facts list them from the first to the last.
        rank = (entry.hyvaksymispvm or "", list(phases).index(entry.hyvaksymisvaihe), entry.julkaisupvm or "")
        if key not in best or rank > best[key][0]:
            best[key] = (rank, bytes(raw))
    if not best:
        raise ParseError(f"The catalogue has no final document of {package} for {', '.join(sorted(periods))}.", "Have its words changed?")
    return b"[" + b",".join(best[key][1] for key in sorted(best)) + b"]"


def _catalogue(data: bytes) -> _Catalogue:
    try:
        return msgspec.json.decode(data, type=_Catalogue)
    except msgspec.MsgspecError as error:
        raise ParseError(f"This is not the catalogue of documents: {error}.", FETCH_AGAIN) from None


def _entry(raw: bytes | msgspec.Raw) -> Entry:
    try:
        return msgspec.json.decode(raw, type=Entry)
    except msgspec.MsgspecError as error:
        raise ParseError(f"An entry of the catalogue is not what it should be: {error}.", FETCH_AGAIN) from None


def entries_of(selection: Part) -> Iterator[Entry]:
    try:
        chosen = msgspec.json.decode(selection.data, type=list[msgspec.Raw])
    except msgspec.MsgspecError as error:
        raise ParseError(f"The selection of documents is not whole: {error}.", FETCH_AGAIN) from None
    return map(_entry, chosen)
