"""Forms of needs. Of a need only the question is demanded: a half-filled form is saved as it is, and goes on later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.items import codes
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.needs.queries import PURPOSES, HallScale, Importance, Level, Need, NeedKind
from yhdyspinta.needs.queries.halls import SIDES
from yhdyspinta.needs.services import Asked
from yhdyspinta.organisations.queries.cooperations import CooperationTheme, Party
from yhdyspinta.organisations.services.agreements import DAYS, MOST_DAYS
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.forms import RoomForm

STEPS: tuple[tuple[str, ...], ...] = (
    ("question_fi", "question_sv", "question_en", "level", "theme"),
    ("decision", "decision_when", "changing_answer"),
    ("purpose", "kind", "wanted", "body"),
)
_QUESTIONS = {"fi": _("Question in Finnish"), "sv": _("Question in Swedish"), "en": _("Question in English")}


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NeedForm(RoomForm):
    """What a need says: all of it, or the fields of one step; the rest is taken from `before`."""

    question_fi = forms.CharField(required=False, max_length=400, widget=_lines(3))
    question_sv = forms.CharField(required=False, max_length=400, widget=_lines(3))
    question_en = forms.CharField(required=False, max_length=400, widget=_lines(3))
    level = forms.ChoiceField(label=_("At which level is it asked"), required=False, choices=Level.choices, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    decision = forms.CharField(label=_("Which decision does it serve"), required=False, max_length=300)
    decision_when = forms.CharField(
        label=_("When is it decided"), required=False, max_length=80, help_text=_("For example: budget of 2028, or each autumn.")
    )
    changing_answer = forms.CharField(label=_("Which answer would change the decision"), required=False, max_length=1000, widget=_lines(3))
    purpose = forms.ChoiceField(label=_("For what is the information used"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What is needed"), required=False, choices=NeedKind.choices, widget=forms.RadioSelect)
    wanted = forms.MultipleChoiceField(label=_("What kind of information is wanted"), required=False, widget=forms.CheckboxSelectMultiple)
    body = forms.CharField(
        label=_("Which body asks"), required=False, max_length=120, help_text=_("For example the municipal board or the management team.")
    )

    def __init__(
        self, *arguments: Any, themes: Sequence[CooperationTheme], before: Mapping[str, Any], only: Sequence[str] = (), **named: Any
    ) -> None:
        super().__init__(*arguments, initial=dict(before), **named)
        self._themes = {str(one.number): one for one in themes}
        self._before = before
        self.fields["theme"].choices = [(key, theme.name().in_(language())) for key, theme in self._themes.items()]
        self.fields["purpose"].choices = _purposes(str(before.get("level", "")), str(before.get("purpose", "")))
        self.fields["wanted"].choices = [(code, words.in_(language())) for code, words in codes()["kind"].items()]
        self._name_questions()
        for name in [name for name in self.fields if only and name not in (*only, "version")]:
            del self.fields[name]

    def _name_questions(self) -> None:
        """The question is asked first in the reader's own language, and the others are offered under it."""
        own = f"question_{language()}"
        for code in LANGUAGES:
            self.fields[f"question_{code}"].label = _QUESTIONS[code]
        given = self.data if self.is_bound else self._before
        others = [str(given.get(f"question_{code}", "")).strip() for code in LANGUAGES if code != language()]
        self.fields[own].required = not any(others)
        self.fields[own].error_messages["required"] = _("Write the question; everything else may wait.")
        self.fields[own].label = _("What do you need to know")
        self.fields[own].help_text = _("As a question: what, of whom, and where. Nothing of single persons, no details of preparedness.")
        self.order_fields([own, *(f"question_{code}" for code in LANGUAGES if code != language())])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        whole = {**self._before, **said}
        asked = any(str(whole.get(f"question_{code}", "")).strip() for code in LANGUAGES)
        if not asked and not self.errors:
            self.add_error(None, _("Write the question; everything else may wait."))
        return said

    def asked(self) -> Asked:
        """What the need says from now on."""
        said = {**self._before, **self.cleaned_data}
        theme = self._themes.get(str(said.get("theme") or "")) or next(iter(self._themes.values()))
        return Asked(
            theme,
            str(said.get("level") or self._before.get("level") or Level.SECTOR.value),
            Text(*(str(said.get(f"question_{code}", "")) for code in LANGUAGES)),
            wanted=tuple(said.get("wanted") or ()),
            kind=str(said.get("kind") or NeedKind.INFORMATION.value),
            **{name: str(said.get(name, "")) for name in ("body", "purpose", "decision", "decision_when", "changing_answer")},
        )


