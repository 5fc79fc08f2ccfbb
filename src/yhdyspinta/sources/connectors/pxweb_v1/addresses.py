"""Addresses of PxWeb v1: of its interface and of its pages, and what became of old ids.

What was renamed or discontinued stands in curated/sources/pxweb_aliases.csv.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from urllib.parse import quote, unquote, urlsplit

from yhdyspinta.domain.errors import Unknown

LANGUAGES = ("fi", "sv", "en")
_API = re.compile(r"(?P<root>.*?)/api/v1/(?P<language>[a-z]{2})/(?P<path>.+)", re.IGNORECASE)
_PAGE = re.compile(r"(?P<root>.*?)/pxweb/(?P<language>[a-z]{2})/(?P<path>.+)", re.IGNORECASE)
# The ids of StatFin before 8.6.2026: statfin_vaerak_pxt_11ra.px is now vaerak/11ra.px (sources.md §0.1).
_LONG_ID = re.compile(r"[a-z]+_(?P<folder>[a-z0-9]+)_pxt_(?P<table>[a-z0-9]+)\.px", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """`host` and `root` of a service, the language, and the folders that lead to a table or a folder."""

    host: str
    root: str
    language: str
    path: tuple[str, ...]
    scheme: str = "https"

    def __str__(self) -> str:
        return "/".join([self.base, *(quote(step) for step in self.path)])

    @property
    def base(self) -> str:
        return f"{self.scheme}://{self.host}{self.root}/api/v1/{self.language}"

    @property
    def is_table(self) -> bool:
        return self.path[-1].lower().endswith(".px")

    @property
    def table(self) -> str:
        """The id of the table without `.px`."""
        return re.sub(r"\.px$", "", self.path[-1], flags=re.IGNORECASE)

    @property
    def folder(self) -> str:
        return self.path[-2] if self.is_table else self.path[-1]

    def in_(self, language: str) -> Address:
        return replace(self, language=language)

    def down(self, step: str) -> Address:
        return replace(self, path=(*self.path, step))


def parse(address: str) -> Address:
    """The address of a table or folder in the interface, from itself or from its page; Unknown when it is neither."""
    parts = urlsplit(address.strip())
    host = aliases("host").get((parts.hostname or "").lower(), (parts.hostname or "").lower())
    if parts.port not in (None, 80, 443):
        host = f"{host}:{parts.port}"
    for pattern, of_page in ((_API, False), (_PAGE, True)):
        match = pattern.fullmatch(unquote(parts.path).rstrip("/"))
        if match and host:
            steps = [step for step in match["path"].split("/") if step]
            path = tuple(_page_path(steps) if of_page else steps)
            scheme = parts.scheme if ":" in host else "https"
            return Address(host, match["root"], match["language"].lower(), path, scheme)
    raise Unknown(
        f"{address!r} is not the address of a PxWeb table.",
        "Give the address of a table's page (…/pxweb/fi/StatFin/StatFin__vaerak/11ra.px/) or of its interface (…/api/v1/fi/StatFin/…).",
    )


def _page_path(steps: list[str]) -> list[str]:
    """A page names its folders as one step, `StatFin__vaerak`, and may have the view's words behind the table."""
    table = next((step for step in steps if step.lower().endswith(".px")), "")
    folders = steps[: steps.index(table)] if table else steps
    joined = next((step for step in reversed(folders) if "__" in step), "")
    path = joined.split("__") if joined else folders[:1]
    return [*path, table] if table else path


def successor(address: Address) -> tuple[Address, str] | None:
    """Where an old id or a discontinued folder went, and the note about it; None when nothing is known."""
    known = _rows("table").get("/".join(address.path[-2:]).lower())
    if known:
        return replace(address, path=(*address.path[:-2], *known[0].split("/"))), known[1]
    for place, step in enumerate(address.path):
        known = _rows("folder").get(step.lower())
        if known:
            return replace(address, path=(*address.path[:place], known[0])), known[1]
    match = _LONG_ID.fullmatch(address.path[-1])
    if match:
        return replace(address, path=(*address.path[:-1], f"{match['table'].lower()}.px")), "renamed on 8 June 2026"
    return None


def aliases(kind: str) -> Mapping[str, str]:
    """Old name (lower case) -> new name of one kind: host, database, licence, table, folder, contents."""
    return {old: new for old, (new, _) in _rows(kind).items()}


@cache
def _rows(kind: str) -> dict[str, tuple[str, str]]:
    text = (files("yhdyspinta") / "curated" / "sources" / "pxweb_aliases.csv").read_text(encoding="utf-8")
    return {row["old"].lower(): (row["new"], row["note"]) for row in csv.DictReader(io.StringIO(text)) if row["kind"] == kind}
