"""The division of a new year: fetched and archived like a release, told as changes, and held until a person has decided.

Nothing that comes changes the areas by itself. What is accepted becomes the installation's own edition of the areas
(intake/area_editions.py); the package stays as it is. Order, so that a run may be killed anywhere: the edition is prepared
beside the one in use, the reply goes to the archive, its changes to the log, then it is held. An accepted division takes effect
on its 1 January: the read model is built on the new areas, then the edition is named; the next run finds where it stopped.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.catalogue import geometry, installed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.live import division
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.division import Division
from yhdyspinta.domain.errors import Damaged, ParseError, StateError, YhdyspintaError
from yhdyspinta.domain.live import Target
from yhdyspinta.domain.release import Release
from yhdyspinta.environment import Environment
from yhdyspinta.formats import bundle
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.intake import area_maps, area_words, changelog, review, runs
from yhdyspinta.intake.area_changes import Proposal, propose
from yhdyspinta.intake.area_editions import Prepared, following, prepare, prepared, use
from yhdyspinta.intake.area_words import Step
from yhdyspinta.intake.bundles import packed, understood
from yhdyspinta.intake.changelog import DIVISION
from yhdyspinta.intake.live import FAILED, NEW, UNCHANGED, WAITS, Outcome, Report
from yhdyspinta.intake.oddities import Reason
from yhdyspinta.intake.partial import Partial
from yhdyspinta.intake.received import UNKNOWN
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.intake.schedule import HELSINKI
from yhdyspinta.intake.state import open_state
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources import facts
from yhdyspinta.sources.archive import Archive
from yhdyspinta.sources.connectors import stat_boundaries, stat_classification
from yhdyspinta.sources.exchange import Fetches

_OUTLINE_MOVED = 0.1  # share of its surface from which a boundary is said to have changed: maps are generalised anew each year
_TOLD = 12  # changes that the reasons list one by one
_LOCK = "areas.lock"


def refresh_division(environment: Environment, target: Target, way: Fetches, report: Report) -> Outcome:
    """Ask for the division of the year after the newest one in use. A failure of the source, and a division that cannot be
    right, is an Outcome; only a state folder that is damaged or cannot be written is raised."""
    home = environment.home
    open_state(home)
    with durable.locked(home / "locks" / _LOCK):
        try:
            with understood(target):
                return _run(home, target, way, report)
        except (Damaged, StateError):
            raise
        except YhdyspintaError as error:
            kind = str(getattr(error, "kind", "unreadable"))
            record = runs.read(home, target.id, target.source).failed(_now(), kind, str(error))
            runs.write(home, record)
            return Outcome(target.id, FAILED, record.release, str(error))


def accept_division(environment: Environment, release: str, by: str, report: Report, today: date | None = None) -> Outcome:
    """Keep that a division may be used; `by` is the name or post of who decides. It takes effect on its own 1 January: at
    once when that has been, else with the first tick or refresh from then on."""
    home = environment.home
    open_state(home)
    with durable.locked(home / "locks" / _LOCK):
        waiting = review.get(home, release)
        Archive(home).get(release)  # its evidence must be whole
        edition = prepared(home, str(changelog.read(home, release)[-1]["edition"]))
        if waiting.state != review.ACCEPTED or edition.id == installed.edition():  # else a killed run did not come to its end
            review.decide(home, waiting, review.ACCEPTED, _now(), by)
        runs.write(home, replace(runs.read(home, waiting.target, waiting.source), held=""))
    taken = take_effect(environment, report, today)
    sentence = f"Accepted: the areas of {edition.year} take effect on 1 January {edition.year}."
    return taken or Outcome(waiting.target, UNCHANGED, release, sentence)


def take_effect(environment: Environment, report: Report, today: date | None = None) -> Outcome | None:
    """Take the accepted division whose 1 January has been into use; None when there is none. A later acceptance wins."""
    home, day = environment.home, today or datetime.now(HELSINKI).date()
    open_state(home)
    with durable.locked(home / "locks" / _LOCK):
        accepted = [one for one in review.reviews(home) if one.state == review.ACCEPTED and one.target == division().id]
        for one in sorted(accepted, key=lambda one: one.decided_at, reverse=True):
            edition = following(home, str(changelog.read(home, one.release)[-1]["edition"]))
            if edition and date(edition.year, 1, 1) <= day:
                _readable(environment, edition, report)
                use(home, edition)
                break
        else:
            return None
    _readable(environment, edition, report)  # another run may have built on the former areas meanwhile
    return Outcome(one.target, NEW, one.release, f"The areas of {edition.year} are in use.")


def reject_division(environment: Environment, release: str, by: str) -> Outcome:
    """Leave a division that waited out of use for good; the areas stay as they are."""
    home = environment.home
    open_state(home)
    with durable.locked(home / "locks" / _LOCK):
        decided = review.decide(home, review.get(home, release), review.REJECTED, _now(), by)
        runs.write(home, replace(runs.read(home, decided.target, decided.source), held=""))
    return Outcome(decided.target, UNCHANGED, release, f"Rejected by {by}; the areas stay as they are.")


def _readable(environment: Environment, edition: Prepared, report: Report) -> None:
    """Build the read model on an edition before anybody is told of it, so that readers find both at once."""
    if VersionedTable(environment.home).version is not None:
        with installed.trying(edition.folder):
            rebuild(environment, report)


def _run(home: Path, target: Target, way: Fetches, report: Report) -> Outcome:
    register = areas()
    year = register.current + 1
    asked = replace(target, facts={**target.facts, "year": year})
    partial = Partial(home, asked)
    parts = collect(asked, way, partial, year, report)
    if len(parts) == 1:
        partial.clear()
        runs.write(home, runs.read(home, target.id, target.source).succeeded(_now()))
        return Outcome(target.id, UNCHANGED, "", f"The division of {year} has not been published yet.")
    report(f"{target.id}: comparing", 0.5)
    try:
        proposal, shapes = read(asked, parts, register, year)
    except YhdyspintaError:
        partial.clear()  # whole replies that make no sense are not kept to be met again
        raise
    outcome = _hold(home, asked, parts, proposal, prepare(home, proposal, shapes))
    partial.clear()
    return outcome


def collect(target: Target, way: Fetches, partial: Partial | None, year: int, report: Report) -> list[Part]:
    """Every reply of the division of `year`; the list of tables alone where it is not published yet."""
    for connector in (stat_classification, stat_boundaries):
        connector.check(target)
    kept = partial.kept() if partial else {}
    parts: list[Part] = []
    for connector in (stat_classification, stat_boundaries):
        for part in connector.collect(target, way, kept, year):
            if partial and part.name not in kept:
                partial.keep(part)
            parts.append(part)
            report(f"{target.id}: reply {len(parts)}", min(0.4, len(parts) / 100))
        if len(parts) == 1:
            break
    return parts


def read(target: Target, parts: list[Part], register: AreaRegister, year: int) -> tuple[Proposal, area_maps.Shapes]:
    """What a complete set of replies would change, and the outlines; ParseError or Refused when it cannot be right."""
    told = stat_classification.read(target, parts, year)
    proposal = propose(register, told, facts.whole(target, "most_ended"))
    former = area_maps.outlines(geometry.topology(MUNICIPALITY))
    drawn = next((part for part in parts if part.name == stat_boundaries.PART), None)
    if drawn is None:
        return replace(proposal, steps=(*proposal.steps, area_words.outlines_missing())), area_maps.joined(former, proposal.origins)
    shapes = area_maps.shapes_of(_complete(stat_boundaries.read(drawn, year), told))
    return replace(proposal, steps=(*proposal.steps, *_outlines(proposal, told, former, shapes))), shapes


def _complete(geometries: dict[str, Any], told: Division) -> dict[str, Any]:
    differing = sorted(set(geometries) ^ told.municipalities)
    if differing:
        raise ParseError(f"The outlines and the list of municipalities of {told.year} differ: {', '.join(differing[:8])}.", FETCH_AGAIN)
    return geometries


def _outlines(proposal: Proposal, told: Division, former: area_maps.Shapes, shapes: area_maps.Shapes) -> list[Step]:
    """The municipalities whose land is no longer what their origins' was."""
    expected = area_maps.joined(former, proposal.origins)
    shares = {area: area_maps.moved_share(expected[area], shape) for area, shape in shapes.items()}
    return [area_words.outline(area, told.names[area], share) for area, share in sorted(shares.items()) if share > _OUTLINE_MOVED]


