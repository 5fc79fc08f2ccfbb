"""The one error of everything that goes out to a source: what kind of failure it was, in words for a person."""

from __future__ import annotations

from enum import StrEnum

from yhdyspinta.domain.errors import YhdyspintaError


class Kind(StrEnum):
    """Why there is no reply. `BUSY` and `BROKEN` may pass by themselves; the others need a person or another address."""

    NOT_ALLOWED = "not_allowed"  # the address is outside the allow-list: nothing was asked
    DEADLINE = "deadline"  # the reply was not whole when its time was up
    TOO_LARGE = "too_large"  # more bytes than the host's facts allow, as sent or unpacked
    CUT = "cut"  # fewer bytes than announced, or a compressed stream without its end
    REFUSED = "refused"  # the service answered that it will not (400, 401, 403 …)
    BUSY = "busy"  # 429 or 503 to the last try, or the breaker is open
    BROKEN = "broken"  # 5xx, no connection, a reply that is not HTTP, redirects without end
    GONE = "gone"  # 404 or 410: renamed or discontinued


class SourceError(YhdyspintaError):
    """A source did not give a whole reply. `status` is the HTTP status, 0 where there was none."""

    def __init__(self, kind: str, message: str, hint: str = "", status: int = 0) -> None:
        super().__init__(message, hint)
        self.kind = Kind(kind)
        self.status = status
