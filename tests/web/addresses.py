"""The table of addresses: every page of the product with examples. An address that is not here fails a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.web import held
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import named_charts, queries

# name -> arguments of examples; the edition and the figure are filled in from the installation.
EXAMPLES: dict[str, list[tuple[str, ...]]] = {
    "start": [()],
    "search": [()],
    "area": [("HVA15",), ("KU766",)],
    "picture": [("HVA15",), ("KU766",)],
    "download": [("HVA15", "json"), ("HVA15", "html"), ("HVA15", "pptx"), ("HVA15", "pdf")],
    "card": [("KU766",)],
    "cards": [("HVA17",)],
    "report_page": [("KU766",)],
    "report": [("KU766",)],
    "report_template": [("KU766",)],
    "agenda": [("KU766",)],
    "agenda_download": [("KU766", "docx"), ("KU766", "pdf")],
    "edition": [("EDITION",)],
    "download_edition": [("EDITION", "json")],
    "edition_figure": [("EDITION", "FIGURE")],
    "chart": [("HVA15", "LINES"), ("HVA15", "MAP"), ("HVA15", "PROJECTION")],
    "chart_explore": [("HVA15", "LINES"), ("HVA15", "MAP")],
    "chart_embed": [("HVA15", "LINES")],
    "chart_file": [("HVA15", "LINES", "svg"), ("HVA15", "MAP", "csv")],
    "edition_chart": [("EDITION", "LINES")],
    "edition_chart_explore": [("EDITION", "MAP")],
    "edition_chart_embed": [("EDITION", "PROJECTION")],
    "edition_chart_file": [("EDITION", "LINES", "svg")],
    "figure": [("FIGURE",)],
    "area_csv": [("HVA15",)],
    "area_excel_csv": [("KU766",)],
    "area_workbook": [("KU766",)],
    "area_ods": [("KU599",)],
    "power_query": [("HVA15",)],
    "slides": [("HVA15",)],
    "indicator_csv": [("stat.avainluvut.palvelujen_tyopaikkojen_osuus",)],
    "indicator_excel_csv": [("stat.avainluvut.palvelujen_tyopaikkojen_osuus",)],
    "indicator_workbook": [("stat.avainluvut.palvelujen_tyopaikkojen_osuus",)],
    "indicator_ods": [("stat.avainluvut.palvelujen_tyopaikkojen_osuus",)],
    "comparison": [()],
    "comparison_csv": [],  # need parameters: tests of their own
    "comparison_excel_csv": [],
    "comparison_workbook": [],
    "comparison_ods": [],
    "chain": [()],
    "archive": [()],
    "edition_changes": [],  # needs two editions: a test of its own
    "hyte": [("HVA15",), ("KU091",)],
    "help": [()],
    "accessibility": [()],
    "feedback": [()],
    "feedback_thanks": [()],
    "theme": [("0",), ("3",)],
    "area_theme": [("HVA15", "2"), ("KU766", "4")],
    "indicators": [()],
    "indicator": [("stat.tyonv.12r5.tyottomien_osuus",)],
    "area_indicator": [("HVA15", "stat.vaerak.11re.vaesto"), ("KU766", "diak.huono_osaisuus_yhteensa")],
    "glossary": [()],
    "term": [("tilannekuva",)],
    "sources": [()],
    "refreshes": [()],
    "review": [("HELD",)],
}
ROOMS = "yhdyspinta.web.rooms."
PUBLISHED = "HVA15"  # the area of the edition
# Areas that are unlike others: Helsinki in both roles, a renamed one, one that changed its region, Åland, the country …
ODD_AREAS = ("HVA90", "KU091", "KU599", "KU785", "MK21", "SSS", "SK131", "TA13", "KU588")
WITHOUT_LANGUAGE = {"health", "metrics", "sitemap", "robots", "organisation_style", "organisation_logo"}
WITH_FORM = {"report_page", "feedback", "slides"}  # the cookie that protects a form comes with it, and with nothing else
APART = {"chart_embed", "edition_chart_embed", "chart_file", "edition_chart_file"}  # other headers: tests/web/test_charts.py
FILES = {
    "download",
    "download_edition",
    "card",
    "cards",
    "report",
    "report_template",
    "agenda_download",
    "area_csv",
    "area_excel_csv",
    "area_workbook",
    "area_ods",
    "indicator_csv",
    "indicator_excel_csv",
    "indicator_workbook",
    "indicator_ods",
}


def _patterns(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, str]]:
    """(name, route) of each address; the language of a route is written <language>, an argument by its name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, "/<language>/")
        else:
            yield one.name or "", before + re.sub(r"<\w+:", "<", str(one.pattern))


def known_names() -> set[str]:
    """The names of all addresses of the public site; those of the rooms stand in tests/web/access.csv."""
    return {name for name, _ in _patterns(get_resolver().url_patterns)} - room_names()


def room_names() -> set[str]:
    """The names of the addresses of the side for those who work together."""
    return {one.name or "" for one in _leaves(get_resolver().url_patterns) if one.callback.__module__.startswith(ROOMS)}


def room_routes() -> list[tuple[str, str]]:
    """(name, route) of each of them."""
    return [(name, route) for name, route in _patterns(get_resolver().url_patterns) if name in room_names()]


def _leaves(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _leaves(one.url_patterns)
        else:
            yield one


def page_names() -> set[str]:
    """The names of public pages: addresses with a language that are no files."""
    found = {name for name, route in _patterns(get_resolver().url_patterns) if route.startswith("/<language>/") and route.endswith("/")}
    return found - room_names()


def routes() -> list[str]:
    """All addresses as the reference writes them."""
    return [route for _, route in _patterns(get_resolver().url_patterns)]


def filled_in(installation: Environment, edition_id: str, area: str) -> dict[str, str]:
    """What the words in capitals stand for in the examples, where the page is of `area`; a chart that it lacks is left out."""
    picture = queries.picture_of(installation, area)
    charts = [named_charts.name_of(block) for block in named_charts.blocks_of(picture)]
    kinds = {"LINES": named_charts.TREND, "MAP": named_charts.MAP, "PROJECTION": named_charts.PROJECTION}
    drawn = {kind: [name for name in charts if name.startswith(start)] for kind, start in kinds.items()}
    return {kind: names[0] for kind, names in drawn.items() if names} | {
        "EDITION": edition_id,
        "FIGURE": next(iter(picture.figures)),
        "HELD": held.RELEASE,
    }


def every(installation: Environment, edition_id: str) -> list[tuple[str, str, str]]:
    """(name, language, address) of every example in every language."""
    filled = filled_in(installation, edition_id, PUBLISHED)
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            for name, examples in EXAMPLES.items():
                found += [(name, language, reverse(name, args=[filled.get(one, one) for one in given])) for given in examples]
    return found
