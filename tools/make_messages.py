"""Translations of the interface: extract, update, compile, check. No msgfmt is needed: Babel does it all.

extract   the English texts of the code and the templates into locale/yhdyspinta.pot (not committed)
update    the catalogues of fi, sv and en after them; new texts come untranslated
compile   .po into .mo, which are not committed (`make install` runs this)
check     fails when a text is missing from a catalogue, untranslated, marked fuzzy, stale, or differs in its places
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "yhdyspinta"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("fi", "sv", "en")
SOURCE_LANGUAGE = "en"  # its texts stand in the code
_METHODS = [
    *(
        (f"{part}/**.py", "python")
        for part in ("web", "pictures", "organisations", "accounts", "needs", "phenomena", "cooperation", "attention")
    ),
    ("web/templates/**.html", "jinja2"),
]
_PERMISSIONS = "organisations/permissions.csv"
_OPTIONS = {"web/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
_KEYWORDS = {"_": None, "gettext": None, "gettext_noop": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_PLACE = re.compile(r"%\((\w+)\)s")


def main(arguments: list[str]) -> int:
    """Run one of the commands; the exit code is 1 when `check` finds something."""
    commands: dict[str, Callable[[], int]] = {"extract": extract, "update": update, "compile": compile_all, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__)
        return 2
    return commands[arguments[0]]()


def template() -> Catalog:
    """The texts that stand in the code now."""
    catalog = Catalog(project="Yhdyspinta", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(PACKAGE), _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",))
    for name, _line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, None, [(f"yhdyspinta/{name}", 0)], auto_comments=comments, context=context)
    for what in _actions():
        catalog.add(what, None, [(f"yhdyspinta/{_PERMISSIONS}", 0)])
    return catalog


def _actions() -> list[str]:
    """What the table of rules calls the actions: people read it in the list of what has been done."""
    with (PACKAGE / _PERMISSIONS).open(encoding="utf-8", newline="") as file:
        return [row["what"] for row in csv.DictReader(file)]


def extract() -> int:
    _write(LOCALE / "yhdyspinta.pot", template())
    return 0


def update() -> int:
    texts = template()
    for language in LANGUAGES:
        catalog = _read(language)
        catalog.update(texts, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _write(_po(language), catalog)
        print(f"messages: {language}: {len(catalog)} texts, {sum(not _translated(one) for one in _texts(catalog))} untranslated")
    return 0


def compile_all() -> int:
    for language in LANGUAGES:
        with _po(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(language))
    print(f"messages: compiled {', '.join(LANGUAGES)}")
    return 0


def check() -> int:
    texts = template()
    faults = [f"{language}: {fault}" for language in LANGUAGES for fault in _faults(texts, _read(language), language)]
    for fault in faults:
        print(f"messages: {fault}")
    print(f"messages: {len(texts)} texts in {len(LANGUAGES)} languages, {len(faults)} faults")
    return 1 if faults else 0


def _faults(texts: Catalog, catalog: Catalog, language: str) -> Iterator[str]:
    wanted = {_key(one): one for one in _texts(texts)}
    found = {_key(one): one for one in _texts(catalog)}
    yield from (f"not in the catalogue: {key[1]!r} (run `make_messages.py update`)" for key in wanted.keys() - found.keys())
    yield from (f"no longer in the code: {key[1]!r} (run `make_messages.py update`)" for key in found.keys() - wanted.keys())
    for key in wanted.keys() & found.keys():
        message = found[key]
        if message.fuzzy:
            yield f"fuzzy: {key[1]!r}"
        if not _translated(message) and language != SOURCE_LANGUAGE:
            yield f"untranslated: {key[1]!r}"
        if _translated(message) and _places(message.string) != _places(message.id):
            yield f"other places to fill than in {key[1]!r}: {message.string!r}"


def _places(text: str | tuple[str, ...] | list[str]) -> set[str]:
    parts = [text] if isinstance(text, str) else list(text)
    return {name for part in parts for name in _PLACE.findall(part)}


def _translated(message: Message) -> bool:
    parts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(parts) and all(parts)


def _texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    path = _po(language)
    if not path.is_file():
        return Catalog(locale=language, project="Yhdyspinta", charset="utf-8", fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=language)


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, sort_output=True, omit_header=False, no_location=True)
    # Dates of extraction would make a difference in every commit.
    kept = [
        line
        for line in buffer.getvalue().splitlines(keepends=True)
        if not line.startswith((b'"POT-Creation', b'"PO-Revision', b'"Generated'))
    ]
    path.write_bytes(b"".join(kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
