"""Bringing the content database up to the version of the code, and refusing one that is newer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override

from yhdyspinta import durable
from yhdyspinta.domain.errors import StateError
from yhdyspinta.environment import Environment

_LOCK = 7_468_642  # any number, the same in every process: one brings PostgreSQL up to date while others wait


def bring_up_to_date(environment: Environment) -> list[str]:
    """Run the migrations that the database lacks; their names. StateError with a sentence when it cannot be done.

    The same again does nothing; of several processes one works and the others wait.
    """
    try:
        with durable.locked(environment.home / "content.lock"), _alone():
            executor = MigrationExecutor(connection)
            _refuse_newer(executor.loader)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                call_command("migrate", verbosity=0, interactive=False)
            return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    except DatabaseError as error:
        raise StateError(
            f"The content database cannot be used: {str(error).strip()}",
            "Check YHDYSPINTA_DATABASE and that the database runs; without the setting, that the state folder can be written to.",
        ) from error
    finally:
        connection.close()


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _refuse_newer(loader: MigrationLoader) -> None:
    ours = {config.label for config in apps.get_app_configs() if config.label in loader.migrated_apps}
    unknown = sorted(
        f"{app}.{name}" for app, name in loader.applied_migrations if app in ours and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise StateError(
            f"The content database is of a newer version of the product ({unknown[-1]}).",
            "Use that version or a later one, or restore the copy of the database that was made before it.",
        )


def missing_migrations() -> list[str]:
    """Applications whose models differ from what their migrations make; no database is opened."""
    loader = MigrationLoader(None)
    with override(None):  # migrations hold the names of choices untranslated
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    return sorted(changes)
