"""What the pages of signing in and of one's own details share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from yhdyspinta.accounts.queries import posts_of
from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations.queries.cooperations import Post
from yhdyspinta.pictures.exports.chart_files import example_words
from yhdyspinta.web.page import show, unkept
from yhdyspinta.web.rooms import menu, names, unsent
from yhdyspinta.web.rooms.acting import CHOSEN_POST, SignInNeeded, person_of

View = Callable[..., HttpResponse]


def shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """A page of one's own: kept by nobody."""
    return in_frame(request, f"rooms/accounts/{template}.html", context, status)


def in_frame(request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """A page of whoever has signed in: it bears the frame of the cooperation in whose post they act, and says if that is invented."""
    frame = {
        "told": [str(one) for one in get_messages(request)],
        "signed_in": request.user.is_authenticated,
        **_acting(request),
        **unsent.shown(request),
    }
    return unkept(show(request, template, {**frame, **context}, status=status))


def acts_in(request: HttpRequest, posts: list[Post]) -> Post | None:
    """The post of these in which whoever has signed in acts: the one that they chose, or the only one."""
    chosen = next((one for one in posts if one.pk == request.session.get(CHOSEN_POST)), None)
    return chosen or (posts[0] if len(posts) == 1 else None)


def _acting(request: HttpRequest) -> dict[str, Any]:
    person = person_of(request)
    post = acts_in(request, posts_of(person)) if person is not None else None
    if post is None:
        return {"room_menu": ()}
    cooperation = post.party.cooperation
    frame = {
        "room_area": cooperation.area,
        "room_name": names.cooperation_name(cooperation),
        "acting": names.post_name(post),
        "room_menu": menu.entries(cooperation.area, ""),
    }
    return frame | ({"example": example_words()} if cooperation.is_example else {})


def see(address: str) -> HttpResponse:
    """Lead on after a form."""
    response = HttpResponseRedirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    return unkept(response)


def for_signed_in(view: View) -> View:
    """The view gets the person who has signed in; others are led to where one does."""

    @wraps(view)
    def known(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        person = person_of(request)
        if person is None:
            raise SignInNeeded("Signing in is needed here.")
        return unkept(view(request, person, *arguments, **named))

    return known


def by_letter(view: View) -> View:
    """A page to which a letter leads: a link that no longer works says so, and what to do."""

    @wraps(view)
    def open_still(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except Refused as error:
            return shown(request, "closed", {"heading": error.message, "advice": error.hint}, HTTPStatus.GONE)

    return open_still


class Dressed:
    """A form of allauth in the look of the site."""

    differences = ()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field.widget, forms.HiddenInput | forms.CheckboxInput):
                field.widget.attrs["class"] = "ds-input"


class Ours:
    """A view of allauth whose page is ours."""

    page = ""

    def more(self) -> dict[str, Any]:
        """What the page needs beside the form."""
        return {}

    def render_to_response(self, context: dict[str, Any], **_named: Any) -> HttpResponse:
        form = context.get("form")
        wrong = form is not None and form.is_bound and not form.is_valid()
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
        following = context.get("redirect_field_value") or ""
        return shown(self.request, self.page, {"form": form, "next": following, **self.more()}, status)  # type: ignore[attr-defined]
