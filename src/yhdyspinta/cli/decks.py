"""Commands about slides: a picture on an organisation's own template, and an older deck refreshed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.cli import translations
from yhdyspinta.cli.installation import opened
from yhdyspinta.cli.show import progress, show
from yhdyspinta.domain.errors import YhdyspintaError

_TOLD = (("refreshed", "Refreshed"), ("edited", "Left as a person edited them"), ("gone", "No longer available, left as they were"))


def refresh_deck(deck: Path, out: Path, language: str, as_json: bool) -> None:
    """Write the deck with the newest figures as another file; the deck itself is only read."""
    settings = opened()
    translations.ready()
    from yhdyspinta.pictures.exports.decks import refreshed

    if language:
        translations.known_language(language)
    if deck.resolve() == out.resolve():
        raise YhdyspintaError(f"{out} is the deck itself.", "Give the refreshed deck a name of its own, so that nothing can be lost.")
    with progress(quiet=as_json) as report:
        report(f"Refreshing {deck.name}", 0.0)
        done = refreshed(settings, deck.read_bytes(), language)
        durable.write(out, done.data)
        report("Done", 1.0)
    answer = {
        "file": str(out),
        "areas": list(done.areas),
        "language": done.language,
        "unchanged": done.count("unchanged"),
        **{outcome: [asdict(item) for item in done.items if item.outcome == outcome] for outcome, _ in _TOLD},
    }
    show(answer, as_json, _lines)


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    for outcome, words in _TOLD:
        if answer[outcome]:
            yield f"{words}:"
            yield from (
                f"  slide {item['slide']} {item['title']}: {item['kind']} {item['subject']} {item['area']}" for item in answer[outcome]
            )
    yield f"{answer['unchanged']} places show the newest already."
    yield answer["file"]


def template_bytes(template: Path | None, formats: list[str]) -> bytes | None:
    """The template that slides are made on; None without one."""
    if template is None:
        return None
    if "pptx" not in formats:
        raise YhdyspintaError("A template is for slides, and no pptx is made.", "Add pptx to --formats.")
    return template.read_bytes()
