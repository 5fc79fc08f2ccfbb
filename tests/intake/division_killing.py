"""What is killed: the fetch of a new year's areas, and their acceptance (the address is then `accept`)."""

from __future__ import annotations

from tests.intake.division_world import fetch, now
from tests.intake.live_killing import obey
from yhdyspinta.environment import Environment
from yhdyspinta.intake import decisions, review


def act(environment: Environment, address: str) -> None:
    if address != "accept":
        fetch(environment, address)
        return
    (held,) = review.reviews(environment.home)
    decisions.accept(environment, held.release, "Tarkastaja", lambda text, share: None)


if __name__ == "__main__":
    now()
    obey(act)
