"""The database brought up to date in place: twice is once, and a newer one is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from yhdyspinta.domain.errors import StateError
from yhdyspinta.organisations import database

pytestmark = pytest.mark.django_db(transaction=True)


def test_up_to_date_is_left_alone_and_newer_is_refused(tmp_path):
    environment = replace(settings.ENVIRONMENT, home=tmp_path)
    assert database.bring_up_to_date(environment) == []
    recorder = MigrationRecorder(connection)
    recorder.record_applied("organisations", "9999_later")
    try:
        with pytest.raises(StateError, match=r"organisations\.9999_later"):
            database.bring_up_to_date(environment)
    finally:
        recorder.record_unapplied("organisations", "9999_later")
    assert database.bring_up_to_date(environment) == []


def test_every_table_has_its_migration():
    assert database.missing_migrations() == []
