"""The account by which a person signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from yhdyspinta.organisations.models import Person


class Accounts(BaseUserManager["Account"]):
    """Accounts are made by services alone: there is no `create_user`."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """The way in of one person. It says who came, never what they may do: that follows from the post in which they act."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    # The person's own address once more: Django looks accounts up by a field of their own.
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Accounts] = Accounts()


class Counted(models.Model):
    """The table of Django's cache: how often somebody has tried, and codes that have been used, the same for every process.

    Nobody is named here: addresses stand in it as hashes, and rows go when they expire.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_counted"
