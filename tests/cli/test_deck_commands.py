"""Slides on a template and a deck refreshed, as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pptx import Presentation

from tests.cli.test_commands import run
from yhdyspinta.cli import decks
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.environment import Environment


def test_a_template_then_a_refresh_that_keeps_what_was_edited(sample: Environment, tmp_path: Path) -> None:
    template, out, new = tmp_path / "pohja.pptx", tmp_path / "out", tmp_path / "uusi.pptx"
    Presentation().save(str(template))
    made = run(
        sample.home, "picture", "KU599", "--themes", "1", "--formats", "pptx", "--template", str(template), "--out", str(out), "--json"
    )
    deck = Path(json.loads(made.out)["files"][0])
    shown = Presentation(str(deck))
    assert shown.slide_layouts[0].name == "Title Slide"  # the template's own
    shown.slides[1].shapes.title.text_frame.text = "Oma otsikko"
    shown.save(str(deck))
    before = deck.read_bytes()
    told = json.loads(run(sample.home, "refresh-deck", str(deck), "--out", str(new), "--json").out)
    assert told["areas"] == ["KU599"]
    assert [(item["slide"], item["kind"]) for item in told["edited"]] == [(2, "title")]
    assert told["unchanged"] > 10
    assert Presentation(str(new)).slides[1].shapes.title.text_frame.text == "Oma otsikko"
    assert deck.read_bytes() == before


def test_what_cannot_be_done_is_a_sentence(sample: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YHDYSPINTA_HOME", str(sample.home))
    other, new = tmp_path / "muu.pptx", tmp_path / "uusi.pptx"
    Presentation().save(str(other))
    for out, language, words in ((new, "", "holds no figures from here"), (other, "", "is the deck itself"), (new, "de", "fi, sv, en")):
        with pytest.raises(YhdyspintaError, match=words):
            decks.refresh_deck(other, out, language, True)
    with pytest.raises(YhdyspintaError, match="Add pptx"):
        decks.template_bytes(other, ["json"])
    assert not new.exists()
