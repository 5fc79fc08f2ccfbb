"""What several folders of tests share: the whole shipped sample, loaded once a run by the product itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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


@pytest.fixture
def curated() -> Path:
    """The curated folder that the product ships."""
    return CURATED
