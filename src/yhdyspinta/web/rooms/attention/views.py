"""What awaits whoever came, and the search of a cooperation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yhdyspinta.attention.queries.awaiting import awaiting as everything
from yhdyspinta.attention.queries.comments import mentions_open
from yhdyspinta.attention.queries.search import MOST, Answer, find
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.web import search as typed
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import NoPost, enter, page
from yhdyspinta.web.rooms.attention import presenters

WORDS, KIND = "q", "laji"


@require_safe
def awaiting(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    if room.post is None:  # whoever came by a link does the one thing that it is for
        raise NoPost("A link is for one form.")
    context = {"awaited": presenters.awaited(everything(actor, room.cooperation)), "mentions": presenters.mentions(mentions_open(actor))}
    return page(request, room, "rooms/attention/awaiting.html", context)


@require_safe
def search(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    words, kind = request.GET.get(WORDS, "").strip(), request.GET.get(KIND, "")
    if not typed.acceptable(words):
        raise ParseError(_("This cannot be searched for."), _("Write a few words, at most 100 characters."))
    kinds = presenters.kinds_sought()
    if kind not in ("", *(name for name, _title in kinds)):
        raise ParseError(_("There is no such kind."), _("Choose one from the list."))
    answer = find(room.actor, room.cooperation, words, kind, language()) if words else Answer((), 0)
    context = {"words": words, "kind": kind, "kinds": kinds, "found": presenters.found(room, answer.found), "of": answer.of, "most": MOST}
    return page(request, room, "rooms/attention/search.html", context)
