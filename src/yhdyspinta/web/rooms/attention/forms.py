"""Forms of commenting, of the topics of letters, and of following an area."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yhdyspinta.attention.queries.comments import LONGEST_COMMENT
from yhdyspinta.attention.queries.letters import TOPICS
from yhdyspinta.organisations.queries.cooperations import Post
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.forms import RoomForm


class CommentForm(RoomForm):
    """A comment, and the posts that it asks to look."""

    prefix = "comment"
    text = forms.CharField(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_COMMENT}),
        help_text=_("At most 2,000 characters. Nothing of single persons, and nothing of the details of preparedness."),
        strip=False,
    )
    mentions = forms.MultipleChoiceField(
        label=_("Ask these posts to look"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("It comes to the list of what awaits them. Only those are here who see this page."),
    )

    def __init__(self, *arguments: Any, posts: Iterable[Post] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._posts = {str(post.pk): post for post in posts}
        self.fields["mentions"].choices = [(key, f"@{names.post_name(post)}") for key, post in self._posts.items()]
        if not self._posts:
            del self.fields["mentions"]

    def chosen(self) -> list[Post]:
        """The posts that were ticked."""
        return [self._posts[key] for key in self.cleaned_data.get("mentions", ())]


class LettersForm(RoomForm):
    """Which topics of the weekly letter one wants, and in which language."""

    topics = forms.MultipleChoiceField(
        label=_("What the weekly letter tells"), widget=forms.CheckboxSelectMultiple, required=False, choices=TOPICS
    )
    language = forms.ChoiceField(label=_("Language of the letters"), widget=forms.RadioSelect, choices=settings.LANGUAGES)


class FollowForm(RoomForm):
    """An address that wants to be told of an area's figures. `website` is filled in by robots alone."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("It is used for these letters alone, and erased when you stop them."),
    )
    website = forms.CharField(
        required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
