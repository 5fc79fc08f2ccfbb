"""The form of an event of the annual cycle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from yhdyspinta.attention.queries.naming import kind_name
from yhdyspinta.cooperation.queries.cycle import CycleEvent, may_be_about
from yhdyspinta.cooperation.services.cycle import KINDS, ROLES, SIDES, TERM_YEARS, Told
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.needs.queries import needs_of
from yhdyspinta.organisations.queries.cooperations import themes_on
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.fields import ChosenForm, heading, text_area
from yhdyspinta.web.rooms.forms import RoomForm

_EVERYBODY = ("", _("Everybody"))


class BeginForm(RoomForm):
    """Who sees the events to begin from."""

    is_public = forms.BooleanField(label=_("Anybody may see these events and subscribe to them"), required=False, initial=True)


class EventForm(ChosenForm):
    """What comes, when, and for whom."""

    LABELS: ClassVar[Mapping[str, Any]] = {"about_kind": _("What is dealt with then"), "about_id": _("What is dealt with then")}
    SAID = "title"
    title_fi = forms.CharField(label=_("Title in Finnish"), required=False, max_length=200)
    title_sv = forms.CharField(label=_("Title in Swedish"), required=False, max_length=200)
    month = forms.TypedChoiceField(label=_("Month"), coerce=int, choices=list(MONTHS.items()))
    day = forms.IntegerField(label=_("Day"), required=False, min_value=1, max_value=31, help_text=_("Empty: the whole month."))
    term_year = forms.TypedChoiceField(label=_("How often"), coerce=int, empty_value=None, required=False, choices=[("", _("Every year"))])
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    side = forms.ChoiceField(label=_("Which side"), required=False, choices=[_EVERYBODY, *SIDES])
    role = forms.ChoiceField(label=_("Which role"), required=False, choices=[_EVERYBODY, *ROLES])
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    need = forms.ChoiceField(label=_("Need that it serves"), required=False)
    about = forms.ChoiceField(
        label=_("What is dealt with then"),
        required=False,
        help_text=_("The agreement that is negotiated, the interface that is gone through, the change that is decided."),
    )
    remind_days = forms.IntegerField(label=_("Reminded of how many days before"), min_value=0, max_value=120, initial=14)
    description = forms.CharField(label=_("Description"), required=False, max_length=1000, widget=text_area())

    def __init__(self, *arguments: Any, room: Room, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("theme", themes_on(room.cooperation), [("", "–")])
        self.offer("need", needs_of(room.actor, room.cooperation), [("", "–")])
        self.fields["about"].choices = [("", "–"), *self._objects(room)]
        of_term = [(year, _("Year %(n)d of the council term") % {"n": year}) for year in TERM_YEARS]
        self.fields["term_year"].choices = [("", _("Every year")), *of_term]

    def _objects(self, room: Room) -> list[tuple[str, Any]]:
        """What the event may be about, under the name of its kind. What it is about already may be kept by one who does not see it."""
        found = may_be_about(room.actor, room.cooperation)
        groups = [(kind_name(kind), [(f"{kind}:{one.pk}", heading(one)) for one in some]) for kind, some in found.items() if some]
        now = self.get_initial_for_field(self.fields["about"], "about")
        known = {key for _name, some in groups for key, _words in some}
        return groups if not now or now in known else [(now, _("What it is about now; it is not shown to you")), *groups]

    @staticmethod
    def of(event: CycleEvent) -> dict[str, Any]:
        """What the form of an event begins with."""
        about = ":".join(map(str, event.about)) if event.about else ""
        return event.plain() | {"theme": str(event.theme_id or ""), "need": str(event.need_id or ""), "about": about}

    def told(self) -> Told:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("month", "day", "kind", "side", "role", "description", "remind_days")}
        title = Text(*(said.get(f"title_{language}", "") for language in LANGUAGES))
        kind, _mark, number = said["about"].partition(":")
        plain["about"] = (kind, int(number)) if number else None
        return Told(title, term_year=said["term_year"] or None, theme=self.chosen_one("theme"), need=self.chosen_one("need"), **plain)
