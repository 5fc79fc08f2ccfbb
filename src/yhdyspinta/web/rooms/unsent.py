"""Nothing written is lost where a form has to wait for signing in or for the second factor: it is kept, and the page of the form
shows it again, filled but not sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.template.backends.utils import csrf_input
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yhdyspinta.accounts import unsent as kept
from yhdyspinta.accounts.unsent import Unsent, Writer
from yhdyspinta.organisations.queries.cooperations import Person

WRITER = "writer"  # the hidden field that says, signed, who has the form open, and on which page
CHOSEN_POST = "post"  # the key of the session that holds the post in which a person with several acts
_ROOMS = "yhteistyo/"
_PAGES = frozenset({"own", "own_post_hand_over", "letters"})  # those of one's own details on which something is written
_NO_TEXT = frozenset({"version", "what"})


class Written(QueryDict):
    """What was written and has not been sent; `taken` once a form of the page shows it."""

    def __init__(self, held: Unsent) -> None:
        super().__init__(mutable=True)
        for name, values in held.fields.items():
            self.setlist(name, list(values))
        self.held, self.taken = held, False

    @property
    def page(self) -> str:
        """Where its form stands."""
        return self.held.writer.page

    def sent_to(self, path: str) -> bool:
        """Whether its form is sent to this address, in any language."""
        return bare(self.held.action) == bare(path)

    def stands_on(self, path: str) -> bool:
        """Whether its form stands on the page of this address, in any language."""
        return bare(urlsplit(self.page).path) == bare(path)

    def texts(self) -> list[str]:
        """What was written, for a page that has no such form any more."""
        return [one for name, values in self.held.fields.items() if name not in _NO_TEXT for one in values if one.strip()]


def bare(path: str) -> str:
    """The path without its language."""
    return path.split("/", 2)[-1]


def person_of(request: HttpRequest) -> Person | None:
    """Who has signed in."""
    user = getattr(request, "user", None)
    return user.person if user is not None and user.is_authenticated else None


def of(request: HttpRequest) -> Written | None:
    """What whoever has signed in wrote and has not sent; the same object for the whole request."""
    if not hasattr(request, "written"):
        person = person_of(request)
        held = kept.of(request.session, person.pk) if person is not None else None
        if held is not None and held.writer.post is not None:
            request.session.setdefault(CHOSEN_POST, held.writer.post)  # a new session does not know it
        request.written = Written(held) if held is not None else None  # type: ignore[attr-defined]
    return request.written  # type: ignore[attr-defined,no-any-return]


def sent_to(request: HttpRequest, path: str) -> Written | None:
    """The same, for a form that is sent to `path`."""
    written = of(request)
    return written if written is not None and written.sent_to(path) else None


def keep(request: HttpRequest, *, ours: bool = False) -> str:
    """Keep the form that cannot be taken now; the page where it stands, empty when it is no form of a room.

    With `ours` only a form that says by its word who wrote it is taken: others may come from anywhere.
    """
    if request.method != "POST" or not _is_kept(request):
        return ""
    writer = _writer(request, ours)
    if writer is None:
        return ""
    if kept.keep(request.session, writer, request.path, dict(request.POST.lists())):
        messages.info(request, _("What you wrote is kept for an hour. It has not been sent yet: you come back to it."))
    else:
        messages.warning(request, _("What you wrote is too long to be kept. Go back with the browser and copy it first."))
    return writer.page


def _is_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (bare(request.path).startswith(_ROOMS) or match.view_name in _PAGES)


def _writer(request: HttpRequest, ours: bool) -> Writer | None:
    """Who wrote: the one who has signed in; when nobody has, the one whom the form names."""
    person, said = person_of(request), kept.writer_of(request.POST.get(WRITER, ""))
    if said is not None:
        return said if person is None or person.pk == said.person else None
    return None if person is None or ours else Writer(person.pk, request.session.get(CHOSEN_POST), request.path)


def sent(request: HttpRequest) -> None:
    """The form has been sent: what was kept of it is no longer needed."""
    if sent_to(request, request.path) is not None:
        discard(request)


def discard(request: HttpRequest) -> None:
    """What was written is not wanted."""
    kept.forget(request.session)
    request.written = None  # type: ignore[attr-defined]


def shown(request: HttpRequest) -> dict[str, Any]:
    """For `rooms/unsent.html`, once the forms of the page are made."""
    written = of(request)
    return {"unsent": written, "unsent_here": written is not None and written.stands_on(request.path)}


def form_inputs(request: HttpRequest) -> dict[str, SafeString]:
    """Django's hidden field of every form, and beside it who writes; for the templates (a context processor)."""
    return {"csrf_input": _lazy_inputs(request)}


def _inputs(request: HttpRequest) -> SafeString:
    person = person_of(request)
    if person is None:
        return csrf_input(request)
    before = kept.writer_of(request.POST.get(WRITER, "")) if request.method == "POST" else None  # a form that is shown again
    page = before.page if before is not None else request.get_full_path()
    word = Writer(person.pk, request.session.get(CHOSEN_POST), page).word()
    return format_html('{}<input type="hidden" name="{}" value="{}">', csrf_input(request), WRITER, word)


_lazy_inputs = lazy(_inputs, SafeString, str)
