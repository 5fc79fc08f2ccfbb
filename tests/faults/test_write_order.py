"""fsync(file) < rename < fsync(folder) < pointer, and nobody else renames."""

from __future__ import annotations

import ast
import os
from pathlib import Path
from typing import Any

import pytest

import yhdyspinta
from tests.faults.scenario import NEW, OLD, ingest

Step = tuple[str, Path]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """Every fsync and rename in order, as (what, path); both still happen."""
    seen: list[Step] = []
    fsync, rename = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        fsync(descriptor)
        seen.append(("fsync", Path(f"/proc/self/fd/{descriptor}").readlink()))

    def noted_replace(source: Any, target: Any) -> None:
        assert ("fsync", Path(source)) in seen, f"{source} was renamed before it was synced"
        rename(source, target)
        seen.append(("rename", Path(target)))

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    return seen


def test_everything_is_synced_before_it_is_named(tmp_path: Path, steps: list[Step]) -> None:
    home = tmp_path.resolve() / "home"
    ingest(home, OLD)
    steps.clear()
    known = set(home.rglob("*"))
    ingest(home, NEW, (OLD,))
    renames = [number for number, (what, _) in enumerate(steps) if what == "rename"]
    for number in renames:
        assert steps[number + 1] == ("fsync", steps[number][1].parent), "the folder is synced right after a rename"
    table_pointer = steps.index(("rename", home / "table.pointer.json"))
    model_pointer = steps.index(("rename", home / "readmodel.pointer.json"))
    assert table_pointer < model_pointer
    synced = {path for what, path in steps[:table_pointer] if what == "fsync"}
    new = {path for path in home.rglob("*") if path not in known and path.is_file()}
    delta = {path for path in new if "table" in path.parts and "_published" not in path.parts}
    assert delta <= synced, "what Delta wrote is synced before the pointer names it"
    assert any(path.suffix == ".parquet" for path in delta)
    assert any(path.parent.name == "_delta_log" for path in delta)
    assert {path.parent for path in delta} <= synced
    (model,) = (path for path in new if path.suffix == ".duckdb")
    assert steps.index(("rename", model)) < model_pointer
    archived = [number for number in renames if "archive" in steps[number][1].parts]
    assert len(archived) == 2
    assert "objects" in steps[archived[0]][1].parts, "the bytes come before the record that names them"


def test_only_one_place_renames() -> None:
    root = Path(yhdyspinta.__file__).parent
    found = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if _renames(ast.parse(path.read_text()))}
    assert found == {"durable.py"}


def _renames(module: ast.Module) -> bool:
    """Whether a module that knows files calls os.rename, shutil.move, Path.replace and the like.

    `replace` with one argument is a path's, with two a text's; with a dict it is a data frame's.
    """
    imported = {name for node in ast.walk(module) if isinstance(node, ast.ImportFrom) for name in [node.module]}
    imported |= {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    return bool(imported & {"os", "shutil", "pathlib"}) and any(map(_is_renaming, ast.walk(module)))


def _is_renaming(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name, owner = node.func.attr, node.func.value
    if isinstance(owner, ast.Name) and owner.id in ("os", "shutil"):
        return name in ("rename", "renames", "replace", "move")
    one = len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Dict)
    return one and name in ("rename", "replace")
