"""What somebody wrote in a form that could not be taken yet: they had to sign in again, or to show the second factor, first.

It stays in their session in the database, for that person alone and for an hour: no files, nothing secret, and no text that names a
person by an identity code.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone

from yhdyspinta.domain.writing import names_a_person

SECONDS = 60 * 60
MOST = 40_000  # characters of a form, with the names of its fields
_MOST_FIELDS = 300
_KEY = "unsent"
_SALT = "yhdyspinta.accounts.unsent"
# Secret fields, and rows of a sheet that was read: they are signed, and the sheet is given again.
_NEVER = re.compile(r"(?i)csrf|passw|passphrase|secret|token|salasana|^(.*[-_])?code$|^(rows|held|next|writer)$")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who has a form open: the person, the post in which they act where they have chosen one, and the page (path and query)."""

    person: int
    post: int | None
    page: str

    def word(self) -> str:
        """The same, signed: it stands in the form, since nobody is signed in any more when a session has ended."""
        return signing.dumps([self.person, self.post, self.page], salt=_SALT)


def writer_of(word: str) -> Writer | None:
    """Who wrote, by the word of a form; None when it is not ours."""
    try:
        return Writer(*signing.loads(word, salt=_SALT))
    except (signing.BadSignature, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that is kept: who wrote it, the address (path) to which it was sent, and its fields; `left_out` when a text of it named
    a person. `at` in seconds since 1970."""

    writer: Writer
    action: str
    fields: Mapping[str, Sequence[str]]
    left_out: bool
    at: float


def keep(session: Any, writer: Writer, action: str, fields: Mapping[str, Sequence[str]]) -> bool:
    """Keep a form in place of the one before; False, and nothing kept, when it is too long."""
    forget(session)
    given = {name: values for name, values in fields.items() if not _NEVER.search(name)}
    kept = {name: [one for one in values if not names_a_person(one)] for name, values in given.items()}
    long = sum(len(name) + sum(map(len, values)) for name, values in kept.items()) > MOST or len(writer.page) > MOST
    if long or sum(map(len, kept.values())) > _MOST_FIELDS:
        return False
    session[_KEY] = asdict(Unsent(writer, action, kept, kept != given, time.time()))
    if "_auth_user_id" not in session:
        session.set_expiry(SECONDS)  # signing in sets it anew
    return True


def of(session: MutableMapping[str, Any], person: int) -> Unsent | None:
    """What this person has not sent yet; what is another's or too old is forgotten."""
    held = session.get(_KEY)
    if held is None:
        return None
    found = Unsent(**{**held, "writer": Writer(**held["writer"])})
    if found.writer.person != person or _too_old(found.at):
        forget(session)
        return None
    return found


def forget(session: MutableMapping[str, Any]) -> None:
    """It was sent, or is not wanted."""
    session.pop(_KEY, None)


def flush(session: Any) -> None:
    """End the session and all that it holds but what was written: for signing in anew, where it serves its writer alone."""
    held = session.get(_KEY)
    session.flush()
    if held is not None:
        session[_KEY] = held
        session.set_expiry(SECONDS)


def is_of(content: Mapping[str, Any], person: int) -> bool:
    """Whether a session holds something that the person wrote."""
    return _KEY in content and content[_KEY]["writer"]["person"] == person


def sweep() -> None:
    """Take what is too old out of sessions that go on."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        content = session.get_decoded()
        if _KEY in content and _too_old(content[_KEY]["at"]):
            forget(content)
            Session.objects.filter(pk=session.pk).update(session_data=SessionStore().encode(content))


def _too_old(at: float) -> bool:
    return time.time() - at > SECONDS
