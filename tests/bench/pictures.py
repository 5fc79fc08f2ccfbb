"""The pictures of all counties: seconds each, and which part costs what."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.bench import home
from tests.bench.lines import Line, timed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cli import translations
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.pictures.compose import compose
from yhdyspinta.pictures.context import context
from yhdyspinta.pictures.model import Picture, to_json
from yhdyspinta.pictures.queries import today
from yhdyspinta.sources.archive import Archive

FORMATS = ("json", "html", "pptx", "pdf")
WHOLE = 3  # counties whose command is run in a process of its own


class Clocked:
    """A read model that adds up the seconds spent in its questions."""

    def __init__(self, model: ReadModel) -> None:
        self._model = model
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._model, name)
        return self._clocked(found) if callable(found) else found

    def _clocked(self, question: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return question(*given, **named)
            finally:
                self.seconds += time.perf_counter() - begun

        return ask


def measure() -> Iterator[Line]:
    """Compose all counties twice from two openings of the read model; AssertionError when a byte differs."""
    translations.ready()
    from yhdyspinta.pictures.exports import export  # Django's words must be ready

    folder = home.loaded().home
    counties = [area.id for area in areas().areas("HVA", areas().current)]
    first = _composed(folder, counties)
    assert [to_json(made) for made in first] == [to_json(made) for made in _composed(folder, counties)]
    taken = {"reading": [], "composing": [], **{name: [] for name in FORMATS}}
    model = ReadModel.open(folder)
    _parts(folder, model, counties[0], export)  # expressions are compiled once a read model, as in a server
    for county in counties:
        for part, seconds in _parts(folder, model, county, export).items():
            taken[part].append(seconds)
    model.close()
    whole = [sum(parts) for parts in zip(*taken.values(), strict=True)]
    slowest = max(range(len(counties)), key=whole.__getitem__)
    yield Line(
        f"picture of each of the {len(counties)} counties, warm, median", f"{statistics.median(whole):.2f} s",
        f"slowest {counties[slowest]} {whole[slowest]:.2f} s", whole[slowest] / statistics.median(whole),
    )  # fmt: skip
    for part, seconds in taken.items():
        yield Line(
            f"· {part}", f"{statistics.median(seconds):.3f} s", f"slowest {max(seconds):.3f} s; of the whole", sum(seconds) / sum(whole)
        )
    commands = [timed(lambda county=county: _command(county)) for county in counties[:WHOLE]]
    yield Line(
        f"`yhdyspinta picture` of {WHOLE} counties, each a process of its own, median",
        f"{statistics.median(commands):.2f} s",
        "warm, in one process",
        statistics.median(commands) / statistics.median(whole),
    )


def _composed(folder: Any, counties: list[str]) -> list[Picture]:
    model = ReadModel.open(folder)
    about = context(model, Archive(folder).releases(), model.version or 0, today())
    made = [compose(about, county) for county in counties]
    model.close()
    return made


def _parts(folder: Any, model: ReadModel, county: str, export: Callable[..., bytes]) -> dict[str, float]:
    """Seconds of each part of one picture; the read model is open and has been read, as in a server."""
    clocked = Clocked(model)
    about = context(clocked, Archive(folder).releases(), model.version or 0, today())  # type: ignore[arg-type]
    begun = time.perf_counter()
    made = compose(about, county)
    composing = time.perf_counter() - begun - clocked.seconds
    return {
        "reading": clocked.seconds,
        "composing": composing,
        **{name: timed(lambda name=name: export(made, name, "fi")) for name in FORMATS},
    }


def _command(county: str) -> None:
    out = home.fresh()
    settings = home.variables(home.loaded().home)
    subprocess.run([home.COMMAND, "picture", county, "--out", str(out)], check=True, capture_output=True, env=settings)
    shutil.rmtree(out)
