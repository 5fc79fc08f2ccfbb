"""Documentation against code: every command, option and setting is documented, and every relative link leads somewhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from yhdyspinta.cli.main import app

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
_SETTING = re.compile(r"YHDYSPINTA_[A-Z]+")


def main() -> int:
    faults = [*_commands(), *_settings(), *_links(), *_schema()]
    for fault in faults:
        print(f"docs: {fault}")
    print(f"docs: {len(faults)} faults")
    return bool(faults)


def _commands() -> Iterator[str]:
    text = (ROOT / "docs/reference/commands.md").read_text()
    for name, command in _every(typer.main.get_command(app)):
        if f"yhdyspinta {name}" not in text:
            yield f"command {name} is not in docs/reference/commands.md"
        for parameter in command.params:
            option = next((item for item in parameter.opts if item.startswith("--")), "")
            if option and option != "--help" and option not in text:
                yield f"option {option} of {name} is not in docs/reference/commands.md"


def _every(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its words; groups of commands stand for those in them."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _every(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _settings() -> Iterator[str]:
    known = set(_SETTING.findall((ROOT / "src/yhdyspinta/environment.py").read_text()))
    told = set(_SETTING.findall((ROOT / "docs/reference/settings.md").read_text()))
    yield from (f"setting {name} is not in docs/reference/settings.md" for name in sorted(known - told))
    yield from (f"docs/reference/settings.md tells of {name}, which nothing reads" for name in sorted(told - known))


def _links() -> Iterator[str]:
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in _LINK.findall(file.read_text()):
            if not (file.parent / target).exists():
                yield f"{file.relative_to(ROOT)} links to {target}, which is not there"


def _schema() -> Iterator[str]:
    sys.path.insert(0, str(ROOT))
    from tools.make_edition_schema import TARGET, schema

    if not TARGET.exists() or TARGET.read_text() != schema():
        yield f"{TARGET.relative_to(ROOT)} is not what the code gives: python tools/make_edition_schema.py"


if __name__ == "__main__":
    sys.exit(main())
