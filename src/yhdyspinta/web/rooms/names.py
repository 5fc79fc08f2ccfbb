"""What a cooperation and those in it are called in running text."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.words import words
from yhdyspinta.organisations.queries.cooperations import Cooperation, Post
from yhdyspinta.pictures.exports.chart_files import example_words
from yhdyspinta.web.page import language

# A cooperation is not the county's own: its Finnish name leaves the word out (Keski-Suomen yhteistyö).
_COUNTY = " hyvinvointialueen"


def cooperation_name(cooperation: Cooperation) -> str:
    """`Keski-Suomen yhteistyö`, `Samarbetet i Mellersta Finlands välfärdsområde`; an invented one says so wherever it is named."""
    if language() == "fi":
        name = f"{words().genitive(cooperation.area).removesuffix(_COUNTY)} yhteistyö"
    else:
        name = _("The cooperation %(place)s") % {"place": words().place(cooperation.area, language())}
    return _("%(name)s (example)") % {"name": name} if cooperation.is_example else name


def example_lines(cooperation: Cooperation) -> tuple[tuple[str, str], ...]:
    """What the cover of a workbook says of an invented cooperation; nothing of others."""
    return ((_("Note"), example_words()),) if cooperation.is_example else ()


def post_name(post: Post) -> str:
    """The post and whose it is: `Hyvinvointikoordinaattori, Koivulahti`."""
    return f"{post.title}, {post.party.title().in_(language())}"
