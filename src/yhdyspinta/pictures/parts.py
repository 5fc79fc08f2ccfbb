"""The five official parts, then each side's own goals and the quality of the data: what figures say of each.

The product writes no statement in anybody's name: a part holds generated sentences, and places for people's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from yhdyspinta.catalogue.sentences import sentences
from yhdyspinta.pictures.model import Figure, Part, Section
from yhdyspinta.pictures.phrases import Spoken, in_all, say

NUMBERS = range(1, 8)


def parts(
    figures: dict[str, Figure],
    headlines: Sequence[str],
    sections: Sequence[Section],
    events: Sequence[tuple[str, Spoken]],
    outlook: Sequence[Spoken],
    doubts: Sequence[tuple[str, Spoken]],
) -> tuple[Part, ...]:
    """Parts 1–7. `events`: unusual changes; `outlook`: the official projection; `doubts`: what cannot be told."""
    circumstances = [figures[name].sentence for name in headlines]
    unusual = [told for _, told in events] or [in_all(lambda language: say("no_events", language))]
    content: dict[int, tuple[Sequence[Spoken], Sequence[str]]] = {
        1: (circumstances, headlines),
        2: (unusual, [name for name, _ in events]),
        4: (outlook, ()),
        7: ([_quality(figures, sections), *(told for _, told in doubts)], [name for name, _ in doubts]),
    }
    return tuple(_part(number, *content.get(number, ((), ()))) for number in NUMBERS)


def _part(number: int, told: Sequence[Spoken], named: Sequence[str]) -> Part:
    return Part(
        number=number,
        title=sentences()[f"part_{number}"].as_dict(),
        guidance=sentences()[f"part_{number}_guidance"].as_dict(),
        sentences=tuple(told),
        figures=tuple(named),
    )


def _quality(figures: dict[str, Figure], sections: Sequence[Section]) -> Spoken:
    old = len({name for section in sections for name in section.old})
    missing = len({item.indicator for section in sections for item in section.missing})
    key = "quality_counts" + ("" if old else "_fresh") + ("" if missing else "_whole")
    return in_all(lambda language: say(key, language, n=len(figures), old=old, missing=missing))
