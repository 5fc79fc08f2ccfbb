"""One observed value, and the id by which a figure is spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yhdyspinta.domain.errors import ParseError

TOTAL = "total"
SEXES = (TOTAL, "male", "female")
KEY = ("indicator", "area", "boundaries", "period", "sex", "age")
AGE_PATTERN = re.compile(r"total|\d{1,3}|\d{1,3}-\d{1,3}|\d{1,3}-")
_FIGURE = re.compile(r"(?P<indicator>[^@]+)@(?P<area>[^/]+)/(?P<period>[^/]+)/(?P<sex>[^/]+)/(?P<age>[^/+]+)\+(?P<boundaries>\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class FigureId:
    """`indicator@area/period/sex/age+boundaries`: names one figure for good."""

    indicator: str
    area: str
    period: str
    sex: str = TOTAL
    age: str = TOTAL
    boundaries: int = 0

    def __str__(self) -> str:
        return f"{self.indicator}@{self.area}/{self.period}/{self.sex}/{self.age}+{self.boundaries}"

    @classmethod
    def parse(cls, text: str) -> FigureId:
        match = _FIGURE.fullmatch(text)
        if match is None:
            raise ParseError(f"{text!r} is not a figure id.", "Write indicator@area/period/sex/age+boundaries, as an edition lists them.")
        found = match.groupdict()
        return cls(found["indicator"], found["area"], found["period"], found["sex"], found["age"], int(found["boundaries"]))
