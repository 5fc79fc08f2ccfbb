"""What every object has: a version that tells of edits at the same time; and what shared objects have: who may see them, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import LANGUAGES, Text


class Versioned(models.Model):
    """An object that changes only through services, one version at a time."""

    # Fields that hold data of a person: no hash is made of them, so that erasing them leaves the chain whole.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    # Fields that came to a table after rows of it had been chained: no part of a state while they say nothing, so that what was
    # written before them still reads as it was written.
    ADDED: ClassVar[frozenset[str]] = frozenset()

    # Of a row that tells of another object: the field that names it ("target" where it names any, by kind and number), and its texts.
    # They are erased when that object is kept elsewhere; a row that names no texts goes as a whole.
    TELLS_OF: ClassVar[str] = ""
    TOLD: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def plain(self) -> dict[str, Any]:
        """The fields by name, as plain values, without those of a person."""
        left_out = self.PERSONAL | {"created_at", "changed_at"} | {name for name in self.ADDED if self._says_nothing(name)}
        return {field.attname: _plain(getattr(self, field.attname)) for field in self._meta.concrete_fields if field.name not in left_out}

    def without_what_it_told(self, of: Shared) -> dict[str, Any]:
        """The fields as they are when nothing is left of what it told of `of`: as if nothing had been written."""
        return self._unwritten(self.TOLD)

    def _unwritten(self, names: tuple[str, ...]) -> dict[str, Any]:
        return {name: self._meta.get_field(name).get_default() for name in names}

    def _says_nothing(self, name: str) -> bool:
        field = self._meta.get_field(name)
        return bool(getattr(self, field.attname) == field.get_default())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


class Visibility(models.TextChoices):
    """Who may see an object."""

    PUBLIC = "public", _("Public")
    COOPERATION = "cooperation", _("The parties of the cooperation")
    GROUP = "group", _("The members of a group")
    ELSEWHERE = "elsewhere", _("Not stored here")


class LegalGround(models.TextChoices):
    """Why an object is not public (Act on the Openness of Government Activities 621/1999)."""

    NONE = "", _("None: public")
    UNFINISHED = "unfinished", _("A document in preparation, not yet public (Act 621/1999)")
    PREPAREDNESS = "preparedness", _("Preparing for accidents and emergencies (Act 621/1999, section 24(1)(8))")
    SECRET = "secret", _("Secret on another ground of the Act 621/1999, named in the text")


class Shared(Versioned):
    """An object of a cooperation, on which others build: it names who may see it and, where not everybody, why.

    Of one that is not stored here (`ELSEWHERE`) only its name and where it is kept are known.
    """

    # The texts that an object has none of when it is not stored here.
    CONTENT: ClassVar[tuple[str, ...]] = ()
    # The field that names the party whose object it is; empty where it is the cooperation's.
    OWNER: ClassVar[str] = ""
    # The field that names what it is a part of: nobody sees the part who does not see that, whatever is said of the part itself.
    WHOLE: ClassVar[str] = ""
    # The field that names the other with which it became one; from then on it is only a trail, and nothing is added to it.
    BECAME: ClassVar[str] = ""

    cooperation = models.ForeignKey("organisations.Cooperation", models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.COOPERATION)
    legal_ground = models.CharField(max_length=20, choices=LegalGround, blank=True, default=LegalGround.UNFINISHED)
    ground_note = models.CharField(max_length=300, blank=True, default="")
    group = models.ForeignKey("organisations.Group", models.PROTECT, null=True, blank=True, related_name="+")
    kept_at = models.CharField(max_length=300, blank=True, default="")

    def heading(self) -> Text:
        """What it is called in lists, searches and agreements."""
        raise NotImplementedError(f"{self._meta.label} has no heading.")

    def emptied(self) -> dict[str, Any]:
        """The content as it is when nothing has been written: empty texts, and nothing where there was a number."""
        return self._unwritten(self.CONTENT)

    def without_what_it_told(self, of: Shared) -> dict[str, Any]:
        return self.emptied() | super().without_what_it_told(of)

    def became(self) -> int | None:
        """The number of the other with which it became one; None while it is itself."""
        return getattr(self, f"{self.BECAME}_id") if self.BECAME else None

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(visibility="public", legal_ground="") | (~Q(visibility="public") & ~Q(legal_ground="")),
                name="%(app_label)s_%(class)s_ground",
            ),
            models.CheckConstraint(
                condition=Q(visibility="group", group__isnull=False) | (~Q(visibility="group") & Q(group__isnull=True)),
                name="%(app_label)s_%(class)s_group",
            ),
            models.CheckConstraint(
                condition=Q(visibility="elsewhere") & ~Q(kept_at="") | ~Q(visibility="elsewhere") & Q(kept_at=""),
                name="%(app_label)s_%(class)s_kept",
            ),
        ]


def in_languages(instance: models.Model, field: str) -> Text:
    """The text that stands in `<field>_fi`, `_sv` and `_en`; where there is no Finnish, the first that there is."""
    fi, sv, en = (getattr(instance, f"{field}_{language}") for language in ("fi", "sv", "en"))
    return Text(fi or sv or en, sv, en)


def said_by_the_product(message: str) -> Text:
    """A text of the product itself, marked for translation where it is given, in each language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = gettext(message)
    return Text(**found)
