"""Forms of priorities and of a party's own goals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.terms import term_on, terms
from yhdyspinta.organisations.queries.cooperations import CooperationTheme
from yhdyspinta.phenomena.queries.leading import DocumentKind
from yhdyspinta.phenomena.queries.phenomena import Phenomenon
from yhdyspinta.phenomena.services.leading import Chosen, Goal
from yhdyspinta.web.page import today
from yhdyspinta.web.rooms.fields import ChosenForm, day_field, text_area
from yhdyspinta.web.rooms.phenomena.forms import InLanguages


def _name() -> forms.CharField:
    return forms.CharField(label=_("The priority in a few words"), max_length=160, required=False)


class PriorityForm(InLanguages):
    """What was chosen, in which meeting."""

    SAID = "name"
    name_fi, name_sv, name_en = _name(), _name(), _name()
    reason = forms.CharField(label=_("Why it was chosen"), max_length=1000, required=False, widget=text_area())
    meeting = forms.CharField(
        label=_("Meeting in which leaders chose it"),
        max_length=160,
        help_text=_("For example the negotiation between the county and its municipalities."),
    )
    chosen_on = day_field(_("Day of the meeting"))
    minute_reference = forms.CharField(label=_("Section or reference of the minutes"), max_length=200, required=False)

    def said(self) -> Chosen:
        """It, as the service takes it."""
        kept = {name: self.cleaned_data[name] for name in ("meeting", "chosen_on", "minute_reference", "reason")}
        return Chosen(self.text(), **kept)


class NewPriorityForm(PriorityForm):
    """A phenomenon as a priority of a term."""

    phenomenon = forms.ChoiceField(label=_("Phenomenon"))
    term = forms.TypedChoiceField(label=_("Term of council"), coerce=int)
    field_order = ("phenomenon", "name_fi", "name_sv", "name_en", "term", "reason", "meeting", "chosen_on", "minute_reference")

    def __init__(self, *arguments: Any, phenomena: Iterable[Phenomenon], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("phenomenon", phenomena)
        now = term_on(today().date())
        self.fields["term"].choices = [(term.year, term.years) for term in terms().values() if term.year >= now.year]
        self.fields["term"].initial = now.year


class GoalForm(ChosenForm):
    """A goal of one's own party in the words of its document."""

    theme = forms.ChoiceField(label=_("Theme"))
    text = forms.CharField(label=_("The goal, in the words of the document"), max_length=1000, widget=text_area())
    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices)
    document = forms.CharField(label=_("Document"), max_length=200, help_text=_("For example County strategy 2026–2029."))
    dated = day_field(_("Day of the document"))
    reference = forms.CharField(label=_("Where it stands in the document"), max_length=200, required=False)
    is_public = forms.BooleanField(
        label=_("The document is public: anybody may see this"),
        required=False,
        initial=True,
        help_text=_("Decided strategies, budgets and plans are."),
    )

    def __init__(self, *arguments: Any, themes: Iterable[CooperationTheme], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("theme", themes)

    def said(self) -> Goal:
        """It, as the service takes it."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "theme")}
        return Goal(theme=self.chosen_one("theme"), **kept)
