"""What faces ask of pictures: a composed picture, editions, and the origin of a figure."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from yhdyspinta.environment import Environment
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.pictures import editions as stored
from yhdyspinta.pictures.compose import compose
from yhdyspinta.pictures.context import context
from yhdyspinta.pictures.editions import Edition, Summary
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.running import releases
from yhdyspinta.pictures.status import SourceState, states

KEPT = 64  # pictures in memory
HELSINKI = ZoneInfo("Europe/Helsinki")


def today() -> date:
    """The day in Helsinki, on which the age of figures is told."""
    return datetime.now(UTC).astimezone(HELSINKI).date()


class _Store:
    """Read models by home, and pictures by what they were made of; shared by the threads of a worker."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._models: dict[Path, ReadModel] = {}
        self._pictures: OrderedDict[tuple[object, ...], Picture] = OrderedDict()

    @contextmanager
    def model(self, environment: Environment) -> Iterator[ReadModel]:
        """The published read model, opened once and again when the pointer names another; one reader at a time."""
        with self._lock:
            held = self._models.get(environment.home)
            if held is None or not held.is_current(environment.home):
                if held is not None:
                    held.close()
                held = ReadModel.open(environment.home, memory=environment.memory_limit, threads=environment.threads)
                self._models[environment.home] = held
            yield held

    def picture(self, environment: Environment, area: str, themes: tuple[int, ...], day: date) -> Picture:
        with self.model(environment) as model:
            key = (environment.home, model.data_version, area, themes, day)
            if key not in self._pictures:
                self._pictures[key] = compose(context(model, releases(environment), model.version or 0, day), area, themes)
                while len(self._pictures) > KEPT:
                    self._pictures.popitem(last=False)
            self._pictures.move_to_end(key)
            return self._pictures[key]


_store = _Store()


def picture_of(environment: Environment, area: str, themes: tuple[int, ...] = (), day: date | None = None) -> Picture:
    """The picture of an area as composed today (or on `day`). StateError before the first load."""
    return _store.picture(environment, area, tuple(sorted(themes)), day or today())


def data_version(environment: Environment) -> str:
    """Changes if and only if the figures do."""
    with _store.model(environment) as model:
        return model.data_version


def edition(environment: Environment, name: str) -> Edition:
    """A published edition by id or the beginning of one."""
    return stored.read(stored.find(environment.home, name))


def editions(environment: Environment, area: str = "") -> tuple[Summary, ...]:
    """The published editions, newest first; of one area when named."""
    return tuple(item for item in stored.summaries(environment.home) if not area or item.area == area)


def source_states(environment: Environment) -> tuple[SourceState, ...]:
    """Every source with its last release here and when the next figure is due."""
    with _store.model(environment) as model:
        return states(model, releases(environment))


@contextmanager
def reading(environment: Environment) -> Iterator[ReadModel]:
    """The published read model for one question."""
    with _store.model(environment) as model:
        yield model
