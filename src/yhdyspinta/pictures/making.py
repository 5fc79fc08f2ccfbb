"""What decides how a picture is told: the product's code, definitions and words, as one short hash."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import yhdyspinta
from yhdyspinta.catalogue import installed

_DECIDING = (
    "analysis",
    "observations",
    "pictures",
    "curated/areas",
    "curated/indicators",
    "curated/sources",
    "curated/themes",
    "curated/words",
)
_KINDS = (".py", ".csv", ".toml")


def made_by() -> str:
    """`0.1.0+1a2b3c4d5e6f`: equal when and only when the same figures are told in the same way."""
    return _made_by(installed.edition())


@cache
def _made_by(areas: str) -> str:
    digest, root = hashlib.sha256(areas.encode()), Path(yhdyspinta.__file__).parent
    for folder in _DECIDING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in _KINDS:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{yhdyspinta.__version__}+{digest.hexdigest()[:12]}"
