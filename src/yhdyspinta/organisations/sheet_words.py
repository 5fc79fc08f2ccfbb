"""The words of sheets that people fill in: a sheet is read whichever language of the product its words are in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import override

from yhdyspinta.domain.text import LANGUAGES


def titles_of(columns: Mapping[str, Promise]) -> dict[str, str]:
    """The titles of the columns in every language, to their names."""
    return _in_every_language(lambda: {str(words): name for name, words in columns.items()})


def codes_of(choices: Callable[[], Iterable[tuple[str, object]]]) -> dict[str, str]:
    """What may stand in a column that takes one of some choices, in any language or as the code itself, to the code."""
    codes = {code: code for code, _words in choices()}
    return codes | _in_every_language(lambda: {str(words).casefold(): code for code, words in choices()})


def _in_every_language(make: Callable[[], dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found |= make()
    return found
