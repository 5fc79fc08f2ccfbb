"""Forms of the change calendar: one change, a statement, an impact assessment, and what is looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cooperation.places import coordinates_of
from yhdyspinta.cooperation.queries.changes import Change, Wanted
from yhdyspinta.cooperation.services.changes import KINDS, PRECISIONS, STATES, Described
from yhdyspinta.domain.coordinates import Coordinates
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import LANGUAGES, Text, alphabetical
from yhdyspinta.organisations.queries.cooperations import Cooperation, Party, joined_parties, themes_on
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.fields import ChosenForm, day_field, text_area
from yhdyspinta.web.rooms.forms import RoomForm

_LAST_YEAR = 2100


def municipalities(cooperation: Cooperation) -> list[tuple[str, str]]:
    """The municipalities of the cooperation's area, by the alphabet."""
    members = areas().members(cooperation.area, areas().current)
    return sorted(((one, areas().get(one).name.in_(language())) for one in members), key=lambda one: alphabetical(one[1]))


class ChangeForm(ChosenForm):
    """What changes, where, when and whom it affects."""

    SAID = "what"
    what_fi = forms.CharField(label=_("What changes, in Finnish"), required=False, max_length=200)
    what_sv = forms.CharField(label=_("What changes, in Swedish"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    theme = forms.ChoiceField(label=_("Theme"))
    state = forms.ChoiceField(label=_("State"), choices=STATES, initial="planned")
    place = forms.ChoiceField(label=_("Municipality"))
    address = forms.CharField(
        label=_("Address of the building"),
        required=False,
        max_length=160,
        help_text=_("Only of a building open to the public, never of a home."),
    )
    coordinates = forms.CharField(
        label=_("Coordinates"),
        required=False,
        max_length=100,
        help_text=_(
            "Copy them from a map service: 62.2415, 25.7209 or N 6901740, E 433538 (ETRS-TM35FIN). The change then has a pin on the map."
        ),
    )
    starts = day_field(_("When"), help_text=_("Any day of the month, quarter or year; the next field says how exactly it is known."))
    precision = forms.ChoiceField(label=_("How exactly the time is known"), choices=PRECISIONS, initial="month")
    lease_ends = day_field(_("The lease ends"), required=False)
    affects = forms.CharField(
        label=_("Whom it affects"),
        required=False,
        max_length=300,
        help_text=_("Groups and services of the other side too: pupils, clients, transport."),
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=2000,
        widget=text_area(4),
        help_text=_("Write nothing about single persons and no details of preparedness."),
    )
    decision_reference = forms.CharField(label=_("Decision: body, date and section"), required=False, max_length=200)
    LABELS: ClassVar[Mapping[str, Any]] = {"latitude": _("Latitude"), "longitude": _("Longitude")}
    field_order = ("what_fi", "what_sv", "kind", "theme", "place", "address", "coordinates", "starts", "precision", "state")

    def __init__(self, *arguments: Any, cooperation: Cooperation, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("theme", themes_on(cooperation))
        self.fields["place"].choices = municipalities(cooperation)

    @staticmethod
    def of(change: Change) -> dict[str, Any]:
        """What the form of a change begins with."""
        point = change.coordinates
        return change.plain() | {
            "coordinates": point.degrees() if point else "",
            "theme": str(change.theme_id),
            "starts": change.starts,
            "lease_ends": change.lease_ends,
        }

    def clean_coordinates(self) -> Coordinates | None:
        try:
            return coordinates_of(self.cleaned_data["coordinates"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def said(self) -> Described:
        texts = {f"what_{one}": self.cleaned_data.get(f"what_{one}", "") for one in LANGUAGES}
        plain = {name: self.cleaned_data[name] for name in Described.__dataclass_fields__ if name not in ("theme", "what")}
        return Described(theme=self.chosen_one("theme"), what=Text(*texts.values()), **plain)


class AskForm(ChosenForm):
    """Of whom a statement is asked, and by when."""

    asked_of = forms.ChoiceField(label=_("Of whom"))
    due = day_field(_("By when"))

    def __init__(self, *arguments: Any, parties: Sequence[Party], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("asked_of", parties)


class StatementForm(RoomForm):
    """When a statement was given and where it can be read."""

    given_on = day_field(_("Given on"))
    reference = forms.CharField(label=_("Public address, or reference of the minutes"), max_length=300)


class ImpactForm(RoomForm):
    """An impact assessment."""

    title = forms.CharField(label=_("Title"), max_length=200)
    found_at = forms.CharField(label=_("Public address, or reference of the minutes"), max_length=300)


class WantedForm(forms.Form):
    """What is looked for; it is sent in the address, and what cannot be read narrows nothing."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    place = forms.ChoiceField(label=_("Municipality"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All but withdrawn")), *STATES])
    first_year = forms.IntegerField(label=_("From year"), required=False, min_value=1900, max_value=_LAST_YEAR)
    last_year = forms.IntegerField(label=_("To year"), required=False, min_value=1900, max_value=_LAST_YEAR)

    def __init__(self, *arguments: Any, cooperation: Cooperation, **named: Any) -> None:
        super().__init__(*arguments, **named)
        every = ("", _("All"))
        self.fields["party"].choices = [every, *((str(one.pk), one.title().in_(language())) for one in joined_parties(cooperation))]
        self.fields["theme"].choices = [every, *((str(one.number), one.name().in_(language())) for one in themes_on(cooperation))]
        self.fields["place"].choices = [every, *municipalities(cooperation)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"

    def wanted(self) -> Wanted:
        self.is_valid()
        read = {name: value or None for name, value in self.cleaned_data.items()}
        return Wanted(
            party=int(read["party"]) if read.get("party") else None,
            theme=int(self.cleaned_data["theme"]) if self.cleaned_data.get("theme") else None,
            place=read.get("place") or "",
            state=read.get("state") or "",
            first_year=read.get("first_year"),
            last_year=read.get("last_year"),
        )
