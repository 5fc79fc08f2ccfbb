"""What a shape's name says: what it shows, of which area, and what we wrote in it.

`card:stat.tyonv.12r5.tyottomat@HVA15#0f3a9c2b71` is a card of that indicator and area, and its words had that digest when
we wrote them. A name stays with its shape when people move it, format it, save it in another program or copy the slide
into another deck, which neither properties of the file nor its custom parts do; so it tells what may be refreshed, and
whether a person has edited it since.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pptx.oxml.ns import qn

_NAME = re.compile(r"(?P<kind>[a-z]+):(?P<subject>[^@#:]+)@(?P<area>[A-Z0-9]+)#(?P<digest>[0-9a-f]{10})(\+(?P<words>[0-9a-f]{4}))?")
_LIGHTS = (8, 5)  # a picture is remembered as 40 lights and darks
_APART = 3  # of them may differ: programs compress pictures anew when they save


@dataclass(frozen=True, slots=True)
class Mark:
    """The name of a shape of ours, read. `words` is the digest of its text alternative, where it has one."""

    kind: str
    subject: str
    area: str
    digest: str
    words: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.subject, self.area

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject}@{self.area}#{self.digest}" + (f"+{self.words}" if self.words else "")


def read(name: str) -> Mark | None:
    """The mark in a shape's name; None for a shape that is not ours."""
    found = _NAME.match(name)
    return Mark(found["kind"], found["subject"], found["area"], found["digest"], found["words"] or "") if found else None


def mark(shape: Any, kind: str, subject: str, area: str) -> Mark:
    """The mark of a shape as it is now."""
    words = alternative(shape)
    return Mark(kind, re.sub(r"[@#:]", "-", subject), area, digest(shape), _hash(words, 4) if words else "")


def alternative(shape: Any) -> str:
    """The text alternative of a shape, empty when there is none."""
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def words_changed(shape: Any, held: Mark) -> bool:
    """Whether a person has rewritten the text alternative."""
    return bool(held.words) and _hash(alternative(shape), 4) != held.words


def digest(shape: Any) -> str:
    """Ten letters that change when what the shape says does: its words, numbers or picture, never its look."""
    if getattr(shape, "has_chart", False):
        return _hash(_of_chart(shape.chart), 10)
    if getattr(shape, "has_table", False):
        return _hash("\n".join("\t".join(_plain(cell.text) for cell in row.cells) for row in shape.table.rows), 10)
    if hasattr(shape, "image"):
        return _lights(shape.image.blob)
    return _hash("\n".join(_plain(paragraph.text) for paragraph in shape.text_frame.paragraphs), 10)


def same(left: str, right: str, *, picture: bool) -> bool:
    """Whether two digests are of the same content; pictures may differ as much as compressing changes them."""
    if not picture:
        return left == right
    return (int(left, 16) ^ int(right, 16)).bit_count() <= _APART


def _plain(text: str) -> str:
    return " ".join(text.replace("\v", " ").split())


def _of_chart(chart: Any) -> str:
    """Categories, names and values as the chart draws them; nine digits, since programs write the last ones each in their way."""
    told = []
    for series in chart._chartSpace.iter(qn("c:ser")):
        for part in ("c:tx", "c:cat", "c:val"):
            told.append(part)
            told += [_number(value.text or "") for value in series.iterfind(f"{qn(part)}//{qn('c:v')}")]
    return "\n".join(told)


def _number(text: str) -> str:
    try:
        return f"{float(text):.9g}"
    except ValueError:
        return _plain(text)


def _hash(text: str, letters: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:letters]


def _lights(blob: bytes) -> str:
    """Which parts of a picture are lighter than its mean."""
    with Image.open(io.BytesIO(blob)) as image:
        small = list(image.convert("RGB").convert("L").resize(_LIGHTS).getdata())
    middle = sum(small) / len(small)
    return f"{sum((light > middle) << place for place, light in enumerate(small)):010x}"
