"""Commands about figures: load, list, print, parse, check."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yhdyspinta import environment
from yhdyspinta.cli import examples
from yhdyspinta.cli.content import up_to_date
from yhdyspinta.cli.installation import opened
from yhdyspinta.cli.show import progress, show
from yhdyspinta.domain.errors import ParseError, Unknown, YhdyspintaError
from yhdyspinta.domain.observation import AGE_PATTERN, SEXES
from yhdyspinta.domain.period import Period

ALL = "all"
FORMATS = ("csv", "json", "parquet")
FEEDBACK_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What `values` was asked for, in the words of the command line."""

    indicator: str
    kind: str
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    boundaries: int | None
    sex: str
    age: str


def load_sample(as_json: bool) -> None:
    from yhdyspinta.intake.sample import load_sample as load

    settings = environment.read()
    with progress(quiet=as_json) as report:
        summary = load(settings, report)
    up_to_date()
    made = None if settings.production else examples.load(settings, quiet=as_json)
    lines = [str(summary), *([examples.told(made)] if made else [])]
    show(summary.as_dict() | {"example": made}, as_json, lambda answer: iter(lines))


def status(as_json: bool) -> None:
    from yhdyspinta.pictures.status import installation_status

    show(installation_status(opened()), as_json, _status_lines)


def _status_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"Table version {answer['table_version']}, {answer['observations']} observations, boundaries to {answer['boundaries']}."
    yield "Themes (indicators defined / with figures here / fetched live):"
    for theme in answer["themes"]:
        yield f"  {theme['id']} {theme['title']['fi']}: {theme['defined']} / {theme['with_data']} / {theme['live']}"
    yield "Sources (last release, due):"
    for source in answer["sources"]:
        yield f"  {source['id']}: {source['publisher']}, {source['licence']}; {source['last_release'] or '–'}; {source['due'] or '–'}"
        yield from _live_lines(source["live"])
    yield "Watched publications (rhythm; last edition seen; last looked at; next):"
    for one in answer["documents"]:
        yield from _watched_lines(one)
    yield _mail_line(answer["mail"])
    given = answer["feedback"]
    yield f"Feedback from readers: {len(given)}" + (f"; the newest {min(len(given), FEEDBACK_SHOWN)} (all with --json):" if given else "")
    for one in given[:FEEDBACK_SHOWN]:
        about, contact = (f" [{one['page']}]" if one["page"] else "", f" ({one['contact']})" if one["contact"] else "")
        yield f"  {one['given_at']}{about}{contact}: {' '.join(one['text'].split())}"


def _mail_line(mail: dict[str, Any]) -> str:
    if mail["server"]:
        return f"Letters: sent by {mail['server']}."
    return f"Letters: no mail server (YHDYSPINTA_MAIL); kept as files in {mail['outbox']}: {mail['kept']}."


def _live_lines(live: dict[str, Any] | None) -> Iterator[str]:
    """How the live targets of a source are doing; nothing before the first try."""
    if live is None or not (live["tried"] or live["held"]):
        return
    lag = "–" if live["lag_days"] is None else f"{live['lag_days']} days"
    yield (
        f"      live: {live['tried']} of {live['targets']} tables tried; last success {live['last_success'] or '–'}; "
        f"last real release {live['last_real_release'] or '–'}; lag {lag}; next due {live['next_due'] or '–'}"
    )
    for failure in live["failures"]:
        times = "once" if failure["times"] == 1 else f"{failure['times']} times in a row"
        yield f"      failed {times}: {failure['target']}: {failure['sentence']}"
    for release in live["held"]:
        yield f"      waits for a person: {release} (yhdyspinta review {release})"


def _watched_lines(one: dict[str, Any]) -> Iterator[str]:
    """A publication without an interface: its newest edition, and when its page was looked at."""
    if not one["address"]:
        yield f"  {one['id']}: {one['rhythm']}; not watched: {one['note']}"
        return
    edition = one["edition_at"] or one["known"] or "–"
    yield f"  {one['id']}: {one['rhythm']}; {edition}; {one['looked_at'] or 'never'}; {one['next_look'] or '–'}"
    if one["failure"]:
        yield f"      failed: {one['failure']}"


