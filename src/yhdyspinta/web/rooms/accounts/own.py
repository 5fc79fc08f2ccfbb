"""One's own details: posts, how one signs in, what is known of one, and leaving."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.internal import flows
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yhdyspinta.accounts import letters, queries, services
from yhdyspinta.accounts.adapters import AccountAdapter
from yhdyspinta.accounts.second_factor import proved
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.cooperations import Person, Post
from yhdyspinta.organisations.services import people
from yhdyspinta.web.rooms import names, unsent
from yhdyspinta.web.rooms.accounts import forms
from yhdyspinta.web.rooms.accounts.pages import acts_in, for_signed_in, see, shown
from yhdyspinta.web.rooms.accounts.signing_in import absolute, count_letter
from yhdyspinta.web.rooms.acting import CHOSEN_POST
from yhdyspinta.web.rooms.forms import given, send

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post that one holds."""

    number: int
    name: str
    role: str
    cooperation: str
    url: str
    note: str
    chosen: bool
    may_hand_over: bool


@_BOTH
@for_signed_in
def own(request: HttpRequest, person: Person) -> HttpResponse:
    """Who one is here."""
    actor = policy.signed_in(person)
    form = forms.Name(given(request), initial={"name": person.name, "version": person.version})
    answer = send(
        request,
        form,
        lambda said: services.rename(actor=actor, person=person, version=form.seen, name=said["name"]),
        to=reverse("own"),
    )
    posts = queries.posts_of(person)
    acting = acts_in(request, posts)
    context = {
        "form": form,
        "person": person,
        "posts": [_line(person, one, chosen=one == acting) for one in posts],
        "second_factor": is_mfa_enabled(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return answer or shown(request, "own", context, form.status)


def _line(person: Person, post: Post, *, chosen: bool) -> PostLine:
    cooperation = post.party.cooperation
    return PostLine(
        post.pk,
        names.post_name(post),
        post.get_role_display(),
        names.cooperation_name(cooperation),
        reverse("cooperation", args=[cooperation.area]),
        post.handover_note,
        chosen,
        policy.allowed(policy.in_post(post, person), "post.hand_over_mine", "own"),
    )


def _held(person: Person, number: int) -> Post:
    found = next((one for one in queries.posts_of(person) if one.pk == number), None)
    if found is None:
        raise Unknown(_("You do not hold this post."), _("Choose one of your own."))
    return found


@require_safe
@for_signed_in
def rooms(request: HttpRequest, person: Person) -> HttpResponse:
    """Where every page of the site leads whoever works here: the rooms of the post in which they act, or their posts to choose from."""
    post = acts_in(request, queries.posts_of(person))
    return see(reverse("own") if post is None else reverse("cooperation", args=[post.party.cooperation.area]))


@require_POST
@for_signed_in
def choose_post(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Act in this post from now on."""
    post = _held(person, number)
    request.session[CHOSEN_POST] = post.pk
    return see(reverse("cooperation", args=[post.party.cooperation.area]))


@_BOTH
@for_signed_in
def hand_over(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Give one's post to its next holder, with a note."""
    post = _held(person, number)
    actor = policy.in_post(post, person, proved=proved(request))
    form = forms.HandOver(given(request), initial={"version": post.version})

    def give(said: dict[str, str]) -> None:
        count_letter(request)
        successor = people.know(actor=policy.signed_in(person), email=said["email"])
        people.hand_over(actor=actor, post=post, version=form.seen, successor=successor, note=said["note"])
        try:
            letters.send_handover(successor.email, post=names.post_name(post), address=absolute(request)(reverse("own")))
        except Refused:
            messages.warning(request, _("The letter to the next holder could not be sent. Tell them yourself that the post is theirs."))

    answer = send(request, form, give, to=reverse("own"), said=_("The post has been handed over."))
    return answer or shown(request, "hand_over", {"form": form, "post": names.post_name(post)}, form.status)


@require_POST
@for_signed_in
def throw_away(request: HttpRequest, person: Person) -> HttpResponse:
    """What one wrote and has not sent is not wanted: back to an empty form."""
    written = unsent.of(request)
    unsent.discard(request)
    return see(written.page if written is not None else reverse("own"))


@_BOTH
@for_signed_in
def password(request: HttpRequest, person: Person) -> HttpResponse:
    """Set a password, or another."""
    if flows.reauthentication.is_reauthentication_required(request, app="allauth.mfa"):
        methods = AccountAdapter().get_reauthentication_methods(request.user)
        return redirect(f"{methods[0]['url']}?{urlencode({'next': request.path})}")
    form = forms.NewPassword(given(request), account=request.user)

    def keep(said: dict[str, str]) -> None:
        AccountAdapter().set_password(request.user, said["password"])
        update_session_auth_hash(request, request.user)  # the other sessions end

    answer = send(request, form, keep, to=reverse("own"), said=_("The password has been set."))
    return answer or shown(request, "password", {"form": form, "email": person.email}, form.status)


@require_safe
@for_signed_in
def data(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything that is known of oneself, as JSON."""
    known = queries.everything_known_of(policy.signed_in(person), person)
    response = JsonResponse(known, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="omat-tiedot.json"'
    return response


@_BOTH
@for_signed_in
def erase(request: HttpRequest, person: Person) -> HttpResponse:
    """Leave for good."""
    form = forms.Erase(given(request))
    if form.is_bound and form.is_valid():
        services.erase(actor=policy.signed_in(person), person=person)
        request.session.flush()
        return see(reverse("own_erased"))
    return shown(
        request, "erase", {"form": form, "posts": [names.post_name(one) for one in queries.posts_of(person)]}, 422 if form.errors else 200
    )


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """What stays and what went."""
    advice = _(
        "Your name and e-mail address are gone, and nobody can sign in with them. What was done stays in the record by number alone."
    )
    return shown(request, "closed", {"heading": _("You have been erased"), "advice": advice})
