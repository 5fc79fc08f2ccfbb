"""What a picture is made of: plain frozen values that become edition.json as they stand.

Every text is {"fi": …, "sv": …, "en": …}. A figure is referred to by its id everywhere; its values stand
once, in `Picture.figures`. Words such as "stale" are never stored: they are computed from dates when shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from yhdyspinta.domain.canonical import content_hash

SCHEMA = 1

Words = dict[str, str]  # language -> text


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """The same indicator and period elsewhere; `key` is county, country or same_size."""

    key: str
    area: str  # empty for a group
    name: Words
    value: float
    n: int | None = None  # areas behind a group's median
    status: str = "final"  # of an area's value; partial where municipalities are missing from it
    verdict: str = ""  # better, worse, same, higher, lower, cannot_tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Theil–Sen over the last periods; direction is up, down or none (no direction that survives)."""

    slope: float
    n: int
    direction: str
    since: str = ""  # the first period of the n


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with everything that must travel with it."""

    id: str
    indicator: str
    title: Words
    unit: Words
    decimals: int
    polarity: str
    kind: str
    area: str
    boundaries: int
    period: str
    period_end: str
    sex: str
    age: str
    value: float | None
    status: str
    origin: str  # published | computed
    method: Words  # how the product computed it; empty texts when published
    parts: int | None
    parts_missing: int
    releases: tuple[str, ...]
    source: str
    publisher: str
    due: str | None  # the day after which it is stale; None when irregular
    previous_period: str | None = None
    previous_value: float | None = None
    change: float | None = None
    change_pct: float | None = None  # None for shares, whose change is in points
    change_parts: int | None = None  # municipalities of the change, where some lack a figure in either period
    change_verdict: str = ""  # better, worse, same, up, down, not_clear, cannot_tell
    rank: int | None = None
    rank_n: int | None = None
    comparators: tuple[Comparator, ...] = ()
    trend: Trend | None = None
    cannot_tell: str = ""  # reason code, empty when it can be told
    mean_of_three: float | None = None  # shown instead when it cannot be told
    unusual: bool = False
    sentence: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    period: str
    value: float | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A line of a trend block; `role` is own, comparator or forecast."""

    area: str
    name: Words
    role: str
    boundaries: int
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendBlock:
    indicator: str
    title: Words  # active: what the line says
    subject: Words  # what is drawn
    unit: Words
    decimals: int
    series: tuple[Series, ...]
    source: Words
    lacking: tuple[Words, ...] = ()  # lines that were asked for and cannot be made of what is published


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    area: str
    name: Words
    value: float | None
    status: str
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBlock:
    """One indicator over the areas of one kind, for a map and its table."""

    indicator: str
    title: Words
    unit: Words
    decimals: int
    kind: str
    period: str
    rows: tuple[MapRow, ...]
    source: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is not here: why, from which source it would come, and when."""

    indicator: str
    title: Words
    source: str
    source_title: Words
    reason: Words
    due: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One theme of the picture."""

    theme: int
    title: Words
    mark: Words  # "Yhdyspinnan ehdotus, ei kansallinen luettelo" where it is ours; empty texts elsewhere
    defined: int
    with_data: int
    live: int
    figures: tuple[str, ...]  # alive, headlines first
    old: tuple[str, ...]  # older than five years, folded
    trends: tuple[TrendBlock, ...]
    map: MapBlock | None
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an organisation says; the product writes none itself."""

    author: str
    kind: str  # observation, interpretation, assessment, proposal
    text: Words
    evidence: tuple[str, ...] = ()
    seen_differently_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the five official parts: what figures say of it, and places for people's statements."""

    number: int
    title: Words
    guidance: Words
    sentences: tuple[Words, ...]
    figures: tuple[str, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole picture of one area, as composed on one day from one version of the table."""

    schema: int
    area: str
    area_kind: str
    area_name: Words
    boundaries: int
    themes: tuple[int, ...]
    date: str
    table_version: int
    made_by: str  # version of the product, and a hash of the code, definitions and words that decide what is said
    headlines: tuple[str, ...]  # at most ten
    figures: dict[str, Figure]
    sections: tuple[Section, ...]
    changed: tuple[str, ...]
    unusual: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    projection: TrendBlock | None
    parts: tuple[Part, ...]
    releases: dict[str, dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    example: bool = False


def to_json(picture: Picture) -> dict[str, Any]:
    """The picture as JSON values, field for field."""
    values: dict[str, Any] = msgspec.to_builtins(picture)
    return values


def from_json(values: dict[str, Any]) -> Picture:
    """The picture of an edition's JSON; a wrong shape is msgspec.ValidationError."""
    return msgspec.convert(values, Picture)


def hash_of(picture: Picture) -> str:
    """The content hash that an edition carries."""
    return content_hash(to_json(picture))
