"""The cycle and the changes as a calendar that programs subscribe to (RFC 5545)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from icalendar import Alarm, Calendar, Event

from yhdyspinta.attention.queries.naming import kind_name
from yhdyspinta.catalogue.areas import is_invented
from yhdyspinta.cooperation.queries.changes import changes_of
from yhdyspinta.cooperation.queries.cycle import Occurrence, about, coming, concerns, events_of
from yhdyspinta.cooperation.queries.feed import edition_of
from yhdyspinta.cooperation.services import feed as services
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.cooperations import Cooperation, Post, cooperation_of, post_of
from yhdyspinta.organisations.queries.visibility import Shared
from yhdyspinta.web.page import language, today, unkept
from yhdyspinta.web.rooms.accounts.pages import see
from yhdyspinta.web.rooms.acting import NoPost, enter
from yhdyspinta.web.rooms.calendar.presenters import when
from yhdyspinta.web.rooms.names import cooperation_name, post_name
from yhdyspinta.web.rooms.objects import address_of

_SALT = "yhdyspinta.cooperation.feed"
_YEARS = 2
_DAY = timedelta(days=1)


def private_word(post: Post) -> str:
    """The part of a post's own feed's address; it serves while the same person holds the post, and until they renew it."""
    return signing.dumps([post.pk, post.holder_id, edition_of(post)], salt=_SALT)


@require_safe
def public(request: HttpRequest, area_id: str) -> HttpResponse:
    """What is public: events and changes."""
    cooperation = cooperation_of(area_id)
    return _sent(request, cooperation, cooperation_name(cooperation), None, events_of(None, cooperation))


@require_safe
def own(request: HttpRequest, area_id: str, word: str) -> HttpResponse:
    """What concerns a post, for whoever has its private address; Unknown once another holds the post or the address was renewed."""
    cooperation = cooperation_of(area_id)
    try:
        number, holder, edition = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        number, holder, edition = 0, 0, 0
    post = post_of(cooperation, number)
    if post is None or post.holder_id is None or post.holder_id != holder or edition != edition_of(post):
        raise Unknown("There is no such calendar any more.", "Take its address anew from the annual cycle.")
    actor = policy.in_post(post, post.holder)
    events = [one for one in events_of(actor, cooperation) if concerns(one, actor, post.party)]
    return _sent(request, cooperation, post_name(post), actor, events)


@require_POST
def renew(request: HttpRequest, area_id: str) -> HttpResponse:
    """Give the calendar of one's own post another address."""
    room = enter(request, area_id)
    actor = room.member()
    if room.post is None:  # whoever came by a link does the one thing that it is for
        raise NoPost("A link is for one form.")
    services.renew(actor=actor, post=room.post)
    messages.success(request, _("The address is new, and the old one no longer works. Give the new one to your calendar program."))
    return see(reverse("cycle", args=[room.area]))


def _sent(request: HttpRequest, cooperation: Cooperation, name: str, actor: Actor | None, events: list[object]) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Yhdyspinta//Vuosikello//FI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{_mark(cooperation)}{name}")
    stamp = today()
    for one in coming(events, stamp.year, _YEARS):
        calendar.add_component(_event(request, cooperation, one, stamp, about(actor, one.event)))
    for change in changes_of(actor, cooperation):
        address = reverse("change", args=[cooperation.area, change.pk])
        summary = f"{_mark(cooperation)}{change.what().in_(language())} ({when(change.starts, change.precision)})"
        calendar.add_component(_entry(request, f"change-{change.pk}", summary, change.starts, change.starts, address, stamp))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{cooperation.area}.ics"'
    return unkept(response)


def _mark(cooperation: Cooperation) -> str:
    return f"{_('EXAMPLE: an invented area with made figures')}. " if is_invented(cooperation.area) else ""


def _event(request: HttpRequest, cooperation: Cooperation, one: Occurrence, stamp: datetime, dealt: Shared | None) -> Event:
    """An event at its time, with what is dealt with then."""
    address = reverse("cycle_event", args=[cooperation.area, one.event.pk])
    summary = f"{_mark(cooperation)}{one.event.title().in_(language())}"
    entry = _entry(request, f"cycle-{one.event.pk}-{one.last.year}", summary, one.first, one.last, address, stamp)
    if dealt is not None:
        place = request.build_absolute_uri(address_of(cooperation.area, dealt))
        entry.add("description", f"{kind_name(one.event.about_kind)}: {dealt.heading().in_(language())}\n{place}")
    if one.event.remind_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -timedelta(days=one.event.remind_days) + (one.last - one.first))
        entry.add_component(alarm)
    return entry


def _entry(request: HttpRequest, uid: str, summary: str, first: date, last: date, address: str, stamp: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{uid}@{request.get_host()}")
    entry.add("dtstamp", stamp)
    entry.add("summary", summary)
    entry.add("dtstart", first)
    entry.add("dtend", last + _DAY)  # the end of an event of whole days is not in it
    entry.add("url", request.build_absolute_uri(address))
    return entry
