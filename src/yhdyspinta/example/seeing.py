"""Phenomena: raised by either side, seen by each from where it stands, tied to needs and figures; two that are one are merged."""

from __future__ import annotations

from functools import partial

from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.phenomena.models import Phenomenon
from yhdyspinta.phenomena.services import merging, parts, phenomena
from yhdyspinta.phenomena.services.parts import Felt, Planned, Proof, Said, Seen


def tell(stage: Stage) -> None:
    """Everything of `phenomena.toml`."""
    for told in script("phenomena")["phenomenon"]:
        stage.at(told["day"], partial(_raise, stage, told))
        stage.at(told["day"] - 1, partial(_tie, stage, told))
        for said in told.get("said", ()):
            stage.at(said.get("day", told["day"] - 2), partial(_say, stage, told, said))
        if "merged_into" in told:
            stage.at(told["merged"], partial(_merge, stage, told))


def _now(stage: Stage, key: str) -> Phenomenon:
    return Phenomenon.objects.get(pk=stage.kept[key].pk)


def _raise(stage: Stage, told: Script) -> None:
    stage.kept[told["key"]] = phenomena.raise_phenomenon(
        actor=stage.actor(told["by"] if "by" in told else told["party"]),
        party=stage.party(told["party"]),
        sentence=texts(told["sentence"]),
        themes=[stage.theme(number) for number in told["themes"]],
    )


def _tie(stage: Stage, told: Script) -> None:
    actor, now = stage.actor(told["party"]), _now(stage, told["key"])
    themes = [stage.theme(number) for number in told["themes"]]
    now = phenomena.place(actor=actor, phenomenon=now, version=now.version, themes=themes, levels=told["levels"])
    phenomena.link_needs(actor=actor, phenomenon=now, needs=[stage.kept[one] for one in told.get("needs", ())])
    phenomena.link_indicators(actor=actor, phenomenon=now, indicator_ids=told.get("indicators", ()))


def _say(stage: Stage, told: Script, said: Script) -> None:
    parts.say(actor=stage.actor(said["by"]), phenomenon=_now(stage, told["key"]), said=_said(stage, said))


def _said(stage: Stage, said: Script) -> Said:
    kind, text = said["kind"], said["text"]
    if kind == "view":
        return Seen(text)
    if kind in ("barrier", "enabler"):
        return Felt(kind, text)
    if kind in ("goal", "action"):
        return Planned(kind, text, stage.day(-said["due_in"]) if "due_in" in said else None)
    return Proof(kind, text, said.get("source", ""), said.get("informants", ""), said.get("gathered", ""))


def _merge(stage: Stage, told: Script) -> None:
    goes, stays = _now(stage, told["key"]), _now(stage, told["merged_into"])
    merging.merge(actor=stage.actor(told["merged_by"]), phenomenon=goes, version=goes.version, into=stays)
