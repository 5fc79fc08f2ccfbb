"""What several folders of tests share: the whole shipped sample, loaded once a run by the product itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection

from yhdyspinta import durable, environment
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.environment import Environment
from yhdyspinta.intake.sample import load_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An installation with the whole sample. Workers of one run share it; tests that change it take a copy."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    home = root / "whole-sample"
    with durable.locked(root / "whole-sample.lock"):
        settings = environment.read({"YHDYSPINTA_HOME": str(home)})
        load_sample(settings, lambda step, done: None)
    return settings


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With SQLite, tests write to a real file: a database in memory knows nothing of writers waiting for each other."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("content") / "content.sqlite3")


@pytest.fixture
def curated() -> Path:
    """The curated folder that the product ships."""
    return CURATED
