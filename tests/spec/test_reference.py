"""The reference page tells the meanings that are tested."""

from __future__ import annotations

from pathlib import Path

from tests.spec.meaning_tables import files
from tools.make_reference import MEANINGS, main, meanings


def test_the_page_agrees_with_the_tables() -> None:
    assert MEANINGS.read_text(encoding="utf-8") == meanings(), "run tools/make_reference.py"
    assert main(["--check"]) == 0


def test_every_table_is_on_the_page() -> None:
    page = MEANINGS.read_text(encoding="utf-8")
    for path in files():
        rows = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
        assert rows
        assert all(row in page for row in rows)
