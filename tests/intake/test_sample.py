"""The shipped sample: what datasets.toml promises, the files keep; loading it twice is loading it once."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.datasets import SAMPLE, Dataset, datasets, load_absent
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.errors import Damaged, ParseError
from yhdyspinta.environment import Environment, read
from yhdyspinta.formats import package
from yhdyspinta.intake.computing import Ranking, compute, families
from yhdyspinta.intake.refresh import deciding
from yhdyspinta.intake.sample import Summary, check, load_sample
from yhdyspinta.observations import pointer
from yhdyspinta.observations.contents import contents_of
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

LARGEST = 12_000_000
SMALL = {"sotkanet-127-kunnat", "kuntatalous-kunnat"}
DATASETS = {dataset.id: dataset for dataset in datasets()}


def silent(text: str, share: float) -> None:
    assert text
    assert 0 <= share <= 1


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return read({"YHDYSPINTA_HOME": str(tmp_path_factory.mktemp("home"))})


@pytest.fixture(scope="module")
def loaded(home: Environment) -> Summary:
    return load_sample(home, silent, [DATASETS[name] for name in sorted(SMALL)])


@pytest.mark.parametrize("dataset", datasets(), ids=lambda dataset: dataset.id)
def test_every_file_keeps_what_is_told_of_it(dataset: Dataset) -> None:
    data = dataset.path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == dataset.sha256
    table = package.parse(data)
    check(table, dataset, indicators(), areas())
    assert set(table["indicator"].unique().to_pylist()) == set(dataset.indicators)
    assert set(table["boundaries"].unique().to_pylist()) == set(dataset.boundaries)
    periods = sorted(table["period"].unique().to_pylist())
    assert (periods[0], periods[-1], len(periods)) == (dataset.first_period, dataset.last_period, dataset.periods)
    for marked in dataset.marked:
        cells = table.filter(pc.equal(table["indicator"].cast(pa.string()), marked.indicator))
        assert pc.sum(pc.equal(cells["status"].cast(pa.string()), marked.status)).as_py() == marked.rows


def test_the_sample_is_small_and_whole() -> None:
    files = {path.name for path in SAMPLE.glob("*.parquet")}
    assert files == {dataset.path.name for dataset in datasets()}
    assert sum(dataset.path.stat().st_size for dataset in datasets()) <= LARGEST


def test_every_dataset_names_its_origin() -> None:
    for dataset in datasets():
        assert dataset.source in sources()
        assert dataset.licence in ("CC BY 4.0", "MIT")
        assert dataset.licence_address.startswith("https://")
        assert dataset.through.startswith("github.com/")
        assert "commit" in dataset.through
        assert all(indicators()[name].source == dataset.source for name in dataset.indicators)
        for text in (dataset.title, dataset.limits, *(left.reason for left in dataset.left_out)):
            assert text.fi
            assert text.sv
            assert text.en
    assert any("thl.tarve" in left.what for left in load_absent())


def test_no_key_is_given_by_two_datasets() -> None:
    keys = []
    for dataset in datasets():
        table = package.parse(dataset.path.read_bytes())
        keys.append(
            table.select(["indicator", "area", "boundaries", "period"])
            .group_by(["indicator", "area", "boundaries", "period"])
            .aggregate([])
        )
    plain = pa.concat_tables(keys).unify_dictionaries()
    assert plain.group_by(plain.column_names).aggregate([]).num_rows == plain.num_rows


def test_the_newer_projection_is_never_a_whole_population() -> None:
    table = package.parse(DATASETS["vaenn-14wx-kunnat"].path.read_bytes())
    assert set(table["age"].unique().to_pylist()) == {str(age) for age in range(100)}
    assert set(table["status"].unique().to_pylist()) == {"forecast"}


def test_loading_archives_commits_and_builds(home: Environment, loaded: Summary) -> None:
    assert loaded.datasets == len(SMALL)
    assert not loaded.already_loaded
    archived = Archive(home.home).releases()
    assert {release.dataset for release in archived.values()} == SMALL
    for release in archived.values():
        kept, data = Archive(home.home).get(release.id)
        assert data == DATASETS[release.dataset].path.read_bytes()
        assert kept.format == "package"
    rows = VersionedTable(home.home).read()
    assert rows.num_rows == sum(DATASETS[name].rows for name in SMALL)
    assert set(rows["release"].unique().to_pylist()) == set(archived)


def test_the_read_model_adds_municipalities_up(home: Environment, loaded: Summary) -> None:
    table = package.parse(DATASETS["sotkanet-127-kunnat"].path.read_bytes())
    last = table.filter(pc.equal(table["period"].cast(pa.string()), DATASETS["sotkanet-127-kunnat"].last_period))
    register, model = areas(), ReadModel.open(home.home)
    by_area: dict[str, float] = defaultdict(float)
    for area, value in zip(last["area"].to_pylist(), last["value"].to_pylist(), strict=True):
        for successor, share in register.became(area, date(register.current, 1, 1)):
            by_area[successor] += share * value
    try:
        latest = model.latest_of_indicator("thl.sotkanet.127", "HVA").to_pylist()
    finally:
        model.close()
    assert {row["area"] for row in latest} == {area.id for area in register.areas("HVA", register.current)}
    for row in latest:
        members = register.members(row["area"], register.current)
        assert row["value"] == sum(by_area[member] for member in members)
        assert row["parts_missing"] == 0


def test_size_classes_follow_the_newest_population(home: Environment, loaded: Summary) -> None:
    register = areas()
    contents = contents_of(VersionedTable(home.home), None)
    groups = families(indicators(), contents.sizes)
    made = compute(contents, groups, indicators(), register, Ranking({}, ()), lambda done, of: None)
    table = package.parse(DATASETS["sotkanet-127-kunnat"].path.read_bytes())
    last = DATASETS["sotkanet-127-kunnat"].last_period
    newest = {row["area"]: row["value"] for row in table.to_pylist() if row["period"] == last}
    assert made.population["KU179"] == newest["KU179"]
    assert made.population["SSS"] == sum(newest.values())
    assert {area.id for area in register.areas("HVA", register.current)} <= made.population.keys()


def test_the_same_again_changes_nothing(home: Environment, loaded: Summary) -> None:
    before = {path: path.read_bytes() for path in home.home.rglob("*") if path.is_file()}
    again = load_sample(home, silent, [DATASETS[name] for name in sorted(SMALL)])
    assert again.already_loaded
    assert not again.rebuilt
    assert (again.version, again.readmodel) == (loaded.version, loaded.readmodel)
    assert str(again).startswith("Already loaded")
    assert {path: path.read_bytes() for path in home.home.rglob("*") if path.is_file()} == before


def test_the_read_model_is_built_anew_when_the_product_decides_otherwise(home: Environment, loaded: Summary) -> None:
    path = home.home / "readmodel.inputs.json"
    pointer.write(path, {"version": loaded.version, "deciding": "of another day"})
    again = load_sample(home, silent, [DATASETS[name] for name in sorted(SMALL)])
    assert (again.already_loaded, again.rebuilt) == (True, True)
    assert again.readmodel == loaded.readmodel
    held = pointer.read(path)
    assert held is not None
    assert held["deciding"] == deciding()


def changed(dataset: Dataset, folder: Path, change: Callable[[pa.Table], pa.Table]) -> Dataset:
    """The dataset with other content, told truly by its hash."""
    plain = pa.schema([(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in package.SCHEMA])
    table = change(package.parse(dataset.path.read_bytes()).select(package.SCHEMA.names).cast(plain))
    data = package.serialise(table)
    path = folder / dataset.path.name
    path.write_bytes(data)
    return dataclasses.replace(dataset, path=path, sha256=hashlib.sha256(data).hexdigest(), rows=table.num_rows)


def with_first(table: pa.Table, column: str, value: object) -> pa.Table:
    place = table.schema.get_field_index(column)
    field = table.schema.field(place)
    return table.set_column(place, field, pa.concat_arrays([pa.array([value], field.type), table[column].combine_chunks()[1:]]))


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("indicator", "stat.kuntatalous.tuntematon", r"stat\.kuntatalous\.tuntematon, which no definition names"),
        ("area", "KU000", "KU000, which is no area"),
        ("area", "KU588", None),
        ("boundaries", 2026, "not in the division of 2026"),
        ("boundaries", 1990, "division of 1990, which is not known"),
    ],
)
def test_figures_that_nothing_knows_are_refused(tmp_path: Path, column: str, value: object, told: str | None) -> None:
    dataset = DATASETS["kuntatalous-kunnat"]
    made = changed(dataset, tmp_path, lambda table: with_first(table.filter(pc.equal(table["area"], "KU099")), column, value))
    environment = read({"YHDYSPINTA_HOME": str(tmp_path / "home")})
    if told is None:  # a municipality of that division
        assert not load_sample(environment, silent, [made]).already_loaded
        return
    with pytest.raises(ParseError, match=told):
        load_sample(environment, silent, [made])
    assert VersionedTable(environment.home).version is None


def test_a_changed_byte_of_a_shipped_file_is_found(tmp_path: Path) -> None:
    dataset = DATASETS["kuntatalous-kunnat"]
    data = bytearray(dataset.path.read_bytes())
    data[len(data) // 2] ^= 1
    path = tmp_path / dataset.path.name
    path.write_bytes(data)
    environment = read({"YHDYSPINTA_HOME": str(tmp_path / "home")})
    with pytest.raises(Damaged, match=r"is not the file that datasets\.toml names"):
        load_sample(environment, silent, [dataclasses.replace(dataset, path=path)])
    assert Archive(environment.home).releases() == {}
    path.unlink()
    with pytest.raises(Damaged, match="is missing from the product"):
        load_sample(environment, silent, [dataclasses.replace(dataset, path=path)])


def test_a_new_release_of_a_dataset_takes_the_place_of_the_old(tmp_path: Path) -> None:
    dataset = DATASETS["kuntatalous-kunnat"]
    environment = read({"YHDYSPINTA_HOME": str(tmp_path / "home")})
    old = load_sample(environment, silent, [dataset])
    newer = changed(dataset, tmp_path, lambda table: with_first(table, "value", 12345.0))
    new = load_sample(environment, silent, [newer])
    table = VersionedTable(environment.home)
    assert new.version > old.version
    assert set(table.read()["release"].unique().to_pylist()) == {newer.release.id}
    assert 12345.0 in table.read()["value"].to_pylist()
    assert set(table.read(old.version)["release"].unique().to_pylist()) == {dataset.release.id}
    assert set(Archive(environment.home).releases()) == {dataset.release.id, newer.release.id}


def test_the_reference_tells_of_every_dataset() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "sample.md").read_text("utf-8")
    for dataset in datasets():
        line = next(line for line in text.splitlines() if line.startswith(f"| `{dataset.id}` |"))
        assert f"| {len(dataset.indicators)} | {dataset.rows:,} |" in line
        assert line.endswith(f"| {dataset.producer} | {dataset.licence} |")
