"""PxWeb v1: description first, then the figures in parts within the service's limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import CuratedError, ParseError, Unknown
from yhdyspinta.formats import pxweb
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.reading import clean, decode_json
from yhdyspinta.sources.connectors.pxweb_v1 import addresses, proposing, tree
from yhdyspinta.sources.connectors.pxweb_v1.addresses import Address
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Reply, Request
from yhdyspinta.sources.pxweb_collect import MOST_CELLS, collect_figures, limits_told, part_of
from yhdyspinta.sources.pxweb_facts import Facts, facts_of
from yhdyspinta.sources.pxweb_plan import Selection, plan_of, query_v1, split
from yhdyspinta.sources.pxweb_rows import METADATA, read_table
from yhdyspinta.sources.source import Reading
from yhdyspinta.sources.target import Target

_REMEMBER = 3600.0  # the limits of a service hold for a run
_JSON = {"Content-Type": "application/json"}
_REFUSED = (400, 404, 410)
_UNKNOWN_FORMAT = (400, 406, 415)


class PxWebV1:
    """The connector; see docs/reference/sources-pxweb.md for the facts of its entries."""

    name = "pxweb_v1"

    def check(self, target: Target) -> None:
        facts = facts_of(target)
        try:
            address = addresses.parse(target.address)
        except Unknown as error:
            raise CuratedError(f"live entry {target.id}, address: {error.message} {error.hint}") from error
        if address.is_table == bool(facts.table):
            raise CuratedError(f"live entry {target.id}, address: expected a table (….px), or a folder and words of the title in `table`.")

    def kinds(self, target: Target) -> frozenset[str]:
        return frozenset(facts_of(target).areas)

    def collect(self, target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
        facts = facts_of(target)
        address = addresses.parse(target.address)
        if facts.table:
            address = tree.find(address, facts.table, way).address
        described = part_of(METADATA, Request(str(address)), description(address, way))
        yield described
        if METADATA in kept and kept[METADATA].data != described.data:
            kept = {}  # another table by now: what was fetched of the earlier one does not fit
        plan = plan_of(pxweb.metadata(described.data), target, facts)
        pieces = split(plan.selection, _most_cells(address, facts, way))
        yield from _figures(pieces, address, facts.format, way, kept)

    def read(self, target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
        described = [part for part in parts if part.name == METADATA]
        if not described:
            raise ParseError("The release has no description of its table.", "Fetch it again.")
        return read_table(target, parts, register, pxweb.metadata(described[0].data))

    def propose(self, address: str, way: Fetches) -> str:
        found = addresses.parse(address)
        later = addresses.successor(found)
        return proposing.propose(later[0] if later else found, way, description)


def description(address: Address, way: Fetches) -> Reply:
    """The description of a table. An old id gives 400 or 404: then the error says what became of it."""
    try:
        return way.fetch(Request(str(address)))
    except SourceError as error:
        if error.status not in _REFUSED:
            raise
        later = addresses.successor(address)
        hint = (
            f"Its successor is {later[0]} ({later[1]}): correct the live entry."
            if later
            else "Search its title and correct the live entry."
        )
        raise SourceError(Kind.GONE, f"{address} is renamed or discontinued (HTTP {error.status}).", hint, error.status) from error


def _most_cells(address: Address, facts: Facts, way: Fetches) -> int:
    """The service's own limit from `?config`, the stricter of cells and values; ours where it does not tell. How often it may
    be asked is told there too."""
    limits = [int(addresses.aliases("cells").get(address.host, MOST_CELLS))]
    try:
        said = decode_json(clean(way.fetch(Request(f"{address.base}/?config", remember_seconds=_REMEMBER)).data))
        if isinstance(said, dict):
            limits = limits_told(said, address.base, way, ("maxCells", "maxValues"), "maxCalls") or limits
    except ParseError:
        pass  # some services answer with a page
    except SourceError as error:
        if error.kind not in (Kind.REFUSED, Kind.GONE):
            raise
    return min([*limits, *([facts.cells] if facts.cells else [])])


def _figures(pieces: Sequence[Selection], address: Address, wanted: str, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    """The parts in the wanted format, else in `json`: older services answer 400 to a format that they do not know."""
    given = 0
    for format_ in dict.fromkeys((wanted, "json")):

        def ask(selection: Selection, format_: str = format_) -> Request:
            return Request(str(address), "POST", query_v1(selection, format_).encode(), _JSON)

        try:
            for part in collect_figures(pieces, ask, way, kept):
                given += 1
                yield part
        except SourceError as error:
            if given or format_ == "json" or error.status not in _UNKNOWN_FORMAT:
                raise
        else:
            return
