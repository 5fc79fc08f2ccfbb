"""Files that people give become releases like every other: whole or not at all, compared, kept with their history."""

from __future__ import annotations

from pathlib import Path

from yhdyspinta.catalogue.documents import documents
from yhdyspinta.domain.errors import Unknown, YhdyspintaError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.environment import Environment
from yhdyspinta.formats.sandbox import MOST_BYTES, format_of, read_grid
from yhdyspinta.intake import mappings
from yhdyspinta.intake.live import Outcome, Report, refresh_target
from yhdyspinta.intake.state import open_state
from yhdyspinta.sources.connectors import documents as by_hand
from yhdyspinta.sources.connectors import own_data
from yhdyspinta.sources.given import Given


def enter_own(environment: Environment, file: Path, mapping: str, report: Report) -> Outcome:
    """Bring a file of own data into the table by the mapping of this name.

    Where there is no such mapping, a draft is made from the headings and YhdyspintaError says where it lies. A file
    replaces the one that came before it with the same mapping, or adds to it, as the mapping says. PersonalData when it
    tells persons.
    """
    home, data = environment.home, _bytes(file)
    open_state(home)
    path = mappings.path_of(home, mapping)
    if not path.exists():
        told = {"format": format_of(file.name)}
        mappings.draft(home, mapping, read_grid(data, told), told)
        raise YhdyspintaError(f"There was no mapping {mapping!r}; a draft is in {path}.", "Complete it and give the same command again.")
    kept = mappings.read(home, mapping)
    grid = read_grid(data, kept.facts["file"])
    words = kept.facts.get("indicators", {})
    records = [record for _, record in own_data.records(grid, kept.facts)]
    found = {words.get(record["indicator"], record["indicator"]) for record in records}
    newest = max((record["period"] for record in records), default="")
    return refresh_target(environment, kept.target(found, newest), Given(data), report)


def enter_by_hand(environment: Environment, file: Path, document: str, edition: str, report: Report) -> Outcome:
    """Bring figures that people took from one edition of a watched publication into the table."""
    known = documents()
    if document not in known:
        raise Unknown(f"There is no publication {document!r}.", f"Known are {', '.join(known)}.")
    data = _bytes(file)
    found = {record["indicator"] for _, record in by_hand.records(read_grid(data, by_hand.FILE))}
    facts = {"document": document, "edition": edition}
    series = tuple(map(Wanted, sorted(found)))
    target = Target(f"hand.{document}", known[document].source, by_hand.NAME, known[document].address, facts, series)
    by_hand.check(target)
    return refresh_target(environment, target, Given(data), report)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise YhdyspintaError(f"{file} is larger than {MOST_BYTES:,} bytes.", "Give it in parts.")
        return file.read_bytes()
    except OSError as error:
        raise YhdyspintaError(f"{file} cannot be read: {error.strerror}.", "Give the path of a file.") from error
