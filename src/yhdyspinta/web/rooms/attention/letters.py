"""Pages of letters: one's own choices, stopping them by an address in a letter, and following the figures of an area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.attention.queries.following import CONFIRM_DAYS, follower_by
from yhdyspinta.attention.queries.letters import TOPICS, choice_by, choice_of
from yhdyspinta.attention.services import following, weekly
from yhdyspinta.catalogue.areas import areas, is_invented
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.cooperations import Person
from yhdyspinta.web import reading
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.accounts.pages import for_signed_in, in_frame
from yhdyspinta.web.rooms.attention.forms import FollowForm, LettersForm
from yhdyspinta.web.rooms.forms import given, send

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@for_signed_in
def own(request: HttpRequest, person: Person) -> HttpResponse:
    """Which topics one is told of, and in which language."""
    known = choice_of(person)
    wanted = [topic for topic, _title in TOPICS if known is None or known.wants(topic)]
    kept = {"topics": wanted, "language": known.language if known else language(), "version": known.version if known else 0}
    form = LettersForm(given(request), initial=kept)
    answer = send(
        request,
        form,
        lambda said: weekly.choose(
            actor=policy.signed_in(person), person=person, version=form.seen, topics=said["topics"], language=said["language"]
        ),
        to=reverse("letters"),
    )
    return answer or _page(request, "own", {"form": form}, form.status)


# Whoever has the address of a letter may stop it; mail programs send the POST with nothing else (RFC 8058).
@csrf_exempt
@_BOTH
def stop(request: HttpRequest, token: str, topic: str = "") -> HttpResponse:
    """Stop the weekly letter, or a topic of it: a button when it is opened, done when it is sent."""
    choice = choice_by(token)
    titles = dict(TOPICS)
    if choice is None or (topic and topic not in titles):
        raise Unknown(_("There is no such order of letters any more."), _("Sign in and choose what letters you get."))
    if request.method == "POST":
        weekly.stop(choice=choice, topic=topic)
    return _page(request, "stop", {"topic": titles.get(topic, ""), "done": request.method == "POST"})


@_BOTH
def follow(request: HttpRequest, area_id: str) -> HttpResponse:
    """Order letters of an area's figures: an address is asked, and a letter to it asks whether it is wanted."""
    area = reading.area(area_id)
    if is_invented(area.id):
        raise Unknown(_("The figures of an invented area do not change."), _("Choose a real municipality or county."))
    form = FollowForm(given(request))
    answer = send(
        request,
        form,
        lambda said: None if said["website"] else following.follow(email=said["email"], area=area.id, language=language()),
        to=reverse("follow_asked"),
        said=_("A letter is on its way."),
    )
    return answer or _page(request, "follow", {"form": form, "area": area.name.in_(language()), "area_id": area.id}, form.status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same page for everybody, so that nobody learns who follows what."""
    return _page(request, "asked", {"days": CONFIRM_DAYS})


@csrf_exempt
@_BOTH
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The owner of the address says yes by a button, since programs that look at letters open every link."""
    follower = following.confirm(token=token) if request.method == "POST" else follower_by(token)
    name = areas().get(follower.area).name.in_(language())
    context = {
        "area": name,
        "area_id": follower.area,
        "done": follower.confirmed_at is not None or request.method == "POST",
        "token": token,
    }
    return _page(request, "confirm", context)


@csrf_exempt
@_BOTH
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters and erase the address: a button when it is opened, done when it is sent; done already is done."""
    if request.method == "POST":
        following.unfollow(token=token)
    return _page(request, "unfollow", {"done": request.method == "POST"})


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return in_frame(request, f"rooms/attention/{template}.html", context, status)
