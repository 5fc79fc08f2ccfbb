"""What faces ask of pictures: a composed picture, editions, and the origin of a figure."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum, auto
from pathlib import Path
from zoneinfo import ZoneInfo

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas, example_areas, is_invented
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.observations import readmodel
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.pictures import editions as stored
from yhdyspinta.pictures import telling
from yhdyspinta.pictures.around import read_beside_municipalities
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparing import under
from yhdyspinta.pictures.comparison import Comparison, Wanted, comparison
from yhdyspinta.pictures.compose import figures_of
from yhdyspinta.pictures.context import Context, context
from yhdyspinta.pictures.division import MEMBER_KINDS
from yhdyspinta.pictures.editions import Edition, Summary
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.pictures.recent import recent
from yhdyspinta.pictures.running import releases
from yhdyspinta.pictures.status import SourceState, states
from yhdyspinta.rendering.spark import Spark

KEPT = 128  # pictures in memory; one that was asked for in words stands there twice
HELSINKI = ZoneInfo("Europe/Helsinki")
_ORDINARY = Choice()


def today() -> date:
    """The day in Helsinki, on which the age of figures is told."""
    return datetime.now(UTC).astimezone(HELSINKI).date()


class _Form(Enum):
    """How much of a picture is composed."""

    IN_WORDS = auto()
    FIGURES = auto()  # without sentences and parts
    OLD_LISTED = auto()  # and old figures only as lists show them


class _Held:
    """An open read model and how many are reading it: a retired one is closed by its last reader."""

    def __init__(self, model: ReadModel) -> None:
        self.model = model
        self.readers = 0
        self.retired = False

    def close_if_idle(self) -> None:
        if self.retired and not self.readers:
            self.model.close()


class _Store:
    """Read models by home, and pictures by what they were made of; shared by the threads of a worker.

    The lock is held to look and to keep, never while composing: threads compose side by side, each on its own cursor.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._models: dict[Path, _Held] = {}
        self._pictures: OrderedDict[tuple[object, ...], Picture] = OrderedDict()

    @contextmanager
    def model(self, environment: Environment) -> Iterator[ReadModel]:
        """The published read model, opened once and again when the pointer names another."""
        with self._lock:
            held = self._current(environment)
            held.readers += 1
        try:
            yield held.model
        finally:
            with self._lock:
                held.readers -= 1
                held.close_if_idle()

    def _current(self, environment: Environment) -> _Held:
        held = self._models.get(environment.home)
        if held is None or not held.model.is_current(environment.home):
            fresh = _Held(ReadModel.open(environment.home, memory=environment.memory_limit, threads=environment.threads))
            self._models[environment.home] = fresh
            if held is not None:
                held.retired = True
                held.close_if_idle()
            return fresh
        return held

    def picture(self, environment: Environment, area: str, themes: tuple[int, ...], day: date, choice: Choice, *, form: _Form) -> Picture:
        environment = _at(environment, area)
        with self.model(environment) as model:
            key = (environment.home, model.data_version, installed.edition(), area, themes, day)
            around = _context(environment, model, day, example=is_invented(area))
            short = form is _Form.OLD_LISTED
            usual = self._kept((*key, short), lambda: figures_of(around, area, themes, old_listed=short))
            chosen = self._kept((*key, short, choice), lambda: under(around, usual, choice)) if choice else usual
            return self._kept((*key, choice, form), lambda: telling.in_words(around, chosen)) if form is _Form.IN_WORDS else chosen

    def _kept(self, key: tuple[object, ...], make: Callable[[], Picture]) -> Picture:
        """The picture under a key, made when it is not here; two that ask at once may both make it."""
        with self._lock:
            found = self._pictures.get(key)
            if found is not None:
                self._pictures.move_to_end(key)
                return found
        picture = make()
        with self._lock:
            self._pictures[key] = picture
            while len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        return picture


_store = _Store()


def _context(environment: Environment, model: ReadModel, day: date, *, example: bool) -> Context:
    return context(model, releases(environment), model.version or 0, day, example=example)


def _at(environment: Environment, area: str) -> Environment:
    """Where the figures of an area lie. Unknown for an invented area where the example was not loaded."""
    if not is_invented(area):
        return environment
    if not (environment.example.home / readmodel.POINTER).exists():
        raise Unknown(f"There is no example here, so no area {area}.", "Load it: yhdyspinta load-example.")
    return environment.example


