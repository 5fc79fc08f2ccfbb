"""The head of a PX file: KEYWORD[language]("subject")=values; up to DATA."""

from __future__ import annotations

import codecs
import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from yhdyspinta.domain.errors import ParseError

# Bytes, because the charset is itself declared by a keyword; all the charsets in use keep ASCII as it is.
_NAME = re.compile(
    rb"[\s;]*+([A-Za-z][A-Za-z0-9_\-]*+)\s*+"
    rb"(?:\[\s*+\"?([A-Za-z0-9_\-]*+)\"?\s*+\]\s*+)?"
    rb"(?:\(((?:\"[^\"]*+\"|[^\"()])*+)\)\s*+)?=",  # possessive throughout: a broken file must not be tried over and over
)
_VALUE = re.compile(rb'((?:[^";]++|"[^"]*+")*+);')
_ITEM = re.compile(r'"([^"]*+)"|(,)|([^",\s(]++(?:\([^)]*+\))?|\()')
_LONGEST_NAME = 4096  # a file that is not PX should not be searched through for an equals sign

Key = tuple[str, str, tuple[str, ...]]  # keyword, language, subjects


@dataclass(slots=True)
class Keywords:
    """The statements of a PX file. Subjects and values are text; a missing one reads as empty."""

    encoding: str
    found: dict[Key, list[str]] = field(default_factory=dict)

    def texts(self, name: str, subject: str = "", language: str = "") -> list[str]:
        """The values in `language`, else none; without a language, those of the file's own."""
        return self.found.get((name, language.lower(), (subject,) if subject else ()), [])

    def word(self, name: str, subject: str = "") -> str:
        values = self.found.get((name, "", (subject,) if subject else ()), [])
        return values[0] if values else ""

    def has(self, name: str, subject: str) -> bool:
        return (name, "", (subject,)) in self.found

    def others(self, left_out: Container[str]) -> dict[str, Any]:
        """keyword -> text, or keyword -> {subject: text}, of the default language."""
        rest: dict[str, Any] = {}
        for (name, language, subjects), values in self.found.items():
            if language or name in left_out:
                continue
            text = ", ".join(values)
            if subjects:
                group = rest.setdefault(name, {})
                if isinstance(group, dict):
                    group[", ".join(subjects)] = text
            else:
                rest[name] = text if not isinstance(rest.get(name), dict) else {**rest[name], "": text}
        return rest


def read_keywords(data: bytes, encoding: str = "") -> tuple[Keywords, bytes]:
    """The keywords, and the bytes after `DATA=`. Values that continue on the next line are joined.

    `encoding` is what a byte order mark said, which goes before what the file declares.
    """
    raw: list[tuple[bytes, bytes, bytes, bytes]] = []
    position = 0
    while True:
        match = _NAME.match(data, position, position + _LONGEST_NAME)
        if match is None:
            raise _malformed(data, position)
        name, language, subjects = match[1].upper(), match[2] or b"", match[3] or b""
        if name == b"DATA":
            return _decoded(raw, encoding or _encoding(raw)), data[match.end() :]
        value = _VALUE.match(data, match.end())
        if value is None:
            raise _malformed(data, match.start(1))
        raw.append((name, language, subjects, value[1]))
        position = value.end()


def _malformed(data: bytes, position: int) -> ParseError:
    if not data[position:].strip(b" \t\r\n\x1a;"):
        return ParseError("The PX file ends before its DATA.", "It was cut off: fetch it again.")
    line = data.count(b"\n", 0, position) + 1
    return ParseError(
        f"From line {line} on, the file is not KEYWORD=value; as a PX file is.", "It was cut off or is of another kind: fetch it again."
    )


def _decoded(raw: list[tuple[bytes, bytes, bytes, bytes]], encoding: str) -> Keywords:
    keywords = Keywords(encoding)
    default = next((value.decode("latin-1").strip().strip('"').lower() for name, _, _, value in raw if name == b"LANGUAGE"), "")
    for name, language, subjects, value in raw:
        try:
            subject_texts, texts = _items(subjects.decode(encoding)), _items(value.decode(encoding))
        except UnicodeDecodeError:
            raise ParseError(
                f"{name.decode()} is not in the charset that the PX file declares ({encoding}).", "Ask its publisher to correct CODEPAGE."
            ) from None
        own = language.decode().lower()
        if name != b"CODES":  # blanks around a name or a text (indents, padding) mean nothing; a code is left as it is
            texts = [text.strip() for text in texts]
        keywords.found.setdefault((name.decode(), "" if own == default else own, tuple(text.strip() for text in subject_texts)), texts)
    return keywords


def _encoding(raw: list[tuple[bytes, bytes, bytes, bytes]]) -> str:
    """The declared charset. CODEPAGE is exact; CHARSET="ANSI" means Windows; neither means DOS (PX 2013)."""
    said = {
        name: value.decode("latin-1").strip().strip('"').strip() for name, language, _, value in raw if name in (b"CHARSET", b"CODEPAGE")
    }
    codepage, charset = said.get(b"CODEPAGE", ""), said.get(b"CHARSET", "")
    every = b"".join(part for statement in raw for part in statement)
    if codepage:
        try:
            name = codecs.lookup(f"cp{codepage}" if codepage.isdigit() else codepage).name
        except LookupError:
            raise ParseError(
                f"The PX file declares the charset {codepage!r}, which is unknown.", "Ask its publisher to correct it."
            ) from None
    elif charset and charset.upper() not in ("ANSI", "OEM", "DOS"):
        return _encoding([(b"CODEPAGE", b"", b"", f'"{charset}"'.encode()), *(item for item in raw if item[0] != b"CHARSET")])
    else:
        name = "cp1252" if charset.upper() == "ANSI" else "cp850"
        if _decodes(every, "utf-8"):
            return "utf-8"  # accented letters of the older charsets are hardly ever valid UTF-8
    if name in ("iso8859-1", "ascii"):  # what calls itself Latin 1 is Windows 1252 wherever the two differ
        name = "cp1252"
    return name if name != "cp1252" or _decodes(every, name) else "latin-1"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _items(text: str) -> list[str]:
    """Values between commas; texts that follow one another without a comma are one, cut over lines."""
    items: list[str] = []
    joins = False
    for quoted, comma, bare in _ITEM.findall(text):
        if comma:
            joins = False
        elif joins:
            items[-1] += quoted or bare
        else:
            items.append(quoted or bare.strip())
            joins = True
    return items
