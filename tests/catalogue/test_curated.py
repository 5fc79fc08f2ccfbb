"""The readers of curated files: what they give, and how they name a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from yhdyspinta.catalogue.curated import read_csv, read_tables, read_toml
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import Text


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "set" / "table.csv"


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_rows_keep_codes_as_text_and_know_their_lines(table: Path) -> None:
    write(table, 'code,fi,sv,en\n005,Alajärvi,Alajärvi,Alajärvi\n\n009,"kaksi\nriviä",två,two\n010,"pilkku, lainaus ""x""",b,c\n')
    rows = read_csv(table, ("code", "fi"))
    assert [(row["code"], row.line) for row in rows] == [("005", 2), ("009", 4), ("010", 6)]
    assert rows[1]["fi"] == "kaksi\nriviä"
    assert rows[2].text() == Text('pilkku, lainaus "x"', "b", "c")


def test_a_byte_order_mark_is_not_part_of_the_first_heading(table: Path) -> None:
    table.parent.mkdir()
    table.write_bytes(b"\xef\xbb\xbfcode,name\r\n091,Helsinki\r\n")
    assert dict(read_csv(table, ("code",))[0]) == {"code": "091", "name": "Helsinki"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,name\n005\n", "set/table.csv, line 2, field code: expected 2 fields, found 1."),
        ("code,name\n005,a,b\n", "set/table.csv, line 2, field name: expected 2 fields, found 3."),
        ("code\n005\n", "set/table.csv, line 1, field name: expected a column of this name; there are code."),
        ("", "set/table.csv, line 1, field code: expected a column of this name; there are none."),
        ("code,name,name\n", "set/table.csv, line 1, field name: expected each column once."),
    ],
)
def test_a_table_of_the_wrong_shape_is_refused(table: Path, text: str, message: str) -> None:
    with pytest.raises(CuratedError) as caught:
        read_csv(write(table, text), ("code", "name"))
    assert str(caught.value) == message


def test_an_unclosed_quote_names_its_line(table: Path) -> None:
    with pytest.raises(CuratedError, match=r"set/table\.csv, line 3, expected a comma-separated table"):
        read_csv(write(table, 'code,name\n005,a\n009,"b\n'), ("code",))


def test_bytes_that_are_not_utf8_name_their_line(table: Path) -> None:
    table.parent.mkdir()
    table.write_bytes("code,name\n005,Alajärvi\n".encode("latin-1"))
    with pytest.raises(CuratedError, match=r"set/table\.csv, line 2, expected text in UTF-8"):
        read_csv(table, ("code",))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CuratedError, match=r"nowhere\.csv, line 0, expected a file here"):
        read_csv(tmp_path / "nowhere.csv")


def test_an_empty_text_names_its_language(table: Path) -> None:
    row = read_csv(write(table, "fi,sv,en\nkunta,,municipality\n"))[0]
    with pytest.raises(CuratedError, match=r"line 2, field sv: expected a text that is not empty, found ''"):
        row.text()


def test_a_family_gives_what_its_members_do_not_say(tmp_path: Path) -> None:
    file = write(
        tmp_path / "set" / "family.toml", '[family]\nlicence = "CC BY 4.0"\n\n[[thing]]\nid = "a"\n\n[[thing]]\nid = "b"\nlicence = "MIT"\n'
    )
    found = read_tables(file, "thing")
    assert [(table.string("id"), table.string("licence"), table.line) for table in found] == [("a", "CC BY 4.0", 4), ("b", "MIT", 7)]


def test_a_fault_of_the_family_is_told_at_its_own_line(tmp_path: Path) -> None:
    file = write(tmp_path / "set" / "family.toml", '[family]\n# comment\ndecimals = "two"\n\n[[thing]]\nid = "a"\n')
    with pytest.raises(CuratedError) as caught:
        read_tables(file, "thing")[0].whole("decimals")
    assert str(caught.value) == "set/family.toml, line 3, field decimals: expected a whole number, zero or more, found 'two'."


def test_a_field_that_is_not_there_is_told_at_its_table(tmp_path: Path) -> None:
    file = write(tmp_path / "set" / "family.toml", '[[thing]]\nid = "a"\n\n[[thing]]\nid = "b"\n')
    with pytest.raises(CuratedError) as caught:
        read_tables(file, "thing")[1].string("title")
    assert str(caught.value) == "set/family.toml, line 4, field title: expected a text that is not empty, found nothing."


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    file = write(tmp_path / "set" / "broken.toml", 'a = 1\nb = "unclosed\n')
    with pytest.raises(CuratedError, match=r"set/broken\.toml, line 2, expected TOML"):
        read_toml(file)


def test_a_stray_table_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    file = write(tmp_path / "set" / "stray.toml", '[[thing]]\nid = "a"\n\n[[thign]]\nid = "b"\n')
    with pytest.raises(CuratedError, match=r"set/stray\.toml, line 4, field thign: expected only \[family\] and \[\[thing\]\]"):
        read_tables(file, "thing")


@pytest.mark.parametrize(
    "value", ['{ fi = "a", sv = "b" }', '{ fi = "a", sv = "b", en = " " }', '"a"', '{ fi = "a", sv = "b", en = "c", de = "d" }']
)
def test_a_text_has_three_languages_and_no_other(tmp_path: Path, value: str) -> None:
    file = write(tmp_path / "set" / "text.toml", f'[[thing]]\nid = "a"\ntitle = {value}\n')
    with pytest.raises(CuratedError, match=r"line 3, field title: expected the three languages fi, sv and en, none empty"):
        read_tables(file, "thing")[0].text("title")
