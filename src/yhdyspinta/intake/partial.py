"""The replies of a run that is under way: kept one by one, so that a run that was killed does not ask for them again."""

from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path

import orjson

from yhdyspinta import durable
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.live import Target
from yhdyspinta.formats import bundle
from yhdyspinta.formats.bundle import Part

# A release is to show the source at one time. Replies that are older than this are asked for anew.
STALE_SECONDS = 6 * 3600.0
_TARGET = "target.json"


class Partial:
    """`home/partial/<target>`: a file a reply, and what they are replies to."""

    def __init__(self, home: Path, target: Target) -> None:
        self.folder = home / "partial" / target.id
        self._target = orjson.dumps(target.as_dict(), option=orjson.OPT_SORT_KEYS)

    def kept(self) -> dict[str, Part]:
        """The replies of an earlier run to the same question, by name; none when it was another question or long ago."""
        question = self.folder / _TARGET
        if not question.exists() or question.read_bytes() != self._target or time.time() - question.stat().st_mtime > STALE_SECONDS:
            self.clear()
            durable.write(question, self._target, lasting=False)
            return {}
        return {part.name: part for path in sorted(self.folder.glob("*.part")) for part in _read(path)}

    def keep(self, part: Part) -> None:
        """Keep a reply that is whole. After a power cut its hashes tell whether it still is."""
        name = hashlib.sha256(part.name.encode()).hexdigest()[:32]
        durable.write(self.folder / f"{name}.part", bundle.pack({}, [part]), lasting=False)

    def clear(self) -> None:
        """The run has ended: nothing is kept."""
        if self.folder.exists():
            shutil.rmtree(self.folder)


def _read(path: Path) -> tuple[Part, ...]:
    try:
        return bundle.unpack(path.read_bytes()).parts
    except ParseError:
        path.unlink()  # the reply can be asked for again
        return ()
