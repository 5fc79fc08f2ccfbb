"""What follows the reader from page to page: the choice of comparisons, carried by every link to a page.

It stands in the address alone, so that an address says everything and nothing is stored about the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain, zip_longest
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from yhdyspinta.pictures.choice import PARAMETER, Choice, choose

_NOTHING = Choice()
_PLAIN = re.compile(r"[A-Za-z0-9._@:/+-]+")  # what stands in an address as it is
_FILES = frozenset(  # what has comparators in it
    {
        *("area_csv", "area_excel_csv", "area_workbook", "area_ods", "card", "cards", "download", "report", "agenda_download"),
        *("indicator_csv", "indicator_excel_csv", "indicator_workbook", "indicator_ods"),
    }
)
_followed: ContextVar[Choice] = ContextVar("followed", default=_NOTHING)


def choice() -> Choice:
    """The comparisons that the reader of this page has chosen."""
    return _followed.get()


def chosen() -> str:
    """The same as the value of the parameter, for a hidden field of a form; empty when nothing was chosen."""
    return _followed.get().as_query()


def address(name: str, *arguments: str, **parameters: str) -> str:
    """The address of a page in the reader's language, with the reader's choice, which files with comparators follow too.

    `parameters` come before it; an empty one is left out.
    """
    found = path(name, *arguments)
    if found.endswith("/") or name in _FILES:
        parameters.setdefault(PARAMETER, chosen())
    given = {key: value for key, value in parameters.items() if value}
    return f"{found}?{urlencode(given, safe=',')}" if given else found


def path(name: str, *arguments: str) -> str:
    """The address alone, as Django's `reverse` gives it, in a tenth of its time: a page has two hundred links or more."""
    if all(isinstance(one, str) and _PLAIN.fullmatch(one) for one in arguments):
        between = _between(get_language(), name, len(arguments), any("/" in one for one in arguments))
        if between:
            return "".join(chain.from_iterable(zip_longest(between, arguments, fillvalue="")))
    return reverse(name, args=arguments)


@lru_cache(maxsize=1024)
def _between(_language: str | None, name: str, count: int, slashed: bool) -> tuple[str, ...]:
    """What stands before, between and after the arguments of an address; nothing where they cannot be any text, as numbers."""
    marks = [f"~{place}/~" if slashed else f"~{place}~" for place in range(count)]
    try:
        rest, found = reverse(name, args=marks), []
    except NoReverseMatch:
        return ()
    for mark in marks:
        before, _, rest = rest.partition(mark)
        found.append(before)
    return (*found, rest)


@contextmanager
def nothing_yet() -> Iterator[None]:
    """One request: whatever the one before it on this thread followed is forgotten."""
    token = _followed.set(_NOTHING)
    try:
        yield
    finally:
        _followed.reset(token)


def follow(request: HttpRequest) -> None:
    """Read the choice of an address once, so that views and links agree on it; ChoiceError for one that cannot be read."""
    if PARAMETER in request.GET:
        _followed.set(choose(request.GET.getlist(PARAMETER)))
