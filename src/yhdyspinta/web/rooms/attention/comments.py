"""Pages of commenting: a new comment, one's own comment, and what one was asked to look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yhdyspinta.attention.queries.comments import Comment, comment_of, mention_of
from yhdyspinta.attention.queries.naming import page_of
from yhdyspinta.attention.services import comments as services
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.visibility import Shared, shared_object
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.attention import presenters
from yhdyspinta.web.rooms.attention.forms import CommentForm
from yhdyspinta.web.rooms.forms import RoomForm, given, send

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
def new(request: HttpRequest, area_id: str, kind: str, number: int) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    target = shared_object(actor, room.cooperation, kind, number)
    form = presenters.comment_form(room, target, given(request))
    answer = send(
        request,
        form,
        lambda said: services.comment(actor=actor, target=target, text=said["text"], mentions=form.chosen()),
        to=lambda made: _at(room, target, made),
        said=_("The comment is saved."),
    )
    return answer or _page(request, room, target, form, _("Comment"))


@_BOTH
def change(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    comment = comment_of(actor, room.cooperation, number)
    policy.require(actor, "comment.change", "own" if comment.post_id == actor.post_id else "other")
    target = _target(room, comment)
    form = CommentForm(given(request), initial={"text": comment.text, "version": comment.version})
    answer = send(
        request,
        form,
        lambda said: services.rewrite(actor=actor, comment=comment, version=form.seen, text=said["text"]),
        to=_at(room, target, comment),
        said=_("The comment is saved."),
    )
    return answer or _page(request, room, target, form, _("Change your comment"))


@require_POST
def withdraw(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Of a comment that changed meanwhile, the page shows how it reads now."""
    room = enter(request, area_id)
    actor = room.member()
    comment = comment_of(actor, room.cooperation, number)
    target = _target(room, comment)
    form = RoomForm(request.POST)
    answer = send(
        request,
        form,
        lambda _said: services.withdraw(actor=actor, comment=comment, version=form.seen),
        to=_at(room, target, comment),
        said=_("The comment is withdrawn."),
    )
    again = CommentForm(initial={"text": comment.text, "version": comment.version})
    return answer or _page(request, room, target, again, _("Change your comment"), failed=form)


@require_POST
def read(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    mention = mention_of(actor, number)
    form = RoomForm(request.POST)
    answer = send(
        request,
        form,
        lambda _said: services.mark_read(actor=actor, mention=mention),
        to=reverse("awaiting", args=[room.area]),
        said=_("Marked as read."),
    )
    return answer or page(request, room, "rooms/attention/failed.html", {"form": form}, status=form.status)


def _target(room: Room, comment: Comment) -> Shared:
    return shared_object(room.actor, room.cooperation, comment.target_kind, comment.target_id)


def _at(room: Room, target: Shared, comment: Comment) -> str:
    return f"{page_of(room.area, target)}#kommentti-{comment.pk}"


def _page(request: HttpRequest, room: Room, target: Shared, form: CommentForm, title: str, failed: RoomForm | None = None) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "heading": target.heading().in_(language()),
        "back": page_of(room.area, target),
        "failed": failed,
    }
    return page(request, room, "rooms/attention/comment.html", context, status=(failed or form).status)
