"""Interfaces with what each side does and thinks, the priorities that leaders chose, and each party's own goals."""

from __future__ import annotations

from yhdyspinta.catalogue.terms import term_on
from yhdyspinta.example.agreeing import agree
from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.phenomena.models import Interface, InterfaceSide, Phenomenon
from yhdyspinta.phenomena.services import interfaces, leading
from yhdyspinta.phenomena.services.interfaces import Described
from yhdyspinta.phenomena.services.leading import Chosen, Goal


def play(stage: Stage) -> None:
    """Everything of `interfaces.toml` and `leading.toml`."""
    for told in script("interfaces")["interface"]:
        _interface(stage, told)
    told = script("leading")
    for priority in told["priority"]:
        _choose(stage, priority)
    for goal in told["goal"]:
        with stage.on(goal["day"]):
            set_by = stage.actor(goal["party"])
            leading.set_goal(actor=set_by, party=stage.party(goal["party"]), goal=_goal(stage, goal))


def _interface(stage: Stage, told: Script) -> None:
    described = Described(stage.theme(told["theme"]), texts(told["name"]), told["goal"])
    by = stage.actor(told["by"])
    with stage.on(told["day"]):
        parties = [stage.party(name) for name in told["sides"]]
        made = interfaces.begin(actor=by, cooperation=stage.cooperation, described=described, parties=parties)
    stage.kept[told["key"]] = made
    for name, side in told["sides"].items():
        _side(stage, told, made, name, side)
    with stage.on(told["day"] - 3):
        interfaces.link_needs(actor=by, interface=made, needs=[stage.kept[one] for one in told.get("needs", ())])
    with stage.on(told["day"] - 3):
        interfaces.link_indicators(actor=by, interface=made, indicator_ids=told.get("indicators", ()))
    with stage.on(told["day"] - 3):
        seen = [Phenomenon.objects.get(pk=stage.kept[one].pk) for one in told.get("phenomena", ())]
        interfaces.link_phenomena(actor=by, interface=made, phenomena=seen)
    if "agreement" in told:
        agree(stage, Interface.objects.get(pk=made.pk), {"parties": list(told["sides"]), **told["agreement"]})


def _side(stage: Stage, told: Script, made: Interface, name: str, side: Script) -> None:
    actor = stage.actor(name)
    if "does" in side:
        with stage.on(told["day"] - 1):
            kept = InterfaceSide.objects.get(interface=made, party=stage.party(name))
            post = stage.posts[side["post"]] if "post" in side else None
            interfaces.describe(actor=actor, side=kept, version=kept.version, does=side["does"], post=post)
    if "grade" in side:
        with stage.on(told["day"] - 2):
            interfaces.assess(actor=actor, interface=made, version=0, grade=side["grade"], reason=side["reason"])


def _choose(stage: Stage, told: Script) -> None:
    day = stage.day(told["day"])
    chosen = Chosen(texts(told["name"]), told["meeting"], day, told["minutes"], told["reason"])
    with stage.on(told["day"]):
        phenomenon = Phenomenon.objects.get(pk=stage.kept[told["phenomenon"]].pk)
        stage.kept[told["key"]] = leading.choose(
            actor=stage.actor(told["by"]), phenomenon=phenomenon, term=term_on(day).year, chosen=chosen
        )


def _goal(stage: Stage, told: Script) -> Goal:
    dated = stage.day(told["dated"])
    return Goal(stage.theme(told["theme"]), told["kind"], told["document"], dated, told["text"], told.get("reference", ""), True)
