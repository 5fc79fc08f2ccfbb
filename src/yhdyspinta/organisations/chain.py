"""Checking the chain of what was done, and the anchor that is kept outside, by which a cut tail is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Max

from yhdyspinta import durable
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.organisations.audit import state_hash
from yhdyspinta.organisations.models import AuditHead, AuditRow

_AT_ONCE = 2000  # rows


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at some moment: its last row's number, hash and time (UTC, ISO)."""

    number: int
    hash: str
    at: str

    def write(self, path: Path) -> None:
        """Write it as a file, to be kept where nobody who can change the database can change it."""
        durable.write(path, (json.dumps(asdict(self), indent=1) + "\n").encode())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain is whole: rows read, and where it is not, the first bad row's number and a sentence."""

    rows: int
    bad_row: int | None = None
    sentence: str = ""


def anchor() -> Anchor:
    """The end of the chain now; number 0 when nothing has been done."""
    last = AuditRow.objects.order_by("-number").first()
    return Anchor(0, "", "") if last is None else Anchor(last.number, last.hash, last.at.isoformat())


def read_anchor(path: Path) -> Anchor:
    """An anchor from its file; ParseError when it is none."""
    try:
        given = json.loads(path.read_text("utf-8"))
        return Anchor(int(given["number"]), str(given["hash"]), str(given["at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ParseError(f"{path} is no anchor.", "Give a file that yhdyspinta audit anchor --out FILE wrote.") from error


def verify(against: Anchor | None = None) -> Verdict:
    """Read the whole chain, then compare what it says of every object with the object."""
    expected, previous = 1, ""
    for row in AuditRow.objects.order_by("number").iterator(chunk_size=_AT_ONCE):
        sentence = _fault(row, expected, previous)
        if sentence:
            return Verdict(expected - 1, min(expected, row.number), sentence)
        if against and row.number == against.number and row.hash != against.hash:
            return Verdict(expected, row.number, f"Row {row.number} is not the one that the anchor names: it was written again.")
        expected, previous = expected + 1, row.hash
    return _end(expected - 1, previous, against) or _contents(expected - 1) or Verdict(expected - 1)


def _fault(row: AuditRow, expected: int, previous: str) -> str:
    if row.number < expected:
        return f"Row {row.number} does not belong to the chain, which begins with row 1."
    if row.number > expected:
        return f"Row {expected} is missing."
    if row.previous != previous:
        return f"Row {row.number} does not follow row {row.number - 1}: one of them was changed or moved."
    if row.own_hash() != row.hash:
        return f"Row {row.number} was changed after it was written."
    return ""


def _end(rows: int, last: str, against: Anchor | None) -> Verdict | None:
    if against and against.number > rows:
        return Verdict(
            rows, rows + 1, f"Row {rows + 1} is missing: the anchor names row {against.number}, and the chain ends at row {rows}."
        )
    head = AuditHead.objects.filter(pk=AuditHead.THE_ONE).first()
    if head is not None and (head.number, head.hash) != (rows, last):
        return Verdict(rows, rows + 1, f"Row {rows + 1} is missing: the chain was written up to row {head.number} and ends at row {rows}.")
    return None


def _contents(rows: int) -> Verdict | None:
    """Whether each object is as the last row about it left it; the first row of which it is not so."""
    differing = min(_differing(), key=lambda pair: pair[0], default=None)
    return None if differing is None else Verdict(rows, *differing)


def _differing() -> Iterator[tuple[int, str]]:
    for kind in AuditRow.objects.values_list("target_kind", flat=True).distinct().order_by("target_kind"):
        newest: Any = AuditRow.objects.filter(target_kind=kind).values("target_id").annotate(newest=Max("number")).values("newest")
        objects = apps.get_model(kind).objects.in_bulk()
        for row in AuditRow.objects.filter(number__in=newest).iterator(chunk_size=_AT_ONCE):
            target = objects.get(row.target_id)
            if (row.after == "") != (target is None) or (target is not None and state_hash(row, target) != row.after):
                yield row.number, f"What row {row.number} tells of ({kind} {row.target_id}) was changed past the product after it."
