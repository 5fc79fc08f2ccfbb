"""The stage on which the example plays: its days, its parties and the people in their posts, by the names of the script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
_BEGINS, _BETWEEN = time(9, 5), timedelta(minutes=4)
_MOST_A_DAY = 100  # acts that fit between morning and afternoon


def script(name: str) -> Script:
    """The content of one file of `curated/example/cooperation/`."""
    return read_toml(FOLDER / "cooperation" / f"{name}.toml")


def texts(given: str | dict[str, str]) -> Text:
    """A text of the script: in Finnish alone, or in several languages."""
    return Text(given, "", "") if isinstance(given, str) else Text(**{language: given.get(language, "") for language in LANGUAGES})


class Stage:
    """Who is there. Posts and parties are named as in the script: `kuvajarvi`, `kuvajarvi.hyte`.

    Days are counted back from `today`, so that the example is as fresh on any day as on another.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.parties: dict[str, Party] = {}
        self.posts: dict[str, Post] = {}
        self.kept: dict[str, Any] = {}  # what the acts made, by the names of the script
        self._done: dict[int, int] = {}
        self._cooperation = 0

    @contextmanager
    def on(self, days_ago: int) -> Iterator[None]:
        """Play on a day, a few minutes after what was done last on it; nothing is played later than now."""
        number = self._done[days_ago] = self._done.get(days_ago, -1) + 1
        morning = datetime.combine(self.today - timedelta(days=days_ago), _BEGINS, _ZONE)
        with moments.playing(min(morning + min(number, _MOST_A_DAY) * _BETWEEN, timezone.now())):
            yield

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
        """Whoever holds the post; of a party alone, its coordinator."""
        wanted = name if name in self.posts else next(one for one in self.posts if one.startswith(f"{name}."))
        post = Post.objects.select_related("party", "holder").get(pk=self.posts[wanted].pk)
        if post.holder is None:
            raise ValueError(f"Nobody holds the post {wanted} of the example.")
        return policy.in_post(post, post.holder)

    def party(self, name: str) -> Party:
        """The party as it is now."""
        return Party.objects.get(pk=self.parties[name].pk)

    @property
    def joined(self) -> tuple[str, ...]:
        """The names of the parties that have joined."""
        return tuple(name for name in self.parties if self.party(name).joined_at is not None)

    @property
    def cooperation(self) -> Cooperation:
        return Cooperation.objects.get(pk=self._cooperation)

    def theme(self, number: int) -> CooperationTheme:
        return CooperationTheme.objects.get(cooperation=self._cooperation, number=number)
