"""Forms of putting something to the parties, answering it, and keeping where it was dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.queries.agreements import ANSWERS
from yhdyspinta.organisations.queries.cooperations import Party
from yhdyspinta.organisations.queries.groups import Sitting
from yhdyspinta.organisations.services.agreements import DAYS, MOST_DAYS
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.forms import RoomForm


class _PartiesForm(RoomForm):
    """Which parties it concerns, and how long they have."""

    parties = forms.MultipleChoiceField(label=_("Whom it concerns"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(
        label=_("Days to answer"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS,
        help_text=_("Silence is shown as no answer, never as consent."),
    )

    def __init__(self, *arguments: Any, joined: Sequence[Party], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._joined = {str(party.pk): party for party in joined}
        self.fields["parties"].choices = [(key, party.title().in_(language())) for key, party in self._joined.items()]
        self.fields["parties"].initial = list(self._joined)

    def chosen(self) -> list[Party]:
        return [self._joined[key] for key in self.cleaned_data["parties"]]


class ProposeForm(_PartiesForm):
    """Put an object to the parties."""

    title = forms.CharField(label=_("What is agreed"), max_length=200)
    proposal = forms.CharField(label=_("Proposal"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    field_order = ("title", "proposal", "parties", "days")


class RuleForm(RoomForm):
    """Another rule of agreement: a group speaks for the municipalities."""

    speaker = forms.ChoiceField(label=_("Which group speaks for the municipalities"))
    text_fi = forms.CharField(label=_("The rule in Finnish"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    text_sv = forms.CharField(label=_("The rule in Swedish"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *arguments: Any, groups: Sequence[Sitting], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._groups = {str(one.group.pk): one.group for one in groups}
        self.fields["speaker"].choices = [(key, group.name) for key, group in self._groups.items()]

    def group(self) -> Any:
        return self._groups[self.cleaned_data["speaker"]]

    def text(self) -> Text:
        return Text(self.cleaned_data["text_fi"], self.cleaned_data["text_sv"])


class AnswerForm(RoomForm):
    """What one's own party says."""

    answer = forms.ChoiceField(label=_("Your party's answer"), choices=ANSWERS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Remarks, or how you see it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Printed beside the agreement. A differing view does not block."),
    )


class MinutesForm(RoomForm):
    """Where one's own party's body dealt with it."""

    body = forms.CharField(label=_("Body"), max_length=120, help_text=_("For example the municipal board."))
    day = forms.DateField(label=_("Day of the meeting"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reference = forms.CharField(label=_("Section or reference of the minutes"), max_length=200)
