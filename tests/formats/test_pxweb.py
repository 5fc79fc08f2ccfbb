"""PxWeb v1: answers, descriptions of tables, folders; and the code lists of version 2."""

from __future__ import annotations

from typing import Any

import pytest

from tests.formats.made import PXWEB, PXWEB_METADATA, as_bytes
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import pxweb, pxweb2
from yhdyspinta.formats.cube import to_table


def test_two_contents_columns_become_one_dimension() -> None:
    (cube,) = pxweb.parse(as_bytes(PXWEB))
    table = to_table(cube)
    assert table.column_names == ["alue", "timeperiod_m", "contents", "value", "status"]
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("KU005", "2026M01", "tyottomat", 1234.0, None),
        ("KU005", "2026M01", "osuus", 12.5, None),
        ("KU005", "2026M02", "tyottomat", None, "..."),
        ("KU005", "2026M02", "osuus", None, "."),
        ("KU009", "2026M01", "tyottomat", 0.0, None),
        ("KU009", "2026M01", "osuus", None, ".."),
        ("KU009", "2026M02", "tyottomat", 17.0, "*"),
        ("KU009", "2026M02", "osuus", 3.25, "*"),
    ]


def test_units_comments_and_origin_are_kept() -> None:
    meta = pxweb.parse(as_bytes(PXWEB))[0].meta
    assert meta["units"] == {"tyottomat": "lukumäärä"}
    assert meta["column_comments"] == {"osuus": "made"}
    assert meta["comments"][0]["value"] == "KU005"
    assert meta["metadata"][0]["updated"] == "2026-05-01T06:00:00Z"


def test_a_description_gives_codes_texts_and_what_may_be_left_out() -> None:
    cube = pxweb.metadata(as_bytes(PXWEB_METADATA))
    assert to_table(cube).to_pylist()[0] == {"dimension": "alue", "code": "005", "label": "Alajärvi"}
    assert cube.meta["elimination"] == ["vuosi"]
    assert cube.meta["map"] == {"alue": "Alue 2026"}
    assert cube.dimensions[1].role == "time"
    assert cube.meta["label"] == "Made"


def test_a_folder_is_a_listing() -> None:
    folder = [
        {"id": "vaerak", "type": "l", "text": "Väestörakenne"},
        {"id": "11ra.px", "type": "t", "text": "Luvut", "updated": "2026-07-01"},
    ]
    assert to_table(pxweb.parse_folder(as_bytes(folder))[0]).column("updated").to_pylist() == [None, "2026-07-01"]


def test_a_code_list_of_version_2_keeps_what_each_code_sums() -> None:
    (cube,) = pxweb2.parse_codelist(
        as_bytes({"id": "agg", "label": "A", "values": [{"code": "0-9", "label": "0-9 v", "valueMap": ["0", "1"]}]})
    )
    assert to_table(cube).to_pylist() == [{"dimension": "agg", "code": "0-9", "label": "0-9 v"}]
    assert cube.meta["sums"] == {"0-9": ["0", "1"]}


def rows_of(*rows: tuple[list[str], list[Any]]) -> dict[str, Any]:
    return {**PXWEB, "data": [{"key": key, "values": values} for key, values in rows]}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (rows_of((["a"], ["1", "2"])), "Row 1 has 1 keys and 2 values"),
        (rows_of((["a", "2025"], ["1"])), "Row 1 has 2 keys and 1 values"),
        (rows_of((["a", "2025"], ["1", "kaksi"])), "'kaksi'"),
        (rows_of((["a", "2025"], ["1", "2"]), (["a", "2025"], ["1", "3"])), "two different values for alue a"),
        ({**PXWEB, "columns": PXWEB["columns"][:2]}, "no contents column"),
        ({**PXWEB, "columns": [*PXWEB["columns"][:3], PXWEB["columns"][2]]}, "same code"),
        ({**PXWEB, "data": [{"key": "a", "values": []}]}, "not PxWeb's `json` answer"),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(document: dict[str, Any], said: str) -> None:
    with pytest.raises(ParseError) as refusal:
        pxweb.parse(as_bytes(document))
    assert said in str(refusal.value)


def test_a_description_with_texts_missing_is_refused() -> None:
    broken = {"title": "", "variables": [{"code": "a", "text": "A", "values": ["1", "2"], "valueTexts": ["one"]}]}
    with pytest.raises(ParseError, match="2 values and 1 texts"):
        pxweb.metadata(as_bytes(broken))


def test_many_dimensions_do_not_make_two_rows_look_like_one() -> None:
    columns = [{"code": f"d{number}", "text": "", "type": "d"} for number in range(30)] + [{"code": "n", "text": "", "type": "c"}]
    data = [{"key": [str((row * (axis + 3)) % 7) for axis in range(29)] + [str(row)], "values": [str(row)]} for row in range(40)]
    (cube,) = pxweb.parse(as_bytes({"columns": columns, "data": data}))
    assert cube.values.to_pylist() == [float(row) for row in range(40)]
    data.append({**data[3], "values": ["99"]})
    with pytest.raises(ParseError, match="two different values"):
        pxweb.parse(as_bytes({"columns": columns, "data": data}))
