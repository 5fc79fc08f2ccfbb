"""Recorded replies, each cell compared with a second reader (make test-recorded).

They are read from the folder that YHDYSPINTA_REFERENCES names; without it the suite fails, for a suite that
skips tells nothing.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.recorded.second_readers import by_pyaxis, by_pyjstat, cells_of, datasets, load, slowly
from yhdyspinta import environment
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import Cube, to_table
from yhdyspinta.formats.detect import parse_any

pytestmark = pytest.mark.recorded


@pytest.fixture(scope="module")
def fixtures() -> Path:
    references = environment.read().references
    if references is None or not (references / "fixtures").is_dir():
        pytest.fail("Set YHDYSPINTA_REFERENCES to the folder of references, which holds fixtures/ with recorded replies.")
    return references / "fixtures"


def parse(path: Path) -> list[Cube]:
    return parse_any(path.read_bytes(), path.name)


def files(folder: Path, *patterns: str) -> list[Path]:
    found = sorted(path for pattern in patterns for path in folder.glob(pattern))
    assert found, f"{folder} holds no {' or '.join(patterns)}"
    return found


def has_figures(dataset: dict[str, Any]) -> bool:
    return bool(dataset.get("value") or dataset.get("measure"))


@pytest.mark.parametrize("folder", ["jsonstat1", "jsonstat2"])
def test_json_stat_cell_by_cell(fixtures: Path, folder: str) -> None:
    compared = 0
    for path in files(fixtures / folder, "*.json"):
        document = load(path)
        expected = datasets(document) if document.get("class") not in ("collection", "dimension") else []
        cubes = [cube for cube in parse(path) if cube.kind == "figures"]
        assert len(cubes) == len(expected), path.name
        for cube, dataset in zip(cubes, expected, strict=True):
            ours = cells_of(to_table(cube))
            assert ours == slowly(dataset), path.name
            theirs = by_pyjstat(dataset)
            assert Counter((tuple(sorted(keys)), value) for keys, value, _ in ours) == Counter(
                (tuple(sorted(keys)), value) for keys, value in theirs
            ), path.name
            compared += len(ours)
    assert compared > 3_000


def test_json_stat_collections_and_dimensions_give_their_contents(fixtures: Path) -> None:
    for path in files(fixtures / "jsonstat2", "*collection*.json"):
        (cube,) = parse(path)
        links = load(path)["link"]["item"]
        assert to_table(cube).to_pylist() == [{key: link.get(key) for key in ("class", "href", "label")} for link in links]
    for path in files(fixtures / "jsonstat2", "*dimension*.json"):
        (cube,) = parse(path)
        document = load(path)
        assert to_table(cube).column("code").to_pylist() == document["category"]["index"]
        assert to_table(cube).column("label").to_pylist() == [document["category"]["label"][code] for code in document["category"]["index"]]


def test_version_2_json_stat(fixtures: Path) -> None:
    """Replies with figures cell by cell; descriptions without figures code by code; what is no JSON is refused."""
    kinds = Counter[str]()
    for path in files(fixtures / "pxwebapi_v2", "*data.json", "*etadata*.json"):
        try:
            document = load(path)
        except ValueError:
            with pytest.raises(ParseError, match="not valid JSON"):
                parse(path)
            kinds["refused"] += 1
            continue
        (cube,) = parse(path)
        kinds[cube.kind] += 1
        if has_figures(document):
            ours = cells_of(to_table(cube))
            assert ours == slowly(document)
            assert [(keys, value) for keys, value, _ in ours] == by_pyjstat(document)
        else:
            expected = [
                (id_, code, category["label"][code])
                for id_ in document["id"]
                for category in [document["dimension"][id_]["category"]]
                for code in sorted(category["index"], key=category["index"].__getitem__)
            ]
            assert [tuple(row.values()) for row in to_table(cube).to_pylist()] == expected
    assert kinds["figures"] >= 1
    assert kinds["codes"] >= 2


def test_px_cell_by_cell(fixtures: Path) -> None:
    for path in files(fixtures / "px", "*.px"):
        (cube,) = parse(path)
        assert cells_of(to_table(cube)) == by_pyaxis(path, "iso-8859-1")


def test_pxweb_version_1_descriptions_code_by_code(fixtures: Path) -> None:
    for path in files(fixtures / "pxweb_v1", "*table*response.json"):
        (cube,) = parse(path)
        expected = [
            (variable["code"], code, text)
            for variable in load(path)["variables"]
            for code, text in zip(variable["values"], variable["valueTexts"], strict=True)
        ]
        assert [tuple(row.values()) for row in to_table(cube).to_pylist()] == expected
        assert len(expected) > 400


def test_pxweb_version_1_answer_as_transcribed(fixtures: Path) -> None:
    (path,) = files(fixtures / "transcribed", "statfin_v1_json_*.json")
    (cube,) = parse(path)
    document = load(path)
    axes = [column["code"] for column in document["columns"] if column["type"] != "c"]
    contents = [column["code"] for column in document["columns"] if column["type"] == "c"]
    expected = [
        (*zip([*axes, "contents"], [*row["key"], content], strict=True),)
        for row in document["data"]
        for content, _ in zip(contents, row["values"], strict=True)
    ]
    ours = cells_of(to_table(cube))
    assert [keys for keys, _, _ in ours] == expected
    assert [value for _, value, _ in ours] == [float(value) for row in document["data"] for value in row["values"]]


def test_sotkanet_figures_row_by_row(fixtures: Path) -> None:
    (path,) = files(fixtures / "transcribed", "sotkanet_json_*.json")
    rows = to_table(parse(path)[0]).to_pylist()
    assert [(int(r["indicator"]), int(r["region"]), int(r["year"]), r["gender"], r["value"]) for r in rows] == [
        (r["indicator"], r["region"], r["year"], r["gender"], r["value"]) for r in load(path)
    ]
    (path,) = files(fixtures / "transcribed", "sotkanet_*.csv")
    expected = list(csv.DictReader(io.StringIO(path.read_text())))
    rows = to_table(parse(path)[0]).to_pylist()
    assert len(rows) == len(expected) > 0
    for ours, theirs in zip(rows, expected, strict=True):
        assert [ours[name] for name in ("indicator", "region", "year", "gender")] == [
            theirs[name] for name in ("indicator", "region", "year", "gender")
        ]
        assert (ours["value"], ours["absolute_value"]) == (float(theirs["primary value"]), float(theirs["absolute value"]))


def test_sotkanet_lists_entry_by_entry(fixtures: Path) -> None:
    folder = fixtures / "sotkanet"
    regions = to_table(parse(folder / "SotkaRegions.json")[0]).to_pylist()
    assert [(int(r["id"]), r["code"], r["category"], r["title_fi"], r["memberOf"]) for r in regions] == [
        (r["id"], r["code"], r["category"], r["title"]["fi"], " ".join(map(str, r["memberOf"]))) for r in load(folder / "SotkaRegions.json")
    ]
    indicators = to_table(parse(folder / "SotkaIndicators.json")[0]).to_pylist()
    assert [(int(i["id"]), i["title_sv"], int(i["organization"]), i["sex"]) for i in indicators] == [
        (i["id"], i["title"]["sv"], i["organization"]["id"], " ".join(i["classifications"]["sex"]["values"]))
        for i in load(folder / "SotkaIndicators.json")
    ]
    subjects = to_table(parse(folder / "SotkaSubjects.json")[0]).to_pylist()
    assert [s["fi"] for s in subjects] == [s["fi"] for s in load(folder / "SotkaSubjects.json")]
    for path in files(folder, "*.csv"):
        assert to_table(parse(path)[0]).to_pylist() == list(csv.DictReader(io.StringIO(path.read_text())))


@pytest.mark.parametrize(
    ("name", "said"),
    [("SotkaSources.json", "not valid JSON.*line 3, column 3.*NO-BREAK SPACE"), ("SotkaIndicatorData.json", "another system's conversion")],
)
def test_what_is_not_native_is_refused_and_said_why(fixtures: Path, name: str, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        parse(fixtures / "sotkanet" / name)


def test_nothing_recorded_gives_anything_but_a_result_or_a_refusal(fixtures: Path) -> None:
    refusals: list[ParseError] = []
    read = 0
    for path in sorted(path for path in fixtures.rglob("*") if path.is_file()):
        try:
            read += len(parse(path))
        except ParseError as refusal:
            refusals.append(refusal)
    assert read > 20
    assert len(refusals) > 5
    assert all(refusal.hint for refusal in refusals)
