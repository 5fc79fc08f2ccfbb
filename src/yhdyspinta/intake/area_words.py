"""What a new division changes, in words: one sentence a change, in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.text import LANGUAGES, Text

_AND = Text("ja", "och", "and")
KINDS = {
    "KU": Text("kunta", "kommun", "municipality"),
    "HVA": Text("hyvinvointialue", "välfärdsområde", "wellbeing services county"),
    "MK": Text("maakunta", "landskap", "region"),
    "SK": Text("seutukunta", "ekonomisk region", "sub-region"),
    "TA": Text("työllisyysalue", "sysselsättningsområde", "employment area"),
    "YTA": Text("yhteistyöalue", "samarbetsområde", "collaborative area"),
    "EVK": Text("elinvoimakeskus", "livskraftscentral", "Economic Development Centre"),
    "ELY": Text("ELY-keskus", "NTM-central", "ELY Centre"),
    "KR": Text("kuntaryhmitys", "kommungruppering", "grouping of municipalities"),
    "KS": Text("kielisuhde", "språkförhållande", "linguistic classification"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One change. `change` is merged, began, ended, renamed, moved, outline or left_as_it_was; `area` its id, empty where
    it is of none; `kind` that of the area, or of what a municipality moves to; `before` and `after` are names."""

    change: str
    area: str
    name: Text
    text: Text
    before: Text = Text("")
    after: Text = Text("")
    kind: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def merged(area: str, target: Text, sources: Sequence[Text], day: date, new: bool) -> Step:
    """`sources` became part of `target`, which is `new` or goes on."""
    if new:
        text = _made(
            "Uusi kunta {target} ({area}): siihen yhdistyvät {sources} {day_fi}.",
            "Den nya kommunen {target} ({area}): i den slås {sources} samman {day_sv}.",
            "The new municipality {target} ({area}): {sources} merge into it on {day_en}.",
            day, target=target, sources=_listed(sources), area=area)  # fmt: skip
    else:
        text = _made(
            "Kuntaan {target} ({area}) yhdistyy {sources} {day_fi}.",
            "Med kommunen {target} ({area}) slås {sources} samman {day_sv}.",
            "{sources} merges into {target} ({area}) on {day_en}.",
            day, target=target, sources=_listed(sources), area=area)  # fmt: skip
    return Step("merged", area, target, text, _listed(sources), target, MUNICIPALITY)


def began(area: str, kind: str, name: Text, day: date) -> Step:
    word = KINDS.get(kind, Text(kind))
    text = _made("Uusi {word}: {name} ({area}), {day_fi} alkaen.", "Nytt: {name} ({area}, {word}), från och med {day_sv}.",
                 "New {word}: {name} ({area}), from {day_en}.", day, word=word, name=name, area=area)  # fmt: skip
    return Step("began", area, name, text, after=name, kind=kind)


def ended(area: str, kind: str, name: Text, day: date) -> Step:
    word = KINDS.get(kind, Text(kind))
    text = _made("Lakkaa: {name} ({area}, {word}), {day_fi}.", "Upphör: {name} ({area}, {word}), {day_sv}.",
                 "Ends: {name} ({area}, {word}), {day_en}.", day, word=word, name=name, area=area)  # fmt: skip
    return Step("ended", area, name, text, before=name, kind=kind)


def renamed(area: str, before: Text, after: Text, day: date) -> Step:
    told = Text(*(_names(before, after, language) for language in LANGUAGES))
    text = _made("Nimi vaihtuu ({area}): {told}, {day_fi}.", "Namnet ändras ({area}): {told}, {day_sv}.",
                 "Renamed ({area}): {told}, {day_en}.", day, told=told, area=area)  # fmt: skip
    return Step("renamed", area, after, text, before, after, kind_of(area))


