"""Forms by which themes, needs, figures, phenomena and parties are tied to a phenomenon or an interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.organisations.queries.cooperations import CooperationTheme, Party
from yhdyspinta.phenomena.queries.phenomena import LEVELS
from yhdyspinta.web import search, wordsearch
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.fields import ChosenForm, many, text_area
from yhdyspinta.web.rooms.phenomena.forms import InLanguages

_MOST = 12  # indicators that a search offers


class PlaceForm(ChosenForm):
    """Which themes a phenomenon touches and at which levels it is led."""

    themes = many(_("Themes that it touches"))
    levels = many(_("Levels at which it is led"), choices=LEVELS)


class NeedsForm(ChosenForm):
    """Which needs it has."""

    needs = many(_("Information needs"))


class PhenomenaForm(ChosenForm):
    """Which phenomena are worked on at an interface."""

    phenomena = many(_("Phenomena"))


class IndicatorsForm(ChosenForm):
    """Which indicators show it: those chosen before, those of the themes, and those that a search finds."""

    indicators = many(_("Figures"))

    def __init__(self, *arguments: Any, kept: Sequence[str], of_themes: Iterable[int], asked: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["indicators"].initial = list(kept)
        found = wordsearch.matching(asked, "indicator")[:_MOST] if asked and search.acceptable(asked) else ()
        near = [name for number in of_themes if number < len(themes()) for name in themes()[number].headlines]
        sent = self.data.getlist(self.add_prefix("indicators")) if self.is_bound else []
        offered = dict.fromkeys(name for name in (*kept, *found, *near, *sent) if name in indicators())
        self.fields["indicators"].choices = [(name, indicators()[name].title.in_(language())) for name in offered]


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name of the interface"), max_length=160, required=False)


class InterfaceForm(InLanguages):
    """What an interface is."""

    SAID = "name"
    name_fi, name_sv, name_en = _name(), _name(), _name()
    theme = forms.ChoiceField(label=_("Theme"))
    goal = forms.CharField(
        label=_("Common goal"),
        max_length=2000,
        required=False,
        widget=text_area(),
        help_text=_("What works better for residents when both sides do their part. Of preparedness write no details here."),
    )

    def __init__(self, *arguments: Any, themes: Iterable[CooperationTheme], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("theme", themes)


class PartiesForm(ChosenForm):
    """Which parties meet at an interface."""

    parties = many(_("Parties that meet here"), help_text=_("Each says itself what it does."))

    def __init__(self, *arguments: Any, joined: Iterable[Party], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("parties", joined)


class NewInterfaceForm(InterfaceForm, PartiesForm):
    """A new interface with its parties."""

    field_order = ("name_fi", "name_sv", "name_en", "theme", "goal", "parties")
