"""Comments, what awaits and what was found, as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yhdyspinta.attention.queries.awaiting import MOST_PRESSING, Awaited, awaiting
from yhdyspinta.attention.queries.comments import Comment, Mention, Remark, comments_on, mentionable, moved_from
from yhdyspinta.attention.queries.naming import COMMENT, kind_name, page_of
from yhdyspinta.attention.queries.search import Found, Pieces, Where
from yhdyspinta.organisations.queries.visibility import Shared, kinds
from yhdyspinta.rendering import numbers
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.attention.forms import CommentForm
from yhdyspinta.web.rooms.objects import address


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment; `withdrawn` when its text is gone, `changed` when it was written anew, `own` when the reader may change it.

    `written_to` is the name and page of what it was written to, where that was merged with what it stands on now."""

    number: int
    version: int
    who: str
    when: str
    text: str
    mentioned: tuple[str, ...]
    changed: bool
    withdrawn: bool
    own: bool
    written_to: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments on an object; `form` where the reader may write one, which is sent to `url`.

    `moved` are those that went with it when it became one with another: number, writer, time and where each stands now.
    """

    lines: tuple[CommentLine, ...]
    moved: tuple[tuple[int, str, str, str], ...]
    form: CommentForm | None
    url: str


def comments(room: Room, target: Shared) -> Comments:
    """For `rooms/attention/comments.html`."""
    if target.became():
        return Comments((), tuple(_moved(room, one.comment, target) for one in moved_from(room.actor, target)), None, "")
    url = reverse("comment_new", args=[room.area, target._meta.label_lower, target.pk])
    written = room.unsent if room.unsent is not None and room.unsent.sent_to(url) else None
    form = comment_form(room, target, written) if room.may("comment.write") and target.visibility != "elsewhere" else None
    return Comments(tuple(_line(room, one) for one in comments_on(room.actor, target)), (), form, url)


def _moved(room: Room, one: Comment, target: Shared) -> tuple[int, str, str, str]:
    url = f"{address(room.area, target._meta.label_lower, one.target_id)}#kommentti-{one.pk}"
    return one.pk, names.post_name(one.post), _moment(one.created_at), url


def comment_form(room: Room, target: Shared, given: object = None) -> CommentForm:
    """The form of a new comment, with the posts that it may mention but for one's own."""
    posts = [post for post in mentionable(target) if room.actor is None or post.pk != room.actor.post_id]
    return CommentForm(given, posts=posts)


def _line(room: Room, remark: Remark) -> CommentLine:
    one = remark.comment
    return CommentLine(
        number=one.pk,
        version=one.version,
        who=names.post_name(one.post),
        when=_moment(one.created_at),
        text=one.text,
        mentioned=tuple(names.post_name(post) for post in remark.mentioned),
        changed=one.version > 1 + one.moves and one.withdrawn_at is None,
        withdrawn=one.withdrawn_at is not None,
        own=remark.own and one.withdrawn_at is None,
        written_to=(remark.written_to.heading().in_(language()), page_of(room.area, remark.written_to)) if remark.written_to else None,
    )


def _moment(moment: datetime) -> str:
    here = timezone.localtime(moment)
    return f"{numbers.day(here.date(), language())} {here:%H.%M}"


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    """Something that awaits: `soon` when its day is within a week, `late` when it has passed."""

    what: str
    otherwise: str
    url: str
    by: str
    soon: bool
    late: bool


def awaited(many: Sequence[Awaited]) -> list[AwaitedLine]:
    """For `rooms/attention/awaited.html`."""
    today = timezone.localdate()
    return [
        AwaitedLine(
            what=one.what,
            otherwise=one.otherwise,
            url=one.url,
            by=numbers.day(one.by, language()) if one.by else "",
            soon=one.by is not None and 0 <= (one.by - today).days <= 7,
            late=one.by is not None and one.by < today,
        )
        for one in many
    ]


@dataclass(frozen=True, slots=True)
class Pressing:
    """The most pressing lines of `all` that await; `left` when there are more."""

    lines: list[AwaitedLine]
    all: int

    @property
    def left(self) -> bool:
        return self.all > len(self.lines)


def pressing(room: Room) -> Pressing | None:
    """For `rooms/attention/pressing.html` on the front page of the rooms; None for whoever has no post."""
    if room.post is None or room.actor is None:
        return None
    everything = awaiting(room.actor, room.cooperation)
    return Pressing(awaited(everything[:MOST_PRESSING]), len(everything))


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A mention that may be marked as read: its number, who asked, and what was said."""

    number: int
    who: str
    text: str


def mentions(many: Sequence[Mention]) -> list[MentionLine]:
    return [MentionLine(one.pk, names.post_name(one.comment.post), one.comment.text) for one in many]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Something found: its kind, its heading, and the words around those sought."""

    kind: str
    heading: Pieces
    where: str
    excerpt: Pieces
    url: str


def found(room: Room, many: Sequence[Found]) -> list[FoundLine]:
    where = {Where.HEADING: "", Where.TEXT: _("In the text"), Where.COMMENT: _("In a comment")}
    return [
        FoundLine(
            kind=kind_name(one.target._meta.label_lower),
            heading=one.heading,
            where=where[one.where],
            excerpt=one.excerpt,
            url=page_of(room.area, one.target) + ("#kommentit" if one.kind == COMMENT else ""),
        )
        for one in many
    ]


def kinds_sought() -> list[tuple[str, str]]:
    """The kinds to which a search may be narrowed, by their names."""
    named = {kind: kind_name(kind) for kind in (*kinds(), COMMENT)}
    return sorted(named.items(), key=lambda one: one[1].casefold())
