"""Forms of the process page, of who answers for the procedure, and of the yearly self-assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.queries.groups import Post
from yhdyspinta.organisations.queries.procedure import QUESTIONS
from yhdyspinta.web.rooms.forms import RoomForm
from yhdyspinta.web.rooms.names import post_name

_SCALE = ((1, _("1 – not at all")), (2, _("2 – a little")), (3, _("3 – mostly")), (4, _("4 – fully")))
# What each of the five asks, with a hint of what to look at.
ASKED = {
    "mandate": (_("Mandate"), _("Has a decision been made that your organisation works in the cooperation, and by whom?")),
    "responsible_post": (_("Responsible post"), _("Is there a post whose task this is, and somebody in it?")),
    "time": (_("Time"), _("Is working time set aside for it, also in the weeks when there is most to do?")),
    "tools": (_("Tools"), _("Are there places to write, meet and share in which both sides can work?")),
    "access": (_("Access to information"), _("Do those who need the information of the other side get it without asking each time?")),
}


class AssessmentForm(RoomForm):
    """The five questions, each from 1 to 4."""

    remark = forms.CharField(label=_("A remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = (*QUESTIONS, "remark")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in QUESTIONS:
            label, hint = ASKED[name]
            self.fields[name] = forms.TypedChoiceField(label=label, help_text=hint, choices=_SCALE, coerce=int, widget=forms.RadioSelect)
        self.order_fields(self.field_order)

    def answers(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in QUESTIONS}


class ResponsibilityForm(RoomForm):
    """Who answers for the procedure in one's own party."""

    top_official = forms.CharField(
        label=_("Top official"), max_length=120, help_text=_("The title, not the name of a person: for example Municipal Manager.")
    )
    political_body = forms.CharField(
        label=_("Political body"), max_length=120, help_text=_("For example the municipal board or the county board.")
    )
    post = forms.ChoiceField(label=_("The post that prepares"), required=False)

    def __init__(self, *arguments: Any, posts: Sequence[Post], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._posts = {str(post.pk): post for post in posts}
        self.fields["post"].choices = [("", str(_("None yet"))), *((key, post_name(post)) for key, post in self._posts.items())]

    def chosen_post(self) -> Post | None:
        return self._posts.get(self.cleaned_data["post"])


class ProcessForm(RoomForm):
    """The process on one page, in the languages in which there is one."""

    SAID = "text"
    text_fi = forms.CharField(
        label=_("The process in Finnish"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Who meets whom and when, who prepares, what goes to which body, and what happens when the parties disagree."),
    )
    text_sv = forms.CharField(label=_("The process in Swedish"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 6}))
    text_en = forms.CharField(label=_("The process in English"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 6}))
    agreed_on = forms.DateField(label=_("Agreed on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    minute_reference = forms.CharField(label=_("Reference of the minutes"), required=False, max_length=200)

    def text(self) -> Text:
        return Text(*(self.cleaned_data[f"text_{language}"] for language in ("fi", "sv", "en")))
