"""Coordinates: the projection against published points, and every way in which people copy a pair."""

from __future__ import annotations

import pytest

from yhdyspinta.domain.coordinates import Coordinates, Unplaced, from_plane, read, to_plane

# (longitude, latitude, easting, northing). The first is the worked example of JHS 197, annex 3 (point G4, Geta); the second that of
# PROJ for UTM zone 32 (12° E, 55° N), fifteen degrees to the east: the same grid around another meridian.
PUBLISHED = [
    (19.84813676944, 60.3851068722, 106_256.35961, 6_715_706.37708),
    (30.0, 55.0, 691_875.63214, 6_098_907.82501),
]


@pytest.mark.parametrize(("longitude", "latitude", "easting", "northing"), PUBLISHED)
def test_the_projection_gives_the_published_points_both_ways(longitude: float, latitude: float, easting: float, northing: float) -> None:
    assert to_plane(longitude, latitude) == pytest.approx((easting, northing), abs=0.0001)
    assert from_plane(easting, northing) == pytest.approx((longitude, latitude), abs=1e-9)


def test_there_and_back_again_is_the_same_place_in_all_of_finland() -> None:
    for latitude in range(59, 71):
        for longitude in range(19, 33):
            assert from_plane(*to_plane(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-9)


@pytest.mark.parametrize(
    "written",
    [
        "62.2415, 25.7209",
        "62.2415,25.7209",
        "62,2415 25,7209",
        "62,2415; 25,7209",
        "25.7209, 62.2415",
        "62.2415° N, 25.7209° E",
        "lat: 62.2415 lon: 25.7209",
        "62.2415 / 25.7209 (WGS84)",
        "N 6901740, E 433538",
        "N=6901740.2, E=433538.1 (ETRS-TM35FIN)",
        "P 6 901 740, I 433 538",
        "6 901 740 433 538",
        "6901740,433538",
        "6901740,2 433538,1",
        "433538 6901740",
    ],
)
def test_a_pair_is_read_as_it_is_copied(written: str) -> None:
    found = read(written)
    assert isinstance(found, Coordinates)
    assert (found.latitude, found.longitude) == pytest.approx((62.2415, 25.7209), abs=0.00002)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", Unplaced.UNREADABLE),
        ("Kirkkokatu 1", Unplaced.UNREADABLE),
        ("62.2415", Unplaced.UNREADABLE),
        ("62, 25", Unplaced.UNREADABLE),  # whole degrees are no place: a decimal comma alone
        ("62.2415, 25.7209, 100.5", Unplaced.UNREADABLE),
        ("62.2415, -25.7209", Unplaced.UNREADABLE),
        ("62° 14' 29\" N, 25° 43' 15\" E", Unplaced.UNREADABLE),
        ("٦٢.٢٤, ٢٥.٧٢", Unplaced.UNREADABLE),
        ("9" * 400, Unplaced.UNREADABLE),
        ("P 6904000 I 3433500", Unplaced.OTHER_SYSTEM),
        ("6674000, 25496000", Unplaced.OTHER_SYSTEM),
        ("59.3293, 18.0686", Unplaced.OUTSIDE),
        ("0.5, 0.5", Unplaced.OUTSIDE),
        ("N 7990000, E 433538", Unplaced.OUTSIDE),
    ],
)
def test_what_is_no_point_in_finland_says_why(written: str, why: Unplaced) -> None:
    assert read(written) is why


def test_a_point_is_told_in_both_systems_and_read_again_as_the_same() -> None:
    point = Coordinates(62.2415, 25.7209)
    assert (point.degrees(), point.metres()) == ("62.24150, 25.72090", "N 6901740, E 433538")
    assert read(point.degrees()) == point
