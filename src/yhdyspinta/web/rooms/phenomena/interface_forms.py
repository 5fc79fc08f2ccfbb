"""Forms in which a party says what it does at an interface and how that works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.organisations.queries.groups import Post
from yhdyspinta.web.rooms.fields import ChosenForm, text_area
from yhdyspinta.web.rooms.forms import RoomForm

# From 1 to 4, in words.
GRADES = {1: _("Poorly"), 2: _("In part"), 3: _("Fairly well"), 4: _("Well")}


class DescribeForm(ChosenForm):
    """What one's own party does, and which post is responsible."""

    does = forms.CharField(
        label=_("What your own party does here"),
        max_length=2000,
        required=False,
        widget=text_area(4),
        help_text=_("Tasks and services, and what is handed over to the other side. Of preparedness write no details here."),
    )
    post = forms.ChoiceField(label=_("Responsible post"), required=False)

    def __init__(self, *arguments: Any, posts: Iterable[Post], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("post", posts, first=[("", str(_("Not named yet")))])


class WorkingForm(RoomForm):
    """How it works."""

    grade = forms.TypedChoiceField(label=_("How does it work?"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=1000, widget=text_area(), help_text=_("Shown beside the answers of the others."))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["grade"].choices = [(grade, grade_words(grade)) for grade in GRADES]


def grade_words(grade: int) -> str:
    """`3/4, melko hyvin`."""
    return f"{grade}/{len(GRADES)} {str(GRADES[grade]).lower()}"
