"""The single file: well-formed, in its language, each chart with its table, nothing fetched, nothing executed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import jinja2
import pytest

from tests.rendering import samples
from yhdyspinta.rendering import charts, maps, pages
from yhdyspinta.rendering.blocks import Verdict

VOID = {"meta", "br", "link", "img", "hr", "input"}
MAP = samples.shown()
PAGE = pages.Page(
    "Tilannekuva & muuta",
    "fi",
    (
        pages.Section("Tärkeimmät luvut", (pages.Notice("2 lukua on vanhoja."), pages.Cards(samples.cards(3)))),
        pages.Section("Kehitys", tuple(pages.ChartBlock(make()) for make in samples.EVERY)),
        pages.Section("Kartta", (pages.MapBlock(maps.tiles(MAP, samples.GRID), maps.table(MAP, "Alue", "Osuus"), "Kartta", "Lähde"),)),
        pages.Section(
            "Väestö", (pages.TableBlock(samples.table(3)), pages.Folded("Vanhat", (pages.Bullets((samples.HOSTILE,)),))), level=3
        ),
        pages.Section(
            "Viisi osaa",
            (pages.Paragraphs(("Alku.",)), pages.Statements((pages.StatementPart("1. Olosuhteet", "Mitä.", place="Paikka."),))),
        ),
    ),
    lead="Yhteinen kuva.",
    description="Kuvaus",
    footer=("Lähde: Testi",),
)


class Reader(HTMLParser):
    """Checks nesting and gathers tags, headings and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html() -> str:
    return pages.page(PAGE)


@pytest.fixture(scope="module")
def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_page_says_its_language_title_and_way_past_the_links(html: str, read: Reader) -> None:
    assert ("html", {"lang": "fi"}) in read.tags
    assert "<title>Tilannekuva &amp; muuta</title>" in html
    skip = next(attrs for tag, attrs in read.tags if tag == "a" and attrs.get("class") == "skip")
    assert any(attrs.get("id") == str(skip["href"])[1:] for tag, attrs in read.tags if tag == "main")


def test_headings_descend_one_step_at_a_time(read: Reader) -> None:
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    for before, after in zip(read.headings, read.headings[1:], strict=False):
        assert after <= before + 1


def test_each_drawing_has_its_table(html: str, read: Reader) -> None:
    drawings = re.findall(r'<section class="drawing".*?</section>', html, flags=re.S)
    assert len(drawings) == len(samples.EVERY) + 1
    for drawing in drawings:
        assert "<svg" in drawing
        assert re.search(r"<details>\s*<summary>Sama taulukkona", drawing)
        assert "<caption>" in drawing


def test_tables_hold_the_chart_s_values(html: str) -> None:
    for row in charts.rows(samples.line()):
        cells = "".join(f'<td class="numeric">{cell}</td>' for cell in row[1:])
        assert f'<th scope="row">{row[0]}</th>{cells}' in html


def test_verdicts_say_themselves_in_words(html: str) -> None:
    verdict = next(cell for cell in samples.table(3).rows[0] if isinstance(cell, Verdict))
    assert f'<span aria-hidden="true">{verdict.sign}</span> {verdict.text}' in html


def test_nothing_is_fetched_and_nothing_runs(html: str, read: Reader) -> None:
    assert not [tag for tag, _ in read.tags if tag in ("script", "link", "img", "iframe", "object", "embed")]
    for tag, attrs in read.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], tag
        assert not str(attrs.get("src", "")).startswith("http")
    style = re.search(r"<style>(.*?)</style>", html, flags=re.S)
    assert style is not None
    assert not re.findall(r"url\((?!data:)", style[1])
    assert "@import" not in style[1]
    assert "<script>" not in html


def test_ids_are_unique_and_links_lead_somewhere(read: Reader) -> None:
    ids = [attrs["id"] for _, attrs in read.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(attrs["href"])[1:] in ids for tag, attrs in read.tags if tag == "a" and str(attrs.get("href", "")).startswith("#"))


def test_a_missing_label_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        pages.page(pages.Page("A", "fi", (), labels={}))


def test_anchors_are_plain() -> None:
    assert pages.anchor("Mitä ei voi sanoa – ja miksi?") == "mita-ei-voi-sanoa-ja-miksi"
