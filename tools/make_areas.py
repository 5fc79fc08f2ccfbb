"""Make curated/areas/{areas,memberships,changes}.csv from the reference classification.

Run: YHDYSPINTA_REFERENCES=<folder> python tools/make_areas.py
Reads data/classification: the yearly key of municipalities and the list of abolished municipalities.
"""

from __future__ import annotations

import csv
import itertools
import sys
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.environment import read

# Kind of area -> column of the key. The key gives some units before they existed by law: LEGAL_START cuts them.
COLUMNS = {"HVA": "hyvinvointialue", "MK": "maakunta", "SK": "seutukunta", "TA": "tyollisyysalue", "YTA": "yhteistyoalue",
           "EVK": "evk", "ELY": "ely", "KR": "kuntaryhmitys", "KS": "kielisuhde"}  # fmt: skip
LEGAL_START = {"HVA": 2023}
# Åland stands in the classifications of counties and collaborative areas as a placeholder; by law it is in neither.
NO_SUCH_BODY = {("HVA", "91"), ("YTA", "6")}
COUNTRY = ("SSS", "Koko maa", "Hela landet", "Whole country")
LANGUAGES = ("fi", "sv", "en")
SUFFIXES = {"fi": (" hyvinvointialue", " elinvoimakeskus", " ELY-keskus", " yhteistyöalue"),
            "sv": (" välfärdsområde", " livskraftscentral", " samarbetsområde"),
            "en": (" wellbeing services county", " Economic Development Centre", " ELY Centre", " collaborative area")}  # fmt: skip
NTM = "NTM-centralen i "
# Genitives that the names of bodies begin with, and the name of the place.
NOMINATIVE = {"Vantaan ja Keravan": "Vantaa ja Kerava", "Pirkanmaan": "Pirkanmaa", "Pohjanmaan": "Pohjanmaa", "Uudenmaan": "Uusimaa",
              "Satakunnan": "Satakunta", "Hämeen": "Häme", "Kymenlaakson": "Kymenlaakso", "Karjalan": "Karjala", "Savon": "Savo",
              "Suomen": "Suomi", "Kainuun": "Kainuu", "Lapin": "Lappi"}  # fmt: skip


def main() -> None:
    references = read().references
    if references is None:
        sys.exit("Set YHDYSPINTA_REFERENCES to the folder of the reference material.")
    make(references, CURATED / "areas")


