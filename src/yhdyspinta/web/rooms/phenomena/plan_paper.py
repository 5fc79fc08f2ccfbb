"""The cooperation interface plan as a paper: an interface a section, in words and tables, for screen, PDF and DOCX alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import is_invented
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.organisations.queries.agreements import answer_words, rule_in_force, rule_text
from yhdyspinta.phenomena.queries.interfaces import InterfaceTold
from yhdyspinta.pictures.exports.chart_files import example_words
from yhdyspinta.pictures.exports.shared import unread
from yhdyspinta.pictures.presenters.figures import Card
from yhdyspinta.rendering import numbers, papers
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.rendering.pages import Block, Bullets, Paragraphs, TableBlock
from yhdyspinta.web.page import language, today
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.agreements.presenters import STATES
from yhdyspinta.web.rooms.names import cooperation_name
from yhdyspinta.web.rooms.phenomena import figures
from yhdyspinta.web.rooms.phenomena.interface_forms import grade_words
from yhdyspinta.web.rooms.phenomena.interface_presenters import agreement_words


def plan(room: Room, told: Sequence[InterfaceTold]) -> papers.Paper:
    """The plan of these interfaces as whoever came may see them."""
    cards = figures.cards(room.area, [name for one in told for name in one.indicators])
    sections = tuple(papers.Section(one.interface.name().in_(language()), tuple(_blocks(room, one, cards))) for one in told)
    none = papers.Section(_("Interfaces"), (Paragraphs((_("No interface has been named yet, or none that you may see."),)),))
    return papers.Paper(
        front=front(room, _("Cooperation interface plan"), "interface_plan"),
        sections=sections or (none,),
        sources=about(room),
        notice=for_whom(room),
        lead=unread(language()),
        labels={"contents": _("Contents"), "data": "", "sources": _("About this paper")},
    )


def front(room: Room, title: str, page: str) -> papers.Front:
    """What each page of a cooperation's paper says of itself; an example says so on every page."""
    day = today().date()
    words = numbers.day(day, language())
    address = settings.ENVIRONMENT.address.rstrip("/")
    link = address + reverse(page, args=[room.area]) if address else ""
    facts = ((_("Date"), words), *(((_("Address"), link),) if link else ()))
    return papers.Front(
        title=title,
        place=cooperation_name(room.cooperation),
        language=language(),
        date=day,
        day=words,
        page=_("Page {page}/{pages}"),
        permalink=link,
        example=example_words() if is_invented(room.area) else "",
        facts=facts,
    )


def for_whom(room: Room) -> str:
    """Whether the paper holds more than what is public."""
    if not room.inside:
        return _("This paper holds what is public.")
    return _("This paper also holds what is not public: what its printer, as a party of the cooperation, may see.")


def about(room: Room) -> tuple[str, ...]:
    """By which rule agreements come about, and what they are not."""
    return (
        _("Rule of agreement: %(rule)s") % {"rule": rule_text(rule_in_force(room.cooperation.pk), language())},
        _("What the parties record here is not an official decision; each decides in its own bodies."),
        _("Each party has written its own part. Figures come from official sources; each of them can be followed back in Yhdyspinta."),
    )


def _blocks(room: Room, told: InterfaceTold, cards: dict[str, Card]) -> Iterator[Block]:
    found = told.interface
    yield Paragraphs((_line(_("Theme"), found.theme.name().in_(language())),))
    yield Paragraphs((_line(_("Common goal"), found.goal or _("not written yet")),))
    yield TableBlock(_sides(told))
    listed = tuple(_listed(told, cards))
    if listed:
        yield Bullets(listed)
    yield Paragraphs((_line(_("Agreement"), _agreement(room, told)),))


def _line(name: str, text: str) -> str:
    return f"{name}: {text}"


def _sides(told: InterfaceTold) -> Table:
    columns = (Column(_("Party")), Column(_("What it does")), Column(_("Responsible post")), Column(_("How it works")))
    rows = []
    for one in told.sides:
        working = f"{grade_words(one.working.grade)}\n{one.working.reason}" if one.working else "–"
        post = one.side.post.title if one.side and one.side.post else "–"
        rows.append((one.party.title().in_(language()), (one.side and one.side.does) or "–", post, working))
    return Table(_("The parties and their parts"), columns, tuple(rows))


def _listed(told: InterfaceTold, cards: dict[str, Card]) -> Iterator[str]:
    """Phenomena, needs and figures, a line each."""
    for one in told.phenomena:
        yield _line(_("Phenomenon"), one.sentence().in_(language()))
    for need in told.needs:
        yield _line(_("Information need"), need.question().in_(language()))
    for name in told.indicators:
        if name in cards:
            card = cards[name]
            yield _line(_("Figure"), f"{card.title}: {card.amount} ({card.period}, {card.source})")
        elif name in indicators():
            yield _line(_("Figure"), _line(indicators()[name].title.in_(language()), _("no figure of the area")))


def _agreement(room: Room, told: InterfaceTold) -> str:
    shown = told.agreement
    if shown is None:
        return agreement_words(room, told)
    said = "; ".join(_line(one.title().in_(language()), answer_words(shown, one)) for one in shown.named)
    changed = _("The text has been changed after it was put to the parties.") if shown.changed_since else ""
    return f"{STATES[shown.state]} ({said}). {changed}".rstrip()
