"""A thing by its name and the address of its page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    note: str = ""
