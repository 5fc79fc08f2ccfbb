"""A word of the glossary where it stands in a text: touched or clicked, it says what it means and leads to the glossary.

A button with a popover of its own needs no script, closes with Escape, and is read by screen readers.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from markupsafe import Markup

from yhdyspinta.catalogue.concepts import by_slug
from yhdyspinta.web.following import address
from yhdyspinta.web.page import language

_SHOWN = Markup(
    '<button type="button" class="term" popovertarget="{id}">{text}</button>'
    '<span class="term__about" id="{id}" popover>{about} <a class="ds-link" href="{url}">{more}</a></span>'
)


def term(slug: str, text: str = "", place: str = "") -> Markup:
    """The word `slug` of the glossary, written as `text` or as its own term.

    A page that explains a word in two places names the second `place`. KeyError for a word that the glossary does not have:
    a fault of the template.
    """
    concept, spoken = by_slug()[slug], language()
    return _SHOWN.format(
        id=f"term-{slug}{'-' + place if place else ''}",
        text=text or concept.term.in_(spoken),
        about=concept.about.in_(spoken),
        url=address("term", slug),
        more=_("In the glossary"),
    )
