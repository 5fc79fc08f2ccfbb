"""Renders the tables of meaning (tests/spec/*.md), which are run against the code, into docs/reference/meanings.md.

Run without arguments to write the file; with --check to say whether it is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "tests" / "spec"
MEANINGS = ROOT / "docs" / "reference" / "meanings.md"
HEAD = """# One meaning for each word

Made by `tools/make_reference.py` from the tables in `tests/spec/`, which every test run puts to the code. Change the tables, not this page.
"""


def meanings() -> str:
    """The reference page: every table of meaning, in the order of the files."""
    return "\n".join([HEAD, *(_lowered(path.read_text(encoding="utf-8")) for path in sorted(SPEC.glob("*.md")))])


def _lowered(text: str) -> str:
    """One file with its headings a level lower and an empty line before each table, as Markdown readers want it."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("|") and lines and lines[-1] and not lines[-1].startswith("|"):
            lines.append("")
        lines.append(f"#{line}" if line.startswith("#") else line)
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        MEANINGS.parent.mkdir(parents=True, exist_ok=True)
        MEANINGS.write_text(meanings(), encoding="utf-8")
        return 0
    if MEANINGS.is_file() and MEANINGS.read_text(encoding="utf-8") == meanings():
        return 0
    print(f"{MEANINGS.relative_to(ROOT)} does not agree with tests/spec: run tools/make_reference.py.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
