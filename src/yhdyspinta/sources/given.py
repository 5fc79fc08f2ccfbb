"""A file that somebody gave, in place of a reply: own data and values by hand come the same way as everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Reply, Request

ADDRESS = "given:file"  # what the connectors of given files ask for


@dataclass(frozen=True, slots=True)
class Given:
    """Answers `ADDRESS` with the bytes of the file, and nothing else: no connection is ever opened."""

    data: bytes

    def fetch(self, request: Request) -> Reply:
        """The file; SourceError for anything else."""
        if request.url != ADDRESS:
            raise SourceError(Kind.NOT_ALLOWED, "Only the given file can be read here.")
        return Reply(ADDRESS, 200, {}, self.data, datetime.now(UTC).isoformat(timespec="seconds"))

    def keep_pace(self, url: str, calls: int, window_seconds: float) -> None:
        """Nobody is asked, so there is no pace."""
