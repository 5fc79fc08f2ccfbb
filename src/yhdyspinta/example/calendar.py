"""Changes of both sides' services and premises with their statements, and the annual cycle."""

from __future__ import annotations

from functools import partial

from yhdyspinta.cooperation.models import Change, Statement
from yhdyspinta.cooperation.places import coordinates_of
from yhdyspinta.cooperation.services import changes, cycle
from yhdyspinta.cooperation.services.changes import Described
from yhdyspinta.cooperation.services.cycle import Told
from yhdyspinta.example.stage import Script, Stage, script, texts

_ABOUT = {"interface": "phenomena.interface", "change": "cooperation.change"}


def tell(stage: Stage) -> None:
    """Everything of `changes.toml`."""
    told = script("changes")
    for one in told["change"]:
        stage.at(one["day"], partial(_record, stage, one))
        for asked in one.get("statements", ()):
            stage.at(asked["asked"], partial(_ask, stage, one, asked))
            if "given" in asked:
                stage.at(asked["given"], partial(_give, stage, one, asked))
        for impact in one.get("impacts", ()):
            stage.at(impact["day"], partial(_link, stage, one, impact))
    stage.at(told["cycle"]["day"], partial(_begin, stage, told["cycle"]))


def _actor_of(told: Script) -> str:
    return str(told["by"] if "by" in told else told["party"])


def _record(stage: Stage, told: Script) -> None:
    said = Described(
        theme=stage.theme(told["theme"]),
        kind=told["kind"],
        what=texts(told["what"]),
        place=told["place"],
        coordinates=coordinates_of(told.get("coordinates", "")),
        starts=stage.day(-told["in_days"]),
        precision=told["precision"],
        state=told["state"],
        description=told.get("description", ""),
        affects=told.get("affects", ""),
        lease_ends=stage.day(-told["lease_ends_in"]) if "lease_ends_in" in told else None,
        decision_reference=told.get("decision", ""),
    )
    stage.kept[told["key"]] = changes.record(actor=stage.actor(_actor_of(told)), party=stage.party(told["party"]), said=said)


def _now(stage: Stage, told: Script) -> Change:
    return Change.objects.get(pk=stage.kept[told["key"]].pk)


def _ask(stage: Stage, told: Script, asked: Script) -> None:
    actor, due = stage.actor(told["party"]), stage.day(-asked["due_in"])
    changes.ask_statement(actor=actor, target=_now(stage, told), asked_of=stage.party(asked["of"]), due=due)


def _give(stage: Stage, told: Script, asked: Script) -> None:
    statement = Statement.objects.get(change=_now(stage, told), asked_of=stage.party(asked["of"]))
    given = stage.day(asked["given"])
    changes.give_statement(
        actor=stage.actor(asked["of"]), statement=statement, version=statement.version, given_on=given, reference=asked["reference"]
    )


def _link(stage: Stage, told: Script, impact: Script) -> None:
    actor = stage.actor(told["party"])
    changes.link_impact(actor=actor, target=_now(stage, told), title=impact["title"], found_at=impact["found_at"])


def _begin(stage: Stage, told: Script) -> None:
    actor, cooperation = stage.actor(told["by"]), stage.cooperation
    cycle.begin_cycle(actor=actor, cooperation=cooperation, is_public=True)
    for one in told["event"]:
        need = stage.kept[one["need"]] if "need" in one else None
        about = next(((kind, stage.kept[one[word]].pk) for word, kind in _ABOUT.items() if word in one), None)
        event = Told(
            texts(one["title"]),
            one["month"],
            one.get("day"),
            kind=one["kind"],
            need=need,
            about=about,
            description=one.get("description", ""),
        )
        cycle.add_event(actor=actor, cooperation=cooperation, told=event)
