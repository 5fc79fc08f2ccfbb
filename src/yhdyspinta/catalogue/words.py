"""Names of places in running text: `Jyväskylän`, `Tampereella`, `på Åland`.

The forms are curated, never made by rule: Finnish place names are outer (Tampereella) or inner (Jyväskylässä)
by custom. A missing form is a CuratedError, so the check of the curated data stops on it. Areas that an installation has
accepted since have none yet: they are spoken of by the word for their kind (`kunnassa Uusikunta`), which bends in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas, example_areas, load_areas
from yhdyspinta.catalogue.curated import CURATED, Row, fault, read_csv
from yhdyspinta.domain.areas import GROUPINGS, Area, AreaRegister
from yhdyspinta.domain.errors import Unknown

CASES = ("nominative", "genitive", "partitive", "inessive", "elative", "illative", "adessive", "ablative", "allative")
# Where, from where and to where, by the series that the place uses.
SERIES = {
    "inner": {"place": "inessive", "from_place": "elative", "to_place": "illative"},
    "outer": {"place": "adessive", "from_place": "ablative", "to_place": "allative"},
}
KINDS = "kinds.csv"
EXAMPLE = CURATED / "example" / "words"
FIELDS = ("area", *CASES, "locative", "place_sv", "place_en")
_FI_ENDINGS = {
    "inessive": ("ssa", "ssä"),
    "elative": ("sta", "stä"),
    "adessive": ("lla", "llä"),
    "ablative": ("lta", "ltä"),
    "allative": ("lle",),
}
_SV_PREPOSITIONS = ("i ", "på ", "inom ")


@dataclass(frozen=True, slots=True)
class Words:
    """The forms of each area's name; fields of `places.csv` by area id."""

    forms: dict[str, dict[str, str]]

    def case(self, area: str, case: str) -> str:
        """The Finnish name in a case of `CASES`, or as `place`, `from_place` or `to_place`.

        Unknown for an area without forms and for a case that does not exist.
        """
        forms = self._of(area)
        name = SERIES[forms["locative"]].get(case, case)
        if name not in CASES:
            raise Unknown(f"There is no case {case!r}.", f"The cases are {', '.join((*CASES, *SERIES['inner']))}.")
        return forms[name]

    def place(self, area: str, language: str) -> str:
        """Where, in a language: `Jyväskylässä`, `i Jyväskylä`, `in Jyväskylä`."""
        return self.case(area, "place") if language == "fi" else self._of(area)[f"place_{language}"]

    def genitive(self, area: str) -> str:
        """The Finnish genitive: `Jyväskylän`."""
        return self.case(area, "genitive")

    def _of(self, area: str) -> dict[str, str]:
        if area not in self.forms:
            raise Unknown(f"There are no word forms of {area!r}.", "Add a line to curated/words/places.csv.")
        return self.forms[area]


def words() -> Words:
    """The forms of the areas in use; those that the product ships, for newer areas those of their kinds; and of the invented ones."""
    return _kept(areas())


@lru_cache(maxsize=2)
def _kept(register: AreaRegister) -> Words:
    invented = load_words(example_areas(), EXAMPLE)
    return invented if register is example_areas() else Words({**_of_real(register).forms, **invented.forms})


def _of_real(register: AreaRegister) -> Words:
    if not installed.edition():
        return load_words(register)
    shipped = load_areas(installed.SHIPPED)
    forms, known = load_words(shipped).forms, {area.id: area for area in shipped.all}
    rows = read_csv(CURATED / "words" / KINDS, ("kind", "ending", *FIELDS[1:]))
    return Words({area.id: _for_now(area, known.get(area.id), forms, rows) for area in register.all if area.kind not in GROUPINGS})


def _for_now(area: Area, shipped: Area | None, forms: dict[str, dict[str, str]], rows: list[Row]) -> dict[str, str]:
    """The curated forms in the languages in which the area has the name that they were made of, else those of its kind."""
    own = forms[area.id] if shipped else {}
    same = {language for language in ("fi", "sv", "en") if shipped and shipped.name.in_(language) == area.name.in_(language)}
    if len(same) == len(("fi", "sv", "en")):
        return own
    of_kind = _of_kind(area, rows)
    named = {field: field.removeprefix("place_") if field.startswith("place_") else "fi" for field in FIELDS[1:]}
    return {field: own[field] if language in same else of_kind[field] for field, language in named.items()}


def _of_kind(area: Area, rows: list[Row]) -> dict[str, str]:
    """The first line of `kinds.csv` that is of the kind and whose ending the Finnish name has."""
    for row in rows:
        if row["kind"] == area.kind and area.name.fi.endswith(row["ending"]):
            stem = area.name.fi.removesuffix(row["ending"])
            names = {field: area.name.in_(field[-2:]) if field.startswith("place_") else area.name.fi for field in FIELDS[1:]}
            return {field: row[field].format(name=name, stem=stem) for field, name in names.items()}
    raise fault(CURATED / "words" / KINDS, 1, "kind", f"a line for the kind {area.kind}")


def load_words(register: AreaRegister, folder: Path = CURATED / "words") -> Words:
    """Read `places.csv`; every area but the groupings of municipalities must have all its forms."""
    file = folder / "places.csv"
    forms: dict[str, dict[str, str]] = {}
    known = {area.id for area in register.all}
    rows = read_csv(file, FIELDS)
    for row in rows:
        if row["area"] not in known:
            raise row.error("area", "an id of areas.csv")
        if row["area"] in forms:
            raise row.error("area", "each area once")
        forms[row["area"]] = _forms(row)
    for area in register.all:
        if area.id not in forms and area.kind not in GROUPINGS:
            raise fault(file, len(rows) + 2, "area", f"a line for {area.id}, {area.name.fi}")
    return Words(forms)


def _forms(row: Row) -> dict[str, str]:
    found = {field: row.filled(field) for field in FIELDS[1:]}
    if row["locative"] not in SERIES:
        raise row.error("locative", f"one of {', '.join(SERIES)}")
    if not row["genitive"].split(" Tl")[0].endswith("n"):  # Koski Tl bends before its addition
        raise row.error("genitive", "a genitive, which ends in n")
    for case, endings in _FI_ENDINGS.items():
        if not any(ending in row[case] for ending in endings):
            raise row.error(case, f"a form in {' or '.join(endings)}")
    if not row["place_sv"].startswith(_SV_PREPOSITIONS):
        raise row.error("place_sv", f"a place after {', '.join(_SV_PREPOSITIONS)}")
    if not row["place_en"].startswith("in "):
        raise row.error("place_en", "a place after in")
    return found
