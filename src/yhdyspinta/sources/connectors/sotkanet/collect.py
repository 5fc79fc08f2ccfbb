"""Asking Sotkanet: the regions, what the indicator is, then its figures, a reply a gender.

A list of years separated by commas is refused with 400, so `years=` is repeated. One gender a reply: asked for one that
the indicator does not have, Sotkanet answers with an empty list and 200, which must be told from a cut reply. `regions=`
is not to be relied on, so everything is taken and filtered here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors.sotkanet.facts import CSV, JSON, Facts, facts_of
from yhdyspinta.sources.connectors.sotkanet.listing import entry_of, regions_of
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.target import Target

REGIONS, ABOUT = "regions", "indicator"
_DAY = 86_400.0


def figures(gender: str) -> str:
    """The name of the reply with the figures of a gender."""
    return f"figures-{gender}"


def witness(gender: str) -> str:
    """The name of a second reply, as JSON, that proves a CSV reply whose end the transport did not show."""
    return f"witness-{gender}"


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    """Every reply of a release. The two that steer the others are read before they are handed on."""
    facts = facts_of(target)
    regions = kept.get(REGIONS) or _asked(way, REGIONS, f"{target.address}/regions", _DAY)
    regions_of(regions.data)
    yield regions
    about = kept.get(ABOUT) or _asked(way, ABOUT, f"{target.address}/indicators/{facts.indicator}")
    years = entry_of(about.data, facts.indicator).years()
    yield about
    for gender in facts.genders:
        name = figures(gender)
        part = kept.get(name) or _asked(way, name, _address(target, facts, facts.format, years, gender))
        yield part
        if facts.format == CSV and not part.framed:
            name = witness(gender)
            yield kept.get(name) or _asked(way, name, _address(target, facts, JSON, years, gender))


def _address(target: Target, facts: Facts, form: str, years: range, gender: str) -> str:
    asked = "".join(f"&years={year}" for year in years)
    return f"{target.address}/{form}?indicator={facts.indicator}{asked}&genders={gender}"


def _asked(way: Fetches, name: str, url: str, remember: float = 0.0) -> Part:
    reply = way.fetch(Request(url, remember_seconds=remember))
    return Part(name, url, "", reply.content_type, reply.data, reply.framed)
