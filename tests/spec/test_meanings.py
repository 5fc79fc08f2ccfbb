"""The tables of meaning, run against the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from tests.spec.meaning_tables import Example, Row, Table, examples, files, number, numbers
from tests.spec.meaning_world import country, figures, indicator, observations
from yhdyspinta.analysis.comparison import change, rank, size_class
from yhdyspinta.analysis.series import Series, values
from yhdyspinta.analysis.signals import Basis, cannot_tell, compared, freshness, three_period_mean, unusual, within_chance
from yhdyspinta.analysis.trend import trend
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.indicator import MeasureKind, Polarity
from yhdyspinta.domain.period import Period, Rhythm

ALL = [example for path in files() for example in examples(path)]
REGISTER, INDICATORS = country()
_ASKED = re.compile(r"Asked: `(?P<name>\w+)` of (?P<kind>[A-Z]+)(?: on (?P<on>\d{4}))?(?P<more>(?:, \w+(?: [\w-]+)+)*)")


def of(number: int) -> list[object]:
    return [pytest.param(one, id=f"{one.file}: {one.title}") for one in ALL if one.file.startswith(f"{number:02d}-")]


def of_figures() -> list[object]:
    return [case for number in range(1, 10) for case in of(number)]


@dataclass
class Question:
    """One "Asked:" line with the tables that answer it."""

    line: str
    given: list[dict[str, object]]
    answers: dict[str, list[Row]] = field(default_factory=dict)


def questions(example: Example) -> Iterator[Question]:
    given: list[dict[str, object]] = []
    asked: Question | None = None
    for table in example.tables:
        line = next((caption for caption in table.captions if caption.startswith("Asked:")), None)
        if line is not None:
            if asked is not None:
                yield asked
            asked = Question(line, given)
        if table.caption.startswith("Figures of"):
            given.extend(figures(table))
        elif asked is not None:
            asked.answers[table.caption] = table.rows
    assert asked is not None, f"{example.file}, {example.title}: nothing is asked"
    yield asked


def answer(question: Question) -> Series:
    match = _ASKED.fullmatch(question.line)
    assert match is not None, f"not a question: {question.line}"
    wanted: dict[str, tuple[str, ...]] = {"areas": (), "sexes": (), "ages": ()}
    for part in filter(None, match["more"].split(", ")):
        name, *texts = part.split()
        wanted["areas" if name == "area" else name] = tuple(texts)
    return values(
        observations(question.given), INDICATORS[match["name"]], REGISTER, match["kind"],
        boundaries=int(match["on"]) if match["on"] else None, definitions=INDICATORS, **wanted,
    )  # fmt: skip


def shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("example", of_figures())
def test_figures(example: Example) -> None:
    for question in questions(example):
        if "Refused altogether" in question.answers:
            with pytest.raises(Refused, match=question.answers["Refused altogether"][0]["because"]):
                answer(question)
            continue
        series = answer(question)
        expected = question.answers.get("Result", [])
        columns = list(expected[0]) if expected else []
        found = [{name: shown(row[name]) for name in columns} for row in series.table.to_pylist()]
        if expected:
            assert found == expected, question.line
        else:
            assert series.table.num_rows == 0, question.line
        refused = question.answers.get("Refused", [])
        assert len(series.refusals) == len(refused), (question.line, series.refusals)
        for row, refusal in zip(refused, series.refusals, strict=True):
            assert row["because"] in refusal.reason.en
            assert row.get("area", refusal.area) == refusal.area
            assert row.get("period", refusal.period) == refusal.period


@pytest.mark.parametrize("example", of(10))
def test_rank(example: Example) -> None:
    polarity = Polarity(example.lines[0].removeprefix("Polarity: "))
    (table,) = example.tables
    ranks = rank({row["area"]: number(row["value"]) for row in table.rows}, polarity)
    for row in table.rows:
        place = ranks.get(row["area"])
        assert (row["place"], row["of"]) == ((str(place.place), str(place.n)) if place else ("", "")), row


def rows(example: Example, index: int = 0) -> list[Row]:
    table: Table = example.tables[index]
    return table.rows


@pytest.mark.parametrize("example", of(11))
def test_same_size(example: Example) -> None:
    for row in rows(example):
        assert (size_class(row["kind"], number(row["residents"])) or "") == row["class"], row


@pytest.mark.parametrize("example", of(12))
def test_change(example: Example) -> None:
    for row in rows(example):
        found = change(number(row["now"]), number(row["year before"]), MeasureKind(row["kind"]))
        if not row["absolute"]:
            assert found is None, row
            continue
        assert found is not None
        assert found.absolute == pytest.approx(float(row["absolute"])), row
        assert found.percent == (pytest.approx(float(row["percent"])) if row["percent"] else None), row
        assert found.points == (row["points"] == "yes"), row


@pytest.mark.parametrize("example", of(13))
def test_trend(example: Example) -> None:
    for row in rows(example):
        found = trend([float(time) for time in row["times"].split()], numbers(row["values"]))
        if not row["slope"]:
            assert found is None, row
            continue
        assert found is not None
        assert found.slope == pytest.approx(float(row["slope"]), abs=1e-4), row
        assert (str(found.n), found.direction) == (row["periods"], row["direction"]), row


@pytest.mark.parametrize("example", of(14))
def test_cannot_tell(example: Example) -> None:
    for row in rows(example):
        if "mean" in row:
            assert three_period_mean(numbers(row["values"])) == number(row["mean"]), row
            continue
        one = indicator("x", kind=MeasureKind(row["kind"]), survey=row["survey"] == "yes", minimum_n=int(row["minimum n"] or 0))
        basis = Basis(*(number(row[name]) for name in ("value", "numerator", "denominator", "n", "low", "high", "residents")))
        assert cannot_tell(one, basis) == (row["tells"] == "no"), row


@pytest.mark.parametrize("example", of(15))
def test_unusual(example: Example) -> None:
    for row in rows(example):
        found = unusual(number(row["change"]), numbers(row["own changes"]), numbers(row["comparators"]), tells=row["tells"] == "yes")
        assert found == (row["unusual"] == "yes"), row


@pytest.mark.parametrize("example", of(16))
def test_stale(example: Example) -> None:
    for row in rows(example):
        end = Period.parse(row["period"]).end
        found = freshness(end, int(row["lag in days"]), Rhythm(row["rhythm"]), date.fromisoformat(row["today"]))
        assert found == row["freshness"], row


@pytest.mark.parametrize("example", of(17))
def test_verdict(example: Example) -> None:
    for row in rows(example):
        one = indicator("x", kind=MeasureKind.SHARE, polarity=Polarity(row["polarity"]))
        low, high = numbers(row["own interval"]) or (None, None)
        own = Basis(number(row["own"]), denominator=number(row["own denominator"] or "5000"), low=low, high=high)
        low, high = numbers(row["other interval"]) or (None, None)
        other = Basis(number(row["other"]), low=low, high=high)
        assert compared(one, own, other) == row["verdict"], row


def test_every_table_of_meaning_is_run() -> None:
    run = {str(case.values[0].file) for number in [*range(1, 10), *range(10, 19)] for case in of(number)}  # type: ignore[attr-defined]
    assert run | {"00-country.md"} == {path.name for path in files()}


@pytest.mark.parametrize("example", of(18))
def test_change_of_a_count(example: Example) -> None:
    for row in rows(example):
        defined = indicator("x", kind=MeasureKind(row["kind"]), polarity=Polarity(row["polarity"]))
        found = within_chance(defined, float(row["now"]), float(row["before"]))
        assert found is (row["within chance"] == "yes"), row
