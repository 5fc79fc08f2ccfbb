"""Slides: the data inside the charts, words for those who do not see, nothing empty, nothing outside, nothing executed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

from tests.rendering import samples
from yhdyspinta.rendering import charts, maps, slides
from yhdyspinta.rendering.slides import apart
from yhdyspinta.rendering.slides.fit import lines, pages, size_for
from yhdyspinta.rendering.slides.packing import pack, unpack
from yhdyspinta.rendering.slides.received import SlidesFault
from yhdyspinta.rendering.slides.split import split

PNG = maps.png(maps.tiles(samples.shown(), samples.GRID, beside=True))
PARTS = tuple(slides.Part(f"{n}. Osa", "Kirjoita tähän, mitä osapuolet näkevät. " * 3) for n in range(1, 6))
CONTENT: tuple[slides.Slide, ...] = (
    slides.Headlines("luvut", "Luvut heikkenevät " * 8, samples.cards(7), source="Lähde: Oma", notes="Puhujalle"),
    *(slides.ChartSlide(make.__name__, "Kuvio", make(), ("Viesti yksi.", "Viesti kaksi.")) for make in samples.EVERY),
    slides.TableSlide("kunnat", "Erot ovat suuria", samples.table(40)),
    slides.MapSlide("kartta", "Suurin on Bredvik", PNG, "Kartta alueista", samples.table(40)),
    slides.TextSlide(
        "puuttuu", "Mitä puuttuu", tuple(f"Tieto {i} puuttuu, koska lähde julkaisee sen vasta keväällä." * 2 for i in range(20))
    ),
    slides.StatementsSlide("osat", samples.HOSTILE, PARTS),
)
DECK = slides.Deck(
    "Tilannekuva", "Alajärvi", "fi", CONTENT, date(2026, 11, 24), "Lähde: Tilastokeskus, haettu 24.11.2026", "https://kuva.example/a/1"
)


@pytest.fixture(scope="module")
def built() -> bytes:
    return slides.build(DECK)


@pytest.fixture(scope="module")
def deck(built: bytes) -> Any:
    return Presentation(io.BytesIO(built))


def every_shape(deck: Any) -> list[tuple[Any, Any]]:
    return [(slide, shape) for slide in deck.slides for shape in slide.shapes]


def named(deck: Any, name: str) -> Any:
    return next(shape for _, shape in every_shape(deck) if shape.name == name)


def test_the_same_deck_gives_the_same_bytes(built: bytes) -> None:
    assert slides.build(DECK) == built


def test_a_chart_s_workbook_holds_its_data_and_gaps_stay_empty(deck: Any) -> None:
    chart = samples.line()
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(named(deck, "chart-tyottomat").chart.part.chart_workbook.xlsx_part.blob)
    ).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0] == ["", *(s.name for s in chart.series)]
    assert [row[0] for row in rows[1:]] == list(chart.categories)
    for row in rows[1:]:
        for series, cell in zip(chart.series, row[1:], strict=True):
            point = chart.point(series, row[0])
            expected = "" if point is None or point.shown is None else point.shown
            assert cell == expected, (row[0], series.name)
    assert rows[3][1] == ""  # withheld
    assert rows[5][1] == 0.0  # zero


def test_the_chart_shows_what_its_workbook_holds(deck: Any) -> None:
    native = named(deck, "chart-tyottomat").chart
    chart = samples.line()
    for series, drawn in zip(chart.series, native.plots[0].series, strict=True):
        expected = [None if (p := chart.point(series, c)) is None else p.shown for c in chart.categories]
        assert list(drawn.values) == expected
    assert native._chartSpace.xpath(".//c:dispBlanksAs/@val") == ["gap"]


def test_no_workbook_holds_a_formula(built: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(books) == len(samples.EVERY)
        for book in books:
            with zipfile.ZipFile(io.BytesIO(package.read(book))) as inner:
                sheets = [inner.read(name).decode() for name in inner.namelist() if "worksheets/" in name and name.endswith(".xml")]
                assert all("<f>" not in sheet and "<hyperlink" not in sheet for sheet in sheets)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(_book(built, "=1+1"))).get_sheet_by_index(0).to_python()
    assert rows[0][1] == "=1+1"


def _book(built: bytes, text: str) -> bytes:
    """The inner workbook that holds `text`."""
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        for name in package.namelist():
            if name.endswith(".xlsx"):
                book = package.read(name)
                with zipfile.ZipFile(io.BytesIO(book)) as inner:
                    if text in inner.read("xl/sharedStrings.xml").decode():
                        return book
    raise AssertionError(f"no workbook holds {text}")


def test_every_picture_chart_and_table_has_words(deck: Any) -> None:
    seen = 0
    for _, shape in every_shape(deck):
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or getattr(shape, "has_chart", False) or getattr(shape, "has_table", False):
            assert shape._element.xpath(".//p:cNvPr/@descr")[0].strip(), shape.name
            seen += 1
    assert seen >= len(samples.EVERY) + 3


def test_no_placeholder_is_empty(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert shape.text_frame.text.strip(), (slide.name, shape.name)
        for shape in slide.notes_slide.placeholders:
            assert "SLIDE_IMAGE" in str(shape.placeholder_format.type) or shape.text_frame.text.strip()


def test_nothing_is_outside_its_slide(deck: Any) -> None:
    for slide, shape in every_shape(deck):
        assert shape.left >= 0, (slide.name, shape.name)
        assert shape.top >= 0, (slide.name, shape.name)
        assert shape.left + shape.width <= deck.slide_width, (slide.name, shape.name)
        assert shape.top + shape.height <= deck.slide_height, (slide.name, shape.name)


def test_nothing_reaches_into_the_footer_but_the_footer(deck: Any) -> None:
    line = int(6.9 * 914_400)
    for slide, shape in every_shape(deck):
        if slide.name != "cover" and not shape.name.startswith(("footer", "slide-number")):
            assert shape.top + shape.height <= line, (slide.name, shape.name)


def test_words_fit_their_boxes(deck: Any) -> None:
    for slide, shape in every_shape(deck):
        if not shape.has_text_frame or shape.name.startswith(("footer", "slide-number", "subtitle")):
            continue
        width, height = shape.width / 914_400, shape.height / 914_400
        taken = 0.0
        for paragraph in shape.text_frame.paragraphs:
            size = paragraph.runs[0].font.size.pt if paragraph.runs and paragraph.runs[0].font.size else 28 if slide.name != "cover" else 40
            bold = bool(paragraph.runs and paragraph.runs[0].font.bold)
            taken += lines(paragraph.text, size, max(width - 0.1, 0.5), bold) * size * 1.2
        assert taken <= (height + 0.12) * 72, (slide.name, shape.name, taken / 72, height)


def test_sources_date_and_link_stand_in_footers_and_notes(deck: Any) -> None:
    for slide in list(deck.slides)[1:]:
        footer = next(shape for shape in slide.shapes if shape.name.startswith("footer")).text_frame.text
        notes = slide.notes_slide.notes_text_frame.text
        for text in ("Lähde: Oma" if slide.name.startswith("luvut") else "Lähde: Tilastokeskus", "24.11.2026", "https://kuva.example/a/1"):
            assert text in footer
            assert text in notes
    assert "Puhujalle" in deck.slides[1].notes_slide.notes_text_frame.text


def test_every_run_says_its_language(deck: Any) -> None:
    for slide in deck.slides:
        runs = slide._element.xpath(".//a:r") + slide.notes_slide._element.xpath(".//a:r")
        assert runs
        assert all(run.xpath("./a:rPr/@lang") == ["fi-FI"] for run in runs)


@pytest.mark.parametrize(("language", "tag"), [("sv", "sv-FI"), ("en", "en-GB")])
def test_other_languages_are_tagged_too(language: str, tag: str) -> None:
    shown = Presentation(io.BytesIO(slides.build(replace(DECK, language=language, slides=CONTENT[:1]))))
    assert set(shown.slides[1]._element.xpath(".//a:r/a:rPr/@lang")) == {tag}


def test_titles_come_first_and_footers_last_in_reading_order(deck: Any) -> None:
    for slide in deck.slides:
        names = [shape.name for shape in slide.shapes]
        assert names[0] == f"title-{slide.name}"
        assert slide.name == "cover" or names[-2:] == [f"footer-{slide.name}", "slide-number"]


def test_what_does_not_fit_goes_on_under_a_title_that_says_so(deck: Any) -> None:
    by_name = {slide.name: slide for slide in deck.slides}
    assert len(by_name) == len(deck.slides)
    assert "jatkuu\u00a02/2" in by_name["luvut-2"].shapes.title.text_frame.text
    cards = [s for name in ("luvut", "luvut-2") for s in by_name[name].shapes if s.name.startswith("card-")]
    assert len(cards) == 7
    tables = [s for name, slide in by_name.items() if name.startswith("kunnat") for s in slide.shapes if s.has_table]
    cells = [table.table.cell(row, 0).text for table in tables for row in range(1, len(table.table.rows))]
    assert cells == [row[0] for row in samples.table(40).rows]
    texts = [
        p.text
        for name, s in by_name.items()
        if name.startswith("puuttuu")
        for x in s.shapes
        if x.name.startswith("text-")
        for p in x.text_frame.paragraphs
    ]
    assert len(texts) == 20


def test_the_own_row_stays_beside_the_map(deck: Any) -> None:
    tables = [shape.table for name in ("table-kartta", "table-kartta-2") for _, shape in every_shape(deck) if shape.name == name]
    column = [shown.cell(row, 0).text for shown in tables for row in range(1, len(shown.rows))]
    assert column[:3] == [row[0] for row in samples.table(40).rows[:3]]
    assert column[-2:] == ["…", samples.table(40).rows[-1][0]]


def test_a_deck_takes_an_organisation_s_own_master(built: bytes) -> None:
    own = Presentation()  # four by three, the library's own names
    own.slides.add_slide(own.slide_layouts[0])
    file = io.BytesIO()
    own.save(file)
    shown = Presentation(io.BytesIO(slides.build(DECK, template=file.getvalue())))
    assert len(shown.slides) == len(Presentation(io.BytesIO(built)).slides)
    for slide, shape in every_shape(shown):
        assert shape.left + shape.width <= shown.slide_width, (slide.name, shape.name)
        assert shape.top + shape.height <= shown.slide_height, (slide.name, shape.name)


def test_a_long_line_stands_on_an_axis_of_dates(deck: Any) -> None:
    native = named(deck, "chart-kuukaudet").chart
    assert native._chartSpace.xpath(".//c:dateAx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == date(2006, 1, 1)
    assert len(rows) == 1 + 18 * 12


def test_years_too_many_to_stand_beside_each_other_stand_on_an_axis_of_dates() -> None:
    """LibreOffice writes every name of a category, however narrow: dates are thinned by every program."""
    chart = samples.line()
    long = replace(chart, series=(replace(chart.series[0], points=samples.yearly(2024, tuple(float(year) for year in range(17)))),))
    made = Presentation(io.BytesIO(slides.build(replace(DECK, slides=(slides.ChartSlide("ennuste", "Ennuste", long),)))))
    drawn = next(shape.chart for _, shape in every_shape(made) if shape.has_chart)
    assert drawn._chartSpace.xpath(".//c:dateAx/c:majorUnit/@val") == ["2"]


def test_the_package_names_nothing_outside_but_the_schemas(built: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert 'TargetMode="External"' not in package.read(name).decode(), name
        theme = next(package.read(n).decode() for n in package.namelist() if re.fullmatch(r"ppt/theme/theme1\.xml", n))
    assert "003479" in theme


def test_sizes_shrink_before_words_are_lost() -> None:
    assert size_for(["lyhyt"], 5, 1, (28, 20, 12)) == 28
    assert size_for(["sana " * 60], 5, 1, (28, 20, 12)) == 12
    assert [text for page in pages(["a " * 200] * 9, 5, 3, 16) for text in page] == ["a " * 200] * 9


def test_pictures_keep_their_proportions(deck: Any) -> None:
    shape = named(deck, "map-kartta")
    assert shape.image.size[0] / shape.image.size[1] == pytest.approx(shape.width / shape.height, rel=0.01)


def test_a_chart_without_values_is_still_a_slide() -> None:
    empty = charts.Chart("tyhja", "Ei arvoja", "Ei arvoja", (charts.Series("S", samples.yearly(2000, (None, None))),))
    shown = Presentation(io.BytesIO(slides.build(replace(DECK, slides=(slides.ChartSlide("tyhja", "Tyhjä", empty),)))))
    assert list(named(shown, "chart-tyhja").chart.plots[0].series[0].values) == [None, None]


def _template(change: Any = None, kind: str = "") -> bytes:
    """An organisation's own master, as .pptx or, with a `kind`, another of its family."""
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0])
    if change:
        change(own)
    file = io.BytesIO()
    own.save(file)
    if not kind:
        return file.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(
                entry.filename, data.replace(b"presentation.main+xml", kind.encode()) if "Content_Types" in entry.filename else data
            )
    return out.getvalue()


