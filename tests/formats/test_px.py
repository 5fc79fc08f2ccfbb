"""PX files: keywords over lines, languages, charsets, missing markers, keys."""

from __future__ import annotations

import pytest

from tests.formats.made import PX, PX_KEYS
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import px
from yhdyspinta.formats.cube import to_table

CELLS = [
    ("109", "miehet", "2024", 1.0, None),
    ("109", "miehet", "2025", 2.5, "*"),
    ("109", "naiset", "2024", None, ".."),
    ("109", "naiset", "2025", None, "..."),
    ("989", "miehet", "2024", -3.0, None),
    ("989", "miehet", "2025", None, "."),
    ("989", "naiset", "2024", 0.0, None),
    ("989", "naiset", "2025", None, "-"),
]


def cells_of(data: bytes) -> list[tuple[object, ...]]:
    (cube,) = px.parse(data)
    return [tuple(row.values()) for row in to_table(cube).to_pylist()]


def test_cells_are_numbers_and_each_marker_stays_apart() -> None:
    assert cells_of(PX.encode("cp1252")) == CELLS
    assert to_table(px.parse(PX.encode("cp1252"))[0]).column_names == ["alue", "sukupuoli", "vuosi", "value", "status"]


def test_texts_over_lines_are_joined_and_signs_inside_them_end_nothing() -> None:
    meta = px.parse(PX.encode("cp1252"))[0].meta
    assert meta["label"] == "Tehty; väestö = kokeeksi"
    assert meta["keywords"]["SUBJECT-AREA"] == "DATA="
    assert meta["keywords"]["NOTE"] == {"alue": "Rivi jatkuu"}
    assert meta["variable_codes"] == {"alue": "alue_23_20260101"}
    assert meta["time_scale"] == {"vuosi": "TLIST(A1)"}
    assert meta["units"] == "henkilöä"


@pytest.mark.parametrize(
    ("declared", "encoding", "mark"),
    [
        ('CHARSET="ANSI";', "cp1252", b""),
        ('CHARSET="ANSI";', "utf-8", b""),
        ('CHARSET="ANSI";CODEPAGE="utf-8";', "utf-8", b""),
        ('CHARSET="ANSI";CODEPAGE="iso-8859-1";', "utf-8", b"\xef\xbb\xbf"),
        ('CHARSET="ANSI";CODEPAGE="iso-8859-15";', "iso-8859-15", b""),
        ('CHARSET="ANSI";CODEPAGE="windows-1252";', "cp1252", b""),
        ('CODEPAGE="1252";', "cp1252", b""),
        ("", "cp850", b""),
    ],
)
def test_letters_are_read_in_the_declared_charset(declared: str, encoding: str, mark: bytes) -> None:
    text = PX.replace('CHARSET="ANSI";', declared)
    (cube,) = px.parse(mark + text.encode(encoding))
    assert cube.labels["alue"] == {"109": "Hämeenlinna", "989": "Ähtäri"}


def test_another_language_gives_its_labels_and_the_same_ids_and_codes() -> None:
    (cube,) = px.parse(PX.encode("cp1252"), language="sv")
    assert [dimension.id for dimension in cube.dimensions] == ["alue", "sukupuoli", "vuosi"]
    assert [dimension.label for dimension in cube.dimensions] == ["område", "kön", "år"]
    assert cube.labels["alue"] == {"109": "Tavastehus", "989": "Etseri"}
    with pytest.raises(ParseError, match="language 'en'"):
        px.parse(PX.encode("cp1252"), language="en")


def test_a_row_left_out_of_a_file_with_keys_is_zeros_and_nothing_else_is() -> None:
    assert cells_of(PX_KEYS.encode()) == [
        ("109", "miehet", "2024", 0.0, None),
        ("109", "miehet", "2025", 0.0, None),
        ("109", "naiset", "2024", 7.0, None),
        ("109", "naiset", "2025", 8.0, None),
        ("989", "miehet", "2024", None, ".."),
        ("989", "miehet", "2025", 5.0, None),
        ("989", "naiset", "2024", 0.0, None),
        ("989", "naiset", "2025", 0.0, None),
    ]


@pytest.mark.parametrize(
    "data",
    [
        '1,2.5,"..","...",-3,".",0,"-";',
        '1;2.5;"..";"...";-3;".";0;"-";',
        '1 2.5;\n".." "...";\n-3 ".";\n0 "-";\n',
        '1 2,5 ".." "..." -3 "." 0 "-";',
        '1\t2.5\r\n".."\t"..." -3 . 0 -\n;\x1a',
        '"1" "2,5" ".." "..." "-3" "." "0" "-" ;',
    ],
)
def test_any_sign_between_cells(data: str) -> None:
    head, _, _ = PX.rpartition("DATA=")
    assert cells_of(f"{head}DATA={data}".encode("cp1252")) == CELLS


def test_blanks_around_names_and_texts_mean_nothing() -> None:
    text = PX.replace('STUB="alue","sukupuoli"', 'STUB="alue ","sukupuoli"').replace('"Ähtäri"', '"  Ähtäri "')
    (cube,) = px.parse(text.encode("cp1252"))
    assert cube.dimensions[0].id == "alue"
    assert cube.labels["alue"]["989"] == "Ähtäri"


def test_codes_that_do_not_tell_values_apart_give_way_to_the_values() -> None:
    (cube,) = px.parse(PX.replace('="109","989"', '="null","null"').encode("cp1252"))
    assert cube.dimensions[0].codes == ("Hämeenlinna", "Ähtäri")


def test_thousands_in_quotes() -> None:
    head, _, _ = PX.rpartition("DATA=")
    assert cells_of(f'{head}DATA="1 234" 2 3 4 5 6 7 8;'.encode("cp1252"))[0][3] == 1234.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PX.replace("\n;\n", "\n"), "does not end with a semicolon"),
        (PX.replace("-3", ""), "promise 8 cells, and the reply holds 7"),
        (PX.replace("-3", "-3 4"), "promise 8 cells, and the reply holds 9"),
        (PX.replace("-3", "kolme"), "Cell number 5 is 'kolme'"),
        (PX.replace("-3", "nan"), "Cell number 5 is 'nan'"),
        (PX.replace('="109","989"', '="109"'), "1 CODES and 2 VALUES"),
        (PX.replace('="109","989"', '="109","109"').replace("Ähtäri", "Hämeenlinna"), "same code twice"),
        (PX.replace('HEADING="vuosi"', 'HEADING="kuukausi"'), "neither VALUES nor CODES"),
        (PX.replace('HEADING="vuosi"', 'HEADING="alue"'), "same variable twice"),
        (PX.replace('STUB="alue","sukupuoli";\nHEADING="vuosi";', ""), "no variables"),
        (PX.replace('"ANSI"', '"ANSI";CODEPAGE="klingon"'), "'klingon', which is unknown"),
        (PX.replace('LANGUAGE="fi";', "roskaa\n"), "not KEYWORD=value"),
        (PX_KEYS.replace('"989","miehet"', '"988","miehet"'), "key of 'alue'"),
        (PX_KEYS.replace('".." 5', "5"), "1 cells, and HEADING promises 2"),
        (PX_KEYS.replace('"989","miehet"', '"109","naiset"'), "a row twice"),
        (PX_KEYS.replace('KEYS("sukupuoli")=VALUES;', ""), "KEYS of 'sukupuoli'"),
    ],
)
def test_what_is_not_a_sound_px_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(ParseError) as refusal:
        px.parse(text.encode("utf-8" if "utf-8" in text else "cp1252"))
    assert said in str(refusal.value)
    assert refusal.value.hint
