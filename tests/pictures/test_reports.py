"""The base of a welfare report and the agenda's paragraph: the picture's figures, what is left out, people's own templates."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.catalogue.report import chapters
from yhdyspinta.catalogue.sets import sets
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.exports import agenda, report
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.presenters.papers import placeholders, refused_template
from yhdyspinta.pictures.reports import report_of
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.papers.docx import TemplateRefused, fill, fill_foreign

DAY = date(2026, 11, 24)


def picture(sample: Environment, area: str = "KU179", themes: tuple[int, ...] = ()) -> Picture:
    return queries.picture_of(sample, area, themes, DAY)


def words(data: bytes) -> str:
    """All text of a document, tables, header and footer included."""
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    parts = (document.element.body, section.header._element, section.footer._element)
    return " ".join(" ".join(node.text or "" for node in part.iter(qn("w:t"))) for part in parts).replace("\u00a0", " ")


def template(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def test_every_subject_is_answered_or_left_out_with_a_reason(sample: Environment) -> None:
    made = picture(sample)
    found = report_of(made, DAY)
    shown = [entry for chapter in chapters() if not chapter.kinds for entry in sets()[chapter.set].entries if entry.group in chapter.groups]
    told = [item.entry for chapter in found for group in chapter.groups for item in (*group.answered, *group.left_out)]
    asked = [entry for chapter in found for group in chapter.groups for entry in group.asked]
    projected = [entry for entry in shown if made.projection and made.projection.indicator in entry.indicators]
    assert len(told) + len(asked) + len(projected) == len(shown)
    codes = {item.code for chapter in found for group in chapter.groups for item in group.left_out}
    assert codes >= {"no_indicator", "missing", "old"}
    for chapter in found:
        for group in chapter.groups:
            for item in group.answered:
                assert all(figure.value is not None and figure.period_end > "2021-11-24" for figure in item.figures)


def broken_words(table: Any) -> list[str]:
    """Words longer than their column in the nine points of a table: a letter of Calibri is half as wide as high, a cell's edges 3.8 mm.

    The longest are parted by Word's own hyphenation.
    """
    cells = ((cell, word) for row in table.rows for cell in row.cells for word in re.split(r"[ \n-]+", cell.text))
    return [word for cell, word in cells if len(word) <= 20 and len(word) * 9 * 0.5 * 25.4 / 72 > cell.width.mm - 3.8]


@pytest.mark.parametrize(("area", "language"), [("KU179", "fi"), ("KU599", "sv"), ("HVA15", "en")])
def test_the_default_report_has_figures_reasons_and_open_places(sample: Environment, area: str, language: str) -> None:
    made = picture(sample, area)
    filled = report.report(made, language, "https://x.example")
    text = words(filled.data)
    document = Document(io.BytesIO(filled.data))
    assert "{{" not in text
    assert "{%" not in text
    assert made.area_name[language] in text
    for chapter in report_of(made, DAY):
        assert chapter.chapter.title.in_(language) in text
        for group in chapter.groups:
            for item in group.answered:
                for figure in item.figures:
                    shown = numbers.amount(figure.value, language, figure.decimals, figure.unit[language]).replace("\u00a0", " ")
                    assert shown in text
                    assert publisher_name(figure.publisher, language) in text
            assert all(item.entry.title.in_(language).split(",")[0] in text for item in group.left_out)
    for heading in {
        "fi": ("Arvio edellisestä", "Johtopäätökset", "Jätetty pois, koska", "Täydennys"),
        "sv": ("Bedömning av den föregående", "Slutsatser", "Utelämnat, eftersom"),
        "en": ("Assessment of the previous", "Conclusions", "Left out, because"),
    }[language]:
        assert heading in text
    assert f"https://x.example/{language}/alue/{area}/tilannekuva/" in text
    assert document.core_properties.language == {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[language]
    for table in document.tables:
        if len(table.columns) > 1:
            assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
            assert broken_words(table) == []


def test_the_same_report_each_time_says_the_same_and_an_example_is_marked(sample: Environment) -> None:
    from dataclasses import replace

    marked = replace(picture(sample), example=True)
    assert words(report.report(marked, "fi").data).count("ESIMERKKI") >= 2
    assert words(report.report(marked, "fi").data) == words(report.report(marked, "fi").data)


def test_an_own_template_is_filled(sample: Environment) -> None:
    made = picture(sample)
    own = template(
        "Kunnan oma kertomus: {{ area }}, {{ date }}",
        "{%p for line in sources %}",
        "{{ line }}",
        "{%p endfor %}",
        "Työttömät: {{ figures['stat.tyonv.12r5.tyottomat'].value }}",
    )
    filled = report.report(made, "fi", "", own)
    text = words(filled.data)
    figure = next(figure for figure in made.figures.values() if figure.indicator == "stat.tyonv.12r5.tyottomat")
    assert "Kunnan oma kertomus: Jyväskylä, 24.11.2026" in text
    assert numbers.amount(figure.value, "fi", 0, figure.unit["fi"]).replace("\u00a0", " ") in text
    assert "left_out" in filled.unused


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("{{ nimi }}",), "unknown"),
        (("Ei mitään",), "nothing"),
        (("{{ area.__class__.__mro__ }}",), "unsafe"),
        (("{{ area.__init__.__globals__ }}",), "unsafe"),
        (("{{ ''.__class__ }}{{ area }}",), "unsafe"),
        (("{{ sources.append('x') }}",), "unsafe"),
        (("{% for x in area %}",), "syntax"),
        (("{{ figures['ei.ole'].value }}",), "syntax"),
        (("{{ area }}{% for a in range(99999999) %}{% endfor %}",), "costly"),
        (("{{ area * 999999999999 }}",), "costly"),
        (("{% for a in range(99999999) %}{% endfor %}{{ area }}",), "costly"),
        (("{% include '/etc/passwd' %}{{ area }}",), "unsafe"),
        (("{% import 'x' as y %}{{ area }}",), "unsafe"),
        (("{{ 1 / 0 }}{{ area }}",), "syntax"),
        (("{{ area + 1 }}",), "syntax"),
    ],
)
def test_hostile_and_wrong_templates_are_refused_in_words(texts: tuple[str, ...], code: str) -> None:
    with pytest.raises(TemplateRefused) as refusal:
        fill_foreign(template(*texts), {"area": "Jyväskylä", "sources": ["THL"], "figures": {}})
    assert refusal.value.code == code
    for language in ("fi", "sv"):
        with override(language):
            assert refused_template(refusal.value)
    if code == "unknown":
        assert "nimi" in refusal.value.message
        assert "area" in refusal.value.hint


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 80_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"not a document", "broken"),
        (lambda: b"PK\x03\x04" + b"\x00" * 100, "broken"),
        (_bomb, "large"),
        (lambda: b"0" * 5_000_001, "large"),
        (lambda: template("{{ area }}")[:-200], "broken"),
    ],
    ids=["text", "stub", "bomb", "large", "cut"],
)
def test_what_is_no_document_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(TemplateRefused) as refusal:
        fill_foreign(make(), {"area": "x"})
    assert refusal.value.code == code


def test_texts_are_escaped_and_cleaned() -> None:
    filled = fill(template("{{ area }}"), {"area": "<w:p>{{ 7*7 }}</w:p> & \x07bell"})
    assert words(filled.data).startswith("<w:p>{{ 7*7 }}</w:p> & bell")


def test_every_placeholder_is_explained(sample: Environment) -> None:
    with override("fi"):
        values = report.values_of(picture(sample), Reader("fi", DAY))
        assert [name for name, _ in placeholders()] == list(dict.fromkeys(name for name, _ in placeholders()))
        assert {name for name, _ in placeholders()} == values.keys()


def test_the_agenda_speaks_the_picture_s_own_sentences(sample: Environment) -> None:
    made = picture(sample, "KU179", (1,))
    with override("fi"):
        reader = Reader("fi", DAY, None, "https://x.example")
        told = agenda.agenda_of(made, reader)
        document = words(agenda.agenda_docx(made, reader))
        annex = agenda.annex_pdf(made, reader)
    assert [broken_words(table) for table in Document(io.BytesIO(agenda.agenda_docx(made, reader))).tables] == [[]]
    assert told.title == "Tietopohja"
    assert told.sentences == tuple(made.figures[name].sentence["fi"] for name in made.headlines[: agenda.SENTENCES])
    assert len(told.table.rows) == len(made.headlines)
    assert all(sentence.replace("\u00a0", " ") in document for sentence in told.sentences)
    assert "https://x.example/fi/alue/KU179/tilannekuva/" in " ".join(told.paragraphs)
    assert annex.startswith(b"%PDF")
    assert agenda.file_name(made, "fi", "pdf") == "tietopohja-ku179-teema1-2026-11-24-fi.pdf"


def test_an_agenda_without_fresh_figures_says_so(sample: Environment) -> None:
    made = queries.picture_of(sample, "KU179", (), date(2035, 1, 1))
    assert not made.headlines
    with override("sv"):
        told = agenda.agenda_of(made, Reader("sv", date(2035, 1, 1)))
        assert "inga siffror" in told.paragraphs[0]
        assert agenda.annex_pdf(made, Reader("sv", date(2035, 1, 1))).startswith(b"%PDF")
