"""Cards of many areas: one after another over one opening of the read model, and those of an area as one ZIP."""

from __future__ import annotations

import io
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import override

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.areas import COUNTRY
from yhdyspinta.domain.errors import Refused
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.cards import card_of
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.exports import card
from yhdyspinta.pictures.history import Histories

MOST = 60  # cards of one ZIP: the largest region and county have half of it
_ORDINARY = Choice()
_KEPT = 4  # ZIPs of about 2 MB


def members(area: str) -> tuple[str, ...]:
    """The area and its municipalities now: whose cards an area has. Of a municipality itself, of the country municipalities only."""
    register = areas()
    inside = register.members(register.get(area).id, register.current)
    return inside if area in inside or area == COUNTRY else (area, *inside)


def files(
    environment: Environment, wanted: Sequence[str], language: str, day: date | None = None, choice: Choice = _ORDINARY
) -> Iterator[tuple[str, bytes]]:
    """(file name, PDF) of each area's card, in the given order, with the comparators of the choice."""
    with queries.composing(environment, day, wanted[0] if wanted else "") as context:
        histories = Histories(context.model, context.register)  # what counties and peers have is read once
        for area in wanted:
            with override(language):
                made = card_of(context, area, histories, choice)
                yield card.file_name(made, language), card.pdf_of(made, language, environment.address)


class _Bundles:
    """The ZIPs last made. One is made at a time, so that many who ask at once for cards do not take every processor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def get(self, environment: Environment, area: str, language: str, choice: Choice) -> bytes:
        day = queries.today()
        key = (environment.home, environment.address, queries.data_version(environment), area, language, day, choice)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _zip(environment, members(area), language, day, choice)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


_bundles = _Bundles()


def bundle(environment: Environment, area: str, language: str, choice: Choice = _ORDINARY) -> bytes:
    """The cards of an area and its municipalities, beside what the choice says, as one ZIP; Refused when they are too many for a page."""
    count = len(members(area))
    if count > MOST:
        raise Refused(f"{count} cards are too many for one file.", "Choose a county or a region, or use `yhdyspinta cards`.")
    return _bundles.get(environment, area, language, choice)


def _zip(environment: Environment, wanted: Sequence[str], language: str, day: date, choice: Choice) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
        for name, data in files(environment, wanted, language, day, choice):
            archive.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), data)
    return packed.getvalue()
