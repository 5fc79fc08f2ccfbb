"""How a figure was made, as a short code in the data and as a sentence for people.

A code is `how` or `how:details`: empty for a published figure; `carried:2021` for one published on the division
of 2021 that holds on the wanted one too; `sum:KU@2022>2023` for one computed from the municipalities of 2022
on the division of 2023; `sexes` and `ages` for a total over classes of the same area.
"""

from __future__ import annotations

from functools import lru_cache

from yhdyspinta.domain.text import Text

PUBLISHED = ""
CARRIED = "carried"
KNOWN_MUNICIPALITIES = "known_municipalities"  # a computed country total: the published may hold people without a municipality

_WAYS = {
    "sum": Text("summa kuntien luvuista", "summan av kommunernas tal", "sum of the municipalities"),
    KNOWN_MUNICIPALITIES: Text("tunnettujen kuntien summa", "summan av de kända kommunerna", "sum of known municipalities"),
    "ratio_of_sums": Text(
        "kuntien osoittajien summa jaettuna nimittäjien summalla",
        "summan av kommunernas täljare dividerad med summan av nämnarna",
        "sum of the municipalities' numerators divided by the sum of their denominators",
    ),
    "population_weighted": Text(
        "kuntien arvojen väestöllä painotettu keskiarvo",
        "medelvärdet av kommunernas värden vägt med befolkningen",
        "mean of the municipalities' values weighted by population",
    ),
    "sexes": Text("sukupuolten summa", "summan av könen", "sum of the sexes"),
    "ages": Text("ikäluokkien summa", "summan av åldersklasserna", "sum of the ages"),
}


def code(how: str, data_year: int, target: int) -> str:
    """The code of a figure computed from municipalities."""
    return f"{how}:KU@{data_year}" if data_year == target else f"{how}:KU@{data_year}>{target}"


@lru_cache(maxsize=1024)
def describe(method: str) -> Text:
    """A method code in words, in the three languages; a published figure says so."""
    how, _, details = method.partition(":")
    if how == PUBLISHED:
        return Text("julkaistu", "publicerad", "published")
    if how == CARRIED:
        return Text(
            f"julkaistu vuoden {details} aluejaolla; alue on sama",
            f"publicerad enligt områdesindelningen {details}; området är detsamma",
            f"published on the division of {details}; the area is the same",
        )
    way = _WAYS[how]
    if not details:
        return Text(f"laskettu: {way.fi}", f"beräknad: {way.sv}", f"computed: {way.en}")
    data_year, _, target = details.rpartition("@")[2].partition(">")
    on = target or data_year
    return Text(
        f"laskettu: {way.fi}, vuoden {on} aluejako" + (f", luvut vuoden {data_year} kunnista" if target else ""),
        f"beräknad: {way.sv}, områdesindelningen {on}" + (f", tal för kommunerna {data_year}" if target else ""),
        f"computed: {way.en}, division of {on}" + (f", figures of the municipalities of {data_year}" if target else ""),
    )
