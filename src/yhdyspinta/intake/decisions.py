"""A person's decision on what waits: figures or areas, each by its own way."""

from __future__ import annotations

from yhdyspinta.catalogue.live import division
from yhdyspinta.environment import Environment
from yhdyspinta.intake import changelog, live, review
from yhdyspinta.intake.live import Outcome, Report


def accept(environment: Environment, release: str, by: str, report: Report) -> Outcome:
    """Bring what waits into use; see `live.accept` and `area_refresh.accept_division`."""
    if changelog.is_of_division(environment.home, release):
        from yhdyspinta.intake.area_refresh import accept_division  # what draws maps is loaded only here

        return accept_division(environment, release, by, report)
    return live.accept(environment, release, by, report)


def take_effect(environment: Environment, report: Report) -> Outcome | None:
    """Take areas that were accepted into use once their day has come; None when none wait for it."""
    if not any(one.state == review.ACCEPTED and one.target == division().id for one in review.reviews(environment.home)):
        return None
    from yhdyspinta.intake import area_refresh

    return area_refresh.take_effect(environment, report)


def reject(environment: Environment, release: str, by: str) -> Outcome:
    """Leave what waits out for good."""
    if changelog.is_of_division(environment.home, release):
        from yhdyspinta.intake.area_refresh import reject_division

        return reject_division(environment, release, by)
    return live.reject(environment, release, by)
