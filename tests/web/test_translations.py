"""Every text of the interface stands in three languages, and the tool that guards it notices what is not."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from babel.messages import Catalog

ROOT = Path(__file__).resolve().parents[2]


def _tool():
    spec = importlib.util.spec_from_file_location("make_messages", ROOT / "tools" / "make_messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()


def test_every_text_of_the_interface_is_translated(capsys):
    assert TOOL.check() == 0, capsys.readouterr().out


def test_texts_of_templates_and_of_code_are_both_found():
    texts = {message.id for message in TOOL.template() if message.id}
    assert "Skip to the content" in texts  # a template
    assert "wellbeing services county" in texts  # code


def test_what_is_wrong_with_a_catalogue_is_named():
    texts, catalog = Catalog(), Catalog(locale="fi")
    for one in ("Missing", "Empty", "With %(name)s"):
        texts.add(one)
    catalog.add("Empty")
    catalog.add("With %(name)s", "Kanssa %(nimi)s")
    catalog.add("Gone", "Poissa")
    faults = sorted(TOOL._faults(texts, catalog, "fi"))
    assert [fault.split(":")[0] for fault in faults] == [
        "no longer in the code",
        "not in the catalogue",
        "other places to fill than in 'With %(name)s'",
        "untranslated",
    ]


def test_the_glossary_words_are_used():
    """Words that officials would notice: välfärdsområde, never välfärdsregion; lägesbild; kan inte sägas."""
    finnish, swedish = ((ROOT / f"src/yhdyspinta/locale/{one}/LC_MESSAGES/django.po").read_text(encoding="utf-8") for one in ("fi", "sv"))
    for word in ("hyvinvointialue", "tilannekuva", "ei voi sanoa", "Mistä luku tulee", "Kirjaukset"):
        assert word in finnish
    for word in ("välfärdsområde", "lägesbild", "kan inte sägas", "Varifrån siffran kommer", "Noteringar"):
        assert word in swedish
    assert not re.search("välfärdsregion|kunskapsbas\\b|gränssnitt", swedish)
