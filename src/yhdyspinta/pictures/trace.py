"""The chain behind a figure of an edition: value, rule, parts, release, archived reply, and what lost to it."""

from __future__ import annotations

import difflib
from typing import Any

import msgspec

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Damaged, Unknown
from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.observation import FigureId
from yhdyspinta.environment import Environment
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.model import Figure
from yhdyspinta.pictures.queries import reading
from yhdyspinta.sources.archive import Archive

THIRD_PARTY = "The publisher's figures came through a third party's copy ({through}); the publisher's own reply is not in the archive."


def trace(environment: Environment, edition: Edition, name: str) -> dict[str, Any]:
    """Everything known of one figure, from the edition down to the archived bytes.

    Unknown, with the nearest ones, when the edition has no such figure.
    """
    figure = _figure(edition, name)
    definition = indicators().get(figure.indicator)
    return {
        "edition": edition.id,
        "published_at": edition.published_at,
        "content_hash": edition.content_hash,
        "figure": msgspec.to_builtins(figure),
        "definition": definition.definition.as_dict() if definition else None,
        "rule": _rule(definition),
        "table_version": edition.picture.table_version,
        "parts": _parts(environment, figure, definition),
        "releases": [
            _release(environment.example if edition.picture.example else environment, edition.picture.releases.get(found, {"id": found}))
            for found in figure.releases
        ],
        "lost": _lost(environment, figure),
    }


def _figure(edition: Edition, name: str) -> Figure:
    figures = edition.picture.figures
    if name in figures:
        return figures[name]
    hits = [found for found in figures if found.startswith(name)] or [
        found for found, figure in figures.items() if figure.indicator == name
    ]
    if len(hits) == 1:
        return figures[hits[0]]
    near = hits or difflib.get_close_matches(name, figures, n=5, cutoff=0.3)
    raise Unknown(f"The edition has no figure {name!r}.", f"The nearest are: {', '.join(near)}." if near else "")


def _rule(definition: Indicator | None) -> dict[str, str] | None:
    if definition is None:
        return None
    return {
        "additivity": definition.additivity.value,
        "numerator": definition.numerator,
        "denominator": definition.denominator,
        "factor": str(definition.factor),
        "polarity": definition.polarity.value,
    }


def _parts(environment: Environment, figure: Figure, definition: Indicator | None) -> list[dict[str, Any]]:
    """The municipal figures of a computed one, as received."""
    if figure.origin != "computed" or definition is None:
        return []
    wanted = [definition.id]
    if definition.additivity is Additivity.RATIO_OF_SUMS:
        wanted = [definition.numerator, definition.denominator]
    elif definition.additivity is Additivity.POPULATION_WEIGHTED:
        wanted = [definition.id, definition.denominator]
    members = areas().members(figure.area, figure.boundaries)
    with reading(environment, figure.area) as model:
        rows = [row for name in wanted for row in model.series(name, members, figure.sex, figure.age).to_pylist()]
    kept = ("indicator", "area", "boundaries", "period", "value", "status", "release")
    return [{key: row[key] for key in kept} for row in rows if row["period"] == figure.period]


def _lost(environment: Environment, figure: Figure) -> list[dict[str, Any]]:
    """Rows of other releases that gave the same key and did not stand."""
    with reading(environment, figure.area) as model:
        try:
            return model.trace_row(FigureId.parse(figure.id))[1]
        except Unknown:
            return []  # the figure of an older table version is no longer the newest


def _release(environment: Environment, recorded: dict[str, Any]) -> dict[str, Any]:
    """A release as the edition recorded it, and whether its bytes are in the archive and unchanged."""
    try:
        _, data = Archive(environment.home).get(recorded["id"])
        archived = f"in the archive, unchanged, {len(data)} bytes"
    except Unknown:
        archived = "not in this archive"
    except Damaged as error:
        archived = str(error)
    through = recorded.get("through", "")
    return {**recorded, "archived": archived, "ends": THIRD_PARTY.format(through=through) if through else "The publisher's own reply."}
