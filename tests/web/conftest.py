"""The pages read a state folder with the shipped sample in it, loaded by the product itself, and a published edition."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from tests.web import held
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions, queries

PUBLISHED = "HVA15"


@pytest.fixture(scope="session")
def loaded(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An installation of our own, since an edition is published in it."""
    home = tmp_path_factory.mktemp("web") / "home"
    shutil.copytree(sample.home, home)
    held.hold(home)
    return replace(settings.ENVIRONMENT, home=home)


@pytest.fixture(scope="session")
def edition_id(loaded: Environment) -> str:
    return editions.publish(loaded.home, queries.picture_of(loaded, PUBLISHED)).id


@pytest.fixture
def installation(loaded: Environment, edition_id: str) -> Iterator[Environment]:
    """The pages read this installation."""
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = loaded
    yield loaded
    settings.ENVIRONMENT = before


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Environment]:
    """The pages read an installation into which nothing was loaded."""
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, home=tmp_path / "nothing")
    yield settings.ENVIRONMENT
    settings.ENVIRONMENT = before
