"""Commands about papers: cards of many areas, made by several processes, and the base of a welfare report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from yhdyspinta.cli import translations
from yhdyspinta.cli.installation import opened
from yhdyspinta.cli.show import progress, show
from yhdyspinta.environment import Environment

_AT_ONCE = 8  # cards of one errand of a process
_FEW = 12  # so many are made sooner than a second process starts


def cards(area: str, language: str, out: Path, as_json: bool) -> None:
    """Write the cards of an area and its municipalities; of the whole country, those of every municipality."""
    settings = opened()
    translations.ready()
    from yhdyspinta.catalogue.areas import areas
    from yhdyspinta.pictures.exports.card_bundle import members

    translations.known_language(language)
    found = areas().find(area)
    wanted = members(found.id)
    out.mkdir(parents=True, exist_ok=True)
    with progress(quiet=as_json) as report:
        written = []
        for names in _made(settings, wanted, language, out):
            written += names
            report(f"{len(written)} of {len(wanted)} cards", len(written) / len(wanted))
    answer = {"area": found.id, "cards": len(written), "files": [str(out / name) for name in sorted(written)]}
    show(answer, as_json, _lines)


def _made(settings: Environment, wanted: Sequence[str], language: str, out: Path) -> Iterator[list[str]]:
    """File names as they are written: by this process when they are few, else by one for each processor."""
    processes = min(os.cpu_count() or 1, settings.threads)
    if len(wanted) <= _FEW or processes < 2:
        yield write_cards(settings, wanted, language, out)
        return
    errands = [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]
    alone = replace(settings, threads=1)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        running = [pool.submit(write_cards, alone, errand, language, out) for errand in errands]
        for done in as_completed(running):
            yield done.result()


def write_cards(settings: Environment, wanted: Sequence[str], language: str, out: Path) -> list[str]:
    """Write the cards of some areas; what a process of its own is asked to do."""
    translations.ready()
    from yhdyspinta.pictures.exports.card_bundle import files

    names = []
    for name, data in files(settings, wanted, language):
        (out / name).write_bytes(data)
        names.append(name)
    return names


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['area']}: {answer['cards']} cards."
    yield from answer["files"]


def report(area: str, language: str, template: Path | None, out: Path, as_json: bool) -> None:
    """Write the base of the welfare report of an area, on the default template or on one that is given."""
    settings = opened()
    translations.ready()
    from yhdyspinta.catalogue.areas import areas
    from yhdyspinta.pictures.exports import report as export
    from yhdyspinta.pictures.queries import picture_of

    translations.known_language(language)
    found = areas().find(area)
    given = template.read_bytes() if template else None
    picture = picture_of(settings, found.id)
    made = export.report(picture, language, settings.address, given)
    out.mkdir(parents=True, exist_ok=True)
    path = out / export.file_name(picture, language)
    path.write_bytes(made.data)
    show({"area": found.id, "file": str(path), "unused": list(made.unused)}, as_json, _report_lines)


def _report_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield answer["file"]
    if answer["unused"]:
        yield f"The template has no place for: {', '.join(answer['unused'])}."
