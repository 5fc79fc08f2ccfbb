"""Errors that a person reads: what happened, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class YhdyspintaError(Exception):
    """A failure that the product explains. `message` says what and why, `hint` what to do, `field` which field, where one."""

    field = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ParseError(YhdyspintaError):
    """Bytes that are not what their format promises; nothing of them is used."""


class CuratedError(YhdyspintaError):
    """A curated file is wrong: names the file, the line, the field and what is expected."""


class Unknown(YhdyspintaError):
    """A name or code that nothing answers to; the hint offers the nearest ones."""


class Ambiguous(YhdyspintaError):
    """A name that several areas bear; the hint lists their ids."""


class Refused(YhdyspintaError):
    """A figure that must not be made; the message gives the reason."""


class Damaged(YhdyspintaError):
    """Stored bytes differ from what was recorded of them."""


class StateError(YhdyspintaError):
    """The state folder cannot be used as it is."""


class Overloaded(YhdyspintaError):
    """What was asked for took more time or memory than it may, on this machine at this moment."""


class PersonalData(YhdyspintaError):
    """A file that holds data of a person; nothing of it is kept or shown."""


class Forbidden(YhdyspintaError):
    """Someone asked for what the table of rules does not allow them."""


class Conflict(YhdyspintaError):
    """Two people changed one thing at the same time, and the other was first: `mine` was not kept, `theirs` was.

    Both give the fields by name as text; `theirs` also has the version that the next try must name.
    """

    def __init__(self, message: str, hint: str = "", *, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        super().__init__(message, hint)
        self.mine = dict(mine)
        self.theirs = dict(theirs)
