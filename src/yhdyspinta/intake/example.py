"""Loading the made figures of the invented areas: the way that received ones go, into a state folder of their own."""

from __future__ import annotations

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import EXAMPLE
from yhdyspinta.catalogue.example import example_datasets
from yhdyspinta.environment import Environment
from yhdyspinta.intake.sample import Report, Summary, load_sample


def load_example(environment: Environment, report: Report) -> Summary:
    """Load the example's figures. The same again changes nothing; what may be wrong is told by `load_sample`."""
    with installed.trying(EXAMPLE):  # computed among the invented areas alone
        return load_sample(environment.example, report, example_datasets())
