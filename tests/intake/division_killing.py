"""What is killed: the fetch of a new year's areas, and their acceptance (the address is then `accept`)."""

from __future__ import annotations

from datetime import date

from tests.intake.division_world import fetch, now, shipped
from tests.intake.live_killing import obey
from yhdyspinta.environment import Environment
from yhdyspinta.intake import review
from yhdyspinta.intake.area_refresh import accept_division


def act(environment: Environment, address: str) -> None:
    if address != "accept":
        fetch(environment, address)
        return
    (held,) = review.reviews(environment.home)
    accept_division(environment, held.release, "Tarkastaja", lambda text, share: None, date(shipped().current + 1, 1, 1))


if __name__ == "__main__":
    now()
    obey(act)
