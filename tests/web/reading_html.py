"""A strict, small reader of our own pages: what must be true of every one of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_TABLE_PARTS = {
    "td": "tr",
    "th": "tr",
    "tr": ("thead", "tbody", "tfoot", "table"),
    "caption": "table",
    "li": ("ul", "ol", "menu"),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
}


class Page(HTMLParser):
    """A page read tag by tag. `faults` lists what is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.links: list[str] = []
        self.language = ""
        self.words: list[str] = []
        self.feed(text)
        self.close()
        self._end()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if len(given) != len(attributes):
            self.faults.append(f"<{tag}> has an attribute twice")
        self._check(tag, given)
        self.ids += [given["id"]] if "id" in given else []
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes what is not open")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def _check(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("style", "script") and "src" not in given:
            self.faults.append(f"inline <{tag}>")
        for name in given:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag} {name}> is against the content policy")
        if tag == "img" and "alt" not in given:
            self.faults.append("<img> without alt")
        inside = _TABLE_PARTS.get(tag)
        if inside and (not self.open or self.open[-1] not in (inside if isinstance(inside, tuple) else (inside,))):
            self.faults.append(f"<{tag}> stands in <{self.open[-1] if self.open else ''}>")

    def _end(self) -> None:
        if self.open:
            self.faults.append(f"never closed: {self.open}")
        twice = {one for one in self.ids if self.ids.count(one) > 1}
        if twice:
            self.faults.append(f"ids twice: {sorted(twice)}")
        if self.levels.count(1) != 1:
            self.faults.append(f"{self.levels.count(1)} first-level headings")
        for before, after in zip(self.levels, self.levels[1:], strict=False):
            if after > before + 1:
                self.faults.append(f"heading of level {after} follows level {before}")

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
