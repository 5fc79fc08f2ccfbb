"""The installation that a command works on: its settings, and a state folder of this version."""

from __future__ import annotations

from yhdyspinta import environment
from yhdyspinta.domain.errors import StateError
from yhdyspinta.environment import Environment


def opened() -> Environment:
    """The settings, once the state folder is known to be of this version; StateError with what to do otherwise."""
    from yhdyspinta.intake.state import open_state

    settings = environment.read()
    if not settings.home.is_dir():
        raise StateError(f"There is no state folder {settings.home}.", "Load the shipped figures first: yhdyspinta load-sample.")
    open_state(settings.home)
    return settings
