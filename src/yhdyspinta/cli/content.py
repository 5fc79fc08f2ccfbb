"""The database of what people write: brought up to date, and its chain of what was done."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from yhdyspinta import environment
from yhdyspinta.cli import translations
from yhdyspinta.cli.show import show


def up_to_date() -> list[str]:
    """Bring the database up to this version; the migrations that ran. The state folder is made where there is none."""
    from yhdyspinta.intake.state import open_state

    settings = environment.read()
    open_state(settings.home)
    translations.ready()
    from yhdyspinta.organisations.database import bring_up_to_date

    return bring_up_to_date(settings)


def migrate(as_json: bool) -> None:
    """Bring the database up to this version and tell what was done."""
    show(
        {"migrations": up_to_date()},
        as_json,
        lambda answer: iter(answer["migrations"] or ["The database of what people write is up to date."]),
    )


def verify(anchor: Path | None, as_json: bool) -> bool:
    """Whether the chain is whole; tells how many rows were read, or the first bad one."""
    up_to_date()
    from yhdyspinta.organisations import chain

    verdict = chain.verify(chain.read_anchor(anchor) if anchor else None)
    show(asdict(verdict), as_json, lambda answer: iter([answer["sentence"] or f"The chain is whole: {answer['rows']} rows."]))
    return verdict.bad_row is None


def anchor(out: Path, as_json: bool) -> None:
    """Write the anchor and tell what it names."""
    up_to_date()
    from yhdyspinta.organisations import chain

    taken = chain.anchor()
    taken.write(out)
    show(asdict(taken), as_json, lambda answer: iter([f"{out}: row {answer['number']}, {answer['hash'] or 'nothing done yet'}"]))
