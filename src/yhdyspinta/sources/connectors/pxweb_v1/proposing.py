"""What a PxWeb v1 table offers, read in three languages, as a proposal for curated/live and curated/indicators."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.domain.source import NOT_ESTABLISHED
from yhdyspinta.formats import jsonstat, pxweb
from yhdyspinta.formats.cube import Cube
from yhdyspinta.sources.connectors.pxweb_v1.addresses import LANGUAGES, Address, aliases
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Reply, Request
from yhdyspinta.sources.pxweb_plan import Selection, query_v1
from yhdyspinta.sources.pxweb_proposal import Described, proposal
from yhdyspinta.sources.pxweb_terms import CONTENTS, TIME, Variable, stem, total_of, unit_of, variables

_MOST_CONTENTS = 60
_JSON = {"Content-Type": "application/json"}
Describe = Callable[[Address, Fetches], Reply]


def propose(address: Address, way: Fetches, describe: Describe) -> str:
    """The proposal for a table; Unknown when the address is a folder. Three descriptions and three small questions are asked."""
    if not address.is_table:
        raise Unknown(f"{address} is a folder, not a table.", "Open it and give the address of one of its tables (….px).")
    tables = {language: _table(address.in_(language), way, describe) for language in LANGUAGES}
    tables = {language: table or tables["fi"] for language, table in tables.items()}
    described = {language: variables(table, {}) for language, table in tables.items() if table is not None}
    samples = {language: _sample(address.in_(language), described["fi"], way) for language in LANGUAGES}
    contents = next((variable for variable in described["fi"] if variable.role == CONTENTS), None)
    codes = (contents.codes if contents else ("value",))[:_MOST_CONTENTS]
    return proposal(
        Described(
            address=str(address.in_("fi")),
            connector="pxweb_v1",
            id=_id(address),
            source=_source(address),
            licence=aliases("licence").get(address.host.partition(":")[0], NOT_ESTABLISHED),
            producer=_producer(samples.get("fi"), address),
            titles={language: str(table.meta.get("label", "")) for language, table in tables.items() if table is not None},
            variables=described,
            units=_units(samples, contents, codes),
            decimals=_decimals(samples.get("fi"), contents),
            contents=tuple(codes),
        )
    )


def _table(address: Address, way: Fetches, describe: Describe) -> Cube | None:
    """The description in one language; None where the service has not the table in it (Finnish must be there)."""
    try:
        return pxweb.metadata(describe(address, way).data)
    except SourceError as error:
        if address.language == "fi" or error.kind not in (Kind.GONE, Kind.REFUSED):
            raise
        return None


def _sample(address: Address, known: tuple[Variable, ...], way: Fetches) -> Cube | None:
    """One period of one area with all contents: for the units. None where the service will not; then a person fills them in."""
    selection: Selection = {}
    for variable in known:
        total = total_of(variable)
        newest = variable.codes[-1] if variable.role == TIME else None
        selection[variable.code] = variable.codes if variable.role == CONTENTS else (newest or total or variable.codes[0],)
    request = Request(str(address), "POST", query_v1(selection, "json-stat2").encode(), _JSON)
    try:
        return jsonstat.parse(way.fetch(request).data)[0]
    except (ParseError, SourceError):
        return None


def _units(samples: Mapping[str, Cube | None], contents: Variable | None, codes: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Contents -> language -> unit."""
    if contents is None:
        return {}
    said = {language: sample for language, sample in samples.items() if sample is not None}
    return {code: {language: unit_of(sample, contents.code, code)[0] for language, sample in said.items()} for code in codes}


def _decimals(sample: Cube | None, contents: Variable | None) -> dict[str, int]:
    if sample is None or contents is None:
        return {}
    stated = {code: unit_of(sample, contents.code, code)[1] for code in contents.codes}
    return {code: decimals for code, decimals in stated.items() if decimals is not None}


def _producer(sample: Cube | None, address: Address) -> str:
    """Who made it: `source` of the reply may be another than the service's owner, and is the one to cite."""
    said = sample.meta.get("source") if sample is not None else ""
    return str(said).split(",")[0].strip() if said else address.host


def _word(address: Address) -> str:
    """The word with which ids of the service begin: the known one, else the letters of the host's first name."""
    return aliases("database").get(address.host.partition(":")[0]) or re.sub(r"[^a-z]", "", address.host.split(".")[0]) or "pxweb"


def _id(address: Address) -> str:
    parts = [_word(address), *([stem(address.folder)] if len(address.path) > 2 else []), stem(address.table).replace("_", "")]
    return ".".join(parts)


def _source(address: Address) -> str:
    return f"{_word(address)}.{stem(address.folder)}" if len(address.path) > 1 else _word(address)
