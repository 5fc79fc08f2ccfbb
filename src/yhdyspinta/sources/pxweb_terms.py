"""The words of PxWeb tables: which variable is the area, the time, the sex, the age or the contents, and what a code says.

Variable codes differ from table to table and change with each classification (`alue_23_20260101`, `Alue`, `Kunta 2023`),
so they are never written down anywhere: a variable is known by the stem of its code or by its text, in three languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yhdyspinta.domain.areas import COUNTRY
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.formats.cube import Cube, Dimension
from yhdyspinta.formats.numbers import PRELIMINARY

AREA, TIME, SEX, AGE, CONTENTS, OTHER = "area", "time", "sex", "age", "contents", "other"
ROLES = (AREA, TIME, SEX, AGE, CONTENTS, OTHER)

# Stems of codes and texts, folded: fi, sv, en, and StatFin's own codes after 8.6.2026.
_STEMS = {
    TIME: "vuosi kuukausi neljannes vuosineljannes tilastovuosi ar manad kvartal tid year month quarter time timeperiod",
    CONTENTS: "contentscode contents tiedot tieto uppgifter uppgift information tabellinnehall",
    SEX: "sukupuoli kon sex gender",
    AGE: "ika ikaryhma ikaluokka ikaryhmat ikaluokat alder aldersgrupp age age_group agegroup",
    AREA: "alue kunta maakunta seutukunta hyvinvointialue tyollisyysalue asuinkunta tekokunta omrade kommun landskap ekonomisk_region"
    " valfardsomrade area region municipality sub_region wellbeing_services_county",
}
_ROLE_OF = {stem: role for role, stems in _STEMS.items() for stem in stems.split()}

# sources.md gotcha 8: SSS, SS, SSSSS, "15-" …; the last is known by covering every other age.
_TOTAL_CODES = frozenset({"SSS", "SS", "SSSSS", "SSSS", "TOTAL", "TOT", "YHT"})
_TOTAL_TEXT = re.compile(r"(?:.*\b)?(?:yhteensa|totalt|total|kaikki|samtliga|bagge|molemmat|both sexes|inalles|hela landet|koko maa)\b.*")
_MALE = frozenset({"mies", "miehet", "man", "men", "male", "males", "pojat", "pojkar", "boys"})
_FEMALE = frozenset({"nainen", "naiset", "kvinna", "kvinnor", "woman", "women", "female", "females", "tytot", "flickor", "girls"})
_COUNTRY_TEXT = frozenset({"koko maa", "hela landet", "whole country"})
_KINDS = {"KU": 3, "MK": 2, "HVA": 2, "SK": 3, "ELY": 2, "EVK": 2, "TA": 2, "YTA": 1}
_AREA_CODE = re.compile(r"(KU|MK|HVA|SK|ELY|EVK|TA|YTA)(\d{1,3})")
_PERIODS = (
    (re.compile(r"\d{4}"), "{0}"),
    (re.compile(r"(\d{4})[MK-](0[1-9]|1[0-2])"), "{1}-{2}"),
    (re.compile(r"(\d{4})-?[QK]([1-4])"), "{1}-Q{2}"),
)
_VINTAGE = re.compile(r"_(\d{4})0101$")  # the classification in force on the first of January
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_DIVISION = re.compile(
    r"\b((?:19|20)\d{2})\D{0,3}\s*(?:alue|kunta|maakunta)jako|(?:alue|kunta|maakunta)jaolla\D{0,6}((?:19|20)\d{2})"
    r"|(?:alue|kunta|maakunta)jako\D{0,6}((?:19|20)\d{2})|(?:områdes|kommun)indelning\w*\D{0,6}((?:19|20)\d{2})"
    r"|(?:regional|municipal) (?:division|classification)\D{0,6}((?:19|20)\d{2})"
    r"|vuoden ((?:19|20)\d{2}) (?:alue|kunta)ja",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a table: raw codes and texts in the table's order, and its role. `starred` are preliminary periods."""

    code: str
    text: str
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    role: str

    @property
    def starred(self) -> frozenset[str]:
        """The codes, without star, of periods whose code or text ends with one."""
        pairs = zip(self.codes, self.texts, strict=True)
        return frozenset(bare(code) for code, text in pairs if code.endswith(PRELIMINARY) or text.endswith(PRELIMINARY))


def variables(table: Cube, roles: Mapping[str, str]) -> tuple[Variable, ...]:
    """The variables of a table's description. `roles` (stem or text -> role) goes before what the words say."""
    found: list[Variable] = []
    for dimension in table.dimensions:
        texts = dimension.labels or dimension.codes
        found.append(Variable(dimension.id, dimension.label, dimension.codes, texts, _role(dimension, roles)))
    return tuple(found)


