"""A hall asked by telephone: opened by a coordinator, answered without an account, shown on the wall as numbers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import segno
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from yhdyspinta.needs import queries, services
from yhdyspinta.needs.queries import Hall, HallQuestion
from yhdyspinta.needs.queries.halls import ANSWERS, SIDES, answered_by, hall_of, hall_of_code, halls_of, is_open, questions_of, tally
from yhdyspinta.organisations import policy
from yhdyspinta.pictures.exports.chart_files import example_words
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, show, unkept
from yhdyspinta.web.rooms.acting import enter, page
from yhdyspinta.web.rooms.forms import RoomForm, given, send
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.rooms.needs.forms import HallForm, PhoneForm

COOKIE, _SALT, _DAY = "sali", "yhdyspinta.hall", 86_400
_MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of a side gave an answer, and the width of its bar out of a hundred."""

    sign: str
    words: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class SideShown:
    title: str
    count: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Question:
    title: str
    sides: tuple[SideShown, ...]
    answered: int


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest, area_id: str) -> HttpResponse:
    """The sittings that there have been, and a form to open one."""
    room = enter(request, area_id)
    actor = room.member()
    may = room.may("hall.open")
    form = (
        HallForm(given(request), needs=list(queries.needs_of(actor, room.cooperation)[:_MOST_OFFERED]), initial=_chosen(request))
        if may
        else None
    )
    if form is None and request.method == "POST":
        policy.require(actor, "hall.open", policy.relation_to_cooperation(actor, room.cooperation.pk))
    answer = form and send(
        request,
        form,
        lambda said: services.open_hall(actor=actor, needs=form.chosen(), title=said["title"]),
        to=lambda made: reverse("hall", args=[room.area, made.pk]),
        said=_("The hall is open. Show this page on the wall."),
    )
    halls = [
        (one, one.party.title().in_(language()), presenters.day(one.created_at), is_open(one)) for one in halls_of(actor, room.cooperation)
    ]
    return answer or page(request, room, "rooms/needs/halls.html", {"form": form, "halls": halls}, status=form.status if form else 200)


def _chosen(request: HttpRequest) -> dict[str, list[str]]:
    """The need from whose page one came."""
    return {"needs": request.GET.getlist("tarve")}


@require_safe
def wall(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Both sides' answers on the wall, with the address for telephones. Refreshes itself where the browser runs scripts."""
    room = enter(request, area_id)
    hall = hall_of(room.member(), room.cooperation, number)
    address = reading.address(request) + reverse("hall_phone", args=[hall.code])
    opened = is_open(hall)
    context = {
        "hall": hall,
        "open": opened,
        "questions": [_shown(one) for one in questions_of(hall)],
        "address": address,
        "picture": _picture(address) if opened else "",
        "may_close": opened and room.party is not None and hall.party_id == room.party.pk and room.may("hall.close", "own"),
        "version": hall.version,
    }
    return page(request, room, "rooms/needs/wall.html", context)


def _picture(address: str) -> Markup:
    """The address as a QR code, an SVG that the page holds."""
    return Markup(segno.make(address, error="m").svg_inline(scale=6, border=2, dark="#000", light="#fff", omitsize=True))  # noqa: S704 - of our own address


def _shown(question: HallQuestion) -> Question:
    told = tally(question)
    most = max((count for counts in told.values() for count in counts.values()), default=1)
    sides = tuple(
        SideShown(
            str(title),
            sum(told.get(side, {}).values()),
            tuple(
                Bar(_sign(value), str(words), told.get(side, {}).get(value, 0), round(100 * told.get(side, {}).get(value, 0) / most))
                for value, words in ANSWERS
            ),
        )
        for side, title in SIDES
        if told.get(side) or side != SIDES[-1][0]
    )
    return Question(question.need.question().in_(language()), sides, sum(side.count for side in sides))


def _sign(value: str) -> str:
    return str(value).replace("-", "−")


@require_POST
def close(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Close a sitting: the numbers stay."""
    room = enter(request, area_id)
    actor = room.member()
    hall = hall_of(actor, room.cooperation, number)
    form = RoomForm(request.POST)
    here = reverse("hall", args=[room.area, number])
    answer = send(
        request, form, lambda _said: services.close_hall(actor=actor, hall=hall, version=form.seen), to=here, said=_("The hall is closed.")
    )
    return answer or HttpResponseRedirect(here)


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """One question a time on a telephone, without an account; the number that keeps a phone to one answer comes with the form."""
    hall = hall_of_code(code)
    number, side = _phone(request, hall)
    questions = questions_of(hall) if is_open(hall) else []
    done = answered_by(hall, number)
    current = _asked(request, questions) or next((one for one in questions if one.pk not in done), None)
    form = PhoneForm(given(request), initial={"side": side, "question": current.pk if current else 0})
    answer = current and send(
        request,
        form,
        lambda said: services.answer_in_hall(question=current, phone=number, side=said["side"], value=said["value"]),
        to=reverse("hall_phone", args=[hall.code]),
        said=_("Thank you."),
    )
    if answer:
        side = form.cleaned_data["side"]
    context = {
        "example": example_words() if hall.cooperation.is_example else "",
        "hall": hall,
        "open": is_open(hall),
        "form": form,
        "title": current.need.question().in_(language()) if current else "",
        "place": questions.index(current) + 1 if current else 0,
        "count": len(questions),
        "answered": len(done),
    }
    response = answer or unkept(show(request, "rooms/needs/phone.html", context, status=form.status if current else 200))
    if is_open(hall):
        kept = signing.dumps([hall.pk, number, side], salt=_SALT)
        response.set_cookie(
            COOKIE,
            kept,
            max_age=_DAY,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
            path=reverse("hall_phone", args=[hall.code]),
        )
    return response


def _asked(request: HttpRequest, questions: list[HallQuestion]) -> HallQuestion | None:
    """The question that was answered, so that one sent late is not taken for the next."""
    wanted = request.POST.get("question", "")
    return next((one for one in questions if str(one.pk) == wanted), None)


def _phone(request: HttpRequest, hall: Hall) -> tuple[str, str]:
    """The random number of this phone in this sitting, and the side that it answered for last."""
    try:
        number, phone_number, side = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        number, phone_number, side = 0, "", ""
    return (phone_number, side) if number == hall.pk else (secrets.token_urlsafe(16), "")