def moved(area: str, name: Text, kind: str, before: Text, after: Text, day: date) -> Step:
    word = KINDS.get(kind, Text(kind))
    text = _made(
        "{name} ({area}) siirtyy, {word}: {before} → {after}, {day_fi}.",
        "{name} ({area}) flyttas, {word}: {before} → {after}, {day_sv}.",
        "{name} ({area}) moves, {word}: {before} → {after}, {day_en}.",
        day, name=name, word=word, before=before, after=after, area=area)  # fmt: skip
    return Step("moved", area, name, text, before, after, kind)


def outline(area: str, name: Text, share: float) -> Step:
    percent = f"{100 * share:.0f}"
    text = Text(
        f"Raja muuttuu: {name.fi} ({area}), {percent} % alasta.",
        f"Gränsen ändras: {name.sv or name.fi} ({area}), {percent} % av arealen.",
        f"The boundary changes: {name.en or name.fi} ({area}), {percent}% of its area.",
    )
    return Step("outline", area, name, text, kind=MUNICIPALITY)


def left(kind: str) -> Step:
    word = KINDS.get(kind, Text(kind))
    text = Text(
        f"Lähde ei anna luokitusta {word.fi}: se jää ennalleen.",
        f"Källan ger inte indelningen {word.sv}: den förblir som den var.",
        f"The source does not give the classification {word.en}: it stays as it was.",
    )
    return Step("left_as_it_was", "", word, text)


def outlines_missing() -> Step:
    text = Text(
        "Lähteellä ei ole vielä vuoden rajoja: kartat yhdistetään entisistä kuntarajoista.",
        "Källan har ännu inte årets gränser: kartorna fogas samman av de tidigare kommungränserna.",
        "The source does not have the year's boundaries yet: the maps are joined from the former ones.",
    )
    return Step("left_as_it_was", "", Text("kartat", "kartorna", "maps"), text)


def summary(year: int, before: int, after: int, steps: Sequence[Step]) -> Text:
    """The whole in one sentence."""
    n = sum(step.change != "left_as_it_was" for step in steps)
    return Text(
        f"Aluejako {year}: kuntia on {after}, aiemmin {before}. Muutoksia on {n}.",
        f"Områdesindelningen {year}: {after} kommuner, tidigare {before}. {n} {'ändring' if n == 1 else 'ändringar'}.",
        f"Division of {year}: {after} municipalities, {before} before. {n} {'change' if n == 1 else 'changes'}.",
    )


def more(number: int) -> Text:
    """How many changes are not listed."""
    if number == 1:
        return Text("Lisäksi yksi muu muutos.", "Dessutom en annan ändring.", "And one more change.")
    return Text(f"Lisäksi {number} muuta muutosta.", f"Dessutom {number} andra ändringar.", f"And {number} more changes.")


def kind_of(area: str) -> str:
    """The kind at the beginning of an id."""
    return area.rstrip("0123456789") or MUNICIPALITY


def _made(fi: str, sv: str, en: str, day: date, **words: Text | str) -> Text:
    fi_day, sv_day, en_day = f"{day.day}.{day.month}.{day.year}", f"den {day.day} januari {day.year}", f"{day.day} January {day.year}"
    days = {"day_fi": fi_day, "day_sv": sv_day, "day_en": en_day}
    found = []
    for language, text in zip(LANGUAGES, (fi, sv, en), strict=True):
        own = {name: word.in_(language) if isinstance(word, Text) else word for name, word in words.items()}
        found.append(text.format(**days, **own))
    return Text(*found)


def _listed(names: Sequence[Text]) -> Text:
    found = []
    for language in LANGUAGES:
        *most, last = [name.in_(language) for name in names]
        found.append(f"{', '.join(most)} {_AND.in_(language)} {last}" if most else last)
    return Text(*found)


def _names(before: Text, after: Text, language: str) -> str:
    """The change in a language; where it has none there, that in the language that has."""
    for one in (language, *LANGUAGES):
        if before.in_(one) != after.in_(one):
            return f"{before.in_(one)} → {after.in_(one)}" + ("" if one == language else f" ({one})")
    return after.in_(language)
