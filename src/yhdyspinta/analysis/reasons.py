"""Why a figure is not made, in words for people."""

from __future__ import annotations

from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.text import Text

MUST_NOT = Text(
    "Lukua ei voi laskea kuntien luvuista: mittarin arvoista ei saa laskea summaa eikä keskiarvoa, "
    "eikä lukua ole julkaistu tälle alueelle.",
    "Talet kan inte beräknas ur kommunernas tal: indikatorns värden får varken summeras eller medelvärdesberäknas, "
    "och inget tal har publicerats för området.",
    "The figure cannot be computed from the municipalities: the indicator's values must be neither summed nor averaged, "
    "and none is published for this area.",
)
NOTHING = Text(
    "Mittarista ei ole saatu yhtään lukua näillä ehdoilla.",
    "Inga tal har tagits emot för indikatorn med dessa villkor.",
    "No figures of the indicator have been received on these terms.",
)


def no_parts(indicator: Indicator) -> Text:
    """The municipal figures that a computation needs have not been received."""
    names = " / ".join(filter(None, (indicator.numerator, indicator.denominator))) or indicator.id
    return Text(
        f"Kuntien lukuja, joista arvo laskettaisiin ({names}), ei ole saatu.",
        f"Kommunernas tal som värdet skulle beräknas ur ({names}) har inte tagits emot.",
        f"The municipal figures from which the value would be computed ({names}) have not been received.",
    )


def no_such_area(area: str, year: int) -> Text:
    return Text(
        f"Aluetta {area} ei ole vuoden {year} aluejaossa.",
        f"Området {area} finns inte i områdesindelningen {year}.",
        f"There is no area {area} in the division of {year}.",
    )


def no_such_kind(kind: str, year: int, first: int, last: int) -> Text:
    return Text(
        f"Tason {kind} alueita ei ole vuoden {year} aluejaossa; niitä on vuosina {first}–{last}.",
        f"Områden på nivån {kind} finns inte i områdesindelningen {year}; de finns åren {first}–{last}.",
        f"There are no areas of the kind {kind} in the division of {year}; there are in {first}–{last}.",
    )


def not_carried(year: int) -> Text:
    """A published figure that cannot be computed stands on another division whose area differs."""
    return Text(
        f"Luku on julkaistu vain aluejaolla, jossa alue on toinen kuin vuonna {year}, eikä sitä voi laskea uudelleen.",
        f"Talet är publicerat endast enligt en indelning där området är ett annat än {year}, och det kan inte räknas om.",
        f"The figure is published only on a division where the area differs from that of {year}, and it cannot be computed anew.",
    )


def unknown_division(year: int, known: range) -> Text:
    return Text(
        f"Vuoden {year} aluejakoa ei tunneta; tunnetut ovat {known[0]}–{known[-1]}.",
        f"Områdesindelningen {year} är inte känd; kända är {known[0]}–{known[-1]}.",
        f"The division of {year} is not known; known are {known[0]}–{known[-1]}.",
    )
