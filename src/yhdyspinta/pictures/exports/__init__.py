"""A picture as a file: the edition as JSON, slides, one page of HTML, or a paper (PDF)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType

from django.utils.translation import override

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.pictures import editions
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.exports.deck import slides_of
from yhdyspinta.pictures.exports.page import html_of
from yhdyspinta.pictures.exports.paper import pdf_of
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.model import Picture, hash_of

Writer = Callable[[Picture, Reader], bytes]


def _json(picture: Picture, reader: Reader) -> bytes:
    return editions.to_bytes(reader.edition or unpublished(picture))


WRITERS = MappingProxyType[str, Writer]({"json": _json, "pptx": slides_of, "html": html_of, "pdf": pdf_of})


def check_formats(names: Sequence[str]) -> None:
    """Unknown when one of the formats does not exist, or none is named."""
    wrong = [name for name in names if name not in WRITERS]
    if wrong or not names:
        raise Unknown(f"There is no format {', '.join(wrong) or '(none named)'}.", f"Give of these: {', '.join(WRITERS)}.")


def export(picture: Picture, name: str, language: str, edition: Edition | None = None, *, address: str = "") -> bytes:
    """The bytes of a picture in one format and language.

    `edition`: the published edition that the picture belongs to, if any; `address`: the installation's public address,
    from which permanent links are made. The age of figures is told as on the picture's day.
    """
    check_formats([name])
    with override(language):
        return WRITERS[name](picture, Reader(language, date.fromisoformat(picture.date), edition, address))


def file_name(picture: Picture, name: str, language: str) -> str:
    """`edition.json`, `tilannekuva-hva15-2026-11-24-fi.pptx`."""
    check_formats([name])
    return "edition.json" if name == "json" else f"tilannekuva-{picture.area.lower()}-{picture.date}-{language}.{name}"


def unpublished(picture: Picture) -> Edition:
    """The picture in the form of an edition that nobody has published: it has a hash but no day of publication."""
    digest = hash_of(picture)
    edition_id = f"{picture.area.lower()}-{picture.date}-{digest[:12]}"
    return editions.sealed(edition_id, "", digest, picture)
