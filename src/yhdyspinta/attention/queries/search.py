"""Finding what was written in a cooperation, in any form of its words, as far as the reader may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from yhdyspinta.attention.models import Comment
from yhdyspinta.attention.queries.comments import visible_targets
from yhdyspinta.attention.queries.index import Held, Name, index_of, texts_of
from yhdyspinta.attention.queries.naming import COMMENT
from yhdyspinta.catalogue.wordindex import Hit, keys_in_any, telling, tokens
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import Cooperation, Shared, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import kinds, visible_to

MOST = 50
_EXCERPT = 180  # characters
Pieces = tuple[tuple[str, bool], ...]  # of a text, each with whether it answers
_PIECE = re.compile(r"[^\W_]+|[\W_]+")


class Where(StrEnum):
    """In what the words were found."""

    HEADING = "heading"
    TEXT = "text"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Found:
    """An object that answers: `target` is it, or what the comment is about. Its heading, and the words around those that answer
    where they are elsewhere, in pieces."""

    kind: str
    target: Shared
    heading: Pieces
    where: Where
    excerpt: Pieces


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, the best first, and of how many."""

    found: tuple[Found, ...]
    of: int


def find(actor: Actor | None, cooperation: Cooperation, text: str, kind: str = "", language: str = "fi") -> Answer:
    """What answers the words of `text`, of one kind where it is named; nothing for a text without words."""
    words = telling(tokens(text))
    if not words:
        return Answer((), 0)
    held = index_of(cooperation.pk)
    hits = [hit for hit in held.words.hits(words) if kind in ("", hit.kind)]
    seen = _seen(actor, cooperation, held, hits)
    first = seen[:MOST]
    objects = _objects(actor, held, first)
    wanted = frozenset().union(*(keys_in_any(word) for word in words))
    return Answer(tuple(_found(hit, objects[hit.id], wanted, language) for hit in first if hit.id in objects), len(seen))


def _seen(actor: Actor | None, cooperation: Cooperation, held: Held, hits: list[Hit[Name]]) -> list[Hit[Name]]:
    """The hits whose object the actor sees; one query a kind, whatever the number of hits."""
    about = {_about(held, hit) for hit in hits}
    known, seen, stored_here = kinds(), set(), set()
    for kind in {kind for kind, _ in about} & known.keys():
        rows = visible_to(actor, known[kind]._default_manager.filter(cooperation=cooperation)).values_list("pk", "visibility")
        for number, visibility in rows:
            seen.add((kind, number))
            if visibility != Visibility.ELSEWHERE:
                stored_here.add((kind, number))
    return [hit for hit in hits if _about(held, hit) in (stored_here if hit.kind == COMMENT else seen)]


def _about(held: Held, hit: Hit[Name]) -> Name:
    """The shared object that a hit leads to."""
    return held.targets[hit.id[1]] if hit.kind == COMMENT else hit.id


def _objects(actor: Actor | None, held: Held, hits: list[Hit[Name]]) -> dict[Name, tuple[Shared, Shared | Comment]]:
    """Name -> the object of its page and the one that holds the words; read again, so that nothing old is shown."""
    targets = visible_targets(actor, [_about(held, hit) for hit in hits], elsewhere=True)
    comments = Comment.objects.in_bulk([hit.id[1] for hit in hits if hit.kind == COMMENT])
    found: dict[Name, tuple[Shared, Shared | Comment]] = {}
    for hit in hits:
        number = hit.id[1]
        target = targets.get(_about(held, hit))
        holder = comments.get(number) if hit.kind == COMMENT else target
        if target is not None and holder is not None:
            found[hit.id] = (target, holder)
    return found


def _found(hit: Hit[Name], pair: tuple[Shared, Shared | Comment], wanted: frozenset[str], language: str) -> Found:
    target, holder = pair
    heading = target.heading()
    best = max(_excerpts(holder, heading, wanted, language), key=lambda one: sum(marked for _, marked in one[1]))
    return Found(hit.kind, target, tuple(_joined(_pieces(heading.in_(language), wanted))), *best)


def _excerpts(holder: Shared | Comment, heading: Text, wanted: frozenset[str], language: str) -> Iterator[tuple[Where, Pieces]]:
    title, *about = texts_of(holder)
    if isinstance(holder, Comment):
        yield Where.COMMENT, excerpt(about[0].fi, wanted)
        return
    yield Where.HEADING, excerpt(heading.in_(language), wanted)
    for text in (*(Text(one) for one in {title.sv, title.en} - {title.in_(language), ""}), *about):
        yield Where.TEXT, excerpt(text.fi, wanted)


def _pieces(text: str, wanted: frozenset[str]) -> list[tuple[str, bool]]:
    return [(piece, _answers(piece, wanted)) for piece in _PIECE.findall(" ".join(text.split()))]


def excerpt(text: str, wanted: frozenset[str]) -> Pieces:
    """The part of a text around the first word that answers."""
    pieces = _pieces(text, wanted)
    first = next((place for place, (_, answers) in enumerate(pieces) if answers), 0)
    begin, before = first, 0
    while begin > 0 and before + len(pieces[begin - 1][0]) < _EXCERPT // 3:
        begin -= 1
        before += len(pieces[begin][0])
    shown: list[tuple[str, bool]] = [("… ", False)] if begin else []
    length = 0
    for piece, answers in pieces[begin:]:
        if length + len(piece) > _EXCERPT:
            return (*_joined(shown), (" …", False))
        shown.append((piece, answers))
        length += len(piece)
    return tuple(_joined(shown))


def _answers(piece: str, wanted: frozenset[str]) -> bool:
    keys = keys_in_any(piece) if piece[:1].isalnum() else frozenset()
    return not keys.isdisjoint(wanted) or any(key.startswith(want) for key in keys for want in wanted if len(want) > 3)


def _joined(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Neighbours of one kind as one piece."""
    for answers, run in groupby(pieces, key=lambda piece: piece[1]):
        yield "".join(piece for piece, _ in run), answers
