"""JSON-stat: what its writers do differently, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from tests.formats.made import JSONSTAT1, JSONSTAT2, as_bytes, without
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import jsonstat
from yhdyspinta.formats.cube import to_table


def read(document: Any) -> list[dict[str, Any]]:
    (cube,) = jsonstat.parse(as_bytes(document))
    return to_table(cube).to_pylist()


def changed(**changes: Any) -> dict[str, Any]:
    return {**JSONSTAT2, **changes}


def with_dimension(name: str, category: dict[str, Any]) -> dict[str, Any]:
    return changed(dimension={**JSONSTAT2["dimension"], name: {"category": category}})


def test_codes_stand_in_the_order_of_the_index_and_stars_become_a_mark() -> None:
    assert read(JSONSTAT2) == [
        {"alue": "KU005", "vuosi": "2023", "value": 9.0, "status": None},
        {"alue": "KU005", "vuosi": "2024", "value": 8.5, "status": None},
        {"alue": "KU005", "vuosi": "2025", "value": None, "status": ".."},
        {"alue": "KU009", "vuosi": "2023", "value": 0.0, "status": None},
        {"alue": "KU009", "vuosi": "2024", "value": -1.0, "status": None},
        {"alue": "KU009", "vuosi": "2025", "value": 2000.0, "status": "*"},
    ]


def test_metadata_is_kept() -> None:
    (cube,) = jsonstat.parse(as_bytes(JSONSTAT2))
    assert cube.meta["updated"] == "2026-05-01T06:00:00Z"
    assert cube.meta["source"] == "Made for a test"
    assert [dimension.role for dimension in cube.dimensions] == ["geo", "time"]
    assert cube.labels["vuosi"] == {"2023": "2023", "2024": "2024", "2025": "2025"}


def test_units_of_a_category_are_kept() -> None:
    document = with_dimension("alue", {"index": ["KU005", "KU009"], "unit": {"KU005": {"decimals": 1}}})
    (cube,) = jsonstat.parse(as_bytes(document))
    assert cube.meta["categories"]["alue"]["unit"] == {"KU005": {"decimals": 1}}


def test_version_1_sparse_with_sizes_as_text_and_a_category_without_index() -> None:
    assert read(JSONSTAT1) == [
        {"area": "091", "content": "n", "value": None, "status": None},
        {"area": "0911", "content": "n", "value": 5.0, "status": None},
    ]


def test_version_1_bundle_gives_a_cube_for_each_name() -> None:
    dataset = JSONSTAT1["dataset"]
    cubes = jsonstat.parse(as_bytes({"first": dataset, "second": {**dataset, "value": [1, 2]}}))
    assert [(cube.meta["name"], cube.values.to_pylist()) for cube in cubes] == [("first", [None, 5.0]), ("second", [1.0, 2.0])]


def test_a_dataset_without_wrapper_or_class_is_read() -> None:
    assert read(JSONSTAT1["dataset"]) == read(JSONSTAT1)


def test_the_draft_name_measure_is_read() -> None:
    assert read({"dataset": {**without(JSONSTAT1["dataset"], "value"), "measure": [3, 4]}})[1]["value"] == 4.0


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("e", ["e"] * 6),
        (["e"], ["e"] * 6),
        ([None, "a", None, "b,c", None, "]"], [None, "a", "*", "b,c", None, "]"]),
        (["x", "x", 'q"', "\\", "null", "ä"], ["x", "x", 'q"', "\\", "null", "ä"]),
        ({"0": "a", "5": "b"}, ["a", None, "*", None, None, "b"]),
        ({}, [None, None, "*", None, None, "*"]),
        (None, [None, None, "*", None, None, "*"]),
        ([1, 2, 3, 4, 5, 6], ["1", "2", "3", "4", "5", "6"]),
        ({"value": [":", None, ":", None, None, ":"], "category": {"label": {":": "none"}}}, [":", None, ":", None, None, ":"]),
        ({"value": {"0": "b"}}, ["b", None, "*", None, None, "*"]),
    ],
)
def test_status_in_each_of_its_forms(status: Any, expected: list[str | None]) -> None:
    assert [row["status"] for row in read(changed(status=status))] == expected


def test_numbers_written_as_text_and_missing_markers() -> None:
    document = without(changed(value=["1 234", "12,5", "...", ".", "7", None]), "status")
    assert [(row["value"], row["status"]) for row in read(document)] == [
        (1234.0, None),
        (12.5, None),
        (None, "..."),
        (None, "."),
        (7.0, None),
        (None, "*"),
    ]


def test_sparse_values_may_be_text() -> None:
    document = without(changed(value={"0": "1,5", "2": ".."}), "status")
    assert [(row["value"], row["status"]) for row in read(document)][:3] == [(1.5, None), (None, None), (None, "..")]


def test_a_table_of_words_stays_words() -> None:
    words = ["A1", "A2", "A3", "B1", None, "B3"]
    assert [row["value"] for row in read(without(changed(value=words), "status"))] == words
    assert [row["value"] for row in read(without(changed(value={"1": "A2"}), "status"))] == [None, "A2", None, None, None, None]


def test_codes_that_look_like_numbers_stay_text() -> None:
    table = to_table(jsonstat.parse(as_bytes(JSONSTAT1))[0])
    assert table.schema.field("area").type == pa.dictionary(pa.int8(), pa.string())
    assert table.column("area").to_pylist() == ["091", "0911"]


def test_a_dimension_called_value_does_not_hide_the_figures() -> None:
    document = {"version": "2.0", "class": "dataset", "id": ["value"], "size": [1], "value": [4]}
    document["dimension"] = {"value": {"category": {"index": ["a"]}}}
    assert read(document) == [{"value_dimension": "a", "value": 4.0, "status": None}]


def test_a_table_of_no_dimensions_is_one_cell() -> None:
    assert read({"class": "dataset", "id": [], "size": [], "dimension": {}, "value": [7]}) == [{"value": 7.0, "status": None}]


def test_metadata_without_values_gives_the_codes() -> None:
    for document in (changed(value=[]), without(JSONSTAT2, "value")):
        (cube,) = jsonstat.parse(as_bytes(document))
        assert cube.kind == "codes"
        assert to_table(cube).to_pylist()[0] == {"dimension": "alue", "code": "KU005", "label": "Alajärvi"}
        assert to_table(cube).num_rows == 5


def test_a_dimension_alone_gives_its_codes() -> None:
    document = {
        "version": "2.0",
        "class": "dimension",
        "label": "sex",
        "category": {"index": ["T", "M"], "label": {"T": "total", "M": "male"}},
    }
    assert read(document) == [{"dimension": "sex", "code": "T", "label": "total"}, {"dimension": "sex", "code": "M", "label": "male"}]


def test_a_collection_gives_what_is_embedded_and_else_its_links() -> None:
    link = {"class": "dataset", "href": "https://made.example/a", "label": "A"}
    inner = {"class": "collection", "link": {"item": [JSONSTAT2]}}
    collection = {"version": "2.0", "class": "collection", "link": {"item": [JSONSTAT2, link, inner]}}
    assert [len(cube.values) for cube in jsonstat.parse(as_bytes(collection))] == [6, 6]
    assert read({**collection, "link": {"item": [link]}}) == [link]


MANY = {"category": {"index": [str(place) for place in range(3000)]}}
BOMB = changed(value={"0": 1}, size=[3000] * 3, id=["a", "b", "c"], dimension={"a": MANY, "b": MANY, "c": MANY})


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (changed(value=[1, 2, 3, 4, 5]), "promise 6 cells, and the reply holds 5"),
        (changed(value=[1, 2, 3, 4, 5, 6, 7]), "promise 6 cells, and the reply holds 7"),
        (changed(size=[2, 2]), "should have 2 categories, and lists 3"),
        (changed(size=[2, "three"]), "no whole number"),
        (changed(size=[2]), "names 2 dimensions and `size` has 1"),
        (changed(id=["alue", "alue"], size=[2, 2], value=[1] * 4), "twice"),
        (changed(id=["alue", "kuu"]), "does not describe 'kuu'"),
        (changed(value={"6": 1}), "names cell 6"),
        (changed(value={"-1": 1}), "only 6"),
        (changed(value={"a": 1}), "not the number of a cell"),
        (changed(value={"1": 1, "01": 2}), "a cell twice"),
        (changed(status={"2": "a", "1": "b", "02": "c"}), "a cell twice"),
        (changed(value="text"), "array or an object"),
        (changed(value=[1, 2, 3, 4, 5, True]), "true or false"),
        (changed(value=[1, 2, 3, 4, 5, [6]]), "an array"),
        (changed(value=[1, 2, 3, 4, 5, "kuusi"]), "'kuusi'"),
        (changed(status=["a", "b"]), "2 items for 6 cells"),
        (changed(status={"9": "a"}), "names cell 9"),
        (changed(status={"0": ["a"]}), "status should be text"),
        (with_dimension("alue", {"index": {"a": 0, "b": 2}}), "from 0 on, each once"),
        (with_dimension("alue", {"index": {"a": 0, "b": 0}}), "from 0 on, each once"),
        (with_dimension("alue", {"index": {"a": 0, "b": "x"}}), "no whole number"),
        (with_dimension("alue", {"index": ["a", "a"]}), "lists a category twice"),
        (with_dimension("alue", {"index": ["a", None]}), "code is not text"),
        (with_dimension("alue", {"label": {"a": "A", "b": "B"}}), "only a single category"),
        (changed(dimension={"alue": {"href": "https://made.example"}, "vuosi": {}}), "lists no categories"),
        ({"a": 1}, "no JSON-stat dataset"),
        (BOMB, "the limit is"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused_with_the_reason(document: Any, said: str) -> None:
    with pytest.raises(ParseError) as refusal:
        jsonstat.parse(as_bytes(document))
    assert said in str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("[1,2,NaN,4,5,6]", "NaN or Infinity"),
        ("[1,2,Infinity,4,5,6]", "NaN or Infinity"),
        ("[1,2,nan,4,5,6]", "not valid JSON"),
        ("[1,2,1e400,4,5,6]", "not valid JSON"),
        ('{"0":1e400}', "not valid JSON"),
        ("[1,2,,4,5,6]", "not valid JSON"),
        ("[1,2,3,4,5,6,]", "not valid JSON"),
        ("[,1,2,3,4,5]", "not valid JSON"),
        ("[1 2,2,3,4,5,6]", "not valid JSON"),
        ("[1\n2,2,3,4,5,6]", "not valid JSON"),
        ("[1,2,3,4,5,6}", "not valid JSON"),
        ("[1,2,3,4,5,6", "not valid JSON"),
    ],
)
def test_an_array_that_is_not_json_is_refused(value: str, said: str) -> None:
    text = json.dumps(without(JSONSTAT2, "value"))[:-1] + ',"value":' + value + "}"
    with pytest.raises(ParseError, match=said):
        jsonstat.parse(text.encode())


def test_a_member_given_twice_takes_the_last_as_json_readers_do() -> None:
    text = json.dumps(JSONSTAT2)[:-1] + ',"value":[1,2,3,4,5,6]}'
    assert jsonstat.parse(text.encode())[0].values.to_pylist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "number", ["0.1", "123456789012345678901234567890", "1E-7", "-0.0", "2.2250738585072014e-308", "1e22", "9007199254740993"]
)
def test_numbers_are_read_exactly(number: str) -> None:
    text = json.dumps(without(JSONSTAT2, "value"))[:-1] + f',"value":[{number},1,1,1,1,1]}}'
    assert jsonstat.parse(text.encode())[0].values[0].as_py() == float(number)


def test_an_array_longer_than_a_block_reads_whole_and_in_order() -> None:
    """Blocks are cut between cells and read by several threads."""
    count = 700_000
    values = [None if place % 1000 == 7 else place / 8 for place in range(count)]
    index = {"index": [str(place) for place in range(count // 1000)]}
    document = {"class": "dataset", "id": ["a", "b"], "size": [count // 1000, 1000], "value": values}
    document["dimension"] = {"a": {"category": index}, "b": {"category": {"index": [str(place) for place in range(1000)]}}}
    for text in (json.dumps(document), json.dumps(document, separators=(",", ":"))):
        assert jsonstat.parse(text.encode())[0].values.to_pylist() == values
    broken = json.dumps(document, separators=(",", ":")).replace(",43749.875,", ",43749.875,,")
    with pytest.raises(ParseError, match="not valid JSON"):
        jsonstat.parse(broken.encode())