def fold(text: str) -> str:
    """Lower case, without accents, every run of other signs one space."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def stem(code: str) -> str:
    """The code of a variable without what changes: `alue_23_20260101`, `Alue 2017` -> `alue`; `timeperiod_y` -> `timeperiod`."""
    parts = fold(code).split()
    while len(parts) > 1 and (parts[-1].isdigit() or (len(parts[-1]) == 1 and parts[0] == "timeperiod")):
        parts.pop()
    return "_".join(parts)


def unit_of(cube: Cube, contents: str, code: str) -> tuple[str, int | None]:
    """The unit and the decimals that a reply states for one of its contents; empty and None where it does not."""
    found: Any = cube.meta.get("categories")
    for step in (contents, "unit", code):
        found = found.get(step) if isinstance(found, Mapping) else None
    base, decimals = (found.get("base"), found.get("decimals")) if isinstance(found, Mapping) else (None, None)
    if not isinstance(base, str):
        base = cube.meta.get("units", {}).get(code, "")
    return base, decimals if isinstance(decimals, int) and not isinstance(decimals, bool) and decimals >= 0 else None


def bare(code: str) -> str:
    """A period's code without the star of a preliminary figure."""
    return code.rstrip(PRELIMINARY).rstrip() if code.endswith(PRELIMINARY) else code


def area_of(code: str, text: str, kind: str) -> str | None:
    """Our id of an area code: `KU091` as it is, `91` or `091` with `kind` in front, the country; None for anything else."""
    if code.upper() in _TOTAL_CODES or fold(text) in _COUNTRY_TEXT:
        return COUNTRY
    match = _AREA_CODE.fullmatch(code)
    if match:
        return match[1] + match[2].zfill(_KINDS[match[1]])
    width = _KINDS.get(kind, 0)
    return kind + code.zfill(width) if code.isdigit() and len(code) <= width else None


def period_of(code: str) -> str | None:
    """`2023`, `2023M05` -> `2023-05`, `2023Q1*` -> `2023-Q1`; None for anything else."""
    plain = bare(code)
    for pattern, shape in _PERIODS:
        match = pattern.fullmatch(plain)
        if match:
            return shape.format(match[0], *match.groups())
    return None


def sex_of(code: str, text: str) -> str | None:
    """total, male or female, by the text and, where that says nothing, by the usual codes 1 and 2."""
    words = set(fold(text).split())
    if words & _MALE and not words & _FEMALE:
        return "male"
    if words & _FEMALE and not words & _MALE:
        return "female"
    return TOTAL if is_total(code, text) else {"1": "male", "2": "female"}.get(code)


def age_of(code: str, text: str) -> str | None:
    """`007` -> `7`, `0-14`, `100-` (also `100+`), `-17` -> `0-17`; total; None for anything else."""
    if is_total(code, text):
        return TOTAL
    if re.fullmatch(r"\d{1,3}", code):
        return str(int(code))
    match = re.fullmatch(r"(\d{0,3})\s*-\s*(\d{1,3})", code)
    if match:
        return f"{int(match[1] or 0)}-{int(match[2])}"
    match = re.fullmatch(r"(\d{1,3})\s*[-+]", code)
    return f"{int(match[1])}-" if match else None


def is_total(code: str, text: str) -> bool:
    return code.upper() in _TOTAL_CODES or _TOTAL_TEXT.fullmatch(fold(text)) is not None


def total_of(variable: Variable) -> str | None:
    """The code that stands for all of them; of ages also the open group that covers all others (`15-` of the adults)."""
    if len(variable.codes) == 1:
        return variable.codes[0]
    by_code = [code for code in variable.codes if code.upper() in _TOTAL_CODES]
    by_text = [code for code, text in zip(variable.codes, variable.texts, strict=True) if is_total(code, text)]
    for found in (by_code, by_text):
        if len(found) == 1:  # several are totals of groups, of which none is the whole
            return found[0]
    return _covering(variable) if variable.role == AGE else None


def boundary_year(variable: Variable, title: str) -> int | None:
    """The year on whose division the areas stand: the date in the variable's code, else a year in its text or the title's
    words about the division; None when nothing says."""
    match = _VINTAGE.search(variable.code) or _YEAR.search(variable.text) or _YEAR.search(variable.code)
    if match:
        return int(match[1])
    match = _DIVISION.search(title)
    return next((int(year) for year in match.groups() if year), None) if match else None


def _covering(variable: Variable) -> str | None:
    spans = {code: _span(age_of(code, text)) for code, text in zip(variable.codes, variable.texts, strict=True)}
    known = [span for span in spans.values() if span]
    for code, span in spans.items():
        if span and span[1] >= 999 and span[0] == min(one[0] for one in known) and len(known) > 1:
            return code
    return None


def _span(age: str | None) -> tuple[int, int] | None:
    if age is None or age == TOTAL:
        return None
    first, dash, last = age.partition("-")
    return int(first), int(last or (999 if dash else first))


def _role(dimension: Dimension, roles: Mapping[str, str]) -> str:
    names = [stem(dimension.id), stem(dimension.label), dimension.id, dimension.label]
    for name in names:
        if name in roles:
            return roles[name]
    if dimension.role in (TIME, "metric", "geo"):
        return {"metric": CONTENTS, "geo": AREA}.get(dimension.role, TIME)
    for name in names[:2]:
        if name in _ROLE_OF:
            return _ROLE_OF[name]
    return AREA if _looks_like_areas(dimension.codes) else OTHER


def _looks_like_areas(codes: Sequence[str]) -> bool:
    return len(codes) > 1 and sum(_AREA_CODE.fullmatch(code) is not None for code in codes) * 2 > len(codes)
