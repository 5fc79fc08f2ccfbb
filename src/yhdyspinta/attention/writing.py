"""A letter as text and as simple HTML, from the same lines; every link is whole, and the last ones stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, ngettext

from yhdyspinta.attention.queries.letters import Line, Section
from yhdyspinta.domain.errors import StateError
from yhdyspinta.organisations.mail import Letter

_HERE = "http://localhost:8000"  # where `yhdyspinta serve` answers; for letters that stay in the outbox
_TEMPLATE = "letters/letter.html"


@dataclass(frozen=True, slots=True)
class Stop:
    """A link that stops something at the foot of a letter."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter says: its subject, a line about why it came, its sections, and the links that stop it; the first stops all.

    `example`: it tells of an invented area, which stands above everything else.
    """

    to: str
    subject: str
    lead: str
    sections: Sequence[Section]
    stops: Sequence[Stop]
    example: bool = False


def whole(address: str) -> str:
    """An address of the site as it stands in a letter. StateError when letters leave the machine and nobody said where it is."""
    if not settings.ENVIRONMENT.address and settings.ENVIRONMENT.mail is not None:
        raise StateError("Links in letters need the address of the installation.", "Set YHDYSPINTA_ADDRESS, https://….")
    return (settings.ENVIRONMENT.address or _HERE) + address


def written(draft: Draft) -> Letter:
    """The letter, in the language in use, with the headers by which mail programs stop it in one click (RFC 8058)."""
    mark = gettext("EXAMPLE: an invented area with made figures") if draft.example else ""
    subject = f"{mark.partition(':')[0]}: {draft.subject}" if mark else draft.subject
    headers = {
        "List-Unsubscribe": f"<{whole(draft.stops[0].url)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": (get_language() or "fi")[:2],
    }
    context = {"draft": draft, "mark": mark, "whole": whole, "left": left, "language": headers["Content-Language"]}
    html = render_to_string(_TEMPLATE, context)
    return Letter(draft.to, subject, _text(draft, mark), html, headers)


def left(section: Section) -> str:
    """How many lines of a section did not fit."""
    return ngettext("and %(count)d other", "and %(count)d others", section.left) % {"count": section.left}


def _text(draft: Draft, mark: str) -> str:
    lines = [mark, ""] if mark else []
    lines += [draft.lead, ""]
    for section in draft.sections:
        lines += [section.title.upper(), ""]
        lines += [part for line in section.lines for part in _line(line)]
        lines += [f"{left(section)}: {whole(section.url)}", ""] if section.left else []
    lines += ["--", *(f"{stop.text}: {whole(stop.url)}" for stop in draft.stops)]
    return "\n".join(lines) + "\n"


def _line(line: Line) -> list[str]:
    return [f"* {line.text}", *([f"  {line.more}"] if line.more else []), f"  {whole(line.url)}", ""]