def make(references: Path, target: Path) -> None:
    """Write the three tables into the folder `target`."""
    folder = references / "data" / "classification"
    key = _rows(folder / "municipality_key_2013_2026.csv")
    mergers = _rows(folder / "municipality_mergers_1922_2026.csv")
    first = min(int(row["year"]) for row in key)
    ended_at_start = [row for row in mergers if row["date"] == f"{first}-01-01"]
    memberships = list(_memberships(key))
    _write(target / "areas.csv", ("id", "kind", "code", "fi", "sv", "en", "short_fi", "short_sv", "short_en", "start", "end"),
           [*_country(first), *_municipalities(key), *_ended(ended_at_start, first), *_parents(key, memberships)])  # fmt: skip
    _write(target / "memberships.csv", ("child", "parent", "kind", "start", "end"), memberships)
    changes = [*_merges(mergers, first), *_moves(memberships), *_renames(key)]
    _write(
        target / "changes.csv",
        ("kind", "date", "source", "target", "share", "note"),
        sorted(changes, key=lambda row: (row[1], row[2], row[3])),
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _write(file: Path, heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def _day(year: int) -> str:
    return f"{year}-01-01"


def _country(first: int) -> list[tuple[str, ...]]:
    kind, *names = COUNTRY
    return [(kind, kind, kind, *names, "", "", "", _day(first), "")]


def _runs(items: list[tuple[int, str]], newest: int) -> list[tuple[str, int, str]]:
    """Runs of one value over consecutive years: (value, first year, end date or nothing)."""
    found = []
    for value, group in itertools.groupby(sorted(items), key=lambda item: item[1]):
        years = [year for year, _ in group]
        found.append((value, years[0], "" if years[-1] == newest else _day(years[-1] + 1)))
    return found


def _memberships(key: list[dict[str, str]]) -> list[tuple[str, ...]]:
    newest = max(int(row["year"]) for row in key)
    found = []
    for code in sorted({row["municipality_code"] for row in key}):
        rows = [(int(row["year"]), row) for row in key if row["municipality_code"] == code]
        child = f"KU{code}"
        for _, start, end in _runs([(year, "SSS") for year, _ in rows], newest):
            found.append((child, "SSS", "SSS", _day(start), end))
        for kind, column in COLUMNS.items():
            values = [(year, row[f"{column}_code"]) for year, row in rows if year >= LEGAL_START.get(kind, 0)]
            for value, start, end in _runs([(year, value) for year, value in values if value], newest):
                if (kind, value) not in NO_SUCH_BODY:
                    found.append((child, f"{kind}{value}", kind, _day(start), end))
    return found


def _municipalities(key: list[dict[str, str]]) -> list[tuple[str, ...]]:
    newest = max(int(row["year"]) for row in key)
    found = []
    for code in sorted({row["municipality_code"] for row in key}):
        rows = {int(row["year"]): row for row in key if row["municipality_code"] == code}
        last = rows[max(rows)]
        names = [_tidy(last[f"municipality_name_{language}"]) for language in LANGUAGES]
        short = ("Pedersöre", names[1], names[2]) if names[0] == "Pedersören kunta" else ("", "", "")
        found.append((f"KU{code}", "KU", code, *names, *short, _day(min(rows)), "" if max(rows) == newest else _day(max(rows) + 1)))
    return found


def _ended(mergers: list[dict[str, str]], first: int) -> list[tuple[str, ...]]:
    """Municipalities that ended on the first day of the register, so that their codes can be followed."""
    found = []
    for row in sorted(mergers, key=lambda row: row["code"]):
        names = (row["name_fi"], row["name_sv"], row["name_fi"])
        found.append((f"KU{row['code']}", "KU", row["code"], *names, "", "", "", _day(first - 1), _day(first)))
    return found


def _parents(key: list[dict[str, str]], memberships: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    found = []
    for kind, column in COLUMNS.items():
        newest_row = {row[f"{column}_code"]: row for row in sorted(key, key=lambda row: row["year"])}
        for code in sorted(set(newest_row) - {""}):
            spans = [item for item in memberships if item[1] == f"{kind}{code}"]
            if not spans:
                continue
            ends = [item[4] for item in spans]
            names = [_tidy(newest_row[code][f"{column}_name_{language}"]) for language in LANGUAGES]
            start, end = min(item[3] for item in spans), "" if "" in ends else max(ends)
            found.append((f"{kind}{code}", kind, code, *names, *_short(kind, names), start, end))
    return found


def _short(kind: str, names: list[str]) -> tuple[str, ...]:
    """The names without the word for the kind of body; empty where nothing is left out."""
    if names[0] == "Helsingin kaupunki":
        return ("Helsinki", "Helsingfors", "Helsinki")
    cut = [_cut(name, SUFFIXES[language]) for name, language in zip(names, LANGUAGES, strict=True)]
    if kind not in ("HVA", "EVK", "ELY", "YTA") or cut[0] == names[0]:
        return ("", "", "")
    fi, sv, en = cut
    sv = sv.removeprefix(NTM) if kind == "ELY" else sv.removesuffix("s")
    return (_nominative(fi), sv, en)


def _nominative(genitive: str) -> str:
    for ending, nominative in NOMINATIVE.items():
        head = genitive.removesuffix(ending)
        if head != genitive and (not head or head.endswith("-")):
            return head + nominative
        if genitive.lower().endswith(ending.lower()) and head == genitive:
            return genitive[: -len(ending)] + nominative.lower()
    sys.exit(f"No nominative is known for {genitive!r}: add it to NOMINATIVE.")


def _cut(name: str, suffixes: tuple[str, ...]) -> str:
    return next((name.removesuffix(suffix) for suffix in suffixes if name.endswith(suffix)), name)


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _merges(mergers: list[dict[str, str]], first: int) -> list[tuple[str, ...]]:
    found = []
    for row in (row for row in mergers if row["date"] >= _day(first)):
        note = f"{row['name_fi']} -> {row['to_name_fi']}"
        found.append(("merge", row["date"], f"KU{row['code']}", f"KU{row['to_code']}", "1", note))
    return found


def _moves(memberships: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    found = []
    for (child, kind), group in itertools.groupby(memberships, key=lambda item: (item[0], item[2])):
        spans = list(group)
        if kind in ("MK", "SK", "ELY"):
            found += [("move", new[3], child, new[1], "1", f"{old[1]} -> {new[1]}") for old, new in itertools.pairwise(spans)]
    return found


def _renames(key: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """Changes of a Finnish or Swedish name in the classification, of municipalities and regions."""
    found = []
    for kind, column in (("KU", "municipality"), ("MK", "maakunta")):
        for language in ("fi", "sv"):
            rows = sorted({(row[f"{column}_code"], row["year"], _tidy(row[f"{column}_name_{language}"])) for row in key})
            for old, new in itertools.pairwise(rows):
                if old[0] == new[0] and old[2] != new[2]:
                    found.append(
                        ("rename", _day(int(new[1])), f"{kind}{new[0]}", f"{kind}{new[0]}", "1", f"{language}: {old[2]} -> {new[2]}")
                    )
    return found


if __name__ == "__main__":
    main()
