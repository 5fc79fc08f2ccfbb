"""Fields that forms of several rooms have: texts, days, lists to tick, and objects chosen from a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from yhdyspinta.domain.text import Text
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.forms import RoomForm


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day as browsers ask for it."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class ChosenForm(RoomForm):
    """A form in which objects are chosen from a list, by their numbers."""

    def offer(self, field: str, objects: Iterable[Any], first: Sequence[tuple[str, str]] = ()) -> None:
        """The objects that may be chosen, called by their headings."""
        self._offered = {**getattr(self, "_offered", {}), field: {str(one.pk): one for one in objects}}
        self.fields[field].choices = [*first, *((key, heading(one)) for key, one in self._offered[field].items())]

    def chosen(self, field: str) -> list[Any]:
        """The chosen objects of a field that takes many."""
        return [self._offered[field][key] for key in self.cleaned_data[field]]

    def chosen_one(self, field: str) -> Any:
        """The chosen object of a field that takes one; None where it is left empty."""
        return self._offered[field].get(self.cleaned_data[field])


def heading(one: Any) -> str:
    """What an object is called in a list of choices."""
    for name in ("heading", "title", "name"):
        said = getattr(one, name, None)
        if said is not None:
            said = said() if callable(said) else said
            return said.in_(language()) if isinstance(said, Text) else str(said)
    return str(one)


def many(label: Any, **more: Any) -> forms.MultipleChoiceField:
    """A list of which several may be ticked, or none."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **more)


def numbers_of(objects: Iterable[Any]) -> list[str]:
    """What a ticked list is first shown with."""
    return [str(one.pk) for one in objects]
