"""The form of who may see an object, and on which legal ground it is kept from others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yhdyspinta.organisations.queries.groups import Sitting
from yhdyspinta.organisations.queries.visibility import GROUNDS, VISIBILITIES
from yhdyspinta.web.rooms.forms import RoomForm


class VisibilityForm(RoomForm):
    """Who may see an object."""

    visibility = forms.ChoiceField(label=_("Who may see this"), choices=VISIBILITIES, widget=forms.RadioSelect)
    legal_ground = forms.ChoiceField(
        label=_("Legal ground"), choices=GROUNDS, required=False, help_text=_("What is not public needs a ground. Openness is the rule.")
    )
    ground_note = forms.CharField(label=_("The section, or why"), required=False, max_length=300)
    group = forms.ChoiceField(label=_("Which group"), required=False, help_text=_("Only when the members of a group may see it."))
    kept_at = forms.CharField(
        label=_("Where it is kept"),
        required=False,
        max_length=300,
        help_text=_(
            "Only when it is not stored here. Its texts and all that was said of it are then erased here for good; "
            "write nothing of what they say."
        ),
    )

    def __init__(self, *arguments: Any, groups: Sequence[Sitting], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._groups = {str(one.group.pk): one.group for one in groups}
        self.fields["group"].choices = [("", "–"), *((key, group.name) for key, group in self._groups.items())]

    def chosen_group(self) -> Any:
        return self._groups.get(self.cleaned_data["group"])
