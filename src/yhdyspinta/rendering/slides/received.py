"""A .pptx or .potx that people gave: looked over before it is opened. Only a child process opens one (apart.py)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.exc import PackageNotFoundError

from yhdyspinta.domain.errors import ParseError

MOST_BYTES, MOST_PARTS = 400_000_000, 20_000  # of what the package holds, unpacked
_MAIN = "presentationml.presentation.main+xml"
_ALIKE = ("presentationml.template.main+xml", "presentationml.slideshow.main+xml")
_TYPES = "[Content_Types].xml"
_OLD = b"\xd0\xcf\x11\xe0"
# What can be wrong, by a code that faces say in the reader's language: (what and why, what to do).
FAULTS = {
    "not_slides": ("The file is not a presentation.", "Give a PowerPoint file, .pptx or .potx."),
    "locked": ("The file is an old .ppt or has a password.", "Save it as .pptx without a password."),
    "macros": ("The file holds macros.", "Save it as .pptx or .potx without macros."),
    "too_large": ("The file is too large.", "Take its films and large pictures out, and try again."),
    "no_layout": ("No layout of the file has a place for a title.", "Give a template with a layout for a title and content."),
    "broken": ("The file could not be read.", "Open it in PowerPoint, save it again as .pptx, and try again."),
    "not_ours": (
        "The presentation holds no figures from here.",
        "Give one that was downloaded from here, or into which its slides were copied.",
    ),
    "too_many": ("The presentation holds figures of too many areas.", "Refresh it in parts."),
}


class SlidesFault(ParseError):
    """A file of slides that cannot be used; `code` is a key of FAULTS."""

    def __init__(self, code: str) -> None:
        super().__init__(*FAULTS[code])
        self.code = code


def opened(data: bytes) -> Any:
    """The presentation; SlidesFault when it is none, or holds what must not be opened."""
    try:
        return Presentation(io.BytesIO(_looked_over(data)))
    except SlidesFault:
        raise
    except (PackageNotFoundError, zipfile.BadZipFile) as error:
        raise SlidesFault("not_slides") from error
    except Exception as error:
        raise SlidesFault("broken") from error  # in the child whatever the library stumbles on is the file's fault


def _looked_over(data: bytes) -> bytes:
    """The package as the library takes it: a template or a slide show is named a presentation."""
    if data.startswith(_OLD):
        raise SlidesFault("locked")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise SlidesFault("too_large")
        if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
            raise SlidesFault("macros")
        if _TYPES not in package.namelist():
            raise SlidesFault("not_slides")
        types = package.read(_TYPES).decode("utf-8", "replace")
        if "macroEnabled" in types:
            raise SlidesFault("macros")
        if _MAIN in types:
            return data
        alike = next((kind for kind in _ALIKE if kind in types), None)
        if alike is None:
            raise SlidesFault("not_slides")
        return _renamed(package, types.replace(alike, _MAIN))


def _renamed(package: zipfile.ZipFile, types: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in package.infolist():
            new.writestr(entry.filename, types.encode() if entry.filename == _TYPES else package.read(entry))
    return out.getvalue()
