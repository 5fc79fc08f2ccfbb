"""The invented county of the example: its figures, and the cooperation in which its people work."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from yhdyspinta import environment
from yhdyspinta.cli.content import up_to_date
from yhdyspinta.cli.show import progress, show
from yhdyspinta.domain.errors import Refused
from yhdyspinta.environment import Environment


def load_example(as_json: bool) -> None:
    """Load the example and tell what there is of it."""
    settings = environment.read()
    up_to_date()
    made = load(settings, quiet=as_json)
    show(made, as_json, lambda answer: iter([told(answer)]))


def load(settings: Environment, *, quiet: bool) -> dict[str, Any]:
    """Load the figures, then make the cooperation, unless they stand already. The database is up to date."""
    if settings.production:
        raise Refused(
            "Production mode has no example: what is invented does not stand beside what is true.",
            "Load it into an installation of its own, without YHDYSPINTA_PRODUCTION.",
        )
    from yhdyspinta.example.making import make
    from yhdyspinta.intake.example import load_example as load_figures

    with progress(quiet=quiet) as report:
        figures = load_figures(settings, report)
    made = make()
    return {
        "area": made.area,
        "made": made.made,
        "figures": figures.rows,
        **{k: v for k, v in asdict(made).items() if k not in ("area", "made")},
    }


def told(answer: dict[str, Any]) -> str:
    """The example in one line."""
    state = "Made" if answer["made"] else "Already there:"
    return (
        f"{state} the invented county {answer['area']}: {answer['figures']:,} made figures, {answer['parties']} parties, "
        f"{answer['needs']} needs, {answer['phenomena']} phenomena, {answer['interfaces']} interfaces, {answer['changes']} changes."
    )
