"""Commands about what people bring: own files, values by hand, and the publications that are watched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yhdyspinta import environment
from yhdyspinta.cli.show import progress, show
from yhdyspinta.domain.errors import YhdyspintaError


def own(file: Path, mapping: str, document: str, edition: str, as_json: bool) -> None:
    """Take figures from a file, by a mapping or as values of a publication."""
    from yhdyspinta.intake.own import enter_by_hand, enter_own

    if bool(mapping) == bool(document):
        raise YhdyspintaError("How is the file to be read?", "Give --mapping NAME, or --document ID with --edition TEXT.")
    if document and not edition:
        raise YhdyspintaError("Which edition of the publication are the values from?", "Give --edition TEXT, for example its date.")
    settings = environment.read()
    with progress(quiet=as_json) as report:
        outcome = enter_own(settings, file, mapping, report) if mapping else enter_by_hand(settings, file, document, edition, report)
    if outcome.kind == "failed":
        raise YhdyspintaError(outcome.sentence)
    show(outcome.as_dict(), as_json, _outcome_lines)


def watch(document: str, due_only: bool, as_json: bool) -> bool:
    """Look at watched publications; whether each could be looked at."""
    from yhdyspinta.catalogue.documents import documents
    from yhdyspinta.catalogue.hosts import hosts
    from yhdyspinta.domain.errors import Unknown
    from yhdyspinta.intake.watch import is_due, look
    from yhdyspinta.sources.http import Way

    settings, known = environment.read(), documents()
    if document and document not in known:
        raise Unknown(f"There is no publication {document!r}.", f"Known are {', '.join(known)}.")
    way, now = Way(hosts(), contact=settings.contact, limits=settings.home / "limits"), datetime.now(UTC)
    wanted = [known[document]] if document else list(known.values())
    sightings = [look(settings.home, one, way, now) for one in wanted if not due_only or is_due(settings.home, one, now)]
    show({"documents": [one.as_dict() for one in sightings]}, as_json, _sighting_lines)
    return all(one.kind != "failed" for one in sightings)


def _outcome_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['kind']}: {answer['sentence']}"
    if answer["kind"] == "held":
        yield f"Look at it: yhdyspinta review {answer['release']}"


def _sighting_lines(answer: dict[str, Any]) -> Iterator[str]:
    for one in answer["documents"]:
        yield f"{one['kind']:<9} {one['sentence']}"
    if not answer["documents"]:
        yield "Nothing was due."
