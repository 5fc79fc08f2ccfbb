"""What follows the reader from page to page: the choice of comparisons, carried by every link to a page.

It stands in the address alone, so that an address says everything and nothing is stored about the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.translation import get_language

from yhdyspinta.pictures.choice import PARAMETER, Choice, choose

_NOTHING = Choice()
_followed: ContextVar[Choice] = ContextVar("followed", default=_NOTHING)


def choice() -> Choice:
    """The comparisons that the reader of this page has chosen."""
    return _followed.get()


def chosen() -> str:
    """The same as the value of the parameter, for a hidden field of a form; empty when nothing was chosen."""
    return _followed.get().as_query()


def address(name: str, *arguments: str, **parameters: str) -> str:
    """The address of a page in the reader's language, with the reader's choice; files and editions stay as they are.

    `parameters` come before it; an empty one is left out.
    """
    path = _path(get_language(), get_urlconf(), name, arguments)
    if path.endswith("/"):
        parameters.setdefault(PARAMETER, chosen())
    query = urlencode({key: value for key, value in parameters.items() if value}, safe=",")
    return f"{path}?{query}" if query else path


@lru_cache(maxsize=16_384)
def _path(_language: str | None, _addresses: str | None, name: str, arguments: tuple[str, ...]) -> str:
    """Django's own way, remembered: a page has two hundred links, and it takes a tenth of the time to find their addresses."""
    return reverse(name, args=arguments)


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
