"""Presentations that people gave are opened in a child process: what one can cost is bounded, and its end is not ours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.sandbox import Limits, child
from yhdyspinta.rendering.slides.model import Deck
from yhdyspinta.rendering.slides.packing import pack
from yhdyspinta.rendering.slides.received import SlidesFault
from yhdyspinta.rendering.slides.refresh import Contents, Item

MOST_BYTES = 40_000_000  # of a file as it was given
_MODULE = "yhdyspinta.rendering.slides.untrusted"
_LIMITS = Limits(processor=30, seconds=40.0)


def build(deck: Deck, template: bytes) -> bytes:
    """The bytes of the deck on the master of a .pptx or .potx. SlidesFault when that cannot be used."""
    _, file = _ask("build", (pack(deck), template), given=template)
    return file


def contents(data: bytes) -> Contents:
    """What of ours a deck holds. SlidesFault when it cannot be read or holds nothing of ours."""
    told, _ = _ask("contents", (data,), given=data)
    return Contents(tuple(told["areas"]), told["language"])


def refresh(data: bytes, fresh: Sequence[bytes]) -> tuple[bytes, tuple[Item, ...]]:
    """refresh.refresh(), apart."""
    told, file = _ask("refresh", (data, *fresh), given=data)
    return file, tuple(Item(**item) for item in told["items"])


def _ask(task: str, files: Sequence[bytes], *, given: bytes) -> tuple[dict[str, Any], bytes]:
    if len(given) > MOST_BYTES:
        raise SlidesFault("too_large")
    asked = {"task": task, "sizes": [len(file) for file in files], "memory": _LIMITS.memory, "processor": _LIMITS.processor}
    try:
        answer = child(_MODULE, json.dumps(asked).encode() + b"\n" + b"".join(files), _LIMITS) or b""
        line, _, file = answer.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
    except (ParseError, ValueError) as error:
        raise SlidesFault("broken") from error
    if "fault" in told:
        raise SlidesFault(told["fault"])
    return told, file
