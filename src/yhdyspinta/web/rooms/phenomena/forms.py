"""Forms of phenomena: raising one, what a party says of it, and merging two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.phenomena.queries.phenomena import EvidenceKind, InfluenceKind, Phenomenon, StepKind
from yhdyspinta.phenomena.services.parts import Felt, Planned, Proof, Said, Seen
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.fields import ChosenForm, day_field, many, text_area
from yhdyspinta.web.rooms.forms import RoomForm

_IN = {"fi": _("In Finnish"), "sv": _("In Swedish"), "en": _("In English")}


class InLanguages(ChosenForm):
    """A form with a text (`SAID`) in each language. A new one is asked for in the language of the page alone."""

    def __init__(self, *arguments: Any, only_here: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for one in LANGUAGES:
            if only_here and one != language():
                del self.fields[f"{self.SAID}_{one}"]
            elif not only_here:
                field = self.fields[f"{self.SAID}_{one}"]
                field.label = f"{field.label} ({str(_IN[one]).lower()})"
        if only_here:
            self.fields[f"{self.SAID}_{language()}"].required = True

    def text(self) -> Text:
        return Text(*(self.cleaned_data.get(f"{self.SAID}_{one}", "") for one in LANGUAGES))


def _sentence() -> forms.CharField:
    return forms.CharField(label=_("The phenomenon in one sentence"), max_length=300, required=False, widget=text_area(2))


class SentenceForm(InLanguages):
    """A phenomenon in one sentence, and when it is raised, the themes that it touches."""

    SAID = "sentence"
    sentence_fi, sentence_sv, sentence_en = _sentence(), _sentence(), _sentence()


class RaiseForm(SentenceForm):
    """Raising a phenomenon."""

    themes = many(_("Themes that it touches"))


class PartForm(RoomForm):
    """What a party says of a phenomenon."""

    def said(self) -> Said:
        """It, as the service takes it."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """What was written, by name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ViewForm(PartForm):
    """What one's own party sees."""

    text = forms.CharField(
        label=_("What we see"),
        max_length=2000,
        widget=text_area(4),
        help_text=_("From where your own party stands: what has changed, for whom, how you notice it. Nothing of single persons."),
    )

    def said(self) -> Seen:
        return Seen(**self.values())


class EvidenceForm(PartForm):
    """A piece of evidence."""

    kind = forms.ChoiceField(label=_("Kind of knowledge"), choices=EvidenceKind.choices)
    text = forms.CharField(label=_("What it tells"), max_length=2000, widget=text_area())
    source = forms.CharField(
        label=_("Where it can be read"), max_length=300, required=False, help_text=_("A publication, a statistic, a report, with its year.")
    )
    informants = forms.CharField(
        label=_("Whose experience"),
        max_length=200,
        required=False,
        help_text=_("Only of experiential knowledge: the group, such as upper secondary students of two schools. Never a single person."),
    )
    gathered = forms.CharField(
        label=_("How it was gathered"),
        max_length=300,
        required=False,
        help_text=_("Only of experiential knowledge: for example a survey in spring 2026, 140 answers."),
    )

    def said(self) -> Proof:
        return Proof(**self.values())


class InfluenceForm(PartForm):
    """A barrier or an enabler."""

    kind = forms.ChoiceField(label=_("Does it stand in the way or help"), choices=InfluenceKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What stands in the way or helps"), max_length=2000, widget=text_area(2))

    def said(self) -> Felt:
        return Felt(**self.values())


class StepForm(PartForm):
    """A goal or an action of one's own party."""

    kind = forms.ChoiceField(label=_("Goal or action"), choices=StepKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What your own party aims at or does"), max_length=2000, widget=text_area(2))
    due = day_field(_("By when"), required=False)

    def said(self) -> Planned:
        return Planned(**self.values())


PART_FORMS: dict[str, type[PartForm]] = {"view": ViewForm, "evidence": EvidenceForm, "influence": InfluenceForm, "step": StepForm}


class MergeForm(ChosenForm):
    """With which phenomenon it is merged."""

    into = forms.ChoiceField(label=_("It is the same as"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, others: Iterable[Phenomenon], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("into", others)
