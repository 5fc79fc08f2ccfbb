"""Where a point lies: WGS84 degrees and ETRS-TM35FIN metres, and both as people copy them from a map service.

ETRS89 is taken for WGS84: they differ by less than a metre, and places are kept to about one. The projection is Krüger's series
to the fourth order as in JHS 197 (annex 2), good to a millimetre in Finland.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum, auto

# GRS80, and the scale, central meridian (degrees) and false easting (metres) of ETRS-TM35FIN.
_A, _F = 6378137.0, 1 / 298.257222101
_SCALE, _CENTRE, _EAST = 0.9996, 27.0, 500_000.0
_N = _F / (2 - _F)
_E = math.sqrt(_F * (2 - _F))
_RADIUS = _SCALE * _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_TO_PLANE = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_FROM_PLANE = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_ROUNDS = 6  # of the latitude's iteration; each gains some five digits

_LATITUDES, _LONGITUDES = (59.4, 70.2), (19.0, 31.7)  # of Finland with its sea
_NORTHINGS, _EASTINGS = (6_000_000, 8_000_000), (0, 1_000_000)
_OTHER_EASTINGS = (1_000_000, 32_000_000)  # with the number of a zone before them: KKJ and ETRS-GK
_DECIMALS, _MOST = 5, 100

_LABELS = re.compile(
    r"etrs-?tm35fin|euref-?fin|wgs-?84|etrs-?89|latitude|longitude|lat|lon|lng|[°()=:]|(?<![a-z])[nepi](?![a-z])", re.IGNORECASE
)
_GROUPED = (re.compile(r"(?<![0-9.,])([0-9]) ([0-9]{3}) ([0-9]{3})(?![0-9])"), re.compile(r"(?<![0-9.,])([0-9]{2,3}) ([0-9]{3})(?![0-9])"))
# A comma may be that of decimals; where that leaves one number only, it parts two.
_NUMBERS = (re.compile(r"[0-9]+(?:[.,][0-9]+)?"), re.compile(r"[0-9]+(?:\.[0-9]+)?"))
_BETWEEN = re.compile(r"[\s,;/]*")


class Unplaced(Enum):
    """Why a text is no point in Finland: no pair of coordinates, those of another system, or a point elsewhere."""

    UNREADABLE = auto()
    OTHER_SYSTEM = auto()
    OUTSIDE = auto()


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in WGS84 degrees, to about a metre."""

    latitude: float
    longitude: float

    def degrees(self) -> str:
        """`62.24150, 25.72090`: as map services take it."""
        return f"{self.latitude:.{_DECIMALS}f}, {self.longitude:.{_DECIMALS}f}"

    def metres(self) -> str:
        """`N 6901740, E 433538`, in ETRS-TM35FIN."""
        easting, northing = to_plane(self.longitude, self.latitude)
        return f"N {northing:.0f}, E {easting:.0f}"


def to_plane(longitude: float, latitude: float) -> tuple[float, float]:
    """ETRS-TM35FIN easting and northing, in metres."""
    phi, lam = math.radians(latitude), math.radians(longitude - _CENTRE)
    q = math.asinh(math.tan(phi)) - _E * math.atanh(_E * math.sin(phi))
    beta = math.atan(math.sinh(q))
    eta0 = math.atanh(math.cos(beta) * math.sin(lam))
    xi0 = math.asin(min(1.0, math.sin(beta) * math.cosh(eta0)))
    xi = xi0 + sum(h * math.sin(2 * k * xi0) * math.cosh(2 * k * eta0) for k, h in enumerate(_TO_PLANE, 1))
    eta = eta0 + sum(h * math.cos(2 * k * xi0) * math.sinh(2 * k * eta0) for k, h in enumerate(_TO_PLANE, 1))
    return _EAST + _RADIUS * eta, _RADIUS * xi


def from_plane(easting: float, northing: float) -> tuple[float, float]:
    """Longitude and latitude in degrees of a point in ETRS-TM35FIN metres."""
    xi, eta = northing / _RADIUS, (easting - _EAST) / _RADIUS
    xi0 = xi - sum(h * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, h in enumerate(_FROM_PLANE, 1))
    eta0 = eta - sum(h * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, h in enumerate(_FROM_PLANE, 1))
    beta = math.asin(math.sin(xi0) / math.cosh(eta0))
    conformal = q = math.asinh(math.tan(beta))
    for _round in range(_ROUNDS):
        q = conformal + _E * math.atanh(_E * math.tanh(q))
    return _CENTRE + math.degrees(math.asin(math.tanh(eta0) / math.cos(beta))), math.degrees(math.atan(math.sinh(q)))


def read(text: str) -> Coordinates | Unplaced:
    """The point that a text names: two degrees or an ETRS-TM35FIN pair, in either order, with or without their letters.

    The order is told by the numbers themselves: in Finland no latitude is a longitude, and no northing an easting.
    """
    numbers = _numbers(text)
    if len(numbers) != 2:
        return Unplaced.UNREADABLE
    low, high = sorted(float(one) for one in numbers)
    if _within(high, _NORTHINGS) and _within(low, _EASTINGS):
        longitude, latitude = from_plane(low, high)
    elif any(_within(one, _NORTHINGS) and _within(other, _OTHER_EASTINGS) for one, other in ((low, high), (high, low))):
        return Unplaced.OTHER_SYSTEM
    elif high <= 180 and all("." in one for one in numbers):
        longitude, latitude = low, high
    else:
        return Unplaced.UNREADABLE
    inside = _within(latitude, _LATITUDES) and _within(longitude, _LONGITUDES)
    return Coordinates(round(latitude, _DECIMALS), round(longitude, _DECIMALS)) if inside else Unplaced.OUTSIDE


def _numbers(text: str) -> list[str]:
    """The numbers of a text with decimal points; none when there is anything else in it."""
    bare = _LABELS.sub(" ", text) if len(text) <= _MOST else ""
    for grouped in _GROUPED:
        bare = grouped.sub(lambda found: "".join(found.groups()), bare)
    for pattern in _NUMBERS:
        found = pattern.findall(bare)
        if len(found) == 2 and _BETWEEN.fullmatch(pattern.sub(" ", bare)):
            return [one.replace(",", ".") for one in found]
    return []


def _within(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]
