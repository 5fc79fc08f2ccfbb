"""What a connector reads of its target's facts, with the fault named when one is missing or of another type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.sources.target import Target


def fault(target: Target, field: str, expected: str) -> CuratedError:
    """The error of a wrong fact: names the target, the field and what is expected."""
    found = f", found {target.facts[field]!r}" if field in target.facts else ", found nothing"
    return CuratedError(f"live target {target.id}, facts.{field}: expected {expected}{found}.")


def text(target: Target, field: str, default: str | None = None) -> str:
    """A text; without `default` it must stand and not be empty."""
    value = target.facts.get(field, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise fault(target, field, "a text that is not empty")
    return value


def texts(target: Target, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """A list of texts."""
    value = target.facts.get(field, default)
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise fault(target, field, "a list of texts")
    return tuple(value)


def whole(target: Target, field: str, default: int | None = None) -> int:
    """A whole number above zero."""
    value = target.facts.get(field, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise fault(target, field, "a whole number above zero")
    return value


def flag(target: Target, field: str) -> bool:
    """True or false; false when left out."""
    value = target.facts.get(field, False)
    if not isinstance(value, bool):
        raise fault(target, field, "true or false")
    return value


def mapping(target: Target, field: str, default: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """A table of texts."""
    value = target.facts.get(field, default)
    if not isinstance(value, Mapping) or not all(isinstance(item, str) for pair in value.items() for item in pair):
        raise fault(target, field, 'a table of texts, { "source\'s word" = "ours" }')
    return value


def only(target: Target, allowed: frozenset[str]) -> None:
    """Refuse a misspelt fact."""
    for field in target.facts:
        if field not in allowed:
            raise fault(target, field, f"one of {', '.join(sorted(allowed))}")


def keys(target: Target, needed: frozenset[str], allowed: frozenset[str] | None = None) -> None:
    """Every series must have the `needed` keys and, when `allowed` is given, no others than both together."""
    for wanted in target.series:
        known = set(wanted.key)
        if needed - known or (allowed is not None and known - needed - allowed):
            names = ", ".join(sorted(needed | (allowed or frozenset())))
            raise CuratedError(f"live target {target.id}, series {wanted.indicator}: expected the keys {names}, found {sorted(known)}.")


def get(values: Mapping[str, Any], name: str, default: Any = None) -> Any:
    """A member of a JSON object, with null counted as absent."""
    found = values.get(name)
    return default if found is None else found
