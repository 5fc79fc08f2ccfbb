"""Whose site this is: name, logo, accent colour and area, from the one file that YHDYSPINTA_ORGANISATION names."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import StateError, YhdyspintaError
from yhdyspinta.domain.text import LANGUAGES, Text

PRODUCT = "Yhdyspinta"
LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}
LARGEST_LOGO = 200_000  # bytes
READABLE = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size against its ground
_FIELDS = frozenset({"name", "logo", "accent", "area", "contact"})
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Organisation:
    """`logo` and `accent` are empty for the product's own; `area` is the area that the start page opens on, or empty."""

    name: Text
    logo: bytes = b""
    logo_type: str = ""
    accent: str = ""
    area: str = ""
    contact: str = ""
    version: str = ""  # changes when anything of it does, so that pages and browsers take the new one

    @property
    def named(self) -> bool:
        """Whether an organisation keeps the site under its own name."""
        return bool(self.version)


NOBODY = Organisation(Text(PRODUCT, PRODUCT, PRODUCT))


def organisation(file: Path | None) -> Organisation:
    """The organisation of a settings file; the product's own frame when there is none. StateError when the file is wrong."""
    if file is None:
        return NOBODY
    try:
        found = _read(file)
    except OSError as error:
        raise StateError(f"{file}, which YHDYSPINTA_ORGANISATION names, cannot be read.", "Check the path.") from error
    return replace(found, version=hashlib.sha256(repr(found).encode()).hexdigest()[:12])


def _read(file: Path) -> Organisation:
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(file, "the file", f"TOML ({error})") from error
    for field in values.keys() - _FIELDS:
        raise _wrong(file, field, f"one of the fields {', '.join(sorted(_FIELDS))}")
    logo, logo_type = _logo(file, values.get("logo", ""))
    contact = values.get("contact", "")
    if not isinstance(contact, str):
        raise _wrong(file, "contact", "a mail or web address")
    return Organisation(
        _name(file, values.get("name")), logo, logo_type, _accent(file, values.get("accent", "")), _area(file, values), contact
    )


def _name(file: Path, value: object) -> Text:
    if (
        not isinstance(value, dict)
        or set(value) != set(LANGUAGES)
        or not all(isinstance(one, str) and one.strip() for one in value.values())
    ):
        raise _wrong(file, "name", 'the name in three languages: { fi = "…", sv = "…", en = "…" }')
    return Text(*(value[language].strip() for language in LANGUAGES))


def _logo(file: Path, value: object) -> tuple[bytes, str]:
    if not value:
        return b"", ""
    path = file.parent / str(value)
    if path.suffix.lower() not in LOGOS or not path.is_file() or path.stat().st_size > LARGEST_LOGO:
        raise _wrong(file, "logo", f"an .svg or .png file beside it, at most {LARGEST_LOGO // 1000} kB")
    return path.read_bytes(), LOGOS[path.suffix.lower()]


def _accent(file: Path, value: object) -> str:
    """The colour is the ground of white text and the colour of links on white and on a light tint: all must be readable."""
    if not value:
        return ""
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise _wrong(file, "accent", "a colour such as #003479")
    worst = contrast(value, _tinted(value))
    if worst < READABLE:
        raise _wrong(file, "accent", f"a darker colour: its contrast with a light ground is {worst:.1f}, and text needs {READABLE}")
    return value.lower()


def _area(file: Path, values: dict[str, object]) -> str:
    wanted = values.get("area", "")
    if not wanted:
        return ""
    try:
        return areas().get(str(wanted)).id
    except YhdyspintaError as error:
        raise _wrong(file, "area", f"the id of an area ({error})") from error


def _wrong(file: Path, field: str, expected: str) -> StateError:
    return StateError(f"{file}: {field} is not what is expected.", f"Expected {expected}.")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _tinted(colour: str) -> str:
    """The lightest ground that carries text in the accent: 12 % of it in white."""
    channels = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - 0.12 * (255 - one)):02x}" for one in channels)


# Steps of the design system's accent scale as shares of the accent in white, or in black below zero; measured on its own scale.
_STEPS = {
    "background-tinted": 0.055,
    "surface-tinted": 0.12,
    "surface-hover": 0.18,
    "surface-active": 0.26,
    "border-subtle": 0.33,
    "border-default": 0.57,
    "border-strong": 1.0,
    "base-default": 1.0,
    "base-hover": 0.9,
    "base-active": 0.8,
    "text-subtle": 1.0,
    "text-default": -0.8,
}


def stylesheet(accent: str) -> str:
    """The accent scale of the design system made of one colour; empty without one."""
    if not accent:
        return ""
    lines = []
    for name, share in _STEPS.items():
        ground = "black" if share < 0 else "white"
        lines.append(f"  --ds-color-accent-{name}: color-mix(in srgb, {accent} {abs(share):.1%}, {ground});")
    lines.append("  --ds-color-accent-base-contrast-default: #ffffff;")
    return ":root, [data-color-scheme] {\n" + "\n".join(lines) + "\n}\n"