def _purposes(level: str, kept: str) -> list[tuple[str, Any]]:
    """The four purposes of the level in the national document and the one that is `kept`; all twelve where the level is not told yet."""
    named = codes()["purpose"]
    by_level = {key: [(code, named[code].in_(language()).capitalize()) for code in some] for key, some in PURPOSES.items()}
    if level in by_level:
        other = [(kept, named[kept].in_(language()).capitalize())] if kept and kept not in PURPOSES[level] else []
        return [*by_level[level], *other]
    return [(str(Level(key).label), some) for key, some in by_level.items()]


def before_of(need: Need) -> dict[str, Any]:
    """What a need says, as its form begins."""
    names = (*(name for step in STEPS for name in step), "version")
    return {name: getattr(need, name) for name in names} | {"theme": str(need.theme.number), "wanted": need.wanted.split()}


class WeightForm(RoomForm):
    """What one's own party thinks of a need."""

    importance = forms.ChoiceField(label=_("How important is this to your party"), choices=Importance.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=600,
        widget=_lines(3),
        help_text=_("The other parties see this once they have given their own answer."),
    )


class TakeForm(RoomForm):
    """Which of the suggested needs one's own party takes."""

    suggestions = forms.MultipleChoiceField(error_messages={"required": _("Tick at least one.")}, widget=forms.CheckboxSelectMultiple)


class AgainForm(RoomForm):
    """Which of its earlier needs one's own party asks again."""

    needs = forms.MultipleChoiceField(
        label=_("Needs"), error_messages={"required": _("Tick at least one.")}, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, needs: Sequence[Need], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._needs = {str(one.pk): one for one in needs}
        self.fields["needs"].choices = [(key, key) for key in self._needs]

    def chosen(self) -> list[Need]:
        return [self._needs[key] for key in self.cleaned_data["needs"]]


class MoveForm(RoomForm):
    """Where a need goes next."""

    state = forms.CharField(max_length=12)


class IndicatorsForm(RoomForm):
    """The indicators that answer a need."""

    indicators = forms.MultipleChoiceField(label=_("Indicators"), required=False, widget=forms.CheckboxSelectMultiple)


class MeetingForm(RoomForm):
    """What a meeting said of a need, and whether it goes to the parties."""

    remark = forms.CharField(label=_("What was said"), required=False, max_length=2000, widget=_lines(4))
    outcome = forms.ChoiceField(
        label=_("What was agreed"),
        choices=(
            ("discussed", _("Discussed; no common view yet")),
            ("essential", _("Essential to both sides: put to the parties to be agreed")),
        ),
        initial="discussed",
        widget=forms.RadioSelect,
    )
    parties = forms.MultipleChoiceField(
        label=_("Whom it concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each answers for itself after the meeting."),
    )
    days = forms.IntegerField(label=_("Days to answer"), min_value=1, max_value=MOST_DAYS, initial=DAYS)

    def __init__(self, *arguments: Any, joined: Sequence[Party], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._joined = {str(party.pk): party for party in joined}
        self.fields["parties"].choices = [(key, party.title().in_(language())) for key, party in self._joined.items()]
        self.fields["parties"].initial = list(self._joined)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") == "essential" and not said.get("parties"):
            self.add_error("parties", _("Choose whom it concerns."))
        return said

    def chosen(self) -> list[Party]:
        """The parties to whom it is put; none where it was only discussed."""
        return [self._joined[key] for key in self.cleaned_data["parties"]] if self.cleaned_data["outcome"] == "essential" else []


class HallForm(RoomForm):
    """Which needs a hall is asked."""

    title = forms.CharField(label=_("Name of the occasion"), max_length=120, help_text=_("Everybody in the hall sees it."))
    needs = forms.MultipleChoiceField(
        label=_("Needs to ask about"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one need.")},
        help_text=_("Whoever has the code reads these questions."),
    )

    def __init__(self, *arguments: Any, needs: Sequence[Need], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._needs = {str(one.pk): one for one in needs}
        self.fields["needs"].choices = [(key, one.question().in_(language())) for key, one in self._needs.items()]

    def chosen(self) -> list[Need]:
        return [self._needs[key] for key in self.cleaned_data["needs"]]


class PhoneForm(RoomForm):
    """One answer of one phone."""

    side = forms.ChoiceField(label=_("Whose eyes do you look with"), choices=SIDES, widget=forms.RadioSelect)
    value = forms.ChoiceField(label=_("How important is it"), choices=HallScale.choices, widget=forms.RadioSelect)
    question = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