def _hold(home: Path, target: Target, parts: list[Part], proposal: Proposal, edition: Prepared) -> Outcome:
    """Keep reply and changes, and hold them; once, however often the same comes."""
    release = f"{target.id}-{edition.id[:12]}"
    record, known = runs.read(home, target.id, target.source).succeeded(_now()), review.find(home, release)
    if known and known.state != review.SUPERSEDED:
        runs.write(home, record)
        kind = WAITS if known.state == review.HELD else UNCHANGED
        return Outcome(target.id, kind, release, f"The source still gives the division that was {known.state}.")
    _archive(home, target, parts, release)
    told = [step.as_dict() for step in proposal.steps]
    entry = {"of": DIVISION, "replaces": [], "at": _now(), "year": proposal.year, "edition": edition.id, "steps": told}
    changelog.write(home, release, entry)
    review.hold(home, release, target.id, target.source, _reasons(proposal), _now())
    runs.write(home, replace(record, held=release, released_at=_now(), release=release))
    return Outcome(target.id, WAITS, release, area_words.summary(*_counts(proposal), proposal.steps).en)


def _archive(home: Path, target: Target, parts: list[Part], release: str) -> None:
    if release in Archive(home).releases():
        return  # a killed run came so far; the same division is the same release, whatever else the list of tables says now
    data, source = packed(target, parts), sources()[target.source]
    Archive(home).put(
        data,
        Release(
            id=release,
            source=target.source,
            dataset=target.id,
            address=target.address,
            query=f"{len(parts)} requests; the archived bundle lists each",
            retrieved_at=_now(),
            source_updated_at=UNKNOWN,
            licence=source.licence,
            producer=source.publisher,
            through="",
            sha256=hashlib.sha256(data).hexdigest(),
            format=bundle.NAME,
        ),
    )


def _reasons(proposal: Proposal) -> list[Reason]:
    steps = proposal.steps
    told = [Reason(DIVISION, area_words.summary(*_counts(proposal), steps)), *(Reason(step.change, step.text) for step in steps[:_TOLD])]
    return told + ([Reason("more", area_words.more(len(steps) - _TOLD))] if len(steps) > _TOLD else [])


def _counts(proposal: Proposal) -> tuple[int, int, int]:
    """Year, municipalities before, municipalities now."""
    return proposal.year, sum(map(len, proposal.origins.values())), len(proposal.origins)


def _now() -> str:
    return runs.stamp(datetime.now(UTC))
