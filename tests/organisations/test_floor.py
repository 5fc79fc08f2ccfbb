"""What import contracts cannot say: the ORM is used only in the applications that own tables."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

import yhdyspinta

PACKAGE = Path(yhdyspinta.__file__).parent
_ORM = re.compile(r"^\s*(from django\.db|import django\.db|from django import db)", re.MULTILINE)


def test_only_applications_with_tables_use_the_orm():
    owners = {Path(config.path) for config in apps.get_app_configs() if PACKAGE in Path(config.path).parents and list(config.get_models())}
    assert {owner.name for owner in owners} >= {"organisations"}
    owners.add(PACKAGE / "example")  # what it makes through services stands or falls together
    for file in PACKAGE.rglob("*.py"):
        if not owners & set(file.parents):
            assert not _ORM.search(file.read_text("utf-8")), file


def test_tables_change_only_in_services():
    """Outside services and the chain itself, nothing of an application saves, updates or deletes."""
    writing = re.compile(r"\.(save|update|delete|create|bulk_create|bulk_update|get_or_create|update_or_create)\(")
    for folder in {Path(config.path) for config in apps.get_app_configs() if PACKAGE in Path(config.path).parents}:
        for file in folder.rglob("*.py"):
            inside = file.relative_to(folder).parts
            if (folder / "models").exists() and inside[0] not in ("services", "audit.py", "migrations", "models"):
                assert not writing.search(file.read_text("utf-8")), file