def test_places_of_a_template_are_found_by_their_names() -> None:
    def name_places(own: Any) -> None:
        layout = own.slide_layouts[7]  # content with caption: a title, a large place and a small one
        layout.name = "Yhdyspinta sisältö"
        layout.placeholders[1].name, layout.placeholders[2].name = "Sisältö 1", "Lähde 2"

    template = _template(name_places, "template.main+xml")
    shown = Presentation(io.BytesIO(apart.build(DECK, template)))
    layout = next(one for one in shown.slide_layouts if one.name == "Yhdyspinta sisältö")
    place = layout.placeholders[1]
    for slide in list(shown.slides)[1:]:
        assert slide.slide_layout.name == layout.name
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert place.left - 100_000 <= shape.left, (slide.name, shape.name)
                assert shape.left + shape.width <= place.left + place.width + 10_000, (slide.name, shape.name)
        source = next(
            shape for shape in slide.placeholders if shape.placeholder_format.idx == layout.placeholders[2].placeholder_format.idx
        )
        assert "24.11.2026" in source.text_frame.text


def test_a_template_without_named_places_keeps_its_title_and_feet_free() -> None:
    shown = Presentation(io.BytesIO(apart.build(DECK, _template())))
    for slide in list(shown.slides)[1:]:
        title = slide.shapes.title
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape.top >= title.top + title.height - 150_000, (slide.name, shape.name)
        line = next(shape for shape in slide.shapes if shape.name == f"footer-{slide.name}")
        assert "https://kuva.example/a/1" in line.text_frame.text
    assert not shown.part._element.xpath(".//*[local-name()='sectionLst']")
    assert shown.slides[1].slide_layout.name == "Title Only"


