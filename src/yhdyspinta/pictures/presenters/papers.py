"""The words about templates of papers: why one is refused, and what its placeholders hold."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yhdyspinta.rendering.papers.docx import TemplateRefused


def refused_template(refusal: TemplateRefused) -> str:
    """What is wrong with a template and what to do, in the reader's language."""
    names = ", ".join(refusal.names)
    return {
        "unknown": _("The template has placeholders that do not exist: %(names)s. Those that exist are listed below.") % {"names": names},
        "nothing": _("The template has no placeholder, so there is nothing to fill in. Those that exist are listed below."),
        "unsafe": _("The template asks for something else than values. Use only the placeholders listed below."),
        "syntax": _("A placeholder of the template cannot be read: %(names)s. Compare it with the default template.") % {"names": names},
        "broken": _("The file is not a Word document (.docx) without macros. Save it again as .docx."),
        "large": _("The template is larger than a document needs to be. Take pictures out of it."),
    }.get(refusal.code, _("The template could not be filled in the time and memory that it may take. Make it simpler."))


def placeholders() -> tuple[tuple[str, str], ...]:
    """Each placeholder of a template of the welfare report and what it holds."""
    return (
        ("area", _("name of the area")),
        ("area_id", _("code of the area")),
        ("date", _("day on which the figures were composed")),
        ("boundaries", _("year of the area division")),
        ("permalink", _("permanent address of the situation picture")),
        ("example", _("warning on an invented area, otherwise empty")),
        ("about", _("day, area division and table version in one sentence")),
        ("set_note", _("from which list the subjects come")),
        ("chapters", _("chapters: title, groups; a group has title, rows, sentences, none, questions, interpret")),
        ("figures", _("a single figure by its id: figures[“id”].value; also title, period, change, beside, source, sentence")),
        ("left_out", _("what was left out: group, subject, reason")),
        ("projection", _("sentences of the official projection")),
        ("sources", _("sources with their licences")),
    )
