"""Forms by which a cooperation begins and its parties, themes, groups and posts change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.text import Text, alphabetical
from yhdyspinta.organisations.queries.cooperations import CooperationTheme, Post
from yhdyspinta.organisations.queries.inviting import NAMED, NewParty, PartyKind
from yhdyspinta.organisations.services.cooperations import GROUP_KINDS
from yhdyspinta.organisations.services.people import ROLES
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.forms import RoomForm
from yhdyspinta.web.rooms.names import post_name

_APART = "|"


def _key(party: NewParty) -> str:
    return _APART.join((party.kind, party.area))


def _party_choices(parties: Iterable[NewParty]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Organisations grouped by kind, each group by the alphabet."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for party in parties:
        groups.setdefault(party.kind, []).append((_key(party), areas().get(party.area).name.in_(language())))
    return [(str(PartyKind(kind).label), sorted(found, key=lambda one: alphabetical(one[1]))) for kind, found in groups.items()]


class BeginForm(RoomForm):
    """Who begins the cooperation, and in which post."""

    beginner = forms.ChoiceField(label=_("Who begins"), help_text=_("One is enough: the others join when they like, and nothing changes."))
    post_title = forms.CharField(
        label=_("Your post"), max_length=120, help_text=_("For example Wellbeing coordinator. The post is the coordinator of the party.")
    )

    def __init__(self, *arguments: Any, beginners: Sequence[NewParty], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["beginner"].choices = _party_choices(beginners)

    def beginner_party(self) -> NewParty:
        kind, area = self.cleaned_data["beginner"].split(_APART)
        return NewParty(kind, area)


class InviteForm(RoomForm):
    """Which organisation is invited, and who speaks for it first."""

    party = forms.ChoiceField(label=_("Organisation"))
    name = forms.CharField(
        label=_("Name of the organisation"), required=False, max_length=120, help_text=_("Only where it is not in the list above.")
    )
    post_title = forms.CharField(label=_("Post of the contact person"), max_length=120)
    email = forms.EmailField(label=_("E-mail of the contact person"), max_length=254)

    def __init__(self, *arguments: Any, invitable: Sequence[NewParty], **named: Any) -> None:
        super().__init__(*arguments, **named)
        others = [(_key(NewParty(kind.value)), str(kind.label)) for kind in NAMED]
        self.fields["party"].choices = [*_party_choices(invitable), (str(_("Others, by name")), others)]

    def new_party(self) -> NewParty:
        kind, area = self.cleaned_data["party"].split(_APART)
        return NewParty(kind, area, "" if area else self.cleaned_data["name"])


class ThemeForm(RoomForm):
    """A theme: whether it is in use, and its own name in each language."""

    is_on = forms.BooleanField(label=_("In use"), required=False)
    name_fi = forms.CharField(label=_("Own name in Finnish"), required=False, max_length=120)
    name_sv = forms.CharField(label=_("Own name in Swedish"), required=False, max_length=120)
    name_en = forms.CharField(label=_("Own name in English"), required=False, max_length=120)

    @classmethod
    def of(cls, theme: CooperationTheme, data: Any = None) -> ThemeForm:
        """The form of a theme that is there."""
        names = {f"name_{language}": getattr(theme, f"name_{language}") for language in ("fi", "sv", "en")}
        return cls(data, prefix=f"theme{theme.pk}", initial={"version": theme.version, "is_on": theme.is_on, **names})

    def own_name(self) -> Text:
        return Text(*(self.cleaned_data[f"name_{language}"] for language in ("fi", "sv", "en")))


class NewThemeForm(ThemeForm):
    """A theme of the cooperation's own."""

    SAID = "name"


class GroupForm(RoomForm):
    """A new group."""

    kind = forms.ChoiceField(label=_("What kind of group"), choices=GROUP_KINDS)
    name = forms.CharField(label=_("Name"), max_length=120)


class SeatsForm(RoomForm):
    """Which posts sit in a group, and which of them chairs it."""

    posts = forms.MultipleChoiceField(label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple)
    chair = forms.ChoiceField(label=_("Chair"), required=False)

    def __init__(self, *arguments: Any, posts: Sequence[Post], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._posts = {str(post.pk): post for post in posts}
        choices = [(key, post_name(post)) for key, post in self._posts.items()]
        self.fields["posts"].choices = choices
        self.fields["chair"].choices = [("", str(_("No chair"))), *choices]

    def members(self) -> list[Post]:
        return [self._posts[key] for key in self.cleaned_data["posts"]]

    def chosen_chair(self) -> Post | None:
        return self._posts.get(self.cleaned_data["chair"])


class PostForm(RoomForm):
    """A post of one's own party."""

    title = forms.CharField(label=_("Title of the post"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class NewPostForm(PostForm):
    """A new post, with the e-mail of its holder where there is one."""

    email = forms.EmailField(label=_("E-mail of its holder"), required=False, max_length=254)
