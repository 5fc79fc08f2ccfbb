"""PX files (PC-Axis): bytes to a cube.

The format: https://www.pxtools.net/px-file-format/px-2013. A dimension's id is the name of its variable in STUB
or HEADING; its VARIABLECODE is in `meta`. Codes are CODES, or VALUES where a variable has none.
"""

from __future__ import annotations

import codecs
from math import prod
from typing import Any

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube, Dimension, dense
from yhdyspinta.formats.preliminary import mark_stars, take_stars
from yhdyspinta.formats.px_data import read_cells, read_keyed_cells
from yhdyspinta.formats.px_keywords import Keywords, read_keywords
from yhdyspinta.formats.reading import clean

NAME = "px"
# Keywords that say nothing that is not in the dimensions or the cells already.
_LEFT_OUT = {"VALUES", "CODES", "STUB", "HEADING", "DATA", "KEYS", "TIMEVAL", "VARIABLECODE"}


def parse(data: bytes, language: str = "") -> list[Cube]:
    """The one table of a PX file, with labels in `language` (default: the file's own).

    ParseError when a keyword is malformed, a variable has no values, the cells are not the product of the
    sizes, or the closing semicolon of DATA is missing, which a cut file lacks.
    """
    keywords, body = read_keywords(clean(data), "utf-8" if data.startswith(codecs.BOM_UTF8) else "")
    names = [*keywords.texts("STUB"), *keywords.texts("HEADING")]
    if not names:
        raise ParseError("The PX file names no variables in STUB or HEADING.", "Ask its publisher for a whole file.")
    if len(set(names)) < len(names):
        raise ParseError("The PX file names the same variable twice in STUB and HEADING.", "Ask its publisher for a sound file.")
    other = _names_in(keywords, names, language)
    raw = [_dimension(keywords, name, own, language) for name, own in zip(names, other, strict=True)]
    dimensions, starred = take_stars(raw)
    sizes = [len(dimension.codes) for dimension in dimensions]
    stub = len(keywords.texts("STUB"))
    keys = [keywords.word("KEYS", name) for name in names[:stub]]
    if any(keys):
        values, status = read_keyed_cells(_lookups(keywords, raw[:stub], keys), prod(sizes[stub:]), body, keywords.encoding)
    else:
        values, status = read_cells(sizes, body, keywords.encoding)
    return [dense(dimensions, values, mark_stars(status, starred, sizes), _meta(keywords, names))]


def _dimension(keywords: Keywords, name: str, own: str, language: str) -> Dimension:
    codes, labels = keywords.texts("CODES", name), keywords.texts("VALUES", name)
    if not codes and not labels:
        raise ParseError(f"Variable {name!r} has neither VALUES nor CODES.", FETCH_AGAIN)
    if codes and labels and len(codes) != len(labels):
        raise ParseError(f"Variable {name!r} has {len(codes)} CODES and {len(labels)} VALUES.", FETCH_AGAIN)
    if len(set(codes)) < len(codes):  # codes that do not tell values apart ("null" in some files) are none
        if len(set(labels)) < len(codes):
            raise ParseError(f"Variable {name!r} has the same code twice in CODES.", "Ask its publisher for a sound file.")
        codes = []
    shown = keywords.texts("VALUES", own, language) if language else labels
    shown = shown if len(shown) == len(codes or labels) else labels
    return Dimension(name, own, tuple(codes or labels), tuple(shown) if shown else None, _role(keywords, name))


def _role(keywords: Keywords, name: str) -> str:
    kind = keywords.word("VARIABLE-TYPE", name).upper()
    if keywords.has("TIMEVAL", name) or kind in ("T", "TIME"):
        return "time"
    if name == keywords.word("CONTVARIABLE"):
        return "metric"
    return "geo" if keywords.has("MAP", name) or kind == "G" else ""


def _names_in(keywords: Keywords, names: list[str], language: str) -> list[str]:
    """The variables' names in another language of the file; the order is the same in each."""
    if language.lower() in ("", keywords.word("LANGUAGE").lower()):
        return names
    other = [*keywords.texts("STUB", "", language), *keywords.texts("HEADING", "", language)]
    if len(other) != len(names):
        raise ParseError(f"The PX file has no names of variables in the language {language!r}.", "Leave the language out.")
    return other


def _lookups(keywords: Keywords, stub: list[Dimension], keys: list[str]) -> list[tuple[str, dict[str, int]]]:
    """For each variable of the stub: its name, and which text at the start of a row means which position."""
    found = []
    for dimension, kind in zip(stub, keys, strict=True):
        if kind.upper() not in ("CODES", "VALUES"):
            raise ParseError(f"KEYS of {dimension.id!r} is {kind!r}.", "It should be CODES or VALUES, for every variable of the stub.")
        texts = keywords.texts(kind.upper(), dimension.id) or list(dimension.codes)
        found.append((dimension.id, {text: place for place, text in enumerate(texts)}))
    return found


def _meta(keywords: Keywords, names: list[str]) -> dict[str, Any]:
    """Every other keyword of the default language, as text; those of one variable or value under its name."""
    codes = {name: keywords.word("VARIABLECODE", name) for name in names if keywords.has("VARIABLECODE", name)}
    meta: dict[str, Any] = {
        "format": NAME,
        "label": keywords.word("TITLE") or keywords.word("DESCRIPTION"),
        "source": keywords.word("SOURCE"),
        "updated": keywords.word("LAST-UPDATED"),
        "units": keywords.word("UNITS"),
        "variable_codes": codes,
        "time_scale": {name: keywords.word("TIMEVAL", name) for name in names if keywords.has("TIMEVAL", name)},
        "languages": keywords.texts("LANGUAGES"),
    }
    return {**meta, "keywords": keywords.others(_LEFT_OUT)}
