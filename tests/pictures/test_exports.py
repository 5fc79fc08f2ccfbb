"""Files of pictures: the same numbers everywhere, in each language, whole and with nothing outside its place."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils.translation import override
from pptx import Presentation

from yhdyspinta.analysis.stored import stored_values
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import exports
from yhdyspinta.pictures.exports.shared import Reader, figure_table, old_figures
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.queries import picture_of
from yhdyspinta.rendering import numbers

DAY = date(2026, 11, 24)
AREAS = ("HVA15", "KU766", "KU599", "SSS")
LANGUAGES = ("fi", "sv", "en")
ADDRESS = "https://example.fi"
File = Callable[[str, str, str], bytes]


def picture(sample: Environment, area: str) -> Picture:
    return picture_of(sample, area, (), DAY)


@pytest.fixture(scope="module")
def file(sample: Environment) -> Callable[[str, str, str], bytes]:
    """The file of an area in a format and a language, made once for all that is asked of it here."""
    made: dict[tuple[str, str, str], bytes] = {}

    def found(area: str, name: str, language: str) -> bytes:
        key = (area, name, language)
        if key not in made:
            made[key] = exports.export(picture(sample, area), name, language, address=ADDRESS)
        return made[key]

    return found


def plain(data: bytes) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", data.decode())).replace("\u00a0", " "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_every_slide_is_whole(file: File, area: str, language: str) -> None:
    deck = Presentation(io.BytesIO(file(area, "pptx", language)))
    assert len(deck.slides) >= 6
    assert areas().get(area).name.in_(language).split()[0] in deck.core_properties.title
    for slide in deck.slides:
        assert slide.has_notes_slide
        assert f"/{language}/alue/{area}/" in slide.notes_slide.notes_text_frame.text
        assert slide.shapes.title is not None
        assert slide.shapes.title.text.strip()
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            assert not (shape.is_placeholder and shape.has_text_frame and not shape.text_frame.text.strip())


def test_the_same_number_in_values_edition_page_and_slides(sample: Environment, file: File) -> None:
    made = picture(sample, "HVA15")
    edition = json.loads(file("HVA15", "json", "fi"))
    page, deck = plain(file("HVA15", "html", "fi")), Presentation(io.BytesIO(file("HVA15", "pptx", "fi")))
    slides = " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame).replace(
        "\u00a0", " "
    )
    for name in made.headlines:
        figure = made.figures[name]
        assert edition["picture"]["figures"][name]["value"] == figure.value
        asked = {"definitions": indicators(), "areas": ["HVA15"], "periods": [figure.period], "sexes": ["total"]}
        row = stored_values(sample.home, indicators()[figure.indicator], areas(), "HVA", **asked).table.to_pylist()[0]
        assert (row["value"], row["status"]) == (figure.value, figure.status)
        shown = numbers.amount(figure.value, "fi", figure.decimals, figure.unit["fi"], figure.status).replace("\u00a0", " ")
        assert shown in page
        assert shown in slides


def test_charts_of_slides_carry_the_figures_of_the_edition(sample: Environment, file: File) -> None:
    made = picture(sample, "HVA15")
    deck = Presentation(io.BytesIO(file("HVA15", "pptx", "fi")))
    charts = {shape.name: shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart}
    block = next(block for section in made.sections for block in section.trends if block.indicator == "stat.tyonv.12r5.avoimet_paikat")
    chart = next(chart for name, chart in charts.items() if "avoimet" in name)
    assert list(chart.plots[0].series[0].values) == [point.value for point in block.series[0].points]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_its_language_and_each_drawing_has_its_table(file: File, language: str) -> None:
    data = file("KU599", "html", language).decode()
    assert f'<html lang="{language}"' in data
    drawings = data.split('<section class="drawing"')[1:]
    assert len(drawings) > 5
    assert all("<svg" in one and "<table" in one.partition("</section>")[0] for one in drawings)
    name = {"fi": "Pedersören kunta", "sv": "Pedersöre", "en": "Pedersöre"}[language]
    assert name in data
    assert ("inte lästs av en finlandssvensk" in data) is (language == "sv")


def test_languages_differ_and_none_speaks_another(file: File) -> None:
    texts = {language: plain(file("KU599", "html", language)) for language in LANGUAGES}
    assert "Tunnusluvut" in texts["fi"]
    assert "Headline figures" in texts["en"]
    assert "Headline figures" not in texts["fi"] + texts["sv"]
    assert "Tunnusluvut" not in texts["sv"] + texts["en"]


def test_the_json_follows_its_schema(file: File) -> None:
    import jsonschema

    from tools.make_edition_schema import schema

    jsonschema.validate(json.loads(file("KU766", "json", "fi")), json.loads(schema()))


def test_files_are_the_same_each_time(sample: Environment, file: File) -> None:
    made = picture(sample, "KU766")
    for name in exports.WRITERS:
        assert exports.export(made, name, "sv", address=ADDRESS) == file("KU766", name, "sv")


def test_an_unknown_format_lists_those_there_are(sample: Environment) -> None:
    with pytest.raises(Unknown) as refusal:
        exports.export(picture(sample, "KU766"), "docx", "fi")
    assert "pptx" in refusal.value.hint


def test_an_example_is_marked_on_every_file(sample: Environment) -> None:
    from dataclasses import replace

    marked = replace(picture(sample, "KU766"), example=True)
    assert "ESIMERKKI" in plain(exports.export(marked, "html", "fi"))
    deck = Presentation(io.BytesIO(exports.export(marked, "pptx", "fi")))
    assert "ESIMERKKI" in " ".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)


def test_old_figures_tell_their_boundaries(sample: Environment) -> None:
    made = picture(sample, "KU785")
    reader = Reader("sv", DAY)
    with override("sv"):
        table = figure_table("", old_figures(made), reader)
    assert len(table.rows) > 20
    for figure, row in zip(old_figures(made), table.rows, strict=True):
        assert f"indelning {figure.boundaries}" in str(row[-1])
        assert str(row[-1]).startswith(publisher_name(figure.publisher, "sv"))


@pytest.mark.parametrize("area", AREAS)
def test_what_stands_beside_a_chart_fits_its_slide(file: File, area: str) -> None:
    from yhdyspinta.rendering.slides.fit import LINE, lines

    deck = Presentation(io.BytesIO(file(area, "pptx", "fi")))
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            width, height = shape.width / 914_400, shape.height / 914_400
            taken = 0.0
            for paragraph in shape.text_frame.paragraphs:
                size = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=0)
                taken += lines(paragraph.text, size, width) * size * LINE / 72 if size else 0.0
            assert taken <= height * 1.1 + 0.1, (slide.shapes.title.text, shape.name, shape.text_frame.text[:80])
