"""Readers' feedback, kept as one small file each under `home/feedback` for whoever keeps the installation."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from yhdyspinta import durable
from yhdyspinta.domain.errors import PersonalData, Refused
from yhdyspinta.domain.identity import has_identity_code

LONGEST = {"text": 4_000, "page": 500, "contact": 200}  # characters
MOST_A_DAY = 500  # so that a robot fills no disk


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader wrote. `page` is the address that it is about, `contact` where an answer may be sent; both may be empty."""

    text: str
    page: str
    contact: str
    language: str
    given_at: str = ""  # UTC, ISO; set when it is kept


def keep(home: Path, feedback: Feedback, now: datetime | None = None) -> Feedback:
    """Keep one. Refused when it is empty, too long or the day is full; PersonalData when it holds an identity code."""
    for field, most in LONGEST.items():
        if len(getattr(feedback, field)) > most:
            raise Refused(f"The field {field} is longer than {most} characters.", "Shorten it.")
    if not feedback.text.strip():
        raise Refused("The feedback is empty.", "Write what worked or what did not.")
    if has_identity_code(f"{feedback.text}\n{feedback.contact}"):
        raise PersonalData("The feedback holds a personal identity code.", "Take it out and send the rest.")
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    if sum(1 for _ in _folder(home).glob(f"{moment:%Y%m%d}T*.json")) >= MOST_A_DAY:
        raise Refused("No more feedback is taken today.", "Try again tomorrow, or write to the maintainer.")
    kept = Feedback(feedback.text, feedback.page, feedback.contact, feedback.language, moment.isoformat())
    data = json.dumps(asdict(kept), ensure_ascii=False, indent=1).encode()
    durable.write(_folder(home) / f"{moment:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.json", data)
    return kept


def all_kept(home: Path) -> tuple[Feedback, ...]:
    """Everything that readers wrote, newest first."""
    paths = sorted(_folder(home).glob("*.json"), reverse=True)
    return tuple(Feedback(**json.loads(path.read_text("utf-8"))) for path in paths)


def _folder(home: Path) -> Path:
    return home / "feedback"
