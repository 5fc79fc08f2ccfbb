"""What every connector offers: collect the replies of a target, read them into rows, propose an entry for an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.exchange import Fetches
from yhdyspinta.sources.target import Target


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of a release, with what the source says of itself.

    `rows` has the columns of sources/rows.py (an observation without `release` and `source`). `notes` are sentences for
    a person: what was left out and why. `updated` is the source's own time of publishing, ISO text in UTC, or empty;
    `producer` and `licence` are those of this dataset where the source tells them, else empty. `sized` is false when the
    reply declares no size of its own: then fewer rows than the standing release has are a reason to wait for a person.
    """

    rows: pa.Table
    notes: tuple[str, ...] = ()
    updated: str = ""
    producer: str = ""
    licence: str = ""
    sized: bool = True


class Connector(Protocol):
    """One kind of service. It holds no state: what differs from table to table stands in the target's facts."""

    @property
    def name(self) -> str:
        """What curated/live calls it."""
        ...

    def check(self, target: Target) -> None:
        """CuratedError when the facts or keys of the target are not what this connector needs."""
        ...

    def kinds(self, target: Target) -> frozenset[str]:
        """The kinds of area (KU, HVA …) of which the target can give figures; empty when only the replies tell."""
        ...

    def collect(self, target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
        """Fetch every reply of a release, in order. A part in `kept` (by name, of a run that was killed) is yielded as
        it is and not asked again. SourceError when one does not come whole."""
        ...

    def read(self, target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
        """The rows of a complete set of replies: bytes in, rows out, nothing asked. ParseError when a reply is not what
        it should be or holds fewer cells than it promises. The register tells ids and divisions of areas."""
        ...

    def propose(self, address: str, way: Fetches) -> str:
        """The TOML of entries for curated/live and curated/indicators that a person reviews, made from the address of a
        table or of its page; Unknown when the address is not one of this service."""
        ...


@dataclass(frozen=True, slots=True)
class OfFunctions:
    """A connector whose parts are the functions of one module; `Connector` tells what each does."""

    name: str
    check: Callable[[Target], None]
    kinds: Callable[[Target], frozenset[str]]
    collect: Callable[[Target, Fetches, Mapping[str, Part]], Iterator[Part]]
    read: Callable[[Target, Sequence[Part], AreaRegister], Reading]
    propose: Callable[[str, Fetches], str]
