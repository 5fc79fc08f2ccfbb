"""One way to send a form: what was written is never lost, and the page says what to do next.

A view makes its form from `given(request)`, and hands it with what is to be done to `send`; None means that the page is to be
shown (again), with the status that the form has then::

    form = NeedForm(given(request))
    answer = send(request, form, lambda said: services.suggest(actor=actor, party=room.party, asked=asked(said)), to=address_of)
    return answer or page(request, room, "rooms/needs/new.html", {"form": form}, status=form.status)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import Conflict, PersonalData, Refused
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.web.rooms import unsent
from yhdyspinta.web.rooms.unsent import Written

_TICKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people wrote at the same time: its label, what this one wrote and what was kept of the other's."""

    label: str
    mine: str
    theirs: str


class RoomForm(forms.Form):
    """A form of a room. `version` is the version of the object that its writer saw; 0 for one that is not there yet."""

    # What fields of the object are called that the form has under another name, where two versions stand side by side.
    LABELS: ClassVar[Mapping[str, Any]] = {}
    # A text that is asked for in each language and demanded in one: what its fields are called before "_fi" and "_sv".
    SAID: ClassVar[str] = ""

    version = forms.IntegerField(required=False, min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *arguments: Any, **named: Any) -> None:
        self._written = data if isinstance(data, Written) else None
        super().__init__(None if self._written is not None else data, *arguments, **named)
        if self._written is not None:
            self._written.taken = True
        self.status = HTTPStatus.OK
        self.differences: tuple[Difference, ...] = ()
        for name, field in self.fields.items():
            field.in_one_language = bool(self.SAID) and name in {f"{self.SAID}_{one}" for one in LANGUAGES}
            if not isinstance(field.widget, (*_TICKED, forms.HiddenInput)):
                field.widget.attrs.setdefault("class", "ds-input")

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """What was written and not sent stands in the form as if nobody had asked yet: it is bound by sending alone."""
        name = self.add_prefix(field_name)
        if self._written is not None and (name in self._written or isinstance(field.widget, _TICKED)):
            return field.widget.value_from_datadict(self._written, {}, name)
        return super().get_initial_for_field(field, field_name)

    @property
    def begun(self) -> bool:
        """Whether somebody has filled it in already: a part of the page that is folded up stands open then."""
        return self.is_bound or self._written is not None

    @property
    def seen(self) -> int:
        """The version that the writer saw."""
        return self.cleaned_data.get("version") or 0


def given(request: HttpRequest) -> QueryDict | None:
    """What a form is made of: what was sent; when the page is only opened, what its reader wrote before they had to sign in, or nothing."""
    return request.POST if request.method == "POST" else unsent.sent_to(request, request.path)


def left(request: HttpRequest, path: str) -> Written | None:
    """The same when a page is only opened, for one of its forms that is sent to an address of its own."""
    return None if request.method == "POST" else unsent.sent_to(request, path)


def which(request: HttpRequest, name: str) -> str:
    """A value of the same, by which a page of several forms knows which of them it is."""
    return (given(request) or QueryDict()).get(name, "")


def send(
    request: HttpRequest,
    form: RoomForm,
    do: Callable[[dict[str, Any]], Any],
    to: str | Callable[[Any], str],
    said: str = "",
) -> HttpResponse | None:
    """Do what the form asks for and lead to the page `to` (or that of what was made); None while there is something to correct.

    `said` is told on the next page. Forbidden and Unknown are left to the pages of errors.
    """
    if not form.is_bound:
        return None
    if not form.is_valid():
        form.status = HTTPStatus.UNPROCESSABLE_ENTITY
        return None
    try:
        made = do(form.cleaned_data)
    except Conflict as conflict:
        _both(form, conflict)
        return None
    except (Refused, PersonalData) as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        form.status = HTTPStatus.UNPROCESSABLE_ENTITY
        return None
    unsent.sent(request)
    if getattr(request, "by_link", False):  # whoever came by a link has done what it was for, and sees no more of the room
        to = reverse("link_thanks")
    else:
        messages.success(request, said or _("Saved."))
    response = HttpResponseRedirect(to if isinstance(to, str) else to(made))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _both(form: RoomForm, conflict: Conflict) -> None:
    """Show both versions; the next try is made against the newer one."""
    form.status = HTTPStatus.CONFLICT
    form.differences = tuple(_differences(form, conflict.mine, conflict.theirs))
    form.add_error(None, str(conflict))
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = str(conflict.theirs["version"])


def _differences(form: RoomForm, mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(
            str(form[name].label if name in form.fields else form.LABELS.get(name, "")),
            _words(form, name, written),
            _words(form, name, theirs.get(name, "")),
        )
        for name, written in mine.items()
        if written != theirs.get(name, "")
    ]


def _words(form: RoomForm, name: str, value: str) -> str:
    """A choice by the words that it is offered in."""
    choices = getattr(form.fields.get(name), "choices", ())
    return next((str(label) for key, label in choices if str(key) == value), value)
