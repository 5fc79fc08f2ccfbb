"""The command as people run it: answers, exit codes, and errors that say what to do."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from yhdyspinta import __version__
from yhdyspinta.catalogue.documents import documents
from yhdyspinta.environment import Environment

INDICATOR = "stat.tyonv.12r5.tyottomat"
SHARE = "stat.tyonv.12r5.tyottomien_osuus"
# Everything that costs more to import than a glance at --help may cost.
HEAVY = ("duckdb", "pyarrow", "polars", "numpy", "django", "deltalake", "ibis", "vl_convert", "pptx", "rich.progress")


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


@pytest.fixture
def home(sample: Environment) -> Path:
    return sample.home


def run(home: Path, *arguments: str, **variables: str) -> Answer:
    """Run the real command in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "YHDYSPINTA_HOME": str(home), **variables}
    command = [sys.executable, "-m", "yhdyspinta.cli", *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=240, check=False)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def rows(answer: Answer) -> list[dict[str, str]]:
    assert answer.code == 0, answer.err
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_help_and_version_import_nothing_heavy() -> None:
    for argument in ("--help", "--version"):
        code = f"import sys; sys.argv = ['yhdyspinta', '{argument}']\nfrom yhdyspinta.cli.main import app\n"
        code += "try: app()\nexcept SystemExit: pass\n"
        code += f"print([name for name in {HEAVY!r} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"
    assert run(Path("nowhere"), "--version").out == f"yhdyspinta {__version__}\n"


def test_loading_again_changes_nothing(home: Path) -> None:
    answer = run(home, "load-sample", "--json")
    assert answer.code == 0
    assert json.loads(answer.out)["releases"] == []
    assert "Already loaded" in run(home, "load-sample").out


def test_status_lists_sources_and_themes(home: Path) -> None:
    answer = json.loads(run(home, "status", "--json").out)
    for source in answer["sources"]:
        assert {"id", "publisher", "licence", "interface", "rhythm", "last_release", "due"} <= source.keys()
    for theme in answer["themes"]:
        assert theme["defined"] >= theme["with_data"] > 0
        assert theme["live"] > 0
    assert "Themes" in run(home, "status").out


def test_values_of_a_county_by_name_and_by_id_are_the_same(home: Path) -> None:
    by_name = rows(run(home, "values", INDICATOR, "--area", "Keski-Suomen hyvinvointialue", "--period", "2023-10"))
    by_id = rows(run(home, "values", INDICATOR, "--kind", "HVA", "--area", "HVA15", "--period", "2023-10"))
    assert by_name == by_id
    assert [(row["area"], row["boundaries"], row["origin"], row["parts_missing"]) for row in by_id] == [("HVA15", "2023", "computed", "0")]


def test_values_without_a_value_are_empty_and_have_a_status(home: Path) -> None:
    found = rows(run(home, "values", INDICATOR, "--area", "KU766", "--period", "2006-01:2023-10"))
    empty = [row for row in found if row["value"] == ""]
    assert empty
    assert {row["status"] for row in empty} == {"not_available"}


def test_values_in_each_format_are_the_same(home: Path, tmp_path: Path) -> None:
    asked = ("values", SHARE, "--kind", "MK", "--period", "2020-05")
    table = pq.read_table(io.BytesIO(_bytes(home, *asked, "--format", "parquet")))
    as_json = json.loads(run(home, *asked, "--format", "json").out)["rows"]
    as_csv = rows(run(home, *asked))
    assert [row["area"] for row in as_csv] == table["area"].to_pylist() == [row["area"] for row in as_json]
    assert [float(row["value"]) for row in as_csv] == table["value"].to_pylist() == [row["value"] for row in as_json]
    run(home, *asked, "--out", str(tmp_path / "deep" / "values.csv"))
    assert rows(Answer(0, (tmp_path / "deep" / "values.csv").read_text(), "")) == as_csv


def _bytes(home: Path, *arguments: str) -> bytes:
    environment = {"PATH": os.environ["PATH"], "YHDYSPINTA_HOME": str(home)}
    return subprocess.run([sys.executable, "-m", "yhdyspinta.cli", *arguments], capture_output=True, env=environment, check=True).stdout


def test_a_division_that_cannot_be_had_is_refused_by_area(home: Path) -> None:
    answer = run(home, "values", "thl.sotkanet.127", "--boundaries", "2015", "--period", "2022", "--format", "json")
    found = json.loads(answer.out)
    refused = {item["area"]: item["reason"]["en"] for item in found["refusals"]}
    assert "shares are not known" in refused["KU214"]
    assert "KU214" not in {row["area"] for row in found["rows"]}
    assert "KU179" in {row["area"] for row in found["rows"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("values", "stat.tyonv.12r5.tyottomien"), "stat.tyonv.12r5.tyottomien_osuus"),
        (("values", INDICATOR, "--area", "Jyväskyl"), "Jyväskylä"),
        (("values", INDICATOR, "--area", "15"), "HVA15"),
        (("values", INDICATOR, "--kind", "KUNTA"), "KU, "),
        (("values", INDICATOR, "--period", "2023-13"), "2023-05"),
        (("values", INDICATOR, "--period", "2023:2019"), "earlier first"),
        (("values", INDICATOR, "--age", "young"), "0-14"),
        (("values", INDICATOR, "--format", "xls"), "csv, json, parquet"),
        (("values", "diak.huono_osaisuus_yhteensa", "--kind", "MK"), "neither summed nor averaged"),
        (("values", INDICATOR, "--kind", "TA", "--boundaries", "2020"), "division"),
        (("picture", "Atlantis"), "Did you mean"),
        (("picture", "HVA15", "--lang", "de"), "fi, sv, en"),
        (("picture", "HVA15", "--themes", "9"), "theme"),
        (("picture", "HVA15", "--formats", "doc"), "pptx"),
        (("picture", "KU588"), "KU507"),
        (("verify", "no-such-edition"), "no edition"),
        (("trace", "no-such-edition", "x"), "no edition"),
        (("parse", "no-such-file.json"), "cannot be read"),
    ],
)
def test_a_wrong_request_says_what_to_do(home: Path, arguments: tuple[str, ...], said: str) -> None:
    answer = run(home, *arguments)
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_errors_are_json_when_asked(home: Path) -> None:
    answer = run(home, "verify", "no-such-edition", "--json")
    assert json.loads(answer.err).keys() == {"error", "hint"}


