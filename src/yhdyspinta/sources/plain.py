"""Plain text from the small HTML that services put into their descriptions: no tag, no script, no attribute survives."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style", "template", "iframe", "object", "svg", "noscript"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def plain_text(html: str) -> str:
    """The words of `html`, a line a paragraph; entities are resolved, control and direction signs dropped.

    The result is text, never markup: whoever shows it escapes it like any other text.
    """
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = ("".join(reader.pieces)).split("\n")
    shown = (re.sub(r"\s+", " ", "".join(sign for sign in line if sign.isprintable() or sign.isspace())).strip() for line in lines)
    return "\n".join(line for line in shown if line)
