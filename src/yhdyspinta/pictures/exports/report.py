"""The base of a welfare report as DOCX: the picture's figures and sentences in the order of the minimum data content."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.pictures.exports.shared import Reader, about, beside, breakable, source_lines
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.pictures.presenters import figures
from yhdyspinta.pictures.reports import Answered, Group, LeftOut, ReportChapter, report_of
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.blocks import text_of
from yhdyspinta.rendering.papers.docx import Filled, fill, fill_foreign
from yhdyspinta.rendering.papers.report_template import report_template

Values = dict[str, Any]


def report(picture: Picture, language: str, address: str = "", template: bytes | None = None) -> Filled:
    """The base of a report on the default template, or on one that people give (ParseError where it cannot be used)."""
    with override(language):
        reader = Reader(language, date.fromisoformat(picture.date), None, address)
        values = values_of(picture, reader)
        return fill(default_template(picture.area_kind, language), values) if template is None else fill_foreign(template, values)


def file_name(picture: Picture, language: str) -> str:
    """`hyvinvointikertomus-ku179-2026-11-24-fi.docx`."""
    return f"hyvinvointikertomus-{picture.area.lower()}-{picture.date}-{language}.docx"


def values_of(picture: Picture, reader: Reader) -> Values:
    """What a template may name; docs/reference/papers.md lists it. Every value is finished text or a list of such."""
    chapters = report_of(picture, reader.day)
    used = chapters[0].source
    words = {"title": used.title.in_(reader.language), "version": used.version}
    return {
        "area": reader.say(picture.area_name),
        "area_id": picture.area,
        "date": numbers.day(reader.day, reader.language),
        "boundaries": str(picture.boundaries),
        "permalink": reader.permalink(picture),
        "example": _("EXAMPLE: an invented area with made figures") if picture.example else "",
        "about": about(picture, reader),
        "set_note": _("The subjects come from the list “%(title)s” (%(version)s).") % words + " " + used.about.in_(reader.language),
        "chapters": [_chapter(chapter, reader) for chapter in chapters],
        "left_out": [_left_out(group, item, reader) for chapter in chapters for group in chapter.groups for item in group.left_out],
        "projection": [reader.say(sentence) for sentence in picture.parts[3].sentences] or [_("No projection of this area is at hand.")],
        "sources": list(source_lines(picture, reader)),
        "figures": {name.partition("@")[0]: _figure(figure, reader) for name, figure in picture.figures.items()},
    }


def default_template(kind: str, language: str) -> bytes:
    """The default template in the active language, from which a municipality may start its own."""
    municipal = kind == MUNICIPALITY
    return report_template(language, _labels() | {"title": _title(municipal=municipal)})


def _title(*, municipal: bool) -> str:
    return _("Welfare report: base") if municipal else _("Regional welfare report: base")


def _chapter(chapter: ReportChapter, reader: Reader) -> Values:
    groups = [_group(group, reader) for group in chapter.groups]
    if len(groups) == 1:  # its heading would repeat the chapter's
        groups[0]["title"] = ""
    return {"title": chapter.chapter.title.in_(reader.language), "groups": groups}


def _group(group: Group, reader: Reader) -> Values:
    rows = [_row(answered, figure, reader) for answered in group.answered for figure in answered.figures]
    none = _("No subject of this group has a figure newer than five years; the annex says why.") if not rows and not group.asked else ""
    return {
        "title": reader.say(group.name),
        "rows": rows,
        "sentences": [reader.say(figure.sentence) for answered in group.answered for figure in answered.figures],
        "none": none,
        "questions": [entry.title.in_(reader.language) for entry in group.asked],
        "interpret": not group.asked,
    }


def _row(answered: Answered, figure: Figure, reader: Reader) -> Values:
    """A figure under the subject that it answers."""
    told = _figure(figure, reader)
    subject = answered.entry.title.in_(reader.language)
    return {**told, "subject": subject if told["title"] == subject else f"{subject}\n{told['title']}"}


def _figure(figure: Figure, reader: Reader) -> Values:
    """One figure with all that must travel with it, as text."""
    told = figures.card(figure, reader.language, reader.day)
    judged = f" ({text_of(told.change_verdict)})" if told.change_verdict else ""
    source = [told.source, told.age, _("boundaries of %(year)s") % {"year": told.boundaries}]
    return {
        "title": told.title,
        "value": breakable(told.amount),
        "period": f"{told.period} ({told.status})" if told.status else told.period,
        "change": breakable((told.change + judged if told.change else "") or told.cannot_tell or "–"),
        "beside": breakable("\n".join(beside(line) for line in told.comparators) or "–"),
        "source": ", ".join(source),
        "sentence": told.sentence,
    }


def _left_out(group: Group, item: LeftOut, reader: Reader) -> Values:
    return {
        "group": reader.say(group.name),
        "subject": item.entry.title.in_(reader.language),
        "reason": capfirst(_reason(item, reader)),
    }


def _reason(item: LeftOut, reader: Reader) -> str:
    if item.figure is not None:
        told = figures.card(item.figure, reader.language, reader.day)
        if item.code == "old":
            words = {"value": told.amount, "period": told.period, "source": told.source}
            return _("the newest figure is over five years old: %(value)s (%(period)s, %(source)s).") % words
        return _("no value (%(period)s, %(source)s): %(amount)s.") % {"amount": told.amount, "period": told.period, "source": told.source}
    if item.missing is not None:
        return f"{reader.say(item.missing.reason)} {reader.say(item.missing.source_title)}."
    return _("no indicator of this subject has been defined in Yhdyspinta yet.")


def _labels() -> dict[str, str]:
    return {
        "base": _(
            "This is a base: figures and sentences have been filled in from official sources. What they mean, what was achieved "
            "and what will be done is written by the people of the municipality or the county in the places left open."
        ),
        "previous": _("Assessment of the previous report and plan"),
        "previous_guidance": _("Which goals of the last plan were reached, which actions were carried out, what they led to."),
        "now": _("State of wellbeing, measures and self-assessment"),
        "outlook": _("Population projection"),
        "conclusions": _("Conclusions and priorities"),
        "conclusions_guidance": _("What the figures, experiential knowledge and the self-assessment lead to; the priorities chosen."),
        "plan": _("Plan: goals and actions"),
        "plan_guidance": _("To be tied to the strategy, the budget and the measures by which they are followed."),
        "goal": _("Goal"),
        "action": _("Action"),
        "responsible": _("Responsible"),
        "deadline": _("By when"),
        "measure": _("Followed by"),
        "annex": _("Annex"),
        "left_out": _("Left out, because"),
        "left_out_guidance": _("Add your own reason or the figure from your own source in the last column."),
        "group": _("Group"),
        "subject": _("Subject"),
        "reason": _("Reason"),
        "completed": _("Addition"),
        "sources": _("Sources and licences"),
        "value": _("Figure and period"),
        "change": _("Change"),
        "beside": _("Beside others"),
        "source": _("Source and age"),
        "answer": _("Own assessment"),
        "interpret": _("Interpretation: what the figures mean here, whom they concern, what they do not show."),
    }
