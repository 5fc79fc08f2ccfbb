"""The state of the installation in the text format of Prometheus, version 0.0.4. A few gauges need no library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from yhdyspinta import __version__
from yhdyspinta.environment import Environment
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.pictures.running import Running, running

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_Gauge = Callable[[Running], float | None]


def _seconds(moment: str | None) -> float | None:
    return datetime.fromisoformat(moment).timestamp() if moment else None


# name -> what it tells, and its value for a source (None: no line, because there is nothing to tell)
_GAUGES: Mapping[str, tuple[str, _Gauge]] = {
    "yhdyspinta_source_targets": ("Tables and datasets of the source that are fetched live.", lambda one: one.targets),
    "yhdyspinta_source_last_success_timestamp_seconds": ("When the source last answered whole.", lambda one: _seconds(one.last_success)),
    "yhdyspinta_source_last_release_timestamp_seconds": (
        "When figures of the source last changed.",
        lambda one: _seconds(one.last_real_release),
    ),
    "yhdyspinta_source_next_due_timestamp_seconds": ("When the source is asked next.", lambda one: _seconds(one.next_due)),
    "yhdyspinta_source_lag_days": ("From the end of the newest period to its release, in days.", lambda one: one.lag_days),
    "yhdyspinta_source_failing_targets": ("Targets whose last run failed.", lambda one: len(one.failures)),
    "yhdyspinta_source_held_releases": ("Releases that wait for a person.", lambda one: len(one.held)),
}


def exposition(environment: Environment, now: datetime) -> str:
    """The whole text, a line a value."""
    return "\n".join(_lines(environment, running(environment, now))) + "\n"


def _lines(environment: Environment, sources: Mapping[str, Running]) -> Iterator[str]:
    yield from _head("yhdyspinta_info", "The product and its version.")
    yield f'yhdyspinta_info{{version="{__version__}"}} 1'
    version = VersionedTable(environment.home).version
    if version is not None:
        yield from _head("yhdyspinta_table_version", "The published version of the table of figures.")
        yield f"yhdyspinta_table_version {version}"
    for name, (told, value) in _GAUGES.items():
        found = [(source, value(one)) for source, one in sorted(sources.items())]
        if any(number is not None for _, number in found):
            yield from _head(name, told)
            yield from (f'{name}{{source="{source}"}} {number:.15g}' for source, number in found if number is not None)


def _head(name: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} gauge"
