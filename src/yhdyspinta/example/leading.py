"""Interfaces with what each side does and thinks, the priorities that leaders chose, and each party's own goals."""

from __future__ import annotations

from functools import partial

from yhdyspinta.catalogue.terms import term_on
from yhdyspinta.example import agreeing
from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.phenomena.models import Interface, InterfaceSide, Phenomenon
from yhdyspinta.phenomena.services import interfaces, leading
from yhdyspinta.phenomena.services.interfaces import Described
from yhdyspinta.phenomena.services.leading import Chosen, Goal


def tell(stage: Stage) -> None:
    """Everything of `interfaces.toml` and `leading.toml`."""
    for told in script("interfaces")["interface"]:
        _tell_of_interface(stage, told)
    told = script("leading")
    for priority in told["priority"]:
        stage.at(priority["day"], partial(_choose, stage, priority))
    for goal in told["goal"]:
        stage.at(goal["day"], partial(_set_goal, stage, goal))


def _tell_of_interface(stage: Stage, told: Script) -> None:
    stage.at(told["day"], partial(_begin, stage, told))
    for name, side in told["sides"].items():
        if "does" in side:
            stage.at(told["day"] - 1, partial(_describe, stage, told, name, side))
        if "grade" in side:
            stage.at(told["day"] - 2, partial(_assess, stage, told, name, side))
    stage.at(told["day"] - 3, partial(_tie, stage, told))
    if "agreement" in told:
        agreeing.tell(stage, told["key"], {"parties": list(told["sides"]), **told["agreement"]})


def _now(stage: Stage, told: Script) -> Interface:
    return Interface.objects.get(pk=stage.kept[told["key"]].pk)


def _begin(stage: Stage, told: Script) -> None:
    described = Described(stage.theme(told["theme"]), texts(told["name"]), told["goal"])
    parties = [stage.party(name) for name in told["sides"]]
    stage.kept[told["key"]] = interfaces.begin(
        actor=stage.actor(told["by"]), cooperation=stage.cooperation, described=described, parties=parties
    )


def _describe(stage: Stage, told: Script, name: str, side: Script) -> None:
    kept = InterfaceSide.objects.get(interface=_now(stage, told), party=stage.party(name))
    post = stage.posts[side["post"]] if "post" in side else None
    interfaces.describe(actor=stage.actor(name), side=kept, version=kept.version, does=side["does"], post=post)


def _assess(stage: Stage, told: Script, name: str, side: Script) -> None:
    interfaces.assess(actor=stage.actor(name), interface=_now(stage, told), version=0, grade=side["grade"], reason=side["reason"])


def _tie(stage: Stage, told: Script) -> None:
    by, made = stage.actor(told["by"]), _now(stage, told)
    phenomena = [Phenomenon.objects.get(pk=stage.kept[one].pk) for one in told.get("phenomena", ())]
    interfaces.link_needs(actor=by, interface=made, needs=[stage.kept[one] for one in told.get("needs", ())])
    interfaces.link_indicators(actor=by, interface=made, indicator_ids=told.get("indicators", ()))
    interfaces.link_phenomena(actor=by, interface=made, phenomena=phenomena)


def _choose(stage: Stage, told: Script) -> None:
    day = stage.day(told["day"])
    chosen = Chosen(texts(told["name"]), told["meeting"], day, told["minutes"], told["reason"])
    phenomenon = Phenomenon.objects.get(pk=stage.kept[told["phenomenon"]].pk)
    actor = stage.actor(told["by"])
    stage.kept[told["key"]] = leading.choose(actor=actor, phenomenon=phenomenon, term=term_on(day).year, chosen=chosen)


def _set_goal(stage: Stage, told: Script) -> None:
    dated = stage.day(told["dated"])
    goal = Goal(stage.theme(told["theme"]), told["kind"], told["document"], dated, told["text"], told.get("reference", ""), True)
    leading.set_goal(actor=stage.actor(told["party"]), party=stage.party(told["party"]), goal=goal)
