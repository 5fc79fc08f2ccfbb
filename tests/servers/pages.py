"""A web page of ours that gets new editions, with ETag and Last-Modified. Every text is made up.

Follows sources.md 0.6 and 1.14: pages of STM, TEM, MDI and others have "no machine-readable interface"; 1.8: tilastot.migri.fi
is a page that scripts fill, "one JSON whose name is a 32-hex hash found in the bundle `index-*.js`".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from tests.servers.faults import Answer, Question

EDITION = "<p>Maakuntien tilannekuvat, kevään painos. Uusi katsaus ilmestyi huhtikuussa.</p>"


def page(main: str = EDITION, banner: str = "Tervetuloa", script: str = "index-1a2b.js") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>Tilannekuvat &ndash; made</title><script src='/{script}'></script></head><body>"
        f"<header>{banner}</header><nav><a href='/'>Etusivu</a></nav><main><h1>Tilannekuvat</h1>{main}<br></main>"
        f"<footer>{banner}</footer></body></html>"
    ).encode()


@dataclass
class Pages:
    """The service: `content` is what the page holds now; with `marks` it answers "unchanged" to what is known."""

    content: bytes = field(default_factory=page)
    marks: bool = True
    kind: str = "text/html; charset=UTF-8"

    def __call__(self, question: Question) -> Answer:
        etag = '"' + hashlib.sha256(self.content).hexdigest()[:16] + '"'
        headers = {"Content-Type": self.kind} | ({"ETag": etag} if self.marks else {})
        if self.marks and question.headers.get("if-none-match") == etag:
            return Answer(b"", 304, headers)
        return Answer(self.content, 200, headers)
