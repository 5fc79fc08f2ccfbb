"""Papers as PDF: tags, language, contents, header cells, alternative texts, fonts, and texts that try to be programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.rendering.pdf_reading import Read, plain, read
from yhdyspinta.rendering import charts, pages, papers
from yhdyspinta.rendering.blocks import Card, Column, Table, Tone, Verdict
from yhdyspinta.rendering.papers.typesetting import drawable

HOSTILE = '#panic("no") $x^2$ *bold* \\ `raw` #import "/etc/passwd" <label> @ref = Heading [a](b)'
LABELS = {"contents": "Sisältö", "data": "Kuvioiden luvut", "sources": "Lähteet", "figures": "Luvut"}


def front(**changes: object) -> papers.Front:
    made = papers.Front(
        title="Tilannekuva",
        place="Mallilan kunta",
        language="fi",
        date=date(2026, 11, 24),
        day="24.11.2026",
        page="Sivu {page}/{pages}",
        edition="ku000-2026-11-24-abc",
        permalink="https://x.example/fi/julkaisut/ku000/",
        facts=(("Päivä", "24.11.2026"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def chart() -> charts.Chart:
    points = tuple(charts.Point(str(year), date(year, 1, 1), float(year - 2000)) for year in range(2010, 2020))
    return charts.Chart("kuvio", "Luku nousee", "Luku nousi yhdeksän vuotta.", (charts.Series("Mallila", points),), unit="henkilöä")


def table(rows: int = 3) -> Table:
    columns = (Column("Luku"), Column("Arvo", numeric=True), Column("Muutos"))
    cells = tuple((f"Rivi {place}", str(place), Verdict("heikkenee", Tone.WORSE, "▲")) for place in range(rows))
    return Table("Taulukon otsikko", columns, cells, frozenset({0}), "Huomautus")


def made(**changes: object) -> papers.Paper:
    blocks = (
        pages.Paragraphs(("Kappale",)),
        pages.Bullets(("Ensimmäinen", "Toinen")),
        pages.Cards((Card("Väkiluku", "12 henkilöä", "2025", ("Koko maa: 1 (▲ täällä suurempi)",), (Verdict("nousee"),), note="THL"),)),
        pages.ChartBlock(chart()),
        pages.TableBlock(table()),
        pages.Folded("Vanhat luvut", (pages.ChartBlock(chart()), pages.TableBlock(table()))),
    )
    said = papers.Part("1. Olosuhteet", "Mitä kuuluu tähän.", ("Lause.",), (pages.Statement("Mallilan kunta", "Arvio", HOSTILE),))
    sections = (papers.Section("Teema", blocks), papers.Section("Osat", (papers.Parts((said,), "Tilaa kirjauksille"),)))
    shown = papers.Paper(front(), sections, (papers.DataTable("kuvio", table(80)),), ("Lähde: THL.",), "Luku on vanha.", "Koottu.", LABELS)
    return replace(shown, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return read(papers.paper(made()), tmp_path_factory.mktemp("paper"))


def test_it_is_tagged_as_an_accessible_paper_of_its_language(whole: Read) -> None:
    assert whole.facts["Tagged"] == "yes"
    assert whole.facts["Title"] == "Tilannekuva: Mallilan kunta"
    assert whole.has("Document", "H1", "H2", "TOC", "Figure", "Table", "TH", "L", "LI")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole.data
    assert b"/Lang(fi-FI)" in whole.data


def test_headings_leave_no_level_out(whole: Read) -> None:
    levels = [int(tag[1]) for _, tag in whole.tags if tag[:1] == "H" and tag[1:].isdigit()]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_font_is_ours_and_inside(whole: Read) -> None:
    assert whole.fonts
    for name, embedded, _subset, unicode_map in whole.fonts:
        assert "YhdyspintaSans" in name
        assert (embedded, unicode_map) == ("yes", "yes")


def test_each_page_says_whose_it_is_and_which_of_how_many(whole: Read) -> None:
    count = len(whole.pages)
    assert count == int(whole.facts["Pages"]) > 2
    for number, page in enumerate(whole.pages, start=1):
        assert f"Sivu {number}/{count}" in page
        assert "Mallilan kunta" in page
        assert "ku000-2026-11-24-abc" in page
        assert "https://x.example/fi/julkaisut/ku000/" in page


def test_what_looks_like_a_program_is_text(whole: Read) -> None:
    assert plain(HOSTILE) in whole.text


def test_a_long_table_repeats_its_heading_on_each_page(whole: Read) -> None:
    with_rows = [page for page in whole.pages if "Rivi 30" in page or "Rivi 79" in page]
    assert with_rows
    assert all("Muutos" in page for page in with_rows)


def test_the_same_values_give_the_same_bytes() -> None:
    assert papers.paper(made()) == papers.paper(made())


def test_an_example_says_so_on_every_page(tmp_path: Path) -> None:
    found = read(papers.paper(made(front=front(example="ESIMERKKI: keksitty alue"))), tmp_path)
    assert all("ESIMERKKI: keksitty alue" in page for page in found.pages)


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ("Jämsä, Ähtäri, Čáhcesuolu – 1 234,5 %", "Jämsä, Ähtäri, Čáhcesuolu – 1 234,5 %"),
        ("vähintään ≥ 30", "vähintään >= 30"),
        ("😀 日本", "? ??"),
        ("a\u202eb\x00c", "abc"),
    ],
)
def test_letters_that_the_font_lacks_do_not_stop_a_paper(given: str, drawn: str, tmp_path: Path) -> None:
    assert drawable(given) == drawn
    assert plain(drawn) in read(papers.paper(made(lead=given)), tmp_path).text
