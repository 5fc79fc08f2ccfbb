"""A DOCX filled from a template: placeholders of Jinja2 in a document of Word, read in a sandbox.

A template that people give is foreign code, so `fill_foreign` works in a child process with limits on memory, time and
size, and the sandbox refuses everything but plain values. Texts are escaped; none is ever a part of the document's XML.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.sandbox import Limits, child
from yhdyspinta.rendering.blocks import clean

MOST_BYTES = 5_000_000  # of a template
_UNPACKED = 60_000_000  # of all that is packed in it, and of what it makes
_LIMITS = Limits(memory=800_000_000, processor=15, seconds=25.0)
# What a package that is none, or not whole, or locked, or holds something else, raises in the library.
_UNREADABLE = (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError, AttributeError, OSError, RuntimeError)
_WHY = {
    "unknown": ("The template has placeholders that do not exist: {names}.", "There are: {known}."),
    "nothing": ("The template has no placeholder, so there is nothing to fill in.", "There are: {known}."),
    "unsafe": ("The template asks for something else than values.", "Use only the placeholders of docs/reference/papers.md."),
    "syntax": ("A placeholder of the template cannot be read: {names}.", "Compare it with the default template."),
    "broken": ("The template is not a Word document (.docx) without macros.", "Save it again as .docx."),
    "large": ("The template is larger than a document needs to be.", "Take pictures out of it."),
    "costly": ("The template could not be filled within the memory and time that it may take.", "Make it simpler."),
}


class TemplateRefused(ParseError):
    """A template that cannot be filled. `code` is one of: unknown, nothing, unsafe, syntax, broken, large, costly;
    `names` are the placeholders (or the fault) that it is about."""

    def __init__(self, code: str, names: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> None:
        words = {"names": ", ".join(names), "known": ", ".join(known)}
        super().__init__(*(text.format(**words) for text in _WHY[code]))
        self.code, self.names, self.known = code, names, known


@dataclass(frozen=True, slots=True)
class Filled:
    """The document, and which of the known placeholders the template has no place for."""

    data: bytes
    unused: tuple[str, ...]


def fill(template: bytes, values: Mapping[str, Any]) -> Filled:
    """The template with its placeholders filled; TemplateRefused where it is no DOCX or names a placeholder that does not exist."""
    _check_package(template)
    known = set(values)
    try:
        named = DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables(_environment())
        document = DocxTemplate(io.BytesIO(template))
    except TemplateError as error:
        raise TemplateRefused("syntax", (str(error),)) from error
    except _UNREADABLE as error:
        raise TemplateRefused("broken") from error
    _check_names(named, known)
    made = io.BytesIO()
    try:
        document.render(_cleaned(values), _environment(), autoescape=True)
        document.save(made)
    except (SecurityError, TemplateNotFound) as error:
        raise TemplateRefused("unsafe") from error
    except OverflowError as error:  # the sandbox stops a range that has no end in sight
        raise TemplateRefused("costly") from error
    except (TemplateError, ArithmeticError, *_UNREADABLE) as error:  # it was readable before it was filled
        raise TemplateRefused("syntax", (str(error),)) from error
    return Filled(made.getvalue(), tuple(sorted(known - named)))


def fill_foreign(template: bytes, values: Mapping[str, Any]) -> Filled:
    """The same for a template that people give, in a child process with limits."""
    if len(template) > MOST_BYTES:
        raise TemplateRefused("large")
    sent = json.dumps({"memory": _LIMITS.memory, "processor": _LIMITS.processor, "values": values}).encode() + b"\n" + template
    try:
        answer = child("yhdyspinta.rendering.papers.filling", sent, _LIMITS)
        head, _, data = (answer or b"").partition(b"\n")
        said = json.loads(head)
    except (ParseError, ValueError):  # its time ended, or it was ended
        raise TemplateRefused("costly") from None
    if "refused" in said:
        raise TemplateRefused(said["refused"], tuple(said["names"]), tuple(sorted(values)))
    return Filled(data, tuple(said["unused"]))


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, loader=DictLoader({}))


def _check_names(named: set[str], known: set[str]) -> None:
    if named - known:
        raise TemplateRefused("unknown", tuple(sorted(named - known)), tuple(sorted(known)))
    if not named:
        raise TemplateRefused("nothing", (), tuple(sorted(known)))


def _check_package(template: bytes) -> None:
    """A package that unpacks to more than a document needs, or is none, is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            sizes = {item.filename: item.file_size for item in package.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise TemplateRefused("broken") from error
    if "word/document.xml" not in sizes or any(name.endswith("vbaProject.bin") for name in sizes):
        raise TemplateRefused("broken")
    if sum(sizes.values()) > _UNPACKED:
        raise TemplateRefused("large")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(held) for key, held in value.items()}
    return [_cleaned(held) for held in value] if isinstance(value, (list, tuple)) else value
