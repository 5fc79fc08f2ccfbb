"""Commands about live sources: refresh, tick, review, add."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from yhdyspinta import environment
from yhdyspinta.cli.show import progress, show
from yhdyspinta.domain.errors import StateError, Unknown, YhdyspintaError
from yhdyspinta.environment import Environment
from yhdyspinta.sources.exchange import Fetches


def refresh(what: str, as_json: bool) -> bool:
    """Fetch what was named, due or not; whether nothing failed."""
    from yhdyspinta.catalogue.live import division, targets
    from yhdyspinta.intake.selection import selected
    from yhdyspinta.intake.tick import run_all

    settings, areas = _settings(), division()
    wanted = () if what in (areas.id, areas.source) else selected(what)
    with progress(quiet=as_json) as report:
        taken = _taken(settings, report)
        outcomes = run_all(settings, wanted, _way(settings), report) if wanted else ()
        if what in ("", areas.id, areas.source):
            outcomes = (*outcomes, _divided(settings, report))
        outcomes = (*taken, *outcomes)
    answer = {"targets": len(wanted), "known": len(targets()), "outcomes": [outcome.as_dict() for outcome in outcomes]}
    show(answer, as_json, _refresh_lines)
    return all(outcome.kind != "failed" for outcome in outcomes)


def tick(area: str, as_json: bool) -> bool:
    """Fetch what is due, what concerns `area` first (that of the settings when empty), and look at the publications whose
    last look no longer holds; whether no source failed."""
    from yhdyspinta.catalogue.calendar import calendar
    from yhdyspinta.catalogue.documents import documents
    from yhdyspinta.intake.selection import area_first
    from yhdyspinta.intake.tick import tick as run
    from yhdyspinta.intake.watch import look_at_due

    settings = _settings()
    if not settings.live:
        raise StateError("This installation may not fetch by itself.", "Set YHDYSPINTA_LIVE=1, or fetch by hand: yhdyspinta refresh.")
    wanted, way = area_first(area or settings.area), _way(settings)
    with progress(quiet=as_json) as report:
        taken = _taken(settings, report)
        done = run(settings, wanted, way, calendar(), datetime.now(UTC), report)
        if not done.busy and _division_is_due(settings):
            taken = (*taken, _divided(settings, report))
        done = replace(done, outcomes=(*taken, *done.outcomes))
    looked = [] if done.busy else [sighting.as_dict() for sighting in look_at_due(settings.home, documents().values(), way)]
    sent = None if done.busy else _letters(settings)
    show(done.as_dict() | {"documents": looked, "letters": sent}, as_json, _tick_lines)
    return all(outcome.kind != "failed" for outcome in done.outcomes)


def _letters(settings: Environment) -> dict[str, Any]:
    """Send the letters that are due; what is wrong with them is told and does not spoil the figures that came."""
    from yhdyspinta.cli.letters import sent

    try:
        told = sent(settings, when_it_is_time=True)
        _sweep()
        return told
    except YhdyspintaError as error:
        return {"failures": [str(error)]}


def _sweep() -> None:
    """Sessions of people that are over are taken away; the applications are loaded by now."""
    from yhdyspinta.accounts import services

    services.sweep()


def review(release: str, accept: bool, reject: bool, by: str, as_json: bool) -> None:
    """List the releases that wait, show one, or decide on it; `by` is who decides, the system's user when empty."""
    from yhdyspinta.intake import decisions
    from yhdyspinta.intake import review as waiting

    settings = environment.read()
    if accept and reject:
        raise YhdyspintaError("A release is either accepted or rejected.", "Give --accept or --reject.")
    if not release:
        if accept or reject:
            raise YhdyspintaError("Which release?", "Name one that `yhdyspinta review` lists.")
        show({"releases": [_told(one) for one in waiting.reviews(settings.home)]}, as_json, _waiting_lines)
    elif accept:
        with progress(quiet=as_json) as report:
            outcome = decisions.accept(settings, release, by or _user(), report)
        show({"outcomes": [outcome.as_dict()]}, as_json, _outcome_lines)
    elif reject:
        show({"outcomes": [decisions.reject(settings, release, by or _user()).as_dict()]}, as_json, _outcome_lines)
    else:
        from yhdyspinta.intake import changelog

        answer = _told(waiting.get(settings.home, release)) | {"changes": changelog.read(settings.home, release)[-1]}
        show(answer, as_json, _review_lines)


def _settings() -> Environment:
    """The settings; areas are those of the installation that they name."""
    from yhdyspinta.catalogue import installed

    settings = environment.read()
    installed.follow(settings.home)
    return settings


