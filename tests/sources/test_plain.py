"""Descriptions of services become plain text: no markup lives, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.sources.plain import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p id=suhteutus>Osuus <b>väestöstä</b>.</p><p>Toinen<br />kappale &amp; loppu.</p>",
            "Osuus väestöstä.\nToinen\nkappale & loppu.",
        ),
        ("Ei merkintöjä", "Ei merkintöjä"),
        ("a<script>alert(1)</script>b", "ab"),
        ("a<SCRIPT src=x>alert(1)</SCRIPT >b", "ab"),
        ("<style>p{}</style>a", "a"),
        ("<a href='javascript:alert(1)' onclick=x>sivu</a>", "sivu"),
        ("<svg><script>alert(1)</script><p>piilo</p></svg>esillä", "esillä"),
        ("a<!-- <b>piilo</b> -->b", "ab"),
        ("vähän < 5 tapausta", "vähän < 5 tapausta"),
        ("oikea\u202eväärä\u0000 loppu", "oikeaväärä loppu"),
        ("", ""),
    ],
)
def test_words_remain_and_markup_goes(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(alphabet="<>/ab!- \"'=&;\n\u202e\x00", max_size=60))
def test_nothing_invisible_and_no_empty_line_comes_out(html: str) -> None:
    text = plain_text(html)
    assert all(line and line.isprintable() for line in text.split("\n") if text)
