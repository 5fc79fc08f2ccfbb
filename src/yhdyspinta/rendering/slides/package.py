"""The same deck gives the same bytes: archive times and the office's own time stamps are fixed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold


def stable(archive: bytes, day: date) -> bytes:
    """`archive` with fixed times, its inner workbooks too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith(".xlsx"):
                data = stable(data, day)
            if entry.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<3>", data)
            info = zipfile.ZipInfo(entry.filename, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()
