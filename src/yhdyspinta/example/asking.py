"""Needs: asked, answered with indicators, weighed by each party unseen by others, gone through in meetings, agreed or left open."""

from __future__ import annotations

from functools import partial

from yhdyspinta.example import agreeing
from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.needs import services
from yhdyspinta.needs.models import Need
from yhdyspinta.needs.services import Asked

_WEIGHED = 92  # days ago, where the script does not say


def tell(stage: Stage) -> None:
    """Everything of `needs.toml`."""
    for told in script("needs")["need"]:
        stage.at(told["day"], partial(_ask, stage, told))
        if "indicators" in told:
            stage.at(told["day"] - 1, partial(_answer, stage, told))
        for party, weight in told.get("weights", {}).items():
            stage.at(told.get("weighed", _WEIGHED), partial(_weigh, stage, told, party, weight))
        if "discussed" in told:
            stage.at(told["discussed"]["day"], partial(_discuss, stage, told))
        if "agreement" in told:
            agreeing.tell(stage, told["key"], told["agreement"])
        for state in told.get("moves", ()):
            stage.at(told["moved"], partial(_move, stage, told, state))


def _now(stage: Stage, told: Script) -> Need:
    return Need.objects.get(pk=stage.kept[told["key"]].pk)


def _ask(stage: Stage, told: Script) -> None:
    actor, party = stage.actor(told["by"] if "by" in told else told["party"]), stage.party(told["party"])
    if "origin" in told:
        (stage.kept[told["key"]],) = services.take(actor=actor, party=party, suggestions=(told["origin"],))
    else:
        stage.kept[told["key"]] = services.suggest(actor=actor, party=party, asked=_asked(stage, told))


def _asked(stage: Stage, told: Script) -> Asked:
    kept = {name: told[name] for name in ("body", "purpose", "kind", "decision", "decision_when", "changing_answer") if name in told}
    return Asked(stage.theme(told["theme"]), told["level"], texts(told["question"]), **kept, wanted=tuple(told.get("wanted", ())))


def _answer(stage: Stage, told: Script) -> None:
    services.answer_with(actor=stage.actor(told["party"]), need=_now(stage, told), indicator_ids=told["indicators"])


def _weigh(stage: Stage, told: Script, party: str, weight: list[str]) -> None:
    importance, reason = [*weight, ""][:2]
    services.weigh(
        actor=stage.actor(party), need=_now(stage, told), party=stage.party(party), version=0, importance=importance, reason=reason
    )


def _discuss(stage: Stage, told: Script) -> None:
    """A meeting goes through a need, and what was said is kept."""
    need, meeting = _now(stage, told), told["discussed"]
    services.discuss(actor=stage.actor(meeting["by"]), need=need, version=need.version, remark=meeting["remark"])


def _move(stage: Stage, told: Script, state: str) -> None:
    need = _now(stage, told)
    services.move(actor=stage.actor(told["party"]), need=need, version=need.version, state=state)
