"""The stage on which the example plays: its days, its parties and the people in their posts, by the names of the script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from yhdyspinta.catalogue.curated import read_toml
from yhdyspinta.catalogue.example import FOLDER
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.organisations import moments, policy
from yhdyspinta.organisations.models import Cooperation, CooperationTheme, Party, Person, Post
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services import people

Script = dict[str, Any]
_ZONE = ZoneInfo("Europe/Helsinki")
_BEGINS, _BETWEEN = time(8, 5), timedelta(minutes=1)


def script(name: str) -> Script:
    """The content of one file of `curated/example/cooperation/`."""
    return read_toml(FOLDER / "cooperation" / f"{name}.toml")


def texts(given: str | dict[str, str]) -> Text:
    """A text of the script: in Finnish alone, or in several languages."""
    return Text(given, "", "") if isinstance(given, str) else Text(**{language: given.get(language, "") for language in LANGUAGES})


class Stage:
    """Who is there. Posts and parties are named as in the script: `kuvajarvi`, `kuvajarvi.hyte`.

    Days are counted back from `today`, so that the example is as fresh on any day as on another. Acts are told in the order of
    their matters, and played in that of their days, so that the chain of what was done reads as one story.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.parties: dict[str, Party] = {}
        self.posts: dict[str, Post] = {}
        self.joined: tuple[str, ...] = ()  # the parties that join, by their names
        self.kept: dict[str, Any] = {}  # what the acts made, by the names of the script
        self._actors: dict[str, Actor] = {}
        self._acts: list[tuple[int, Callable[[], None]]] = []
        self._cooperation = 0

    def at(self, days_ago: int, act: Callable[[], None]) -> None:
        """Take an act into the play: whatever it needs is made by acts of earlier days, or told before it."""
        self._acts.append((days_ago, act))

    def play(self) -> None:
        """Play all acts, those of a day a few minutes apart; nothing is played later than now."""
        done: dict[int, int] = {}
        for days_ago, act in sorted(self._acts, key=lambda one: -one[0]):
            number = done[days_ago] = done.get(days_ago, -1) + 1
            morning = datetime.combine(self.day(days_ago), _BEGINS, _ZONE)
            with moments.playing(min(morning + number * _BETWEEN, timezone.now())):
                act()

    def day(self, days_ago: int) -> date:
        """The day so many days ago; with a negative number, ahead."""
        return self.today - timedelta(days=days_ago)

    def person(self, told: Script) -> Person:
        """The invented person of a post."""
        return people.know(actor=policy.administrator(), email=told["email"], name=told["name"])

    def enter(self, name: str, post: Post) -> None:
        """Keep a post, and its party, under its name."""
        self.posts[name] = post
        self.parties[name.partition(".")[0]] = Party.objects.get(pk=post.party_id)
        self._cooperation = post.party.cooperation_id

    def actor(self, name: str) -> Actor:
        """Whoever holds the post; of a party alone, its coordinator. Those whose party has joined are remembered: none changes."""
        if name in self._actors:
            return self._actors[name]
        wanted = name if name in self.posts else next(one for one in self.posts if one.startswith(f"{name}."))
        post = Post.objects.select_related("party", "holder").get(pk=self.posts[wanted].pk)
        if post.holder is None:
            raise ValueError(f"Nobody holds the post {wanted} of the example.")
        actor = policy.in_post(post, post.holder)
        if actor.joined:
            self._actors[name] = actor
        return actor

    def party(self, name: str) -> Party:
        """The party as it is now; that it joins is the last that changes of it."""
        if self.parties[name].joined_at is None:
            self.parties[name] = Party.objects.get(pk=self.parties[name].pk)
        return self.parties[name]

    @property
    def cooperation(self) -> Cooperation:
        return Cooperation.objects.get(pk=self._cooperation)

    def theme(self, number: int) -> CooperationTheme:
        return CooperationTheme.objects.get(cooperation=self._cooperation, number=number)