def values(asked: Asked, output: str, out: Path | None) -> None:
    """Print the figures of one indicator; refusals go to stderr (or into the JSON)."""
    from yhdyspinta.analysis.stored import stored_values
    from yhdyspinta.catalogue.areas import areas, example_areas
    from yhdyspinta.catalogue.indicators import indicators

    if output not in FORMATS:
        raise YhdyspintaError(f"There is no output format {output!r}.", f"Give one of: {', '.join(FORMATS)}.")
    definitions, register = indicators(), areas()
    if asked.indicator not in definitions:
        near = difflib.get_close_matches(asked.indicator, definitions, n=5, cutoff=0.4)
        raise Unknown(f"There is no indicator {asked.indicator!r}.", f"The nearest are: {', '.join(near)}." if near else "")
    found = [register.find(name, prefer=(asked.kind,)) for name in asked.areas]
    kind = found[0].kind if found and not any(area.kind == asked.kind for area in found) else asked.kind
    _check_kind(kind, register.kinds)
    settings = opened()
    if found and all(area.is_example for area in found):
        settings, register = settings.example, example_areas()
    series = stored_values(
        settings.home,
        definitions[asked.indicator],
        register,
        kind,
        definitions=definitions,
        areas=[area.id for area in found],
        periods=_periods(asked.periods),
        boundaries=asked.boundaries,
        sexes=_axis(asked.sex, SEXES.__contains__, "sex", "total, male, female or all"),
        ages=_axis(asked.age, AGE_PATTERN.fullmatch, "age", "total, 5, 0-14, 75- or all"),
    )
    refusals = [{"area": item.area, "period": item.period, "reason": item.reason.as_dict()} for item in series.refusals]
    _write(series.table, refusals, output, out)
    if output != "json":
        for item in refusals[:20]:
            what = " ".join(filter(None, (item["area"], item["period"])))
            print(f"{what}: {item['reason']['en']}" if what else item["reason"]["en"], file=sys.stderr)
        if len(refusals) > 20:
            print(f"… and {len(refusals) - 20} more; --json lists them all.", file=sys.stderr)
    if not series.table.num_rows:
        sys.exit(2)


def _check_kind(kind: str, kinds: Sequence[str]) -> None:
    from yhdyspinta.pictures.division import MEMBER_KINDS

    offered = [known for known in kinds if known not in MEMBER_KINDS]
    if kind not in offered:
        raise Unknown(f"There is no kind of area {kind!r}.", f"Give one of: {', '.join(offered)}.")


def _axis(asked: str, known: Any, name: str, expected: str) -> tuple[str, ...]:
    if asked == ALL:
        return ()
    for item in asked.split(","):
        if not known(item):
            raise YhdyspintaError(f"{item!r} is not a value of {name}.", f"Give {expected}.")
    return tuple(asked.split(","))


def _periods(asked: Sequence[str]) -> list[str]:
    """Periods as given; a span `2019:2021` or `2022-11:2023-02` is written out."""
    found: list[str] = []
    for text in asked:
        first, colon, last = text.partition(":")
        found.extend(_span(Period.parse(first), Period.parse(last)) if colon else (Period.parse(text).text,))
    return found


def _span(first: Period, last: Period) -> Iterator[str]:
    if first.rhythm is not last.rhythm or last < first:
        raise ParseError(f"{first.text}:{last.text} is not a span.", "Give two periods of one kind, the earlier first: 2019:2023.")
    period = first
    while period.start <= last.start:
        yield period.text
        period = _next(period)


def _next(period: Period) -> Period:
    year, month = (period.end.year, period.end.month + 1) if period.end.month < 12 else (period.end.year + 1, 1)
    if "Q" in period.text:
        return Period.parse(f"{year}-Q{(month + 2) // 3}")
    return Period.parse(f"{year}-{month:02d}" if "-" in period.text else f"{year}")


def _write(table: Any, refusals: list[dict[str, Any]], output: str, out: Path | None) -> None:
    """Write the rows: csv with empty cells where there is no value, json with null."""
    import io
    import json

    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    if output == "json":
        data = (json.dumps({"rows": table.to_pylist(), "refusals": refusals}, ensure_ascii=False) + "\n").encode()
    else:
        sink = io.BytesIO()
        if output == "csv":
            options = pa.csv.WriteOptions(quoting_style="needed")
            pa.csv.write_csv(table, sink, options)
        else:
            pa.parquet.write_table(table, sink)
        data = sink.getvalue()
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def parse(file: Path, reader: str, as_json: bool) -> None:
    """Print every cube of a file; several follow one another with an empty line between, in CSV."""
    from yhdyspinta.formats.cube import to_table
    from yhdyspinta.formats.detect import parse_any

    try:
        data = file.read_bytes()
    except OSError as error:
        raise YhdyspintaError(f"{file} cannot be read: {error.strerror}.", "Give the path of a file.") from error
    tables = [to_table(cube) for cube in parse_any(data, name=file.name, format=reader)]
    for number, table in enumerate(tables):
        if number and not as_json:
            sys.stdout.buffer.write(b"\n")
        _write(table, [], "json" if as_json else "csv", None)


def check_curated(folder: Path | None, as_json: bool) -> bool:
    """Whether every curated file is right; prints each fault."""
    from yhdyspinta.catalogue.check import check
    from yhdyspinta.catalogue.curated import CURATED
    from yhdyspinta.catalogue.live import load_targets
    from yhdyspinta.sources.connectors import faults_of

    if folder is not None and not folder.is_dir():
        raise YhdyspintaError(f"{folder} is not a folder.", "Give a folder of curated files, or none for the shipped one.")
    faults = [fault.message for fault in check(folder or CURATED)]
    if not faults:  # then every target is read, and its connector says what it thinks of the facts
        faults = [fault.message for fault in faults_of(load_targets((folder or CURATED) / "live").values())]
    show({"faults": faults}, as_json, lambda answer: iter(answer["faults"] or ["The curated files are in order."]))
    return not faults
