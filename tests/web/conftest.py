"""A state folder with real figures, made by the product's own loading, and a published edition in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.environment import Environment
from yhdyspinta.intake.sample import load_sample
from yhdyspinta.pictures import editions, queries

DATASETS = {"sotkanet-127-kunnat", "kuntatalous-kunnat", "tyonv-12r5-kunnat"}
PUBLISHED = "HVA15"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An installation with a part of the shipped sample."""
    environment = replace(settings.ENVIRONMENT, home=tmp_path_factory.mktemp("home"))
    load_sample(environment, lambda _text, _share: None, [one for one in datasets() if one.id in DATASETS])
    return environment


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
