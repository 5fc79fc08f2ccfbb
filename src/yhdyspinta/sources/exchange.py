"""One question to a source and its reply, and what a connector may ask with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. With `etag` or `modified` of an earlier reply the source may answer "unchanged".

    `remember_seconds`: a reply to the same GET that this way got less than so long ago will do (a list that several
    targets of one run need).
    """

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=_none)
    etag: str = ""
    modified: str = ""
    remember_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply: `data` is unpacked and complete, or a SourceError was raised instead.

    `url` is where it came from after redirects, `headers` have lower-case names, `retrieved_at` is ISO text in UTC.
    `unchanged`: the source says that what `etag` or `modified` named still holds; then `data` is empty.
    `framed`: the transport itself proved the end of the body (its length, or a last chunk).
    """

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    retrieved_at: str
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    framed: bool = True

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


class Fetches(Protocol):
    """The way out, as connectors see it."""

    def fetch(self, request: Request) -> Reply:
        """The whole reply, or a SourceError."""
        ...

    def keep_pace(self, url: str, calls: int, window_seconds: float) -> None:
        """The host of `url` has told how often it may be asked: that holds from now on instead of what we knew."""
        ...
