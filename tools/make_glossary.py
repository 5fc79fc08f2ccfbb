"""Make GLOSSARY.md from the curated glossary; `--check` only says whether the file is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from yhdyspinta.catalogue.concepts import Concept, concepts

FILE = Path(__file__).resolve().parent.parent / "GLOSSARY.md"
HEAD = """# Glossary

The one place for words: Finnish, Swedish, English and the name in the code. Made by `tools/make_glossary.py` from
`src/yhdyspinta/curated/concepts/glossary.csv`; edit that table, not this page. A word marked with * has been seen in
an official text in all its languages; the others await a reviewer.

| Suomi | Svenska | English | Code | Use |
|---|---|---|---|---|
"""


def glossary(words: tuple[Concept, ...]) -> str:
    """The whole page as Markdown, sorted by the Finnish term."""
    return HEAD + "".join(_line(word) for word in sorted(words, key=lambda word: word.term.fi.casefold()))


def _line(word: Concept) -> str:
    code = f"`{word.code}`" if word.code else ""
    mark = "*" if word.reviewed else ""
    return f"| {word.term.fi}{mark} | {word.term.sv} | {word.term.en} | {code} | {word.note} |\n".replace("  |", " |")


def main() -> int:
    text = glossary(concepts())
    if "--check" in sys.argv:
        fresh = FILE.exists() and FILE.read_text(encoding="utf-8") == text
        print("GLOSSARY.md is up to date." if fresh else "GLOSSARY.md is old: run python tools/make_glossary.py.")
        return 0 if fresh else 1
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
