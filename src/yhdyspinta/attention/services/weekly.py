"""The weekly letter: one a person and week, whatever runs how often; and what of it a person wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from yhdyspinta.attention.models import LetterChoice, SentLetter, Topic
from yhdyspinta.attention.queries.figures import read_model, releases_since
from yhdyspinta.attention.queries.letters import WEEK, Figures, Section, acting, sections
from yhdyspinta.attention.writing import Draft, Stop, written
from yhdyspinta.catalogue.areas import is_invented
from yhdyspinta.domain.errors import Refused, StateError
from yhdyspinta.environment import Environment
from yhdyspinta.organisations import mail, policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.mail import Letter
from yhdyspinta.organisations.models import Person
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create

SENT, NOTHING, FAILED = "sent", "nothing", "failed"
_GIVEN_UP_AFTER = timedelta(hours=1)  # a letter that a killed run began is made again
_MOST_FAILURES = 3  # in a row: then the server is down, and the next run tries again
FIRST_HOUR = 7  # of Monday, in Helsinki


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a person's letter: sent, nothing (there was nothing to tell), failed; and the letter where it was made."""

    person: int
    kind: str
    letter: Letter | None = None
    sentence: str = ""


def is_time(now: datetime | None = None) -> bool:
    """Whether the letters of this week may leave: from Monday morning on."""
    here = timezone.localtime(now)
    return here.isoweekday() > 1 or here.hour >= FIRST_HOUR


def send_weekly(environment: Environment, now: datetime | None = None, *, dry: bool = False) -> list[Outcome]:
    """Send this week's letters to those who have not had theirs. `dry`: make them all and send and keep nothing."""
    moment = now or timezone.now()
    found: list[Outcome] = []
    failures = 0
    with _figures(environment, moment) as figures:
        for person in _receivers(environment):
            if not dry and not _claim(person, moment):
                continue
            outcome = _one(person, figures, moment, dry)
            found.append(outcome)
            failures = failures + 1 if outcome.kind == FAILED else 0
            if failures == _MOST_FAILURES:
                break
    return found


def _receivers(environment: Environment) -> list[Person]:
    """Those who hold a post. The invented people of an example have no mailbox: their letters stay in an outbox or are not made."""
    people = Person.objects.filter(posts__closed_at=None, posts__isnull=False).exclude(email="").distinct().order_by("pk")
    if environment.mail is None:
        return list(people)
    return [one for one in people if not all(is_invented(cooperation.area) for _, cooperation in acting(one))]


@contextmanager
def _figures(environment: Environment, now: datetime) -> Iterator[Figures]:
    model = read_model(environment.home, memory=environment.memory_limit, threads=environment.threads)
    try:
        newest = model.newest_periods() if model is not None else {}
        yield Figures(tuple(releases_since(environment.home, now - WEEK)), newest, model)
    finally:
        if model is not None:
            model.close()


def week_of(now: datetime) -> str:
    """The week by its number in Helsinki: 2026-W48."""
    return f"{timezone.localtime(now):%G-W%V}"


def _claim(person: Person, now: datetime) -> bool:
    """Whether this run makes the person's letter of the week: of two at once, one does."""
    row, made = SentLetter.objects.get_or_create(person=person, week=week_of(now), defaults={"claimed_at": now})
    if made:
        return True
    left_behind = SentLetter.objects.filter(pk=row.pk, sent_at=None, claimed_at=row.claimed_at, claimed_at__lt=now - _GIVEN_UP_AFTER)
    return left_behind.update(claimed_at=now) == 1


def _one(person: Person, figures: Figures, now: datetime, dry: bool) -> Outcome:
    choice = _choice(person, keep=not dry)
    claimed = SentLetter.objects.filter(person=person, week=week_of(now))
    try:
        with override(choice.language):
            told = sections(person, choice, figures, now)
            letter = written(_draft(person, choice, told, now)) if told else None
        if letter is not None and not dry:
            mail.send(letter)
    except StateError as error:
        claimed.delete()
        return Outcome(person.pk, FAILED, sentence=str(error))
    if not dry:
        claimed.update(sent_at=now, lines=sum(len(section.lines) for section in told))
    return Outcome(person.pk, SENT if letter else NOTHING, letter)


def _choice(person: Person, keep: bool) -> LetterChoice:
    """How the person wants letters; whoever has not said gets all topics, and a token of their own with the first one."""
    known = LetterChoice.objects.filter(person=person).first()
    if known is not None or not keep:
        return known or LetterChoice(person=person)
    with recording(policy.administrator(), "letters.begin") as recorder:
        return create(recorder, LetterChoice(person=person))


def _draft(person: Person, choice: LetterChoice, told: Sequence[Section], now: datetime) -> Draft:
    week = {"week": timezone.localtime(now).isocalendar().week}
    awaits = sum(len(section.lines) + section.left for section in told if section.topic == Topic.AWAITS)
    subject = gettext("Yhdyspinta, week %(week)d") % week
    if awaits:
        counted = ngettext("%(count)d thing awaits you", "%(count)d things await you", awaits) % {"count": awaits}
        subject = f"{subject}: {counted}"
    stops = [Stop(gettext("Stop these letters"), reverse("letters_stop", args=[choice.token]))]
    stops += [
        Stop(
            gettext("Stop the topic “%(topic)s”") % {"topic": section.title},
            reverse("letters_stop_topic", args=[choice.token, section.topic]),
        )
        for section in told
    ]
    stops.append(Stop(gettext("Choose the topics and the language"), reverse("letters")))
    lead = gettext("You get this once a week because you have a post in a cooperation in Yhdyspinta.")
    invented = any(is_invented(cooperation.area) for _, cooperation in acting(person))
    return Draft(person.email, subject, lead, told, stops, example=invented)


def choose(*, actor: Actor, person: Person, version: int, topics: Sequence[str], language: str) -> LetterChoice:
    """Say which topics one wants to be told of, and in which language; `version` is 0 the first time."""
    policy.require(actor, "letters.choose", "own" if actor.person_id == person.pk else "other")
    if not set(topics) <= set(Topic.values):
        raise Refused(gettext("The topic is not one of the list."), gettext("Choose again."))
    fields = {"stopped": " ".join(topic for topic in Topic.values if topic not in topics), "language": language}
    with recording(actor, "letters.choose") as recorder:
        known = LetterChoice.objects.filter(person=person).first()
        return create(recorder, LetterChoice(person=person, **fields)) if known is None else change(recorder, known, version, **fields)


def stop(*, choice: LetterChoice, topic: str = "") -> LetterChoice:
    """Stop a topic, or all of them, by the address in a letter; who has it acts as the person. The same again changes nothing."""
    stopped = {*choice.stopped.split(), *([topic] if topic else Topic.values)} & set(Topic.values)
    with recording(policy.signed_in(choice.person), "letters.choose") as recorder:
        return change(recorder, choice, choice.version, stopped=" ".join(one for one in Topic.values if one in stopped))