def test_from_picture_to_verified_edition(sample: Environment, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample.home, home)
    answer = json.loads(
        run(home, "picture", "KU507", "--themes", "1", "--lang", "sv", "--out", str(tmp_path / "out"), "--publish", "--json").out
    )
    assert [Path(name).suffix for name in answer["files"]] == [".json", ".pptx", ".html"]
    assert all(Path(name).stat().st_size > 1000 for name in answer["files"])
    assert 'lang="sv"' in (tmp_path / "out" / Path(answer["files"][2]).name).read_text()
    chain = run(home, "trace", answer["edition"], answer["headlines"][0])
    assert "sha256" in chain.out
    verified = run(home, "verify", answer["edition"])
    assert (verified.code, "in order" in verified.out) == (0, True)
    path = home / "editions" / f"{answer['edition']}.json"
    path.write_text(path.read_text().replace("Mäntyharju", "Mantyharju", 1))
    assert run(home, "verify", answer["edition"]).code == 1


def test_parse_prints_codes_value_and_status(home: Path, tmp_path: Path) -> None:
    made = {
        "version": "2.0",
        "class": "dataset",
        "id": ["alue", "vuosi"],
        "size": [2, 1],
        "dimension": {"alue": {"category": {"index": ["005", "009"]}}, "vuosi": {"category": {"index": ["2023"]}}},
        "value": [1.5, None],
        "status": {"1": "..."},
    }
    (tmp_path / "made.json").write_text(json.dumps(made))
    found = rows(run(home, "parse", str(tmp_path / "made.json")))
    assert found == [
        {"alue": "005", "vuosi": "2023", "value": "1.5", "status": ""},
        {"alue": "009", "vuosi": "2023", "value": "", "status": "..."},
    ]


def test_check_curated_names_file_line_and_field(home: Path, tmp_path: Path, curated: Path) -> None:
    assert run(home, "check-curated").code == 0
    shutil.copytree(curated, tmp_path / "curated", ignore=shutil.ignore_patterns("*.parquet", "*.topojson"))
    shutil.copytree(curated / "sample", tmp_path / "curated" / "sample", dirs_exist_ok=True)
    for file in (curated / "areas").glob("*.topojson"):
        shutil.copy(file, tmp_path / "curated" / "areas")
    places = tmp_path / "curated" / "words" / "places.csv"
    places.write_text(places.read_text().replace("Jyväskylässä", "", 1))
    answer = run(home, "check-curated", str(tmp_path / "curated"))
    assert answer.code == 1
    assert "words/places.csv, line" in answer.out
    assert "field inessive" in answer.out


def test_nothing_loaded_says_what_to_run(tmp_path: Path) -> None:
    for arguments in (("status",), ("values", INDICATOR), ("picture", "HVA15"), ("serve",)):
        answer = run(tmp_path / "empty", *arguments)
        assert answer.code == 2
        assert "load-sample" in answer.err


def test_a_state_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"schema": 99}')
    answer = run(tmp_path, "load-sample")
    assert answer.code == 2
    assert "newer version" in answer.err


def test_production_without_a_secret_does_not_start(home: Path) -> None:
    answer = run(home, "serve", YHDYSPINTA_PRODUCTION="1")
    assert answer.code == 2
    assert "YHDYSPINTA_SECRET" in answer.err
    assert "Traceback" not in answer.err


def test_a_tick_needs_leave_and_a_review_needs_a_release(home: Path) -> None:
    refused = run(home, "tick")
    assert (refused.code, "YHDYSPINTA_LIVE=1" in refused.err) == (2, True)
    assert run(home, "review").out == "No release waits.\n"
    assert json.loads(run(home, "review", "--json").out) == {"releases": []}
    assert run(home, "review", "--accept").code == 2
    assert "waits for nobody" in run(home, "review", "made.towns-000000000000", "--reject").err
    assert "no source, target, indicator or area" in run(home, "refresh", "nothing.of.this.name").err


def test_status_tells_how_live_sources_are_doing(home: Path) -> None:
    live = {source["id"]: source["live"] for source in json.loads(run(home, "status", "--json").out)["sources"]}
    told = [one for one in live.values() if one]
    assert told
    for one in told:
        assert one["targets"] > 0
        assert one.keys() >= {"last_success", "last_real_release", "next_due", "lag_days", "failures", "held"}
        assert one["next_due"] is None  # nothing is fetched by itself here


def test_status_tells_of_watched_publications(home: Path) -> None:
    told = json.loads(run(home, "status", "--json").out)["documents"]
    assert [one["id"] for one in told] == list(documents())
    assert all(one.keys() >= {"rhythm", "check_days", "looked_at", "edition_at", "next_look", "failure"} for one in told)
    text = run(home, "status").out
    assert all(f"  {one['id']}: {one['rhythm']}; " in text for one in told)
