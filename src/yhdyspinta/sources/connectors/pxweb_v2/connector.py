"""PxWebApi 2: settings, description in JSON-stat, figures with or without code lists.

Statistics Finland has none (404 as of September 2026); Statistics Sweden and others do. An address is
`…/tables/TAB6471`, or `…/tables` with words of the title in the fact `table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import CuratedError, ParseError, Unknown
from yhdyspinta.domain.source import NOT_ESTABLISHED
from yhdyspinta.formats import jsonstat, pxweb2
from yhdyspinta.formats.axes import read_dimensions
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import Cube, Dimension, codes_only
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.pxweb_collect import MOST_CELLS, collect_figures, limits_told, part_of
from yhdyspinta.sources.pxweb_facts import Facts, facts_of
from yhdyspinta.sources.pxweb_plan import Selection, plan_of, query_v2, split
from yhdyspinta.sources.pxweb_proposal import LANGUAGES, Described, proposal
from yhdyspinta.sources.pxweb_rows import METADATA, read_table
from yhdyspinta.sources.pxweb_terms import CONTENTS, fold, stem, unit_of, variables
from yhdyspinta.sources.source import Reading
from yhdyspinta.sources.target import Target

_REMEMBER = 3600.0
_JSON = {"Content-Type": "application/json"}
_CODELIST = "codelist-"
_ADDRESS = re.compile(r"(?P<base>https?://[^?#]+?)/tables(?:/(?P<table>[^/?#]+))?/?(?:\?.*)?", re.IGNORECASE)


class PxWebV2:
    """The connector; see docs/reference/sources-pxweb.md for the facts of its entries."""

    name = "pxweb_v2"

    def check(self, target: Target) -> None:
        facts = facts_of(target)
        match = _ADDRESS.fullmatch(target.address)
        if match is None or bool(match["table"]) == bool(facts.table):
            raise CuratedError(f"live entry {target.id}, address: expected …/tables/ID, or …/tables and words of the title in `table`.")

    def kinds(self, target: Target) -> frozenset[str]:
        return frozenset(facts_of(target).areas)

    def collect(self, target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
        facts = facts_of(target)
        base, table = _parse(target.address)
        table = table or _find(base, facts.table, way)
        described = self._fetch(METADATA, f"{base}/tables/{quote(table)}/metadata", way)
        yield described
        lists = [self._fetch(_CODELIST + name, f"{base}/codelists/{quote(list_)}", way) for name, list_ in sorted(facts.codelists.items())]
        yield from lists
        if any(part.name in kept and kept[part.name].data != part.data for part in (described, *lists)):
            kept = {}
        plan = plan_of(_described(described, lists), target, facts)
        url = f"{base}/tables/{quote(table)}/data?outputFormat=json-stat2"

        def ask(selection: Selection) -> Request:
            return Request(url, "POST", query_v2(selection, facts.codelists).encode(), _JSON)

        yield from collect_figures(split(plan.selection, _most_cells(base, facts, way)), ask, way, kept)

    def read(self, target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
        described = [part for part in parts if part.name == METADATA]
        lists = [part for part in parts if part.name.startswith(_CODELIST)]
        if not described:
            raise ParseError("The release has no description of its table.", "Fetch it again.")
        figures = [part for part in parts if part not in lists]
        return read_table(target, figures, register, _described(described[0], lists))

    def propose(self, address: str, way: Fetches) -> str:
        base, table = _parse(address)
        if not table:
            raise Unknown(f"{address} is a list of tables.", "Give the address of one table: …/tables/ID.")
        settings = _settings(base, way)
        languages = settings.get("languages")
        offered = [one.get("id") for one in languages if isinstance(one, dict)] if isinstance(languages, list) else []
        usual = str(settings.get("defaultLanguage") or (offered or ["en"])[0])
        cubes: dict[str, Cube] = {}
        for language in LANGUAGES:
            spoken = language if language in offered else usual
            reply = way.fetch(Request(f"{base}/tables/{quote(table)}/metadata?lang={spoken}", remember_seconds=_REMEMBER))
            cubes[language] = _one(jsonstat.parse(reply.data))
        return proposal(_offer(address, base, table, settings, cubes))

    @staticmethod
    def _fetch(name: str, url: str, way: Fetches) -> Part:
        request = Request(url)
        try:
            return part_of(name, request, way.fetch(request))
        except SourceError as error:
            if error.status not in (400, 404, 410):
                raise
            hint = "Search its title in the service and correct the live entry."
            raise SourceError(Kind.GONE, f"{url} is renamed or discontinued (HTTP {error.status}).", hint, error.status) from error


def _parse(address: str) -> tuple[str, str]:
    match = _ADDRESS.fullmatch(address.strip())
    if match is None:
        raise Unknown(f"{address!r} is not the address of a table of PxWebApi 2.", "Give …/api/v2/tables/ID.")
    return match["base"], match["table"] or ""


def _settings(base: str, way: Fetches) -> dict[str, Any]:
    reply = way.fetch(Request(f"{base}/config", remember_seconds=_REMEMBER))
    return expect_object(decode_json(clean(reply.data)), "The settings of a PxWeb service")


def _most_cells(base: str, facts: Facts, way: Fetches) -> int:
    try:
        limits = limits_told(_settings(base, way), base, way, ("maxDataCells",), "maxCallsPerTimeWindow")
    except ParseError:
        limits = []
    return min([*(limits or [MOST_CELLS]), *([facts.cells] if facts.cells else [])])


def _find(base: str, words: str, way: Fetches) -> str:
    """The id of the one table whose title has all the words; pages of the search are followed."""
    wanted, page = set(fold(words).split()), 1
    found: list[tuple[str, str]] = []
    while True:
        url = f"{base}/tables?query={quote(words)}&pageNumber={page}&pageSize=100"
        reply = expect_object(decode_json(clean(way.fetch(Request(url)).data)), "A list of tables")
        listed = [expect_object(entry, "A table of the list") for entry in expect_list(reply.get("tables"), "`tables`")]
        named = [(str(entry.get("id")), str(entry.get("label", ""))) for entry in listed]
        found += [(id_, label) for id_, label in named if wanted <= set(fold(label).split())]
        about = reply.get("page")
        pages = about.get("totalPages", 1) if isinstance(about, dict) else 1
        if not isinstance(pages, int) or page >= min(pages, 50):
            break
        page += 1
    if len(found) == 1:
        return found[0][0]
    shown = "; ".join(f"{id_}: {label}" for id_, label in found[:8])
    message = f"{len(found)} tables fit {words!r}: {shown}." if found else f"No table has a title with {words!r}."
    raise SourceError(Kind.GONE, message, "Name the table in the address of the live entry.")


def _one(cubes: Sequence[Cube]) -> Cube:
    if len(cubes) != 1:
        raise ParseError(f"The description holds {len(cubes)} tables.", "Fetch it again.")
    return cubes[0]


def _described(part: Part, lists: Sequence[Part]) -> Cube:
    """The description, its variables in the codes of the code lists that are asked for them.

    The codes are taken as they are written: a star after a period, which the reader of figures takes off, is part of what
    must be asked.
    """
    meta = _one(jsonstat.parse(part.data)).meta
    written = read_dimensions(expect_object(decode_json(clean(part.data)), "The description of a table"))
    instead = {one.name.removeprefix(_CODELIST): _one(pxweb2.parse_codelist(one.data)).dimensions[0] for one in lists}
    dimensions: list[Dimension] = []
    for dimension in written:
        coded = instead.pop(stem(dimension.id), None)
        dimensions.append(dimension if coded is None else replace(dimension, codes=coded.codes, labels=coded.labels))
    if instead:
        raise ParseError(f"`codelists` names {', '.join(instead)}, and the table has no such variable.", "Correct the live entry.")
    return codes_only(dimensions, meta)


def _offer(address: str, base: str, table: str, settings: Mapping[str, Any], cubes: Mapping[str, Cube]) -> Described:
    known = {language: variables(cube, {}) for language, cube in cubes.items()}
    contents = next((variable for variable in known["fi"] if variable.role == CONTENTS), None)
    name, codes = (contents.code, contents.codes) if contents else ("", ("value",))
    host = re.sub(r"[^a-z]", "", (urlsplit(address).hostname or "").split(".")[-2]) or "pxweb"
    return Described(
        address=f"{base}/tables/{table}",
        connector="pxweb_v2",
        id=f"{host}.{stem(table)}",
        source=host,
        licence=str(settings.get("license") or NOT_ESTABLISHED),
        producer=str(cubes["fi"].meta.get("source") or host),
        titles={language: str(cube.meta.get("label", "")) for language, cube in cubes.items()},
        variables=known,
        units={code: {language: unit_of(cube, name, code)[0] for language, cube in cubes.items()} for code in codes},
        decimals={code: stated for code in codes if (stated := unit_of(cubes["fi"], name, code)[1]) is not None},
        contents=codes,
    )
