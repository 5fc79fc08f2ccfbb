"""Documents of Word: whose they are, in which language, and nothing left of the library's own template."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from yhdyspinta.rendering.papers import document as word


def stored(made: object) -> bytes:
    kept = io.BytesIO()
    made.save(kept)  # type: ignore[attr-defined]
    return kept.getvalue()


@pytest.mark.parametrize(("language", "tag"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_a_document_says_its_language_and_title_and_no_day_of_another(language: str, tag: str) -> None:
    data = stored(word.blank(language, "Vaala: Tietopohja"))
    read = Document(io.BytesIO(data))
    assert (read.core_properties.title, read.core_properties.language) == ("Vaala: Tietopohja", tag)
    assert read.core_properties.created is None
    assert read.core_properties.modified is None
    assert read.settings.element.find(qn("w:autoHyphenation")).get(qn("w:val")) == "true"
    assert read.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == tag
    assert read.styles.element.find(".//" + qn("w:rPrDefault") + "//" + qn("w:lang")).get(qn("w:val")) == tag
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert "thumbnail" not in package.read("_rels/.rels").decode()
