"""The entries for one more indicator, proposed from the address of its page: a person reviews them and fills the rest."""

from __future__ import annotations

import json
import re

from yhdyspinta.domain.errors import Unknown, YhdyspintaError
from yhdyspinta.domain.observation import SEXES, TOTAL
from yhdyspinta.domain.source import NOT_ESTABLISHED
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.sources.connectors.sotkanet.listing import Entry, entry_of
from yhdyspinta.sources.exchange import Fetches, Request

# A page of the site in any language, or an address of the interface.
_SITE = re.compile(
    r"(https?://[^/]+)/(?:sotkanet/\w\w/metadata/indicators/|rest/1\.1/(?:indicators/|(?:json|csv)\?(?:.*&)?indicator=))(\d+)(?:[/?#&].*)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"https?://(?:www\.)?sotkanet\.", re.IGNORECASE)
_HINT = "Open the indicator's description page and paste its address, which ends in /metadata/indicators/ and a number."
_INTERFACE = "/rest/1.1"
# Sotkanet's kind of value -> our kind of measure and unit; others are left to the reviewer.
_MEASURES = {
    "PER100": ("share", Text("%", "%", "%")),
    "PER1000": ("rate", Text("/ 1 000", "/ 1 000", "per 1,000")),
    "PER10000": ("rate", Text("/ 10 000", "/ 10 000", "per 10,000")),
    "PER100000": ("rate", Text("/ 100 000", "/ 100 000", "per 100,000")),
    "LKM": ("count", Text("lukumäärä", "antal", "number")),
}


def propose(address: str, way: Fetches) -> str:
    """TOML to review: the target for curated/live and the definition for curated/indicators.

    `address` is that of the indicator's page or of its figures in the interface. Unknown when it is
    neither; a plain error when it is another page of Sotkanet.
    """
    found = _SITE.fullmatch(address.strip())
    if found is None:
        # A page of Sotkanet is surely not another connector's: the hint must be seen.
        kind = YhdyspintaError if _PAGE.match(address.strip()) else Unknown
        raise kind(f"{address!r} is not the address of one Sotkanet indicator.", _HINT)
    site, number = _PAGE.sub("https://sotkanet.", found[1]), int(found[2])
    base = f"{site}{_INTERFACE}"
    entry = entry_of(way.fetch(Request(f"{base}/indicators/{number}")).data, number)
    return f"{_target(entry, base)}\n{_definition(entry, base)}"


def _target(entry: Entry, base: str) -> str:
    genders = [sex for sex in SEXES if sex in entry.sexes] or [TOTAL]
    asked = "" if genders == [TOTAL] else f", genders = {json.dumps(genders)}"
    return (
        "# Append to curated/live/sotkanet.toml:\n\n[[target]]\n"
        f"id = {_quoted(_id(entry))}\naddress = {_quoted(base)}\n"
        f"facts = {{ indicator = {entry.number}{asked} }}\n"
        f"series = [{{ indicator = {_quoted(_id(entry))} }}]\n"
    )


def _definition(entry: Entry, base: str) -> str:
    kind, unit = _MEASURES.get(entry.value_type, ("", entry.unit))
    lines = [
        "# Append to curated/indicators/sotkanet.toml, and fill in what is empty:",
        "",
        "[[indicator]]",
        f"id = {_quoted(_id(entry))}",
        f"title = {_texts(entry.title)}",
        f"definition = {_texts(_first_paragraph(entry.description))}",
        f"unit = {_texts(unit)}",
        f"kind = {_quoted(kind)}"
        + ("" if kind else f"  # count, share, rate, mean, index, money or rank; Sotkanet says {entry.value_type!r}"),
        f"decimals = {entry.decimals}",
        'polarity = ""  # higher_is_better, higher_is_worse or neither',
        'additivity = "must_not"  # sum only for a count whose municipalities make up the county',
        "themes = []  # 0 to 5, at least one",
        f"producer = {_quoted(entry.producer.fi)}",
        f"licence = {_quoted(entry.licence or NOT_ESTABLISHED)}",
        f"address = {_quoted(f'{base}/json?indicator={entry.number}')}",
    ]
    if "male" in entry.sexes:
        lines.append("sexes = true")
    if not entry.licence:
        lines.append(f"caveats = {_texts(_THROUGH)}")
    return "\n".join(lines) + "\n"


_THROUGH = Text(
    "Sotkanet välittää toisen tuottajan luvun, eikä sen käyttölupaa ole vahvistettu.",
    "Sotkanet förmedlar en annan producents siffra, och dess licens har inte bekräftats.",
    "Sotkanet passes on another producer's figure, and its licence has not been confirmed.",
)


def _id(entry: Entry) -> str:
    return f"thl.sotkanet.{entry.number}"


def _first_paragraph(text: Text) -> Text:
    return Text(*(getattr(text, language).partition("\n")[0] for language in LANGUAGES))


def _texts(text: Text) -> str:
    return "{ " + ", ".join(f"{language} = {_quoted(getattr(text, language))}" for language in LANGUAGES) + " }"


def _quoted(text: str) -> str:
    """A TOML text: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
