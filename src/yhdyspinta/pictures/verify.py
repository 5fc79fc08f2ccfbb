"""Proof of an edition: its hash, the stored bytes behind it, and every figure computed again from the archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yhdyspinta.analysis.parts import needed
from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import EXAMPLE
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Damaged, ParseError, Unknown, YhdyspintaError
from yhdyspinta.environment import Environment
from yhdyspinta.intake.computing import populations
from yhdyspinta.intake.replay import replay
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.pictures import editions
from yhdyspinta.pictures.compose import compose
from yhdyspinta.pictures.context import context
from yhdyspinta.pictures.model import Picture, hash_of, to_json
from yhdyspinta.pictures.queries import home_of_edition
from yhdyspinta.sources.archive import Archive

# What may differ without a figure being wrong: the version that composed, and which of its sources had nothing to give.
_NOT_COMPARED = frozenset({"table_version", "made_by", "releases", "sources", "missing"})
# What another version of the product or of its curated words and definitions says otherwise, though the numbers stand.
_TOLD = frozenset(
    {
        "sentence",
        "title",
        "method",
        "guidance",
        "sentences",
        "source",
        "subject",
        "name",
        "mark",
        "area_name",
        "parts",
        "headlines",
        "changed",
        "unusual",
        "cannot_tell",
        "defined",
        "with_data",
        "live",
        "decimals",
        "unit",
        "polarity",
        "verdict",
        "change_verdict",
        "themes",
        "due",
        "publisher",
        "rank",
        "trend",
        "mean_of_three",
        "map",
        "trends",
        "projection",
        "old",
    }
)


@dataclass(slots=True)
class Verification:
    """What was checked. `recomputed` is false where the bytes were not at hand: then only hashes were checked."""

    edition: str
    recomputed: bool = False
    same_definitions: bool = True  # false: only the numbers of figures were compared
    problems: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)  # those that differ or can no longer be proven

    @property
    def ok(self) -> bool:
        return not self.problems

    def say(self, problem: str, *figures: str) -> None:
        self.problems.append(problem)
        self.figures.extend(name for name in figures if name not in self.figures)

    def as_dict(self) -> dict[str, Any]:
        return {
            "edition": self.edition,
            "ok": self.ok,
            "recomputed": self.recomputed,
            "same_definitions": self.same_definitions,
            "problems": self.problems,
            "figures": self.figures,
        }


def verify(environment: Environment, name: str) -> Verification:
    """Check an edition by id or path. Unknown when there is none; every other fault is in the answer."""
    path = editions.find(home_of_edition(environment, name), name)
    found = Verification(path.stem)
    try:
        edition = editions.read(path)
    except editions.BrokenEdition as error:
        found.say(error.message, *error.figures)
        return found
    environment = environment.example if edition.picture.example else environment
    changed = editions.rewritten(path, edition)
    if changed:
        found.say(changed.message, *changed.figures)
    if hash_of(edition.picture) != edition.content_hash:
        found.say("The edition is not what was published: its content has another hash.")
    if editions.seal_of(edition.id, edition.published_at, edition.content_hash) != edition.seal:
        found.say("The edition's id or day of publication is not what was published.")
    if not edition.id.endswith(edition.content_hash[:12]) or path.stem != edition.id:
        found.say(f"The edition's id does not belong to its content ({edition.id}).")
    _check_table(environment, edition.picture, found)
    _recompute(environment, edition.picture, found)
    return found


def _check_table(environment: Environment, picture: Picture, found: Verification) -> None:
    """Bytes of the versioned table: a damaged file speaks for the figures of its source."""
    try:
        table = VersionedTable(environment.home)
        if table.version is None:
            return
        table.verify()
        damaged = table.damaged()
    except YhdyspintaError as error:
        found.say(f"The table: {error.message}", *picture.figures)
        return
    for file in damaged:
        source = next((part.removeprefix("source=") for part in file.parts if part.startswith("source=")), "")
        of_source = [name for name, figure in picture.figures.items() if not source or figure.source == source]
        found.say(f"The table's file {file.name} has changed since it was published (source {source or 'log'}).", *of_source)


def _recompute(environment: Environment, picture: Picture, found: Verification) -> None:
    """Parse the archived replies again, compute, compose, compare."""
    archive, usable = Archive(environment.home), True
    for name in sorted(picture.releases):
        used_by = [figure_id for figure_id, figure in picture.figures.items() if name in figure.releases]
        try:
            release, _ = archive.get(name)
        except Unknown:
            usable = False  # the bytes are not at hand; the caller is told that nothing was recomputed
        except Damaged as error:
            usable = False
            found.say(f"Release {name}: {error.message}", *used_by)
        else:
            if release.as_dict() != picture.releases[name]:
                found.say(f"Release {name} is not recorded as the edition says.", *used_by)
    if not usable:
        return
    try:
        fresh = _composed_again(environment, picture)
    except (ParseError, Unknown) as error:
        found.say(f"The archived replies cannot be computed again: {error.message}", *picture.figures)
        return
    found.recomputed = True
    found.same_definitions = picture.made_by == fresh.made_by
    for place, frozen, made in _compared(picture, fresh, found.same_definitions):
        figure = _figure_of(place, picture)
        found.say(f"{'.'.join(place)}: the edition has {_short(frozen)}, the archive gives {_short(made)}.", *([figure] if figure else []))


def _composed_again(environment: Environment, picture: Picture) -> Picture:
    among = installed.trying(EXAMPLE) if picture.example else nullcontext()
    with tempfile.TemporaryDirectory(prefix="yhdyspinta-verify-") as folder:
        with among:
            fresh = replay(environment, picture.releases, _indicators_of(picture), Path(folder))
        model = ReadModel.open(fresh.home, memory=fresh.memory_limit, threads=fresh.threads)
        try:
            releases = Archive(fresh.home).releases()
            read = context(model, releases, model.version or 0, date.fromisoformat(picture.date), example=picture.example)
            return compose(read, picture.area, picture.themes)
        finally:
            model.close()


def _indicators_of(picture: Picture) -> set[str]:
    """Every indicator that the picture speaks of, with those from which it is computed, and the populations."""
    definitions = indicators()
    named = {figure.indicator for figure in picture.figures.values()}
    named |= {block.indicator for section in picture.sections for block in section.trends}
    named |= {section.map.indicator for section in picture.sections if section.map}
    if picture.projection:
        named.add(picture.projection.indicator)
    named |= populations(definitions)
    return {part for name in named if name in definitions for part in needed(definitions[name])} | named


Place = tuple[str, ...]


def _compared(picture: Picture, fresh: Picture, same_definitions: bool) -> Iterator[tuple[Place, Any, Any]]:
    """Everything where the same definitions made both; else the numbers of each figure that is still made."""
    frozen, made = to_json(picture), to_json(fresh)
    if same_definitions:
        yield from _differences(frozen, made, words=True)
        return
    for name, figure in frozen["figures"].items():
        if name in made["figures"]:
            yield from _differences(figure, made["figures"][name], words=False, place=("figures", name))


def _differences(frozen: Any, made: Any, words: bool, place: Place = ()) -> Iterator[tuple[Place, Any, Any]]:
    """The places where two JSON values differ; texts are left aside where another version of the product wrote them."""
    if isinstance(frozen, Mapping) and isinstance(made, Mapping):
        for key in sorted({*frozen, *made}):
            if key in _NOT_COMPARED or (not words and key in _TOLD):
                continue
            yield from _differences(frozen.get(key), made.get(key), words, (*place, str(key)))
    elif isinstance(frozen, list | tuple) and isinstance(made, list | tuple) and len(frozen) == len(made):
        for number, (one, other) in enumerate(zip(frozen, made, strict=True)):
            yield from _differences(one, other, words, (*place, str(number)))
    elif frozen != made:
        yield place, frozen, made


def _figure_of(place: Place, picture: Picture) -> str:
    """The figure in which a difference lies; of a block, the newest figure of its indicator."""
    if len(place) > 1 and place[0] == "figures":
        return place[1]
    value: Any = to_json(picture)
    for step in place:
        if isinstance(value, Mapping) and "indicator" in value:
            return next((name for name, figure in picture.figures.items() if figure.indicator == value["indicator"]), "")
        try:
            value = value[int(step)] if isinstance(value, list | tuple) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return ""
    return ""


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
