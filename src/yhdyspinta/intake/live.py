"""A refresh: the replies of a target become a release whole, or nothing; an odd release waits for a person.

Order, so that a run may be killed anywhere: each reply is kept as it comes; the release goes to the archive; its change
log is written; then one commit makes it visible, with other releases of its source (see batches); then the record of the
run. The next run finds where it stopped, because what stands is asked of the table, never of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deltalake.exceptions import DeltaError

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged, StateError, YhdyspintaError
from yhdyspinta.domain.live import Target
from yhdyspinta.environment import Environment
from yhdyspinta.formats import bundle
from yhdyspinta.formats.bundle import Part
from yhdyspinta.intake import bundles, changelog, review, runs
from yhdyspinta.intake.batches import Batch, Entering
from yhdyspinta.intake.changes import compare
from yhdyspinta.intake.partial import Partial
from yhdyspinta.intake.received import Received, Standing, entry, reasons_of, receive, standing_of
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.intake.state import open_state
from yhdyspinta.sources.archive import Archive
from yhdyspinta.sources.errors import SourceError
from yhdyspinta.sources.exchange import Fetches

NEW, UNCHANGED, WAITS, FAILED = "new", "unchanged", "held", "failed"
Report = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refresh of one target ended. `kind`: new | unchanged | held | failed; `release` is the one that stands or
    waits, `changes` the counts against the one before, `sentence` the whole in words."""

    target: str
    kind: str
    release: str
    sentence: str
    changes: Mapping[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def refresh_target(environment: Environment, target: Target, way: Fetches, report: Report, readable: bool = True) -> Outcome:
    """Fetch a target and bring what came into the table, once.

    One run a source at a time; who waited for a run of the same target takes its result. With `readable` the read model
    is built when something is new; a caller of many targets does it once, by `intake.refresh.rebuild`. A failure of the
    source is an Outcome; only a state folder that is damaged or cannot be written is raised.
    """
    (outcome,) = refresh_source(environment, [target], way, lambda number: report)
    if outcome.kind == NEW and readable:
        rebuild(environment, lambda text, share: report(text, 0.5 + share / 2))
    return outcome


def refresh_source(
    environment: Environment, targets: Sequence[Target], way: Fetches, report: Callable[[int], Report]
) -> tuple[Outcome, ...]:
    """As `refresh_target`, for some targets of one source: what they bring is committed together, batch by batch.

    `report(number)` takes the progress of one of them. The source is let go between batches.
    """
    home, asked = environment.home, _now()
    open_state(home)
    outcomes: list[Outcome] = []
    while len(outcomes) < len(targets):
        with durable.locked(home / "locks" / f"refresh-{targets[0].source}.lock"):
            batch = Batch(home, targets[0].source)
            for number, target in enumerate(targets[len(outcomes) :], len(outcomes)):
                if batch.full or batch.touches(target):
                    break
                outcomes.append(_one(home, target, way, report(number), batch, asked))
            try:
                batch.commit()
            except (OSError, DeltaError) as error:
                raise _unwritten(home, batch.targets, error) from error
    return tuple(outcomes)


def _one(home: Path, target: Target, way: Fetches, report: Report, batch: Batch, asked: str) -> Outcome:
    before = runs.read(home, target.id, target.source)
    if before.succeeded_at > asked:
        return Outcome(target.id, WAITS if before.held else UNCHANGED, before.held or before.release, "Another run has just fetched it.")
    try:
        return _run(home, target, way, report, batch)
    except (Damaged, StateError):
        raise
    except (OSError, DeltaError) as error:
        raise _unwritten(home, [target], error) from error
    except YhdyspintaError as error:
        return _failed(home, target, error)


def accept(environment: Environment, release_id: str, by: str, report: Report) -> Outcome:
    """Bring a release that waited into the table; `by` is the name or post of who decides.

    StateError when it waits no more, or others of its target came since.
    """
    home = environment.home
    waiting = review.get(home, release_id)
    with durable.locked(home / "locks" / f"refresh-{waiting.source}.lock"):
        waiting = review.get(home, release_id)
        if waiting.state != review.HELD:
            review.decide(home, waiting, review.ACCEPTED, _now(), by)  # says that it was decided already
        release, data = Archive(home).get(release_id)
        found = bundle.unpack(data)
        target = Target.from_dict(found.manifest.get("target", {}))
        rows = bundles.observations(bundles.read(target, found.parts).rows, release.id, release.source)
        standing = standing_of(home, target, rows)
        counts = compare(standing.rows, rows).counts
        review.named(by)
        batch = Batch(home, target.source)
        batch.add(Entering(target, release.id, rows, standing.releases))
        batch.commit()
        review.decide(home, waiting, review.ACCEPTED, _now(), by)
    rebuild(environment, report)
    return Outcome(target.id, NEW, release_id, f"Accepted by {by}: {_counted(counts)}.", counts)


def reject(environment: Environment, release_id: str, by: str) -> Outcome:
    """Leave a release that waited out of the table for good. Its bytes and its difference stay where they are."""
    home = environment.home
    with durable.locked(home / "locks" / f"refresh-{review.get(home, release_id).source}.lock"):
        decided = review.decide(home, review.get(home, release_id), review.REJECTED, _now(), by)
        record = runs.read(home, decided.target, decided.source)
        if record.held == release_id:
            runs.write(home, replace(record, held=""))
    return Outcome(decided.target, UNCHANGED, release_id, f"Rejected by {by}; the figures before it stay.")


def _run(home: Path, target: Target, way: Fetches, report: Report, batch: Batch) -> Outcome:
    partial = Partial(home, target)
    try:
        parts = _collect(target, way, partial, report)
        report(f"{target.id}: reading {len(parts)} replies", 0.3)
        received = receive(target, parts)
    except SourceError:
        raise
    except YhdyspintaError:
        partial.clear()  # whole replies that make no sense are not kept to be met again
        raise
    report(f"{target.id}: comparing", 0.4)
    outcome = _settle(home, target, received, batch)
    if outcome.kind != NEW:  # else they are kept until the batch is committed
        partial.clear()
    return outcome


def _collect(target: Target, way: Fetches, partial: Partial, report: Report) -> list[Part]:
    kept = partial.kept()
    parts: list[Part] = []
    with bundles.understood(target):
        for part in bundles.connector(target.connector).collect(target, way, kept):
            if kept.get(part.name) != part:  # also one that had to be asked again
                partial.keep(part)
            parts.append(part)
            report(f"{target.id}: reply {len(parts)}", min(0.3, len(parts) / 100))
    return parts


def _settle(home: Path, target: Target, received: Received, batch: Batch) -> Outcome:
    """Decide on a whole release: it says nothing new, waits for a person, or enters the table with its batch."""
    release, standing = received.release, standing_of(home, target, received.rows)
    record = runs.read(home, target.id, target.source).succeeded(_now())
    known = review.find(home, release.id)
    if known and known.state in (review.HELD, review.REJECTED):
        runs.write(home, record)
        kind = WAITS if known.state == review.HELD else UNCHANGED
        return Outcome(target.id, kind, release.id, f"The source still gives the release that was {known.state}.")
    difference = compare(standing.rows, received.rows)
    if release.id in standing.releases or difference.nothing:
        return _unchanged(home, record, standing, received)
    reasons = reasons_of(home, target, standing, difference, received)
    Archive(home).put(received.data, release)
    changelog.write(home, release.id, entry(target, received, standing, difference, reasons))
    if reasons and not (known and known.state == review.ACCEPTED):
        review.hold(home, release.id, target.id, target.source, reasons, _now())
        runs.write(home, replace(record, held=release.id))
        return Outcome(target.id, WAITS, release.id, " ".join(reason.text.en for reason in reasons), difference.counts)
    batch.add(Entering(target, release.id, received.rows, standing.releases))
    return Outcome(target.id, NEW, release.id, f"{target.id}: {_counted(difference.counts)}.", difference.counts)


def _unchanged(home: Path, record: runs.Record, standing: Standing, received: Received) -> Outcome:
    """The source says what stands. A record that a killed run left behind is brought after the table."""
    release = standing.releases[-1] if standing.releases else received.release.id
    if record.release != release:
        at = Archive(home).get(release)[0].retrieved_at
        record = record.released(at, release, bundles.newest_period(received.rows))
    runs.write(home, record)
    return Outcome(record.target, UNCHANGED, release, f"{record.target}: nothing new.")


def _failed(home: Path, target: Target, error: YhdyspintaError) -> Outcome:
    kind = str(getattr(error, "kind", "unreadable"))
    record = runs.read(home, target.id, target.source).failed(_now(), kind, str(error))
    runs.write(home, record)
    return Outcome(target.id, FAILED, record.release, str(error))


def _unwritten(home: Path, targets: Sequence[Target], error: OSError | DeltaError) -> StateError:
    """What the system refused to write, as the sentence of the run; kept in the records if anything can be kept."""
    why = error.strerror or str(error) if isinstance(error, OSError) else str(error).splitlines()[0]
    told = StateError(
        f"{home} cannot be written: {why}.", "Free disk space and run the same command again; what stood is served until then."
    )
    with suppress(OSError):
        for target in targets:
            runs.write(home, runs.read(home, target.id, target.source).failed(_now(), "unwritten", str(told)))
    return told


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ("new", "revised", "vanished"))


def _now() -> str:
    return runs.stamp(datetime.now(UTC))
