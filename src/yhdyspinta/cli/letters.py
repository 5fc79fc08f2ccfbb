"""The command that sends letters: weekly to those with a post, and to those who follow the figures of an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from yhdyspinta import environment
from yhdyspinta.cli.content import up_to_date
from yhdyspinta.cli.show import show
from yhdyspinta.environment import Environment


def letters(dry: bool, as_json: bool) -> bool:
    """Send the letters of this week and of today's figures, or only show them; whether none failed."""
    from yhdyspinta.catalogue import installed

    settings = environment.read()
    installed.follow(settings.home)
    answer = sent(settings, dry=dry)
    show(answer, as_json, _lines)
    return not any(answer[kind]["failed"] for kind in ("weekly", "followers"))


def sent(settings: Environment, *, dry: bool = False, when_it_is_time: bool = False) -> dict[str, Any]:
    """Send, and tell how many were sent, had nothing to tell, or failed. `when_it_is_time`: weekly ones not before Monday morning.

    `letters` holds them whole where nothing was sent (`dry`), since they tell what their receivers alone may see.
    """
    up_to_date()
    from yhdyspinta.attention.services import following, weekly

    weeklies = weekly.send_weekly(settings, dry=dry) if not when_it_is_time or weekly.is_time() else []
    told = following.tell_followers(settings, dry=dry)
    made = [one.letter for one in weeklies] + [letter for _, letter in told]
    return {
        "dry": dry,
        "weekly": _counted(one.kind for one in weeklies),
        "followers": _counted(kind for kind, _ in told),
        "failures": sorted({one.sentence for one in weeklies if one.sentence}),
        "letters": [{"to": one.to, "subject": one.subject, "text": one.text} for one in made if one] if dry else [],
    }


def _counted(kinds: Iterator[str]) -> dict[str, int]:
    counted = Counter(kinds)
    return {kind: counted[kind] for kind in ("sent", "nothing", "failed")}


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    for one in answer["letters"]:
        yield f"To: {one['to']}\nSubject: {one['subject']}\n\n{one['text']}\n{'=' * 70}"
    verb = "would be sent" if answer["dry"] else "sent"
    for kind, name in (("weekly", "Weekly letters"), ("followers", "Letters of changed figures")):
        counted = answer[kind]
        yield f"{name}: {counted['sent']} {verb}, {counted['nothing']} with nothing to tell, {counted['failed']} failed."
    yield from answer["failures"]
