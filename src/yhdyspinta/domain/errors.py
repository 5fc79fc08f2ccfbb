"""Errors that a person reads: what happened, why, and what to do."""

from __future__ import annotations


class YhdyspintaError(Exception):
    """A failure that the product explains. `message` says what and why, `hint` what to do."""

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


class PersonalData(YhdyspintaError):
    """A file that holds data of a person; nothing of it is kept or shown."""
