"""A deck refreshed: figures, charts, tables and maps are new; what a person edited, moved, coloured or added stays."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt
from python_calamine import CalamineWorkbook

from tests.rendering import samples
from yhdyspinta.rendering import maps, slides
from yhdyspinta.rendering.blocks import Card, Tone, Verdict
from yhdyspinta.rendering.series import Chart, Role, Series
from yhdyspinta.rendering.slides import apart, names
from yhdyspinta.rendering.slides.received import FAULTS, SlidesFault
from yhdyspinta.rendering.slides.refresh import EDITED, GONE, REFRESHED, UNCHANGED, contents, refresh

PNG = maps.png(maps.tiles(samples.shown(), samples.GRID, beside=True))
OTHER = maps.png(maps.tiles(replace(samples.shown(), places=samples.shown().places[:1]), samples.GRID, beside=True))


def line(years: int, factor: float) -> Chart:
    own = Series("Vaala", samples.yearly(2015, tuple(factor * (year + 1) for year in range(years))))
    other = Series("Koko maa", samples.yearly(2015, tuple(factor * 20 + year for year in range(years))), Role.COUNTRY)
    return Chart("osuus", "Osuus", f"Osuus on {factor}.", (own, other), unit="%", decimals=1)


def card(indicator: str, value: str, word: str, tone: Tone, lines: tuple[str, ...] = ("muutos",)) -> Card:
    return Card(f"Luku {indicator}", value, "2024", lines, (Verdict(word, tone),), figure=f"{indicator}@KU785/2024/total/total+2026")


def deck(new: bool) -> slides.Deck:
    chart = line(12 if new else 6, 3.0 if new else 1.0)
    value, word, tone = ("14 000\u00a0€", "paranee", Tone.BETTER) if new else ("12 000\u00a0€", "heikkenee", Tone.WORSE)
    content: tuple[slides.Slide, ...] = (
        slides.Headlines(
            "luvut", "Luvut muuttuivat" if new else "Luvut ennallaan", (card("a.b", value, word, tone), card("a.c", "1", word, tone))
        ),
        slides.ChartSlide("kuvio", "Osuus kasvaa" if new else "Osuus laskee", chart, ("Viesti",), subject="a.b", notes="Sano tämä"),
        slides.TableSlide("taulukko", "Erot", samples.table(6 if new else 4)),
        slides.MapSlide("kartta", "Kartta", OTHER if new else PNG, "Uusi" if new else "Vanha", samples.table(3), subject="a.d"),
        *(() if new else (slides.TextSlide("poistuva", "Poistuva", ("Vanha teksti",)),)),
    )
    day = date(2026, 11, 24) if new else date(2025, 3, 1)
    return slides.Deck("Tilannekuva", "Vaala", "fi", content, day, "Lähde: Oma", "https://kuva.example/a/", area="KU785")


@pytest.fixture(scope="module")
def old() -> bytes:
    return slides.build(deck(new=False))


@pytest.fixture(scope="module")
def fresh() -> bytes:
    return slides.build(deck(new=True))


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def saved(shown: Any) -> bytes:
    out = io.BytesIO()
    shown.save(out)
    return out.getvalue()


def found(shown: Any, kind: str, subject: str) -> Any:
    marks = ((shape, names.read(shape.name)) for slide in shown.slides for shape in slide.shapes)
    return next(shape for shape, mark in marks if mark and (mark.kind, mark.subject) == (kind, subject))


def outcomes(items: Any) -> dict[tuple[str, str], str]:
    return {(item.kind, item.subject): item.outcome for item in items}


def test_an_untouched_deck_becomes_the_new_one(old: bytes, fresh: bytes) -> None:
    data, items = refresh(old, [fresh])
    told, shown, wanted = outcomes(items), opened(data), opened(fresh)
    assert told["card", "a.b"] == told["chart", "a.b"] == told["table", "taulukko"] == told["map", "a.d"] == REFRESHED
    assert told["title", "luvut"] == told["footer", "kuvio"] == told["notes", "kuvio"] == told["subtitle", "cover"] == REFRESHED
    assert told["messages", "kuvio"] == told["title", "kartta"] == UNCHANGED
    assert told["text", "poistuva"] == told["title", "poistuva"] == GONE
    for kind, subject in (("card", "a.b"), ("chart", "a.b"), ("table", "taulukko"), ("title", "luvut"), ("footer", "kuvio")):
        assert names.digest(found(shown, kind, subject)) == names.digest(found(wanted, kind, subject)), (kind, subject)
    assert found(shown, "map", "a.d").image.blob == OTHER
    assert names.alternative(found(shown, "map", "a.d")) == "Uusi"
    assert names.alternative(found(shown, "chart", "a.b")) == "Osuus on 3.0."
    assert {item.outcome for item in refresh(data, [fresh])[1]} <= {UNCHANGED, GONE}


def test_the_workbook_and_the_scale_of_a_chart_follow(old: bytes, fresh: bytes) -> None:
    native = found(opened(refresh(old, [fresh])[0]), "chart", "a.b").chart
    rows = CalamineWorkbook.from_filelike(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["", "Vaala", "Koko maa"]
    assert [row[1] for row in rows[1:]] == list(native.plots[0].series[0].values) == [3.0 * (year + 1) for year in range(12)]
    assert [row[0] for row in rows[1:]] == [str(year) for year in range(2015, 2027)]
    wanted = found(opened(fresh), "chart", "a.b").chart
    assert (native.value_axis.minimum_scale, native.value_axis.maximum_scale) == (
        wanted.value_axis.minimum_scale,
        wanted.value_axis.maximum_scale,
    )
    assert native._chartSpace.xpath(".//c:dLbl/c:idx/@val") == wanted._chartSpace.xpath(".//c:dLbl/c:idx/@val") == ["11", "11"]


def test_what_a_person_did_stays(old: bytes, fresh: bytes) -> None:
    shown = opened(old)
    title, figure, native = found(shown, "title", "luvut"), found(shown, "card", "a.b"), found(shown, "chart", "a.b")
    title.text_frame.text = "Oma otsikko"
    figure.left, figure.top, figure.width = Emu(111_111), Emu(222_222), Emu(3_333_333)
    figure.text_frame.paragraphs[0].runs[0].font.size = Pt(9)
    figure.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(1, 2, 3)
    found(shown, "card", "a.c").text_frame.paragraphs[2].runs[0].text = "oma arvio"
    native.chart.plots[0].series[0].format.line.color.rgb = RGBColor(9, 8, 7)
    native.chart.value_axis.maximum_scale = 77.0
    native._element.xpath(".//p:cNvPr")[0].set("descr", "Oma kuvaus")
    shown.slides[2].notes_slide.notes_text_frame.text = "Omat muistiinpanot"
    added = shown.slides.add_slide(shown.slide_layouts[1])
    added.shapes.title.text_frame.text = "Oma dia"
    data, items = refresh(saved(shown), [fresh])
    told, after = outcomes(items), opened(data)
    assert told["title", "luvut"] == told["card", "a.c"] == told["notes", "kuvio"] == EDITED
    assert told["card", "a.b"] == told["chart", "a.b"] == REFRESHED
    assert found(after, "title", "luvut").text_frame.text == "Oma otsikko"
    assert "oma arvio" in found(after, "card", "a.c").text_frame.text
    moved = found(after, "card", "a.b")
    assert (moved.left, moved.top, moved.width) == (111_111, 222_222, 3_333_333)
    first, second = moved.text_frame.paragraphs[:2]
    assert (first.runs[0].font.size, first.runs[0].font.color.rgb, second.text) == (Pt(9), RGBColor(1, 2, 3), "14 000\u00a0€")
    assert moved.text_frame.paragraphs[2].runs[0].font.color.rgb == RGBColor.from_string("00664F")  # it turned for the better
    chart = found(after, "chart", "a.b")
    assert chart.chart.plots[0].series[0].format.line.color.rgb == RGBColor(9, 8, 7)
    assert chart.chart.value_axis.maximum_scale == 77.0
    assert names.alternative(chart) == "Oma kuvaus"
    assert after.slides[2].notes_slide.notes_text_frame.text == "Omat muistiinpanot"
    assert [slide.shapes.title.text_frame.text for slide in after.slides][-1] == "Oma dia"


def test_numbers_that_a_person_edited_in_a_chart_stay(old: bytes, fresh: bytes) -> None:
    shown = opened(old)
    found(shown, "chart", "a.b").chart._chartSpace.xpath(".//c:val//c:v")[0].text = "99"
    data, items = refresh(saved(shown), [fresh])
    assert outcomes(items)["chart", "a.b"] == EDITED
    assert next(iter(found(opened(data), "chart", "a.b").chart.plots[0].series[0].values)) == 99.0


def test_a_picture_that_a_program_compressed_is_ours_still_and_another_one_is_not(old: bytes, fresh: bytes) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(PNG)) as image:
        smaller, other = io.BytesIO(), io.BytesIO()
        image.convert("RGB").resize((image.width // 2, image.height // 2)).save(smaller, "JPEG", quality=70)
        Image.effect_noise(image.size, 90).save(other, "PNG")
    for picture, outcome in ((smaller, REFRESHED), (other, EDITED)):
        shown = opened(old)
        shape = found(shown, "map", "a.d")
        _, relation = shape.part.get_or_add_image_part(io.BytesIO(picture.getvalue()))
        shape._element.xpath(".//a:blip")[0].set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", relation)
        assert outcomes(refresh(saved(shown), [fresh])[1])["map", "a.d"] == outcome


def test_more_and_fewer_paragraphs_and_rows(old: bytes, fresh: bytes) -> None:
    back, _ = refresh(fresh, [old])
    assert len(found(opened(back), "table", "taulukko").table.rows) == 5
    assert len(found(opened(refresh(old, [fresh])[0]), "table", "taulukko").table.rows) == 7


def test_contents_tell_areas_and_language(old: bytes) -> None:
    assert contents(old) == apart.contents(old)
    assert (contents(old).areas, contents(old).language) == (("KU785",), "fi")


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_what_is_no_deck_of_ours_is_refused_in_a_sentence(old: bytes) -> None:
    bomb = zipped(**{"ppt__slides.xml": b"0" * 450_000_000})
    macros = io.BytesIO(old)
    with zipfile.ZipFile(macros, "a") as package:
        package.writestr("ppt/vbaProject.bin", b"x")
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old)) as whole, zipfile.ZipFile(broken, "w") as package:
        for entry in whole.infolist():
            package.writestr(entry.filename, b"<broken" if entry.filename == "ppt/presentation.xml" else whole.read(entry))
    cases = {
        b"": "not_slides",
        b"PK\x03\x04 not a zip": "not_slides",
        b"\xd0\xcf\x11\xe0" + bytes(600): "locked",
        zipped(**{"a.txt": b"x"}): "not_slides",
        bomb: "too_large",
        macros.getvalue(): "macros",
        broken.getvalue(): "broken",
        saved(Presentation()): "not_ours",
    }
    for data, code in cases.items():
        with pytest.raises(SlidesFault) as fault:
            apart.contents(data)
        assert fault.value.code == code
        assert fault.value.hint == FAULTS[code][1]


def test_hostile_names_are_nobody_s(old: bytes) -> None:
    shown = opened(old)
    for name in ("card:a@b@KU785#0123456789", "card:x@KU785#zzz", ":@#", "card:a.b@ku785#0123456789", "x" * 10_000):
        shape = shown.slides[1].shapes.add_textbox(0, 0, 9, 9)
        shape.name = name
        assert names.read(name) is None
    assert contents(saved(shown)).areas == ("KU785",)
