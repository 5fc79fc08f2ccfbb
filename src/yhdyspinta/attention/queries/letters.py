"""What a person's weekly letter says: at most seven lines of what awaits, what changed and what got old, nothing unseen by the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from yhdyspinta.attention.models import LetterChoice, Topic
from yhdyspinta.attention.queries import changes as happened
from yhdyspinta.attention.queries.awaiting import awaiting
from yhdyspinta.attention.queries.figures import Release, aged, changed_in
from yhdyspinta.attention.queries.naming import kind_name, page_of
from yhdyspinta.catalogue.areas import areas, is_invented
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.organisations.models import Cooperation, Person, Post
from yhdyspinta.organisations.policy import Actor, in_post
from yhdyspinta.rendering import numbers

TOPICS = tuple(Topic.choices)  # for forms
MOST_LINES = 7
_SHARE = {Topic.AWAITS: 3, Topic.CHANGED: 3, Topic.AGED: 1}  # lines of each topic where all have more
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter, in the language in use: what it says, a word more (by when, what follows), and where it leads."""

    text: str
    more: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A topic of a letter with its lines; `left` counts those that did not fit, which stand on the page `url`."""

    topic: str
    title: str
    lines: tuple[Line, ...]
    left: int
    url: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run of letters knows of figures: releases since the last week, the newest periods, and the read model."""

    releases: tuple[Release, ...]
    newest: Mapping[str, str]
    model: ReadModel | None


def acting(person: Person) -> list[tuple[Actor, Cooperation]]:
    """The person in each of their posts, with its cooperation."""
    posts = Post.objects.filter(holder=person, closed_at=None).select_related("party__cooperation").order_by("pk")
    return [(in_post(post, person), post.party.cooperation) for post in posts]


def choice_of(person: Person) -> LetterChoice | None:
    """How the person wants letters; None while they have not said and none was sent."""
    return LetterChoice.objects.filter(person=person).first()


def language_chosen(person: int) -> str:
    """The language that a person, by number, has chosen for letters; empty while they have not.

    The first weekly letter makes a choice in the first language for whoever has made none.
    """
    known = LetterChoice.objects.filter(person=person).first()
    return known.language if known is not None and (known.version > 1 or known.language != LANGUAGES[0]) else ""


def choice_by(token: str) -> LetterChoice | None:
    """Whose letters the token of an address stops."""
    return LetterChoice.objects.filter(token=token).select_related("person").first() if token else None


def sections(person: Person, choice: LetterChoice, figures: Figures, until: datetime) -> tuple[Section, ...]:
    """The letter of the week that ends at `until`, in the language in use; empty when there is nothing to tell."""
    actors = acting(person)
    found = {topic: _lines(topic, actors, figures, until) for topic in Topic if choice.wants(topic)}
    share = _shares({topic: len(lines) for topic, lines in found.items()})
    return tuple(
        Section(topic, str(topic.label), tuple(lines[: share[topic]]), len(lines) - share[topic], _page(topic, actors))
        for topic, lines in found.items()
        if lines
    )


def _shares(numbers: Mapping[Topic, int]) -> dict[Topic, int]:
    """How many lines each topic gets: its share, then what others leave, the most pressing topic first."""
    given = {topic: min(number, _SHARE[topic]) for topic, number in numbers.items()}
    for topic, number in numbers.items():
        given[topic] += min(number - given[topic], MOST_LINES - sum(given.values()))
    return given


def _page(topic: Topic, actors: Iterable[tuple[Actor, Cooperation]]) -> str:
    """Where all of a topic is seen; with several cooperations the list of them."""
    found = {cooperation.area for _, cooperation in actors}
    if len(found) != 1:
        return reverse("cooperations")
    pages = {Topic.AWAITS: "awaiting", Topic.CHANGED: "record", Topic.AGED: "cooperation"}
    return reverse(pages[topic], args=[found.pop()])


def _lines(topic: Topic, actors: Iterable[tuple[Actor, Cooperation]], figures: Figures, until: datetime) -> list[Line]:
    makers = {Topic.AWAITS: _awaits, Topic.CHANGED: _changed, Topic.AGED: _aged}
    lines = [line for actor, cooperation in actors for line in makers[topic](actor, cooperation, figures, until)]
    return list(dict.fromkeys(lines))  # of two posts of one person in one cooperation


def _awaits(actor: Actor, cooperation: Cooperation, _figures: Figures, until: datetime) -> Iterator[Line]:
    for one in awaiting(actor, cooperation, timezone.localtime(until).date()):
        by = gettext("By %(day)s.") % {"day": _day(one.by)} if one.by else ""
        yield Line(one.what, f"{by} {one.otherwise}".strip(), one.url)


def _changed(actor: Actor, cooperation: Cooperation, figures: Figures, until: datetime) -> Iterator[Line]:
    releases = () if is_invented(cooperation.area) else figures.releases
    names = sorted({name for release in releases for name in changed_in(cooperation.area, release, figures.model)})
    if names:
        yield figures_line(cooperation.area, names)
    said = {
        happened.NEW: gettext("New: %(kind)s"),
        happened.ANSWERED: gettext("Answers came: %(kind)s"),
        happened.COMMENTED: gettext("Comments came: %(kind)s"),
        happened.CHANGED: gettext("Changed: %(kind)s"),
    }
    for change in happened.changes(actor, cooperation, until - WEEK, until):
        kind = kind_name(change.target._meta.label_lower)
        yield Line(
            f"{said[change.what] % {'kind': kind}} – {change.target.heading().in_(language())}",
            "",
            page_of(cooperation.area, change.target),
        )


def figures_line(area: str, names: list[str]) -> Line:
    """That the figures of an area changed, naming the first indicators."""
    first = ", ".join(indicators()[name].title.in_(language()) for name in names[:2])
    more = len(names) - 2
    if more > 0:
        first = ngettext("%(first)s and %(count)d other", "%(first)s and %(count)d others", more) % {"first": first, "count": more}
    text = gettext("New figures of %(area)s: %(what)s") % {"area": areas().get(area).name.in_(language()), "what": first}
    return Line(text, "", reverse("area", args=[area]))


def _aged(actor: Actor, cooperation: Cooperation, figures: Figures, until: datetime) -> Iterator[Line]:
    if is_invented(cooperation.area):  # its figures are made, and never get old
        return
    today = timezone.localtime(until).date()
    for one in aged(actor, cooperation, today - WEEK, today, figures.newest):
        title = indicators()[one.indicator].title.in_(language())
        text = gettext("%(title)s: the newest figure is of %(period)s") % {
            "title": title,
            "period": numbers.period_name(one.period, language()),
        }
        more = gettext("The next one was expected by %(day)s.") % {"day": _day(one.due)}
        yield Line(text, more, reverse("area_indicator", args=[cooperation.area, one.indicator]))


def _day(day: date) -> str:
    return numbers.day(day, language())


def language() -> str:
    """The language in use."""
    return (get_language() or "fi")[:2]
