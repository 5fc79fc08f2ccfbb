"""Sotkanet: rows as JSON and as CSV, and its lists."""

from __future__ import annotations

import pytest

from tests.formats.made import SOTKANET, SOTKANET_CSV, SOTKANET_REGIONS, as_bytes
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import sotkanet, sotkanet_csv
from yhdyspinta.formats.cube import to_table


def test_json_rows_with_the_numerator_where_there_is_one() -> None:
    table = to_table(sotkanet.parse(as_bytes(SOTKANET))[0])
    assert table.column_names == ["indicator", "region", "year", "gender", "value", "status", "absolute_value"]
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("127", "52", "2023", "total", 9646.0, None, None),
        ("683", "978", "2023", "male", 9.6, None, 24631.0),
        ("683", "20", "2023", "male", None, None, None),
    ]


def test_an_empty_list_is_no_rows() -> None:
    assert to_table(sotkanet.parse(b"[]")[0]).num_rows == 0


def test_csv_rows_with_either_decimal_sign_and_zeros_kept() -> None:
    assert [tuple(row.values()) for row in to_table(sotkanet_csv.parse(SOTKANET_CSV.encode())[0]).to_pylist()] == [
        ("683", "209", "2015", "total", 9.7, None, 87.0),
        ("683", "020", "2015", "total", 7.2, None, 8914.0),
        ("683", "978", "2015", "male", None, None, None),
        ("683", "658", "2015", "male", None, "...", None),
    ]


def test_csv_columns_may_come_in_any_order_with_a_mark_in_front_and_quotes() -> None:
    text = '\ufeff"region";"gender";"year";"primary value";"indicator"\n"009";total;2020;"1,5";4\n'
    (cube,) = sotkanet_csv.parse(text.encode())
    assert to_table(cube).to_pylist()[0] == {
        "indicator": "4", "region": "009", "year": "2020", "gender": "total", "value": 1.5, "status": None, "absolute_value": None,
    }  # fmt: skip


def test_regions_keep_their_codes_and_what_they_belong_to() -> None:
    table = to_table(sotkanet.parse_metadata(as_bytes(SOTKANET_REGIONS))[0])
    assert table.column("code").to_pylist() == ["15", "020"]
    assert table.column("memberOf").to_pylist() == ["658", "965 658"]
    assert table.column("title_sv").to_pylist() == ["Gjord", None]


def test_indicators_of_the_list_and_one_by_itself() -> None:
    short = {"id": 4, "title": {"fi": "Tehty"}, "organization": {"id": 2, "title": {"fi": "Laitos"}}}
    short["classifications"] = {"sex": {"values": ["male", "total"]}, "region": {"values": []}}
    table = to_table(sotkanet.parse_metadata(as_bytes([short]))[0])
    assert (table.column("sex")[0].as_py(), table.column("region")[0].as_py()) == ("male total", "")
    whole = {
        **short,
        "data-updated": "2026-01-02",
        "range": {"start": 1990, "end": 2025},
        "decimals": 1,
        "primaryValueType": {"code": "PER1000"},
    }
    row = to_table(sotkanet.parse_metadata(as_bytes(whole))[0]).to_pylist()[0]
    assert (row["updated"], row["last_year"], row["value_type"]) == ("2026-01-02", "2025", "PER1000")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (as_bytes([{**SOTKANET[0], "value": "9646"}]), "not Sotkanet's own JSON"),
        (as_bytes([{**SOTKANET[0], "region": None}]), "not Sotkanet's own JSON"),
        (as_bytes([{"region": "69", "primary value": "2406"}]), "another system's conversion"),
        (as_bytes([SOTKANET[0], {**SOTKANET[0], "value": 1}]), "two different values"),
        (b'[{"indicator":1,"region":1,"year":1,"gender":"total","value":NaN}]', "NaN"),
    ],
)
def test_json_that_is_not_native_or_contradicts_itself_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ParseError) as refusal:
        sotkanet.parse(data)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SOTKANET_CSV.rstrip("\r\n"), "does not end"),
        (SOTKANET_CSV.replace("9.7", "9.7.1"), "'9.7.1'"),
        (SOTKANET_CSV.replace("9.7;87", "9.7"), "malformed"),
        (SOTKANET_CSV.replace("683;209;", ";209;"), "has no indicator"),
        (SOTKANET_CSV.replace("gender", "sex"), "no column 'gender'"),
        (SOTKANET_CSV.replace("gender", "year"), "a column twice"),
    ],
)
def test_csv_that_is_not_whole_is_refused(text: str, said: str) -> None:
    with pytest.raises(ParseError) as refusal:
        sotkanet_csv.parse(text.encode())
    assert said in str(refusal.value)