def test_a_template_of_one_layout_and_a_title_in_a_corner_still_says_whose_the_picture_is() -> None:
    def poor(own: Any) -> None:
        titles = {layout.name: one for layout in own.slide_layouts for one in layout.placeholders if one.placeholder_format.idx == 0}
        title = titles.pop("Title Only")
        for other in titles.values():
            other._element.getparent().remove(other._element)
        title.left, title.top, title.width, title.height = (round(inches * 914_400) for inches in (7, 0.2, 2.5, 0.6))

    shown = Presentation(io.BytesIO(apart.build(DECK, _template(poor))))
    cover, *others = shown.slides
    assert "Alajärvi" in next(shape for shape in cover.shapes if shape.name.startswith("subtitle")).text_frame.text
    for slide in others:
        drawn = [shape for shape in slide.shapes if not shape.is_placeholder]
        assert max(shape.left + shape.width for shape in drawn) - min(shape.left for shape in drawn) > 0.8 * shown.slide_width, slide.name


def test_a_template_whose_places_are_larger_than_its_slides_loses_nothing_over_the_edge() -> None:
    def narrowed(own: Any) -> None:
        own.slide_width = own.slide_width * 3 // 4

    shown = Presentation(io.BytesIO(apart.build(DECK, _template(narrowed))))
    for slide in list(shown.slides)[1:]:
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape.left + shape.width <= shown.slide_width, (slide.name, shape.name)


def test_a_deck_packs_and_unpacks_whole() -> None:
    assert unpack(pack(DECK)) == replace(DECK, labels=dict(DECK.labels))


def test_a_template_without_titles_is_refused() -> None:
    def untitle(own: Any) -> None:
        for layout in own.slide_layouts:
            for shape in list(layout.placeholders):
                if shape.placeholder_format.idx == 0:
                    shape._element.getparent().remove(shape._element)

    with pytest.raises(SlidesFault) as fault:
        apart.build(DECK, _template(untitle))
    assert fault.value.code == "no_layout"


def test_no_slide_is_left_with_one_line_over() -> None:
    told = tuple(f"Rivi {number}: " + "sana " * 30 for number in range(10))
    counts = [
        len(part.paragraphs) for part in split(slides.TextSlide("teksti", "Mikä muuttui", told), DECK) if isinstance(part, slides.TextSlide)
    ]
    assert sum(counts) == 10
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1
