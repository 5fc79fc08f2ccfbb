"""The demonstration: one click signs in as the holder of any post of an invented cooperation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yhdyspinta.accounts import queries, services, unsent
from yhdyspinta.accounts.adapters import AccountAdapter
from yhdyspinta.web.page import language, unkept
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.accounts.pages import see, shown
from yhdyspinta.web.rooms.acting import CHOSEN_POST

View = Callable[..., HttpResponse]


def _in_demonstration(view: View) -> View:
    """Outside the demonstration mode there is no such page."""

    @wraps(view)
    def only(request: HttpRequest, **named: int) -> HttpResponse:
        if not settings.ENVIRONMENT.demonstration or settings.ENVIRONMENT.production:
            raise Http404
        return unkept(view(request, **named))

    return only


@_in_demonstration
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """The posts that one may try, by party."""
    found = []
    for cooperation, inside in groupby(queries.example_posts(), key=lambda post: post.party.cooperation):
        parties = [
            {
                "name": party.title().in_(language()),
                "posts": [{"number": one.pk, "title": one.title, "role": one.get_role_display()} for one in several],
            }
            for party, several in groupby(inside, key=lambda post: post.party)
        ]
        found.append({"name": names.cooperation_name(cooperation), "parties": parties})
    return shown(request, "demonstration", {"cooperations": found})


@_in_demonstration
@require_POST
def try_as(request: HttpRequest, number: int) -> HttpResponse:
    """Sign in as the holder of the post."""
    post = next((one for one in queries.example_posts() if one.pk == number), None)
    if post is None:
        raise Http404
    unsent.flush(request.session)
    AccountAdapter().login(request, services.account_of(post.holder))
    request.session[CHOSEN_POST] = post.pk
    return see(reverse("cooperation", args=[post.party.cooperation.area]))
