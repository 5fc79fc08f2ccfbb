"""Addresses as links carry them: put together as fast as may be, and the same that Django would give."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from yhdyspinta.web import following

pytestmark = pytest.mark.django_db  # theme pages tell of needs that were made public


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("start", ()),
        ("area", ("KU049",)),
        ("area_theme", ("HVA13", 3)),
        ("area_indicator", ("SSS", "made.of-dots_1")),
        ("figure", ("made.one@KU049/2023-Q1:total/2024",)),
        ("edition_figure", ("ku049-1", "made.one@KU049/2023")),
        ("chart_file", ("KU049", "kehitys-made.one", "excel.csv")),
        ("area", ("å / b?c=d",)),
        ("area", ("å b?c=d",)),
        ("area", ("KU/049",)),
        ("area", ("",)),
        ("area_theme", ("HVA13", "three")),
        ("no_such_page", ("KU049",)),
    ],
)
def test_an_address_is_what_django_would_give(language: str, name: str, arguments: tuple[str, ...]) -> None:
    with translation.override(language):
        try:
            expected = reverse(name, args=arguments)
        except NoReverseMatch:
            with pytest.raises(NoReverseMatch):
                following.path(name, *arguments)
            return
        assert following.path(name, *arguments) == expected == following.path(name, *arguments)
