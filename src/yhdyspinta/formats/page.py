"""The main text of a web page, so that a new edition shows and a new banner, menu or script does not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html.parser import HTMLParser

from yhdyspinta.domain.errors import ParseError

# What frames a page and changes without its content changing.
_APART = frozenset({"script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "svg", "iframe", "button"})
_MAIN = frozenset({"main", "article"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "param", "track"})
_SHORTEST = 40  # characters: less is an empty frame, an error or a page that scripts fill


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: `title`, main `text` in single spaces, and `digest` by which two looks are compared."""

    title: str
    text: str
    digest: str


def read_page(data: bytes, content_type: str) -> Page:
    """The page of these bytes. Of anything but HTML (a PDF, JSON) the bytes themselves are compared.

    A page that scripts fill has no text: then the names of its scripts stand for it, as they change with each edition.
    ParseError when it has neither.
    """
    if not data.strip():
        raise ParseError("The page is empty.", "Open its address in a browser: it may have moved.")
    if "html" not in content_type.lower() and not data.lstrip()[:100].lower().startswith((b"<!doctype html", b"<html")):
        return Page("", "", hashlib.sha256(data).hexdigest())
    if b"\0" in data:
        raise ParseError("The page is not text in UTF-8.", "It may have been mixed up on its way: look again later.")
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    text = _plain(reader.main) or _plain(reader.rest)
    if len(text) < _SHORTEST:
        if not reader.scripts:
            raise ParseError("The page has no text and no scripts.", "Open its address in a browser: it may have moved.")
        text = " ".join(sorted(reader.scripts))
    return Page(_plain(reader.title), text, hashlib.sha256(text.encode()).hexdigest())


class _Reader(HTMLParser):
    """Collects the text outside of what frames a page, that inside <main> or <article> apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.main: list[str] = []
        self.rest: list[str] = []
        self.title: list[str] = []
        self.scripts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts += [value for name, value in attrs if name == "src" and value]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:  # tags that were left open inside end with it
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        inside = set(self._open)
        if "title" in inside and "svg" not in inside:
            self.title.append(data)
        elif not inside & _APART:
            (self.main if inside & _MAIN else self.rest).append(data)


def _plain(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split())
