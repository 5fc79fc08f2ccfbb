"""Phenomena: raised by either side, seen by each from where it stands, tied to needs and figures; two that are one are merged."""

from __future__ import annotations

from typing import Any

from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.phenomena.models import Phenomenon
from yhdyspinta.phenomena.services import merging, parts, phenomena
from yhdyspinta.phenomena.services.parts import Felt, Planned, Proof, Seen


def play(stage: Stage) -> None:
    """Everything of `phenomena.toml`."""
    for told in script("phenomena")["phenomenon"]:
        _raise(stage, told)
        _tie(stage, told)
        for said in told.get("said", ()):
            _say(stage, told, said)
    for told in script("phenomena")["phenomenon"]:
        if "merged_into" in told:
            with stage.on(told["merged"]):
                goes, stays = _now(stage, told["key"]), _now(stage, told["merged_into"])
                merging.merge(actor=stage.actor(told["merged_by"]), phenomenon=goes, version=goes.version, into=stays)


def _now(stage: Stage, key: str) -> Phenomenon:
    return Phenomenon.objects.get(pk=stage.kept[key].pk)


def _raise(stage: Stage, told: Script) -> None:
    themes = [stage.theme(number) for number in told["themes"]]
    with stage.on(told["day"]):
        stage.kept[told["key"]] = phenomena.raise_phenomenon(
            actor=stage.actor(told["by"] if "by" in told else told["party"]),
            party=stage.party(told["party"]),
            sentence=texts(told["sentence"]),
            themes=themes,
        )


def _tie(stage: Stage, told: Script) -> None:
    actor, now = stage.actor(told["party"]), _now(stage, told["key"])
    with stage.on(told["day"] - 1):
        themes = [stage.theme(number) for number in told["themes"]]
        phenomena.place(actor=actor, phenomenon=now, version=now.version, themes=themes, levels=told["levels"])
    with stage.on(told["day"] - 1):
        phenomena.link_needs(actor=actor, phenomenon=now, needs=[stage.kept[one] for one in told.get("needs", ())])
    with stage.on(told["day"] - 1):
        phenomena.link_indicators(actor=actor, phenomenon=now, indicator_ids=told.get("indicators", ()))


def _say(stage: Stage, told: Script, said: Script) -> None:
    with stage.on(said.get("day", told["day"] - 2)):
        parts.say(actor=stage.actor(said["by"]), phenomenon=_now(stage, told["key"]), said=_said(stage, said))


def _said(stage: Stage, said: Script) -> Any:
    kind, text = said["kind"], said["text"]
    if kind == "view":
        return Seen(text)
    if kind in ("barrier", "enabler"):
        return Felt(kind, text)
    if kind in ("goal", "action"):
        return Planned(kind, text, stage.day(-said["due_in"]) if "due_in" in said else None)
    return Proof(kind, text, said.get("source", ""), said.get("informants", ""), said.get("gathered", ""))
