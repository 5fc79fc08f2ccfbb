"""What is fetched from where: the targets of live sources and the facts of the hosts that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from yhdyspinta.domain.errors import ParseError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _frozen() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One series of a target: which cells of the reply (dimension -> code, in the source's words) are which indicator."""

    indicator: str
    key: Mapping[str, str] = field(default_factory=_frozen)


@dataclass(frozen=True, slots=True)
class Target:
    """One table or dataset of a source that is fetched as a whole: a release of it is complete or is not made.

    `facts` are what the connector needs to know of it, in the connector's own words (TOML values only: texts, numbers,
    flags, lists and tables of these). A target goes into the archived release, which is thereby readable on its own.
    """

    id: str
    source: str
    connector: str
    address: str
    facts: Mapping[str, Any] = field(default_factory=_frozen)
    series: tuple[Wanted, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "source": self.source,
            "connector": self.connector,
            "address": self.address,
            "facts": dict(self.facts),
            "series": [{"indicator": wanted.indicator, "key": dict(wanted.key)} for wanted in self.series],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Target:
        """The target that `as_dict` wrote; ParseError when something is missing or of another type."""
        try:
            names = tuple(values[name] for name in ("id", "source", "connector", "address"))
            series = tuple(Wanted(str(one["indicator"]), {str(k): str(v) for k, v in one["key"].items()}) for one in values["series"])
            facts = dict(values["facts"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ParseError(f"The release does not say what it is of: {error!r}.", "Fetch it again.") from error
        if not all(isinstance(name, str) for name in names):
            raise ParseError("The release names its target with something that is not text.", "Fetch it again.")
        return cls(names[0], names[1], names[2], names[3], facts, series)


@dataclass(frozen=True, slots=True)
class Host:
    """How one service may be asked, and how much may come back.

    At most `calls` requests in `window_seconds`, over all workers. A request, its redirects and its whole body take at
    most `deadline_seconds` by the clock; a body is at most `most_bytes`, as sent and as unpacked. `tries` counts the
    first one. `base` is where its interface begins. `loopback` lets it live on this machine (only tests set it).
    """

    name: str
    base: str
    calls: int
    window_seconds: float
    deadline_seconds: float
    most_bytes: int
    tries: int = 3
    schemes: tuple[str, ...] = ("https",)
    headers: Mapping[str, str] = field(default_factory=_frozen)
    port: int = 0  # 0: the usual one of the scheme
    loopback: bool = False
    breaker_failures: int = 5
    breaker_seconds: float = 300.0
    note: str = ""
