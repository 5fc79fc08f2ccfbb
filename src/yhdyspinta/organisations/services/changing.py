"""How every service keeps and changes an object: texts cleaned, the version checked, a row in the chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Conflict, PersonalData, Refused, Unknown, YhdyspintaError
from yhdyspinta.domain.writing import Fault, clean, fault_of
from yhdyspinta.organisations.audit import Recorder
from yhdyspinta.organisations.models import Shared, Versioned, Visibility

_Object = TypeVar("_Object", bound=Versioned)


def create(recorder: Recorder, instance: _Object) -> _Object:
    """Keep a new object; Refused when it breaks a rule of its table."""
    instance.created_at = instance.changed_at = recorder.now
    _check(instance)
    with _within_the_rules():
        instance.save(force_insert=True)
    recorder.row(instance, None, instance.plain())
    return instance


def change(recorder: Recorder, instance: _Object, version: int, **fields: Any) -> _Object:
    """Change the named fields of an object that its editor saw as `version`.

    Exactly one of two changes at the same time is kept; the other gets Conflict with both. The same values again change
    nothing. Returns the object as it is then.
    """
    stored = get(type(instance), instance.pk)
    before = stored.plain()
    for name, value in fields.items():
        setattr(stored, name, value)
    _check(stored)
    if version != before["version"]:
        raise _conflict(stored, get(type(instance), instance.pk), fields)
    if before == stored.plain() and not stored.PERSONAL & fields.keys():
        return stored
    stored.version, stored.changed_at = version + 1, recorder.now
    values = {field.attname: getattr(stored, field.attname) for field in stored._meta.concrete_fields if not field.primary_key}
    with _within_the_rules():
        kept = type(instance).objects.filter(pk=instance.pk, version=version).update(**values)
    if not kept:
        raise _conflict(stored, get(type(instance), instance.pk), fields)
    recorder.row(stored, before, stored.plain())
    return stored


def remove(recorder: Recorder, instance: Versioned) -> None:
    """Take an object away for good."""
    before = instance.plain()
    recorder.row(instance, before, None)
    type(instance).objects.filter(pk=instance.pk).delete()


def require_stored_here(target: Shared, *texts: str) -> None:
    """Refused for a text about an object that is not stored here."""
    if target.visibility == Visibility.ELSEWHERE and any(text.strip() for text in texts):
        raise Refused(gettext("What is not stored here has no text here."), gettext("Write where it is kept, nothing of what it says."))


def get(kind: type[_Object], number: int) -> _Object:
    """The object of that number as it is now; Unknown when there is none."""
    found = kind.objects.filter(pk=number).first()
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


@contextmanager
def _within_the_rules() -> Iterator[None]:
    """What the database itself refuses, told as a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(
            gettext("There is already one like this, or parts of it do not go together."), gettext("Look at what is there first.")
        ) from error


def _check(instance: Versioned) -> None:
    """Clean every text, and refuse what a field does not take; the error names the field."""
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(field, models.CharField | models.TextField) and isinstance(value, str) and not field.choices:
            setattr(instance, field.attname, cleaned(field, value))
    if isinstance(instance, Shared):
        require_stored_here(instance, *(str(getattr(instance, name) or "") for name in instance.CONTENT))
    # The database itself sees to it that what an object refers to is there.
    left_out = {field.name for field in instance._meta.concrete_fields if field.is_relation or getattr(instance, field.attname) is None}
    try:
        instance.clean_fields(exclude=left_out)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise _of_field(field, Refused(" ".join(messages), gettext("Correct it and send the form again."))) from error


def cleaned(field: Any, written: str) -> str:
    """A text as a field of a table keeps it; Refused or PersonalData, naming the field, when it takes none like it."""
    text = clean(written)
    fault = fault_of(text, field.max_length, lines=isinstance(field, models.TextField))
    if fault is None:
        return text
    if fault is Fault.PERSON:
        message = gettext("The text holds a personal identity code.")
        raise _of_field(field.name, PersonalData(message, gettext("Take it out: nothing about a single person is kept here.")))
    message, hint = {
        Fault.LONG: (
            gettext("The text has %(count)d characters, and at most %(most)d are taken.") % {"count": len(text), "most": field.max_length},
            gettext("Shorten it."),
        ),
        Fault.HIDDEN: (gettext("The text holds a hidden character."), gettext("Take it out: paste the words as plain text.")),
        Fault.LINES: (gettext("The text has several lines."), gettext("Write it on one line.")),
    }[fault]
    raise _of_field(field.name, Refused(message, hint))


def _of_field(field: str, error: YhdyspintaError) -> YhdyspintaError:
    error.field = field
    return error


def _conflict(mine: Versioned, theirs: Versioned, fields: dict[str, Any]) -> Conflict:
    names = [name for name in fields if name not in mine.PERSONAL]
    return Conflict(
        gettext("Somebody else changed this while you wrote, and was first."),
        gettext("Both versions are below. Choose or join them, and save again."),
        mine={name: _shown(getattr(mine, name)) for name in names},
        theirs={name: _shown(getattr(theirs, name)) for name in names} | {"version": theirs.version},
    )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