def _divided(settings: Environment, report: Callable[[str, float], None]) -> Any:
    """Ask for the areas of the next year."""
    from yhdyspinta.catalogue.live import division
    from yhdyspinta.intake.area_refresh import refresh_division

    return refresh_division(settings, division(), _way(settings), report)


def _taken(settings: Environment, report: Callable[[str, float], None]) -> tuple[Any, ...]:
    """What an accepted division says when its day has come; nothing otherwise."""
    from yhdyspinta.intake.decisions import take_effect

    taken = take_effect(settings, report)
    return (taken,) if taken else ()


def _division_is_due(settings: Environment) -> bool:
    from yhdyspinta.catalogue.calendar import calendar
    from yhdyspinta.catalogue.live import division
    from yhdyspinta.intake.tick import next_due

    now, target = datetime.now(UTC), division()
    return next_due(settings.home, {target.id: target}, calendar(), now)[target.id].at <= now


def _user() -> str:
    """The name of the user whom the system knows; empty where it knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def add(address: str, as_json: bool) -> None:
    """Propose the entries of an address for review."""
    settings = environment.read()
    name, entry = _proposed(address, _way(settings))
    show({"connector": name, "entry": entry}, as_json, lambda answer: iter((answer["entry"].rstrip(),)))


def _proposed(address: str, way: Fetches) -> tuple[str, str]:
    """The connector that knows an address, and its draft. Those that watch any page come last."""
    from yhdyspinta.sources.connectors import CONNECTORS

    reasons = []
    for name in sorted(CONNECTORS, key=lambda name: name == "documents"):
        try:
            return name, CONNECTORS[name].propose(address, way)
        except Unknown as error:
            reasons.append(f"{name}: {error}")
    raise Unknown(f"No connector knows {address}.", " ".join(reasons))


def _way(settings: Environment) -> Fetches:
    from yhdyspinta.catalogue.hosts import hosts
    from yhdyspinta.sources.http import Way

    return Way(hosts(), contact=settings.contact, limits=settings.home / "limits")


def _outcome_lines(answer: dict[str, Any]) -> Iterator[str]:
    for outcome in answer["outcomes"]:
        yield f"{outcome['kind']:<9} {outcome['target']}: {outcome['sentence']}"
        if outcome["kind"] == "held":
            yield f"          Look at it: yhdyspinta review {outcome['release']}"


def _refresh_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield from _outcome_lines(answer)
    yield f"{answer['targets']} of {answer['known']} tables asked, each for all its areas."


def _tick_lines(answer: dict[str, Any]) -> Iterator[str]:
    if answer["busy"]:
        yield "Another tick is under way."
        return
    yield from _outcome_lines(answer)
    yield from (f"{one['kind']:<9} {one['sentence']}" for one in answer["documents"] if one["kind"] != "same")
    yield f"{len(answer['outcomes'])} fetched, {answer['waiting']} not due."
    yield from (f"Letters: {failure}" for failure in answer["letters"]["failures"])


def _told(one: Any) -> dict[str, Any]:
    """A review as an answer gives it."""
    from dataclasses import asdict

    return asdict(one) | {"reasons": list(one.reasons)}


def _waiting_lines(answer: dict[str, Any]) -> Iterator[str]:
    if not answer["releases"]:
        yield "No release waits."
    for one in answer["releases"]:
        yield f"{one['state']:<10} {one['release']} ({one['held_at']})"
        if one["decided_at"]:
            yield f"           decided {one['decided_at']}{', ' if one['decided_by'] else ''}{one['decided_by']}"
        yield from (f"           {reason['text']['en']}" for reason in one["reasons"])


def _review_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield from _waiting_lines({"releases": [answer]})
    changes = answer["changes"]
    if "steps" in changes:
        yield from (f"  {step['text']['en']}" for step in changes["steps"])
    else:
        yield from _figure_lines(changes)
    if answer["state"] == "held":
        yield "Decide: yhdyspinta review RELEASE --accept, or --reject."


def _figure_lines(changes: dict[str, Any]) -> Iterator[str]:
    """What a release of figures changes."""
    yield "Changes: " + ", ".join(f"{number} {name}" for name, number in changes["counts"].items())
    for axis, codes in changes["first_seen"].items():
        yield f"Seen for the first time ({axis}): {', '.join(codes[:20])}{' …' if len(codes) > 20 else ''}"
    for one in changes["listed"][:40]:
        axes = "/".join(one[name] for name in ("period", "sex", "age"))
        before, after = (f"{one[f'value{when}']} ({one[f'status{when}']})" for when in ("", "_after"))
        yield f"  {one['change']:<9} {one['indicator']}@{one['area']}/{axes}: {before} → {after}"
    if len(changes["listed"]) > 40:
        yield "  … --json lists more."
