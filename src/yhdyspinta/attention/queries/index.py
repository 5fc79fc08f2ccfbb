"""The words of everything that a cooperation has written, held in memory and brought up to date by the chain.

Decided: no table of words beside the objects. Every change of an object has a row in the chain, so what changed since the index
was made is known by number, and a kind of object that is added joins without a line here. A table would have to be written by every
service of every app, in the same transaction; a forgotten one would be found by nobody. The price is that a process reads everything
once when it first searches (2,500 objects: about a second). The index says nothing of who may see what: `search` asks the tables
for that each time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Max

from yhdyspinta.attention.models import Comment
from yhdyspinta.attention.queries.naming import COMMENT
from yhdyspinta.catalogue.wordindex import Entry, WordIndex, entry
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import AuditRow, Shared
from yhdyspinta.organisations.queries.visibility import kinds

Name = tuple[str, int]  # kind and number
_MOST_HELD = 50  # cooperations
_MOST_PREPARED = 22  # as many as there are counties, with Helsinki


@dataclass(slots=True)
class Held:
    """The index of a cooperation as it was after a row of the chain. `targets` says what each comment is about."""

    number: int = 0
    hash: str = ""
    entries: dict[Name, Entry[Name]] = field(default_factory=dict)
    targets: dict[int, Name] = field(default_factory=dict)
    words: WordIndex[Name] = field(default_factory=lambda: WordIndex(()))


_held: OrderedDict[int, Held] = OrderedDict()
_turn = threading.Lock()


def index_of(cooperation_id: int) -> Held:
    """The index of a cooperation as it is now."""
    with _turn:
        held = _held.get(cooperation_id)
        end = AuditRow.objects.filter(cooperation_id=cooperation_id).order_by("-number").values_list("number", "hash").first() or (0, "")
        if held is not None and not _still_follows(held):
            held = None  # the database was restored from a copy, or is another one
        if held is None:
            held = _built(cooperation_id, *end)
        elif held.number != end[0]:
            held = _after(held, cooperation_id, *end)
        _held[cooperation_id] = held
        _held.move_to_end(cooperation_id)
        while len(_held) > _MOST_HELD:
            _held.popitem(last=False)
        return held


def prepare() -> None:
    """Hold the indexes of the cooperations that were last written in, before anybody searches: a large one takes a second."""
    last = AuditRow.objects.exclude(cooperation_id=None).values("cooperation_id").annotate(last=Max("number")).order_by("-last")
    for row in last[:_MOST_PREPARED]:
        index_of(row["cooperation_id"])


def _still_follows(held: Held) -> bool:
    return held.number == 0 or AuditRow.objects.filter(number=held.number, hash=held.hash).exists()


def _built(cooperation_id: int, number: int, last: str) -> Held:
    held = Held(number, last)
    for kind, model in _indexed().items():
        _take(held, kind, model.objects.filter(cooperation=cooperation_id).iterator(chunk_size=1000))
    held.words = WordIndex(held.entries.values())
    return held


def _after(before: Held, cooperation_id: int, number: int, last: str) -> Held:
    """A new index: those who are searching in the one before go on in it."""
    held = Held(number, last, dict(before.entries), dict(before.targets), before.words)
    rows = AuditRow.objects.filter(cooperation_id=cooperation_id, number__gt=before.number, number__lte=number)
    changed: dict[str, set[int]] = defaultdict(set)
    for kind, one in rows.values_list("target_kind", "target_id"):
        changed[kind].add(one)
    touched = _indexed().keys() & changed.keys()
    for kind in touched:
        for one in changed[kind]:
            held.entries.pop((kind, one), None)
        _take(held, kind, _indexed()[kind].objects.filter(pk__in=changed[kind], cooperation=cooperation_id))
    if touched:
        held.words = WordIndex(held.entries.values())
    return held


def _indexed() -> dict[str, type[Shared | Comment]]:
    return {**kinds(), COMMENT: Comment}


def _take(held: Held, kind: str, objects: Iterable[Shared | Comment]) -> None:
    for one in objects:
        title, *about = texts_of(one)
        held.entries[(kind, one.pk)] = entry(kind, (kind, one.pk), [title], about)
        if isinstance(one, Comment):
            held.targets[one.pk] = (one.target_kind, one.target_id)


def texts_of(one: Shared | Comment) -> tuple[Text, ...]:
    """What is sought in an object: its heading, then the texts of its content. A comment has no heading."""
    if isinstance(one, Comment):
        return Text(""), Text(one.text)
    return one.heading(), *_content(one)


def _content(one: Shared) -> Iterator[Text]:
    for name in one.CONTENT:
        value = getattr(one, name)
        if isinstance(value, str) and value:
            yield Text(value)
