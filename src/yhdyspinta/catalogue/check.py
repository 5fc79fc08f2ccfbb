"""The check of everything curated: each file by its own loader, then what one file says of another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from yhdyspinta.catalogue.areas import load_areas
from yhdyspinta.catalogue.calendar import check_calendar, load_calendar
from yhdyspinta.catalogue.cards import check_cards, load_cards
from yhdyspinta.catalogue.concepts import load_concepts
from yhdyspinta.catalogue.curated import CURATED, Table, read_csv, read_tables
from yhdyspinta.catalogue.cycle import load_events
from yhdyspinta.catalogue.datasets import load_datasets
from yhdyspinta.catalogue.documents import check_documents, load_documents
from yhdyspinta.catalogue.geometry import FILES, tiles, topology
from yhdyspinta.catalogue.hosts import load_hosts
from yhdyspinta.catalogue.indicators import load_indicators
from yhdyspinta.catalogue.items import ContentItem, load_codes, load_items
from yhdyspinta.catalogue.live import check_targets, load_targets
from yhdyspinta.catalogue.money import check_money, load_money
from yhdyspinta.catalogue.needs import load_needs
from yhdyspinta.catalogue.publishers import load_publishers
from yhdyspinta.catalogue.report import check_chapters, load_chapters
from yhdyspinta.catalogue.sentences import load_sentences
from yhdyspinta.catalogue.sets import check_sets, load_sets
from yhdyspinta.catalogue.sources import load_sources
from yhdyspinta.catalogue.terms import load_terms
from yhdyspinta.catalogue.themes import load_themes
from yhdyspinta.catalogue.units import load_units
from yhdyspinta.catalogue.words import load_words
from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.source import NOT_ESTABLISHED, Source

_Loaded = TypeVar("_Loaded")


def check(folder: Path = CURATED) -> list[CuratedError]:
    """Every fault found; of each file the first, and all between files. Empty when the curated folder is in order."""
    faults: list[CuratedError] = []
    register = _tried(faults, lambda: load_areas(folder / "areas"))
    if register is not None:
        _tried(faults, lambda: load_words(register, folder / "words"))
    _maps(faults, folder / "areas")
    _example(faults, folder)
    _tried(faults, lambda: load_sentences(folder / "words"))
    _tried(faults, lambda: load_publishers(folder / "words"))
    _tried(faults, lambda: load_units(folder / "words"))
    _tried(faults, lambda: load_concepts(folder / "concepts"))
    _tried(faults, lambda: load_terms(folder / "terms"))
    _tried(faults, lambda: load_events(folder / "cycle" / "events.csv"))
    codes = _tried(faults, lambda: load_codes(folder / "items"))
    known_sources = _tried(faults, lambda: load_sources(folder / "sources"))
    defined = _tried(faults, lambda: load_indicators(folder / "indicators"))
    items = _tried(faults, lambda: load_items(folder / "items")) if codes is not None else None
    needs = _tried(faults, lambda: load_needs(folder)) if codes is not None else None
    themes = _tried(faults, lambda: load_themes(folder / "themes"))
    if defined is not None and known_sources is not None:
        faults += _indicators(folder, known_sources)
        faults += _datasets(faults, folder, defined, known_sources)
    if items is not None and defined is not None and known_sources is not None:
        faults += _items(folder, known_sources)
        faults += _links(folder, items, defined)
    if needs is not None and items is not None:
        faults += _needs(folder, items)
    if defined is not None and known_sources is not None:
        _live(faults, folder, defined, known_sources)
    if None not in (themes, defined, known_sources, needs, codes):
        faults += _themes(folder, defined or {}, known_sources or {}, needs or {}, codes or {})
    return faults


def _live(faults: list[CuratedError], folder: Path, defined: dict[str, Indicator], known: dict[str, Source]) -> None:
    """What is fetched and watched: hosts, sets, documents, targets and the calendar of releases."""
    reached = _tried(faults, lambda: load_hosts(folder / "sources"))
    sets = _tried(faults, lambda: load_sets(folder / "sets"))
    if sets is not None:
        faults += check_sets(folder / "sets", defined, known)
        if _tried(faults, lambda: load_money(folder / "sets")) is not None:
            faults += check_money(folder / "sets", sets)
    if _tried(faults, lambda: load_cards(folder / "papers")) is not None:
        faults += check_cards(folder / "papers", defined, known)
    if sets is not None and _tried(faults, lambda: load_chapters(folder / "papers")) is not None:
        faults += check_chapters(folder / "papers", sets)
    watched = _tried(faults, lambda: load_documents(folder / "sources"))
    live = _tried(faults, lambda: load_targets(folder / "live"))
    if watched is not None and reached is not None:
        faults += check_documents(folder / "sources", known, reached)
    if live is not None and reached is not None:
        faults += check_targets(folder / "live", dict(defined), dict(known), dict(reached))
    if live is not None and _tried(faults, lambda: load_calendar(folder / "sources")) is not None:
        faults += check_calendar(folder / "sources", known, live)


def _example(faults: list[CuratedError], folder: Path) -> None:
    """The invented areas with their words and the source of their figures."""
    invented = _tried(faults, lambda: load_areas(folder / "example" / "areas"))
    if invented is not None:
        _tried(faults, lambda: load_words(invented, folder / "example" / "words"))
    _tried(faults, lambda: topology(MUNICIPALITY, folder / "example" / "areas"))
    _tried(faults, lambda: load_sources(folder / "example" / "sources"))
    _tried(faults, lambda: load_datasets(folder / "example" / "figures"))


def _maps(faults: list[CuratedError], folder: Path) -> None:
    _tried(faults, lambda: tiles(folder))
    for kind in FILES:
        _tried(faults, partial(topology, kind, folder))


def _tried(faults: list[CuratedError], load: Callable[[], _Loaded]) -> _Loaded | None:
    try:
        return load()
    except CuratedError as error:
        faults.append(error)
        return None


def _tables(folder: Path, name: str) -> Iterator[Table]:
    for file in sorted(folder.glob("*.toml")):
        yield from read_tables(file, name)


def _indicators(folder: Path, known: dict[str, Source]) -> Iterator[CuratedError]:
    for table in _tables(folder / "indicators", "indicator"):
        if table.string("source") not in known:
            yield table.error("source", "the id of a source in sources/")
        elif table.string("licence") == NOT_ESTABLISHED and "caveats" not in table.fields:
            yield table.error("caveats", "the reason why no licence is named")


def _datasets(faults: list[CuratedError], folder: Path, defined: dict[str, Indicator], known: dict[str, Source]) -> Iterator[CuratedError]:
    where = "sample/datasets.toml, dataset {}, field {}: expected {}, found {!r}."
    for dataset in _tried(faults, lambda: load_datasets(folder / "sample")) or ():
        digest = hashlib.sha256(dataset.path.read_bytes()).hexdigest() if dataset.path.is_file() else "no file"
        if digest != dataset.sha256:
            yield CuratedError(where.format(dataset.id, "sha256", f"the hash of {dataset.path.name} ({digest})", dataset.sha256))
        for indicator in set(dataset.indicators) - set(defined):
            yield CuratedError(where.format(dataset.id, "indicators", "ids of indicators in indicators/", indicator))
        if dataset.source not in known:
            yield CuratedError(where.format(dataset.id, "source", "the id of a source in sources/", dataset.source))


def _items(folder: Path, known: dict[str, Source]) -> Iterator[CuratedError]:
    for row in read_csv(folder / "items" / "items.csv"):
        if not row.list("sources") or any(source not in known for source in row.list("sources")):
            yield row.error("sources", "ids of sources in sources/, at least one")


def _links(folder: Path, items: dict[str, ContentItem], defined: dict[str, Indicator]) -> Iterator[CuratedError]:
    reached: dict[str, set[int]] = {}
    for row in read_csv(folder / "items" / "links.csv"):
        reached.setdefault(row["indicator"], set()).add(items[row["item"]].theme)
        if row["indicator"] not in defined:
            yield row.error("indicator", "the id of an indicator in indicators/")
    for table in _tables(folder / "indicators", "indicator"):
        missing = set(defined[table.string("id")].themes) - reached.get(table.string("id"), set())
        if missing:
            themes = ", ".join(map(str, sorted(missing)))
            yield table.error("id", f"a content item that it serves in theme {themes} (items/links.csv)")


def _needs(folder: Path, items: dict[str, ContentItem]) -> Iterator[CuratedError]:
    for row in read_csv(folder / "needs" / "needs.csv"):
        if any(item not in items for item in row.list("items")):
            yield row.error("items", "ids of content items in items/items.csv")


def _themes(
    folder: Path, defined: dict[str, Indicator], known: dict[str, Source], needs: dict[str, Any], codes: dict[str, Any]
) -> Iterator[CuratedError]:
    for table in read_tables(folder / "themes" / "themes.toml", "theme"):
        mine = [one.id for one in defined.values() if table.whole("number") in one.themes]
        yield from _listed(table, "headlines", mine, "indicators of this theme")
        yield from _listed(table, "trends", mine, "indicators of this theme")
        yield from _listed(table, "projections", mine, "indicators of this theme")
        yield from _listed(table, "sources", known, "ids of sources in sources/")
        yield from _listed(table, "questions", needs, "ids of needs in needs/needs.csv")
        yield from _listed(table, "kinds", codes["kind"], "kinds of codes.toml")
        if table.string("map") not in mine:
            yield table.error("map", "an indicator of this theme")
        if table.string("origin") not in codes["origin"]:
            yield table.error("origin", f"one of {', '.join(codes['origin'])}")


def _listed(table: Table, field: str, allowed: Iterable[str], expected: str) -> Iterator[CuratedError]:
    unknown = sorted(set(table.strings(field, ())) - set(allowed))
    if unknown:
        yield table.error(field, f"{expected}, not {', '.join(unknown)}")
