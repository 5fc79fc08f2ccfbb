"""Runs in a child process of its own: fills a template that people gave, or refuses it.

Started as `python -m yhdyspinta.rendering.papers.filling`. The limits and the values come as the first line of standard
input (JSON), the template's bytes after it; the answer goes to standard output: a line of JSON, then the document.
"""

from __future__ import annotations

import json
import sys

from yhdyspinta.formats.limits import bound
from yhdyspinta.rendering.papers.docx import TemplateRefused, fill


def _answer(line: bytes, template: bytes) -> bytes:
    said = json.loads(line)
    bound(said["memory"], said["processor"])
    try:
        made = fill(template, said["values"])
    except TemplateRefused as refusal:
        return json.dumps({"refused": refusal.code, "names": refusal.names}).encode() + b"\n"
    return json.dumps({"unused": made.unused}).encode() + b"\n" + made.data


if __name__ == "__main__":
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.readline(), sys.stdin.buffer.read()))
