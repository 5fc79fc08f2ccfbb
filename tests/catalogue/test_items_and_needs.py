"""Content items and needs: all carried over with their marks, linked both ways."""

from __future__ import annotations

from collections import Counter

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.items import codes, content_items
from yhdyspinta.catalogue.needs import needs
from yhdyspinta.catalogue.sources import sources


def test_ninety_five_items_and_forty_six_needs() -> None:
    assert Counter(item.theme for item in content_items().values()) == {0: 12, 1: 12, 2: 16, 3: 20, 4: 17, 5: 18}
    assert list(needs()) == [f"N{number:02d}" for number in range(1, 47)]
    assert Counter(need.theme for need in needs().values()) == {0: 4, 1: 8, 2: 10, 3: 8, 4: 8, 5: 8}


def test_items_of_the_national_document_are_told_from_our_own() -> None:
    origins = Counter((item.theme, item.origin) for item in content_items().values())
    assert not any(origins[theme, "SEED"] for theme in (3, 4, 5))
    assert origins[0, "SEED"] == 12
    assert {need.origin for need in needs().values()} == {"PRODUCT"}


def test_every_item_is_written_in_three_languages() -> None:
    for item in content_items().values():
        assert len({item.title.fi, item.title.sv, item.title.en}) == 3, item.id
    for need in needs().values():
        assert all(text.endswith("?") for text in need.question.as_dict().values()), need.id
        assert len(set(need.decision.as_dict().values())) == 3, need.id
        assert all(need.note.as_dict().values()) or not any(need.note.as_dict().values()), need.id


def test_every_indicator_is_reached_from_an_item_of_each_of_its_themes() -> None:
    reached: dict[str, set[int]] = {}
    for item in content_items().values():
        for indicator in item.indicators:
            reached.setdefault(indicator, set()).add(item.theme)
    for one in indicators().values():
        assert set(one.themes) <= reached[one.id], one.id


def test_an_item_served_by_an_indicator_is_statistics() -> None:
    for item in content_items().values():
        assert not item.indicators or "S" in item.kinds, item.id


def test_every_item_names_a_source_and_someone_who_compiles() -> None:
    for item in content_items().values():
        assert item.sources, item.id
        assert set(item.sources) <= set(sources()), item.id
        assert item.compilers, item.id


def test_every_level_and_purpose_of_the_national_document_is_asked_from() -> None:
    assert {need.level for need in needs().values()} == set(codes()["level"]) == {"P", "J", "T"}
    assert {need.purpose for need in needs().values()} <= set(codes()["purpose"])  # areas ask for the others themselves


def test_a_need_is_answered_by_items_that_exist() -> None:
    for need in needs().values():
        assert set(need.items) <= set(content_items()), need.id


def test_no_code_is_named_in_vain() -> None:
    used = {
        "kind": {kind for item in content_items().values() for kind in item.kinds},
        "area": {area for item in content_items().values() for area in item.areas},
        "access": {access for item in content_items().values() for access in item.access},
        "compiler": {compiler for item in content_items().values() for compiler in item.compilers},
        "side": {item.side for item in content_items().values()},
    }
    for name, codes_used in used.items():
        assert codes_used == set(codes()[name]), name
