"""“Teidän lukunne muuttui”: an address that follows the figures of an area, confirmed by its owner, and erased in one click.

Nothing of it is in the chain: following is no act of a party, anybody may fill in the form, and the address goes without a trace.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from yhdyspinta.attention.models import Follower, ToldRelease
from yhdyspinta.attention.queries.figures import Release, changed_in, read_model, releases_since
from yhdyspinta.attention.queries.following import CONFIRM_DAYS, follower_by
from yhdyspinta.attention.queries.letters import MOST_LINES, Line, Section
from yhdyspinta.attention.services.weekly import FAILED, NOTHING, SENT
from yhdyspinta.attention.writing import Draft, Stop, whole, written
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Refused, StateError
from yhdyspinta.environment import Environment
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.organisations import mail

MOST_A_DAY = 500  # letters of confirmation, so that a robot does not write to the world in our name
_AGAIN_AFTER = timedelta(hours=1)
_LOOK_BACK = timedelta(days=60)
_FIRST_HOUR = 9  # of the day, in Helsinki: publishers publish at eight, and a day's releases come in one letter
_MOST_FAILURES = 3
_LONGEST = 254  # characters of an address


def follow(*, email: str, area: str, language: str, now: datetime | None = None) -> None:
    """Ask whether the owner of an address wants to follow an area: a letter with a link, nothing else, goes to the address.

    Who asks learns nothing of whether the address follows the area already. Refused for what is no address.
    """
    address, moment = email.strip().lower(), now or timezone.now()
    try:
        validate_email(address if len(address) <= _LONGEST else "")
    except ValidationError as error:
        refused = Refused(gettext("This is not an e-mail address."), gettext("Write it as name@organisation.fi."))
        refused.field = "email"
        raise refused from error
    forget_unconfirmed(moment)
    asked_today = Follower.objects.filter(asked_at__gt=moment - timedelta(days=1)).count()
    if asked_today >= MOST_A_DAY:
        raise Refused(gettext("No more orders are taken today."), gettext("Try again tomorrow."))
    known = _asked(address, area, language, moment)
    if known is None:
        return
    try:
        mail.send(_asking(known))
    except StateError:
        Follower.objects.filter(pk=known.pk, confirmed_at=None).delete()  # so that it may be asked again at once
        raise


def _asked(address: str, area: str, language: str, now: datetime) -> Follower | None:
    """The row to which a letter of confirmation is to go; None when one went just now or the address follows the area already."""
    try:
        with transaction.atomic():
            return Follower.objects.create(email=address, area=area, language=language, asked_at=now)
    except IntegrityError:
        waiting = Follower.objects.filter(email=address, area=area, confirmed_at=None, asked_at__lt=now - _AGAIN_AFTER)
        asked_again = waiting.update(asked_at=now, language=language)
        return Follower.objects.get(email=address, area=area) if asked_again else None


def _asking(follower: Follower) -> mail.Letter:
    name = areas().get(follower.area).name.in_(follower.language)
    subject = gettext("Confirm: a letter when the figures of an area change (%(area)s)") % {"area": name}
    told = gettext("Somebody, probably you, asked that this address be told when the official figures of an area change: %(area)s.") % {
        "area": name
    }
    how = gettext("Confirm it here within %(days)d days:") % {"days": CONFIRM_DAYS}
    ignore = gettext("If you did not ask for it, do nothing: the address is forgotten by itself.")
    return mail.Letter(follower.email, subject, f"{told}\n\n{how}\n{whole(reverse('follow_confirm', args=[follower.token]))}\n\n{ignore}\n")


def confirm(*, token: str, now: datetime | None = None) -> Follower:
    """The owner of the address wants the letters; the same again changes nothing. Unknown for a token that is not, or no more."""
    follower = follower_by(token)
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now or timezone.now())
    return follower


def unfollow(*, token: str) -> None:
    """Stop the letters and erase the address with everything that was known of it; a token that is no more is no error."""
    Follower.objects.filter(token=token).delete()


def forget_unconfirmed(now: datetime) -> int:
    """Erase the addresses that nobody confirmed in time; how many."""
    return int(Follower.objects.filter(confirmed_at=None, asked_at__lt=now - timedelta(days=CONFIRM_DAYS)).delete()[0])


def tell_followers(environment: Environment, now: datetime | None = None, *, dry: bool = False) -> list[tuple[str, mail.Letter | None]]:
    """Write to those in whose area releases changed figures since they were last told; each address once a day at most.

    What became of each: sent, nothing or failed, and its letter. `dry`: make the letters, send and keep nothing.
    """
    moment = now or timezone.now()
    if not dry:
        forget_unconfirmed(moment)
    releases = releases_since(environment.home, moment - _LOOK_BACK)
    if not releases or not _is_time(moment, dry):
        return []
    model = read_model(environment.home, memory=environment.memory_limit, threads=environment.threads)
    try:
        return _told(releases, model, moment, dry)
    finally:
        if model is not None:
            model.close()


def _is_time(now: datetime, dry: bool) -> bool:
    return dry or timezone.localtime(now).hour >= _FIRST_HOUR


def _told(releases: list[Release], model: ReadModel | None, now: datetime, dry: bool) -> list[tuple[str, mail.Letter | None]]:
    today, found, failures = timezone.localtime(now).date(), [], 0
    for follower in Follower.objects.filter(confirmed_at__isnull=False).exclude(told_on=today).order_by("area", "pk"):
        told = set(follower.told.values_list("release", flat=True))
        mine = [one for one in releases if one.at > follower.confirmed_at and one.id not in told]
        if not mine:
            continue
        kind, letter = _one(follower, mine, model, now, dry)
        found.append((kind, letter))
        failures = failures + 1 if kind == FAILED else 0
        if failures == _MOST_FAILURES:
            break
    return found


def _one(follower: Follower, releases: list[Release], model: ReadModel | None, now: datetime, dry: bool) -> tuple[str, mail.Letter | None]:
    names = sorted({name for release in releases for name in changed_in(follower.area, release, model)})
    with override(follower.language):
        letter = written(_draft(follower, names)) if names else None
    if dry:
        return (SENT if letter else NOTHING), letter
    # Kept before it is sent: a run that is killed between the two tells once too few, never twice.
    ToldRelease.objects.bulk_create(
        [ToldRelease(follower=follower, release=release.id, told_at=now) for release in releases], ignore_conflicts=True
    )
    ToldRelease.objects.filter(follower=follower, told_at__lt=now - 2 * _LOOK_BACK).delete()
    if letter is None:
        return NOTHING, None
    try:
        mail.send(letter)
    except StateError:
        ToldRelease.objects.filter(follower=follower, release__in=[release.id for release in releases]).delete()
        return FAILED, None
    Follower.objects.filter(pk=follower.pk).update(told_on=timezone.localtime(now).date())
    return SENT, letter


def _draft(follower: Follower, names: list[str]) -> Draft:
    name = areas().get(follower.area).name.in_(follower.language)
    lines = tuple(
        Line(
            indicators()[one].title.in_(follower.language),
            gettext("Source: %(source)s") % {"source": indicators()[one].producer},
            reverse("area_indicator", args=[follower.area, one]),
        )
        for one in names[:MOST_LINES]
    )
    section = Section("figures", gettext("Changed figures"), lines, len(names) - len(lines), reverse("area", args=[follower.area]))
    return Draft(
        to=follower.email,
        subject=gettext("Your figures changed: %(area)s") % {"area": name},
        lead=gettext("The publishers have given new or revised figures of %(area)s. Each link shows the figure, its year and its source.")
        % {"area": name},
        sections=[section],
        stops=[Stop(gettext("Stop these letters and erase my address"), reverse("follow_stop", args=[follower.token]))],
    )
