"""What has been put to the parties, what they answer, and putting something to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.agreements import Standing, agreement_of, agreements_of, rule_in_force, rule_text, voice_of
from yhdyspinta.organisations.queries.cooperations import joined_parties
from yhdyspinta.organisations.queries.groups import groups_of
from yhdyspinta.organisations.queries.visibility import Shared, shared_object
from yhdyspinta.organisations.services import agreements as services
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.agreements import presenters
from yhdyspinta.web.rooms.agreements.forms import AnswerForm, MinutesForm, ProposeForm, RuleForm
from yhdyspinta.web.rooms.forms import RoomForm, given, send, which

_form_page = require_http_methods(["GET", "HEAD", "POST"])
_TITLE = 200  # characters of an agreement's title


@require_safe
def every(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    context = {
        "agreements": [presenters.line(room, one) for one in agreements_of(room.actor, room.cooperation.pk)],
        "rule": rule_text(rule_in_force(room.cooperation.pk), language()),
        "may_rule": room.may("agreement.rule"),
    }
    return page(request, room, "rooms/agreements/agreements.html", context)


@_form_page
def one(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """An agreement; whoever speaks for a named party answers here."""
    room = enter(request, area_id)
    shown = agreement_of(room.actor, room.cooperation.pk, number)
    voice = voice_of(room.actor, shown)
    here = reverse("agreement", args=[room.area, number])
    form = minutes = None
    status = 200
    if voice is not None:
        kept = {"answer": voice.answer, "text": voice.text, "version": voice.version}
        form = AnswerForm(given(request) if which(request, "answering") else None, initial=kept)
        answer = send(
            request,
            form,
            lambda said: services.answer(actor=room.member(), named=voice, version=form.seen, answer=said["answer"], text=said["text"]),
            to=here,
            said=_("The answer of your party is saved."),
        )
        minutes = _minutes_form(request, voice)
        answer = answer or send(
            request,
            minutes,
            lambda said: services.keep_minutes(actor=room.member(), named=voice, version=minutes.seen, **_of_minutes(said)),
            to=here,
        )
        if answer:
            return answer
        status = max(form.status, minutes.status)
    elif request.method == "POST":
        policy.require(room.member(), "agreement.answer", "other")  # whoever speaks for no named party answers nothing
    context = presenters.whole(room, shown) | {"form": form, "minutes": minutes, "answered": bool(voice and voice.answer)}
    return page(request, room, "rooms/agreements/agreement.html", context, status=status)


def _minutes_form(request: HttpRequest, voice: services.AgreementParty) -> MinutesForm:
    kept = {"body": voice.minute_body, "day": voice.minute_date, "reference": voice.minute_reference, "version": voice.version}
    return MinutesForm(given(request) if which(request, "minutes") else None, initial=kept, prefix="minutes")


def _of_minutes(said: dict[str, object]) -> dict[str, object]:
    return {name: said[name] for name in ("body", "day", "reference")}


@require_POST
def withdraw(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Withdraw what one's own party proposed."""
    room = enter(request, area_id)
    shown = agreement_of(room.member(), room.cooperation.pk, number)
    form = RoomForm(request.POST)
    answer = send(
        request,
        form,
        lambda _said: services.withdraw(actor=room.member(), agreement=shown.agreement, version=form.seen),
        to=reverse("agreement", args=[room.area, number]),
        said=_("Withdrawn. The answers stay to be seen."),
    )
    return answer or _again(request, room, shown, form)


def _again(request: HttpRequest, room: Room, shown: Standing, form: RoomForm) -> HttpResponse:
    context = presenters.whole(room, shown) | {"form": form, "minutes": None, "answered": False}
    return page(request, room, "rooms/agreements/agreement.html", context, status=form.status)


@_form_page
def propose(request: HttpRequest, area_id: str) -> HttpResponse:
    """Put an object, named in the address by kind and number, to the parties."""
    room = enter(request, area_id)
    actor = room.member()
    target = _target(room, request.GET.get("kind", ""), request.GET.get("number", ""))
    heading = target.heading()
    form = ProposeForm(given(request), joined=joined_parties(room.cooperation), initial={"title": heading.in_(language())[:_TITLE]})

    def title(written: str) -> Text:
        """The heading of the object in every language, unless another title was written."""
        if written != heading.in_(language())[:_TITLE]:
            return Text(written)
        return Text(*(text[:_TITLE] for text in heading.as_dict().values()))

    answer = send(
        request,
        form,
        lambda said: services.propose(
            actor=actor, target=target, title=title(said["title"]), parties=form.chosen(), proposal=said["proposal"], days=said["days"]
        ),
        to=lambda made: reverse("agreement", args=[room.area, made.pk]),
        said=_("Put to the parties. Each answers for itself."),
    )
    context = {"form": form, "what": heading.in_(language()), "rule": rule_text(rule_in_force(room.cooperation.pk), language())}
    return answer or page(request, room, "rooms/agreements/propose.html", context, status=form.status)


def _target(room: Room, kind: str, number: str) -> Shared:
    if not number.isdecimal() or len(number) > len("9223372036854775807") - 1:
        raise Unknown(_("There is no such object any more."), _("Go back and choose again."))
    return shared_object(room.actor, room.cooperation, kind, int(number))


@_form_page
def rule(request: HttpRequest, area_id: str) -> HttpResponse:
    """Propose that a group speaks for the municipalities."""
    room = enter(request, area_id)
    actor = room.member()
    form = RuleForm(given(request), groups=groups_of(actor, room.cooperation))
    answer = send(
        request,
        form,
        lambda _said: services.propose_rule(
            actor=actor, cooperation=room.cooperation, speaker=form.group(), text=form.text(), parties=joined_parties(room.cooperation)
        ),
        to=lambda made: reverse("agreement", args=[room.area, made.pk]),
    )
    context = {"form": form, "rule": rule_text(rule_in_force(room.cooperation.pk), language())}
    return answer or page(request, room, "rooms/agreements/rule.html", context, status=form.status)
