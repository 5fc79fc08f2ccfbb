"""Runs in a child process of its own: opens presentations that people gave, within limits of memory and time.

Started by apart.py as `python -m yhdyspinta.rendering.slides.untrusted`. Standard input: a line of JSON with the task,
the limits and the sizes of the files that follow one after another; standard output: a line of JSON, then a file.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from yhdyspinta.formats.limits import bound


def _answer() -> tuple[dict[str, Any], bytes]:
    stream = sys.stdin.buffer
    asked = json.loads(stream.readline())
    # Imported before the limits, which are for what people gave and not for our own libraries.
    from yhdyspinta.rendering.slides.build import build
    from yhdyspinta.rendering.slides.packing import unpack
    from yhdyspinta.rendering.slides.received import SlidesFault
    from yhdyspinta.rendering.slides.refresh import contents, refresh

    files = [stream.read(size) for size in asked["sizes"]]
    bound(asked["memory"], asked["processor"])
    try:
        if asked["task"] == "build":
            return {}, build(unpack(files[0]), files[1])
        if asked["task"] == "contents":
            return asdict(contents(files[0])), b""
        data, items = refresh(files[0], files[1:])
        return {"items": [asdict(item) for item in items]}, data
    except SlidesFault as fault:
        return {"fault": fault.code}, b""


if __name__ == "__main__":
    told, file = _answer()
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + file)