def picture_of(
    environment: Environment, area: str, themes: tuple[int, ...] = (), day: date | None = None, choice: Choice = _ORDINARY
) -> Picture:
    """The picture of an area as composed today (or on `day`), its figures beside what `choice` says.

    StateError before the first load.
    """
    return _store.picture(environment, area, tuple(sorted(themes)), day or today(), choice.for_area(area), form=_Form.IN_WORDS)


def figures_picture(environment: Environment, area: str, choice: Choice = _ORDINARY) -> Picture:
    """The same without sentences and parts, for pages that show the figures alone. StateError before the first load."""
    return _store.picture(environment, area, (), today(), choice.for_area(area), form=_Form.FIGURES)


def short_picture(environment: Environment, area: str, choice: Choice = _ORDINARY) -> Picture:
    """The same again, with figures over five years old only as lists show them. StateError before the first load."""
    return _store.picture(environment, area, (), today(), choice.for_area(area), form=_Form.OLD_LISTED)


def composed_once(environment: Environment) -> None:
    """Compose the picture of one area of each kind, and read what many pages show alike: the newest figures of every indicator
    that is told, and what stands beside the municipalities of every county. StateError before the first load."""
    register = areas()
    for kind in register.kinds:
        if kind not in MEMBER_KINDS and (found := register.areas(kind, register.current)):
            short_picture(environment, found[0].id)
    with composing(environment) as context:
        known = [name for name in context.model.indicators() if name in context.indicators]
        context.model.hold_newest(known)
        read_beside_municipalities(context, known)


def recent_lines(environment: Environment, area: str, figures: Iterable[Figure]) -> dict[str, Spark]:
    """Figure id -> the small line of its last years."""
    with reading(environment, area) as model:
        return recent(model, example_areas() if is_invented(area) else areas(), area, figures)


def comparison_of(environment: Environment, wanted: Wanted, day: date | None = None) -> Comparison:
    """Areas beside each other, indicator by indicator. StateError before the first load."""
    with composing(environment, day, wanted.areas[0] if wanted.areas else "") as context:
        return comparison(context, wanted)


def data_version(environment: Environment) -> str:
    """Changes if and only if the figures do, or the areas that they are of; the example's figures among them."""
    with _store.model(environment) as model:
        real = (model.data_version, installed.edition())
    return "-".join(filter(None, (*real, _example_version(environment))))


def _example_version(environment: Environment) -> str:
    if not (environment.example.home / readmodel.POINTER).exists():
        return ""
    with _store.model(environment.example) as model:
        return model.data_version


def edition(environment: Environment, name: str) -> Edition:
    """A published edition by id or the beginning of one."""
    return stored.read(stored.find(home_of_edition(environment, name), name))


def home_of_edition(environment: Environment, name: str) -> Path:
    """The state folder that holds an edition: that of the example for the invented areas, by the area in its id."""
    return environment.example.home if is_invented(name.partition("-")[0].upper()) else environment.home


def editions(environment: Environment, area: str = "") -> tuple[Summary, ...]:
    """The published editions, newest first; of one area when named."""
    home = environment.example.home if is_invented(area) else environment.home
    return tuple(item for item in stored.summaries(home) if not area or item.area == area)


def source_states(environment: Environment) -> tuple[SourceState, ...]:
    """Every source with its last release here and when the next figure is due."""
    with _store.model(environment) as model:
        return states(model, releases(environment))


def edition_ids(environment: Environment) -> tuple[str, ...]:
    """The ids of all published editions: they tell whether a page that lists editions is still the same."""
    return stored.ids(environment.home)


@contextmanager
def composing(environment: Environment, day: date | None = None, area: str = "") -> Iterator[Context]:
    """What composing reads, over the published read model, for a part of a picture (of `area`) that is asked for alone."""
    where = _at(environment, area)
    with _store.model(where) as model:
        yield _context(where, model, day or today(), example=is_invented(area))


@contextmanager
def reading(environment: Environment, area: str = "") -> Iterator[ReadModel]:
    """The published read model for one question, of `area` where one is named."""
    with _store.model(_at(environment, area)) as model:
        yield model
