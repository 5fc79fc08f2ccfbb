"""Papers of pictures and cards: the picture's own numbers, in each language, accessible, in the space they have."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.rendering.pdf_reading import outside, plain, read
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.cards import cards, load_cards
from yhdyspinta.domain.errors import CuratedError, Refused
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import exports, queries
from yhdyspinta.pictures.cards import AreaCard, card_of
from yhdyspinta.pictures.choice import parse
from yhdyspinta.pictures.exports import agenda, card_bundle
from yhdyspinta.pictures.exports import card as card_file
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.presenters.figures import card as told
from yhdyspinta.rendering import numbers

DAY = date(2026, 11, 24)


def made(sample: Environment, area: str) -> AreaCard:
    with queries.composing(sample, DAY) as context:
        return card_of(context, area)


@pytest.mark.parametrize(("area", "language"), [("HVA15", "fi"), ("KU599", "sv"), ("SSS", "en")])
def test_the_paper_has_the_numbers_and_words_of_the_picture(sample: Environment, area: str, language: str, tmp_path: Path) -> None:
    picture = queries.picture_of(sample, area, (), DAY)
    found = read(exports.export(picture, "pdf", language, address="https://x.example"), tmp_path)
    for name in picture.headlines:
        figure = picture.figures[name]
        shown = numbers.amount(figure.value, language, figure.decimals, figure.unit[language], figure.status)
        assert plain(shown) in found.text
        assert plain(figure.title[language]) in found.text
    for part in picture.parts:
        assert plain(part.title[language]) in found.text
    assert found.facts["Tagged"] == "yes"
    assert found.has("TOC", "Figure", "TH", "H2")
    assert all("YhdyspintaSans" in name and embedded == "yes" for name, embedded, *_ in found.fonts)
    assert all(f"https://x.example/{language}/alue/{area}/tilannekuva/" in page for page in found.pages)
    other = {"fi": "Headline figures", "sv": "Tunnusluvut", "en": "Indikatorer"}[language]
    assert other not in found.text
    assert outside(tmp_path) == []


def test_an_edition_is_named_on_every_page_and_an_example_too(sample: Environment, tmp_path: Path) -> None:
    picture = replace(queries.picture_of(sample, "KU766", (), DAY), example=True)
    edition = exports.unpublished(picture)
    found = read(exports.export(picture, "pdf", "fi", edition, address="https://x.example"), tmp_path)
    assert all(edition.id in page for page in found.pages)
    assert all("ESIMERKKI" in page for page in found.pages)


@pytest.mark.parametrize(
    ("area", "language"), [("KU179", "fi"), ("KU599", "sv"), ("KU736", "sv"), ("KU630", "sv"), ("HVA15", "fi"), ("KU091", "en")]
)
def test_a_card_is_two_pages_with_the_picture_s_figures(sample: Environment, area: str, language: str, tmp_path: Path) -> None:
    card = made(sample, area)
    with override(language):
        found = read(card_file.pdf_of(card, language, "https://x.example"), tmp_path)
    assert len(found.pages) == 2
    assert outside(tmp_path) == []
    assert found.facts["Tagged"] == "yes"
    picture = queries.picture_of(sample, area, (), DAY)
    with override(language):
        for item in card.figures:
            assert plain(item.line.title.in_(language)) in re.sub(r"- ", "", found.text) or item.line.title.in_(language)[:12] in found.text
            if item.figure and item.figure.value is not None:
                same = picture.figures[item.figure.id]
                assert replace(item.figure, unusual=same.unusual) == same
                assert plain(told(same, language, DAY).value) in found.text


def test_what_a_card_lacks_says_why_and_whence(sample: Environment, tmp_path: Path) -> None:
    with override("fi"):
        found = read(card_file.pdf_of(made(sample, "KU179"), "fi"), tmp_path)
    assert "Ei lukua." in found.text
    assert "ei ole vielä haettu lähteestään" in found.text
    assert "Väestörakenne" in found.text
    assert "Sote-palvelujen tarvetekijät ja tarvekertoimet" in found.text


def test_the_lines_of_a_card_are_drawn_and_told(sample: Environment) -> None:
    card = made(sample, "KU179")
    with override("fi"):
        sheet = card_file.sheet_of(card, card_file.CardReader("fi", DAY, ""))
    lines = [row.line for row in sheet.figures.rows if row.line]
    assert len(lines) >= 5
    for line in lines:
        known = [point for point in line.points if point is not None]
        assert min(known) == 0
        assert max(known) == 1
        assert re.search(r"\d", line.text)
    assert all(row.missing or row.value or row.lines for row in sheet.figures.rows)
    assert all(row.why for row in sheet.figures.rows)


def test_the_cards_of_a_county_are_one_file(sample: Environment) -> None:
    packed = card_bundle.bundle(sample, "HVA16", "fi")
    register = areas()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(register.members("HVA16", register.current)) + 1
        assert all(archive.read(name).startswith(b"%PDF") for name in names)
        day = queries.today()
        for area in register.members("HVA16", register.current):
            assert f"kuntakortti-{area.lower()}-{day}-fi.pdf" in names
    assert card_bundle.bundle(sample, "HVA16", "fi") is packed
    assert card_bundle.members("KU179") == ("KU179",)


def test_the_cards_of_a_county_follow_what_the_reader_compares_with(sample: Environment, tmp_path: Path) -> None:
    packed = card_bundle.bundle(sample, "HVA18", "fi", parse("naapurit"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        one = next(name for name in archive.namelist() if name.startswith("kuntakortti-ku272"))
        text = read(archive.read(one), tmp_path).text
    assert "Naapurit" in text
    assert "Koko maa" not in text


def test_more_cards_than_a_page_may_ask_for_are_refused(sample: Environment) -> None:
    with pytest.raises(Refused) as refusal:
        card_bundle.bundle(sample, "SSS", "fi")
    assert "308" in refusal.value.message
    assert "yhdyspinta cards" in refusal.value.hint


def test_ten_figures_each_with_its_reason_in_three_languages() -> None:
    assert len(cards()) == 10
    for line in cards():
        assert len({line.why.fi, line.why.sv, line.why.en}) == 3
        assert bool(line.indicators) != bool(line.source)


def test_a_card_of_nine_figures_is_no_card(tmp_path: Path, curated: Path) -> None:
    text = (curated / "papers" / "cards.toml").read_text("utf-8")
    (tmp_path / "cards.toml").write_text(text[: text.rindex("[[figure]]")], "utf-8")
    with pytest.raises(CuratedError, match="9 figures, expected 10"):
        load_cards(tmp_path)
    (tmp_path / "cards.toml").write_text(text.replace('source = "thl.tarve"', ""), "utf-8")
    with pytest.raises(CuratedError, match="indicators of ours, or else the source"):
        load_cards(tmp_path)


@pytest.mark.parametrize(("area", "language"), [("KU179", "fi"), ("SSS", "sv")])
def test_the_annex_of_an_agenda_is_one_page(sample: Environment, area: str, language: str, tmp_path: Path) -> None:
    picture = queries.picture_of(sample, area, (), DAY)
    with override(language):
        found = read(agenda.annex_pdf(picture, Reader(language, DAY)), tmp_path)
    assert len(found.pages) == 1
    assert outside(tmp_path) == []
    assert found.has("H1", "Table", "TH")
    for name in picture.headlines:
        figure = picture.figures[name]
        assert plain(numbers.amount(figure.value, language, figure.decimals, figure.unit[language], figure.status)) in found.text
