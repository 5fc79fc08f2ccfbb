"""Themes, groups and one's own party's posts: what coordinators keep in order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations.queries.cooperations import CooperationTheme
from yhdyspinta.organisations.queries.groups import Post, group_of, groups_of, posts_of_cooperation, posts_of_party
from yhdyspinta.organisations.services import cooperations as services
from yhdyspinta.organisations.services import people
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.forms import given, send, which
from yhdyspinta.web.rooms.parties import presenters
from yhdyspinta.web.rooms.parties.forms import GroupForm, NewPostForm, NewThemeForm, PostForm, SeatsForm, ThemeForm
from yhdyspinta.web.rooms.parties.views import form_page


@form_page
def themes(request: HttpRequest, area_id: str) -> HttpResponse:
    """Every theme with its form; the one that was sent is named by its button. A new one is added at the end."""
    room = enter(request, area_id)
    actor, sent = room.member(), which(request, "theme")
    found = list(room.cooperation.themes.order_by("number"))
    forms = [ThemeForm.of(theme, given(request) if sent == str(theme.pk) else None) for theme in found]
    new = NewThemeForm(given(request) if sent == "new" else None, prefix="new", initial={"is_on": True})

    def do(theme: CooperationTheme | None, form: ThemeForm) -> CooperationTheme:
        if theme is None:
            return services.add_theme(actor=actor, cooperation=room.cooperation, name=form.own_name())
        return services.change_theme(actor=actor, theme=theme, version=form.seen, is_on=form.cleaned_data["is_on"], name=form.own_name())

    theme, form = next(((theme, form) for theme, form in zip([*found, None], [*forms, new], strict=True) if form.is_bound), (None, new))
    answer = send(request, form, lambda _said: do(theme, form), to=reverse("cooperation_themes", args=[room.area]))
    context = {
        "themes": [presenters.theme_form(*one) for one in zip(found, forms, strict=True)],
        "new": new,
        "may": room.may("theme.change"),
    }
    return answer or page(request, room, "rooms/parties/themes.html", context, status=form.status)


@form_page
def groups(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    form = GroupForm(given(request))
    answer = send(
        request,
        form,
        lambda said: services.make_group(actor=actor, cooperation=room.cooperation, kind=said["kind"], name=said["name"]),
        to=lambda group: reverse("cooperation_group", args=[room.area, group.pk]),
    )
    context = {"groups": presenters.groups(groups_of(actor, room.cooperation)), "form": form, "may": room.may("group.change")}
    return answer or page(request, room, "rooms/parties/groups.html", context, status=form.status)


@form_page
def group(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Who sits in a group."""
    room = enter(request, area_id)
    actor = room.member()
    found = group_of(actor, room.cooperation, number)
    seated = {"posts": [str(post.pk) for post in found.posts], "chair": str(found.group.chair_id or ""), "version": found.group.version}
    form = SeatsForm(given(request), posts=posts_of_cooperation(actor, room.cooperation), initial=seated)
    answer = send(
        request,
        form,
        lambda _said: services.seat(actor=actor, group=found.group, version=form.seen, posts=form.members(), chair=form.chosen_chair()),
        to=reverse("cooperation_groups", args=[room.area]),
    )
    context = {"group": found.group, "form": form, "may": room.may("group.change"), "members": presenters.members(found)}
    return answer or page(request, room, "rooms/parties/group.html", context, status=form.status)


@form_page
def posts(request: HttpRequest, area_id: str) -> HttpResponse:
    """The posts of one's own party, and a new one."""
    room = enter(request, area_id)
    actor = room.member()
    form = NewPostForm(given(request))

    def do(said: dict[str, str]) -> Post:
        holder = people.know(actor=actor, email=said["email"]) if said["email"] else None
        return people.open_post(actor=actor, party=room.party, title=said["title"], role=said["role"], holder=holder)

    answer = send(request, form, do, to=reverse("cooperation_posts", args=[room.area]))
    context = {"posts": presenters.posts(posts_of_party(actor, room.party)), "form": form, "may": room.may("post.change", "own")}
    return answer or page(request, room, "rooms/parties/posts.html", context, status=form.status)


@form_page
def post(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """A post of one's own party: another title or role, or closed for good."""
    room = enter(request, area_id)
    actor, found = room.member(), _own_post(room, number)
    form = PostForm(given(request), initial={"title": found.title, "role": found.role, "version": found.version})

    def do(said: dict[str, str]) -> Post:
        if "close" in request.POST:
            return people.close_post(actor=actor, post=found, version=form.seen)
        return people.change_post(actor=actor, post=found, version=form.seen, title=said["title"], role=said["role"])

    said = _("The post is closed.") if "close" in request.POST else ""
    answer = send(request, form, do, to=reverse("cooperation_posts", args=[room.area]), said=said)
    return answer or page(request, room, "rooms/parties/post.html", {"form": form, "post": found}, status=form.status)


def _own_post(room: Room, number: int) -> Post:
    found = next((one for one in posts_of_party(room.member(), room.party) if one.pk == number), None)
    if found is None:
        raise Unknown(_("There is no such object any more."), _("Go back and choose again."))
    return found
