"""Needs as a workbook: out and back in, with a preview, faults by row and column, and nothing half taken in."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import python_calamine as calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import universe
from tests.needs import asking
from tests.web.rooms.conftest import Browser
from yhdyspinta.needs.models import Need, Weight

pytestmark = pytest.mark.django_db


def _address(name: str, world: universe.World) -> str:
    return reverse(name, args=[world.cooperation.area])


def _rows(data: bytes) -> list[list[object]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(book.sheet_names[1]).to_python()


def _workbook(rows: Sequence[Sequence[object]], formulas: dict[tuple[int, int], str] | None = None) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Mine")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    for (row, column), formula in (formulas or {}).items():
        sheet.write_formula(row, column, formula, value="seen")
    book.close()
    return file.getvalue()


def _send(client: Client, world: universe.World, data: bytes, name: str = "tarpeet.xlsx") -> object:
    return client.post(_address("needs_sheet", world), {"sheet": SimpleUploadedFile(name, data)})


def _confirm(client: Client, world: universe.World, preview: object) -> object:
    rows = preview.text.split('name="held" value="')[1].split('"')[0]
    return client.post(_address("needs_sheet", world), {"held": rows})


def test_what_was_taken_out_is_filled_in_previewed_and_taken_in(world: universe.World, browser: Browser):
    own = asking.need(world, world.first, "=1+1 onko tämä kysymys?")
    others = asking.need(world, world.county, "Alueen kysymys?")
    asking.weigh(world, world.county, own, "not_needed", "KANARIA")
    client = browser(world.first)
    heading, *rows = _rows(client.get(_address("needs_workbook", world)).content)
    assert "KANARIA" not in str(rows)
    assert rows[0][heading.index("Question in Finnish")] == "=1+1 onko tämä kysymys?"
    place = {title: number for number, title in enumerate(heading)}
    mine, theirs = rows
    mine[place["Body that asks"]] = "Kunnanhallitus"
    theirs[place["Question in Finnish"]] = "Toisen kysymystä ei muuteta"
    theirs[place["Weight of our party"]], theirs[place["Reason for the weight"]] = "Olennainen", "Budjetti"
    new = [""] * len(heading)
    new[place["Question in Finnish"]] = "Kokonaan uusi?"
    preview = _send(client, world, _workbook([heading, mine, theirs, [], new]))
    assert preview.status_code == 200
    assert (Need.objects.count(), Weight.objects.count()) == (2, 1)
    for words in ("New needs: 1", "Changed needs: 1", "Weights given or changed: 1"):
        assert words in preview.text
    assert _confirm(client, world, preview).status_code == 303
    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.body, own.question_fi, others.question_fi) == ("Kunnanhallitus", "=1+1 onko tämä kysymys?", "Alueen kysymys?")
    assert Weight.objects.get(party=world.first.party_id).importance == "essential"
    again = _send(client, world, client.get(_address("needs_workbook", world)).content)
    assert "the sheet says the same" in again.text
    stale = _send(client, world, _workbook([heading, [*mine[:2], "Muutettu", *mine[3:]]]))
    assert stale.status_code == 422
    assert "was first" in stale.text
    assert _confirm(browser(world.second), world, preview).status_code == 400


def test_a_sheet_with_faults_tells_them_by_row_and_column_and_takes_nothing(world: universe.World, browser: Browser):
    client = browser(world.first)
    (heading,) = _rows(client.get(_address("needs_template", world)).content)[:1]
    place = {title: number for number, title in enumerate(heading)}

    def row(**cells: object) -> list[object]:
        found: list[object] = [""] * len(heading)
        for title, value in cells.items():
            found[next(number for name, number in place.items() if name.startswith(title.replace("_", " ")))] = value
        return found

    good = row(Question_in_Finnish="Kelpo kysymys?")
    faulty = [
        (row(Question_in_Finnish="x" * 401), 3, "at most 400"),
        (row(Question_in_Finnish="K?", Theme="77"), 3, "no theme of this number"),
        (row(Question_in_Finnish="K?", Number="9999"), 3, "no need of this number"),
        (row(Body_that_asks="Hallitus"), 3, "A need is a question"),
    ]
    for wrong, line, words in faulty:
        answer = _send(client, world, _workbook([heading, good, wrong]))
        assert (answer.status_code, words in answer.text, f'<td class="numeric">{line}</td>' in answer.text) == (422, True, True)
    several = _send(
        client, world, _workbook([heading, row(Question_in_Finnish="K?", Level="Ylin", Purpose="hupi", Weight_of="ehkä", Number="a")])
    )
    assert several.text.count("<tr><td") == 4
    assert not Need.objects.exists()


def test_hostile_files_are_refused_with_a_sentence(world: universe.World, browser: Browser):
    client = browser(world.first)
    (heading,) = _rows(client.get(_address("needs_template", world)).content)[:1]
    code = [""] * len(heading)
    code[2] = "Miten 131052-308T voi?"
    for data, words in (
        (b"", "Choose a file first"),
        (b"PK\x03\x04 broken", "could not be read"),
        (_workbook([["a", "b"], [1, 2]]), "could not be read"),
        (_workbook([heading, *[["", "", f"K{number}?"] for number in range(301)]]), "could not be read"),
        (_workbook([heading, code]), "personal identity code"),
        (b"x" * 2_000_001, "too large"),
    ):
        answer = _send(client, world, data, "../../<b>.xlsx")
        assert answer.status_code in (400, 413, 422)
        assert words in answer.text
        assert "<b>.xlsx" not in answer.text
    formula = _send(client, world, _workbook([heading, [""] * len(heading)], {(1, 2): '=HYPERLINK("http://evil.example","x")'}))
    assert _confirm(client, world, formula).status_code == 303
    assert Need.objects.get().question_fi == "seen"
    forged = client.post(_address("needs_sheet", world), {"held": "W10:forged"})
    assert forged.status_code == 400
