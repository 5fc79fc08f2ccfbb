"""What is killed: a refresh with the read model brought up to date after it. See live_killing."""

from __future__ import annotations

from tests.intake.live_killing import obey
from tests.intake.live_world import refresh

if __name__ == "__main__":
    obey(lambda home, address: refresh(home, address, readable=True))
