"""The chain of what was done: each row holds the hash of the one before it."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from yhdyspinta.domain.canonical import content_hash


class AuditHead(models.Model):
    """The end of the chain, one row. Whoever writes holds it locked, so that concurrent writers make one chain."""

    THE_ONE = 1

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class AuditRow(models.Model):
    """One change: when, by which post and person, for which party, to what, and hashes of it before and after.

    People and objects are named by number, never by name, and the values themselves are not here. `salt` is mixed into
    `before` and `after`, so that nobody can guess a short value from them; it is shown to nobody.
    """

    CHAINED: ClassVar[tuple[str, ...]] = (
        "number",
        "previous",
        "post_id",
        "person_id",
        "party_id",
        "link_id",
        "cooperation_id",
        "action",
        "target_kind",
        "target_id",
        "fields",
        "before",
        "after",
        "salt",
    )

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    # Plain numbers, no foreign keys: a row outlives what it tells of.
    post_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    link_id = models.BigIntegerField(null=True)
    cooperation_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    fields = models.CharField(max_length=600)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["cooperation_id", "number"], name="audit_cooperation"),
            models.Index(fields=["target_kind", "target_id", "number"], name="audit_target"),
        ]

    def own_hash(self) -> str:
        """sha256 of the canonical form of everything in the row but its own hash."""
        return content_hash({name: getattr(self, name) for name in self.CHAINED} | {"at": self.at.isoformat()})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.delete()
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("A row of the audit chain is neither changed nor removed.")
