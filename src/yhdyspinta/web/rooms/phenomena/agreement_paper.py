"""The list of agreements as a paper: all on one table, then what each party says of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from yhdyspinta.organisations.queries.agreements import AgreementParty, Standing, answer_words, rule_text
from yhdyspinta.pictures.exports.shared import unread
from yhdyspinta.rendering import papers
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.rendering.pages import Block, Paragraphs, TableBlock
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.agreements.presenters import STATES
from yhdyspinta.web.rooms.phenomena.plan_paper import about, for_whom, front
from yhdyspinta.web.rooms.phenomena.presenters import day


def agreement_list(room: Room, shown: Sequence[Standing]) -> papers.Paper:
    """The list of these agreements, in the order given."""
    none = Paragraphs((_("Nothing has been put to the parties yet, or nothing that you may see."),))
    first = papers.Section(_("All agreements"), (TableBlock(_overview(shown)) if shown else none,))
    each = (papers.Section(one.agreement.title().in_(language()), tuple(_blocks(one))) for one in shown)
    return papers.Paper(
        front=front(room, _("List of agreements"), "agreements"),
        sections=(first, *each),
        sources=about(room),
        notice=for_whom(room),
        lead=unread(language()),
        labels={"contents": _("Contents"), "data": "", "sources": _("About this paper")},
    )


def _overview(shown: Sequence[Standing]) -> Table:
    columns = (Column(_("What is agreed")), Column(_("State")), Column(_("Answered"), numeric=True), Column(_("Answers by")))
    rows = tuple(
        (
            one.agreement.title().in_(language()),
            str(STATES[one.state]),
            f"{len(one.named) - len(one.silent)}/{len(one.named)}",
            day(one.agreement.deadline),
        )
        for one in shown
    )
    return Table(_("The state of each"), columns, rows)


def _blocks(shown: Standing) -> Iterator[Block]:
    agreement = shown.agreement
    words = {
        "party": agreement.proposed_by.title().in_(language()),
        "day": day(agreement.proposed_at),
        "deadline": day(agreement.deadline),
    }
    proposed = _("Proposed by %(party)s on %(day)s, answers by %(deadline)s.") % words
    yield Paragraphs((f"{STATES[shown.state]}. {proposed}",))
    if shown.changed_since:
        yield Paragraphs((_("The text has been changed after it was put to the parties."),))
    if agreement.proposal:
        yield Paragraphs((agreement.proposal,))
    columns = (Column(_("Party")), Column(_("Answer")), Column(_("In its own words")), Column(_("Minutes")))
    yield TableBlock(Table(_("Views of the parties"), columns, tuple(_row(shown, one) for one in shown.named)))
    if agreement.rule is not None:
        yield Paragraphs((_("Rule of agreement: %(rule)s") % {"rule": rule_text(agreement.rule, language())},))


def _row(shown: Standing, one: AgreementParty) -> tuple[str, ...]:
    minutes = f"{one.minute_body} {day(one.minute_date)}, {one.minute_reference}" if one.minute_date else "–"
    return one.title().in_(language()), answer_words(shown, one), one.text or "–", minutes
