"""Sentences are read in English here."""

from tests.organisations.conftest import english

__all__ = ["english"]
