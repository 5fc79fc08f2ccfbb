"""Make curated/areas/postal_codes.csv from the reference classification: postal code area and its municipality.

Run: YHDYSPINTA_REFERENCES=<folder> python tools/make_postal_codes.py
"""

from __future__ import annotations

import csv
import itertools
import re
import sys

from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.postal_codes import FIELDS
from yhdyspinta.environment import read


def main() -> None:
    references = read().references
    if references is None:
        sys.exit("Set YHDYSPINTA_REFERENCES to the folder of the reference material.")
    (source,) = (references / "data" / "classification").glob("postal_to_municipality_*.csv")
    with source.open(encoding="utf-8", newline="") as stream:
        rows = sorted((row[0], f"KU{_municipality(row)}") for row in itertools.islice(csv.reader(stream), 1, None))
    with (CURATED / "areas" / "postal_codes.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)


def _municipality(row: list[str]) -> str:
    """The first three-digit code after the names, which in a few rows hold commas and so push the columns along."""
    return next(field for field in row[1:] if re.fullmatch(r"[0-9]{3}", field))


if __name__ == "__main__":
    main()
