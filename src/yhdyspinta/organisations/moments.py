"""The moment at which something is done: now. Only the example, whose past is made up, plays on earlier days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.utils import timezone

_played: ContextVar[datetime | None] = ContextVar("played", default=None)


def now() -> datetime:
    """The moment that services write down."""
    return _played.get() or timezone.now()


@contextmanager
def playing(moment: datetime) -> Iterator[None]:
    """Whatever is done within is written down as done at `moment`. For the example alone, which production mode has not."""
    before = _played.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _played.reset(before)
