"""Needs: asked, answered with indicators, weighed by each party unseen by others, and agreed or left open."""

from __future__ import annotations

from yhdyspinta.example.agreeing import agree
from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.needs import services
from yhdyspinta.needs.models import Need
from yhdyspinta.needs.services import Asked


def play(stage: Stage) -> None:
    """Everything of `needs.toml`: first all are asked, then weighed, then put to the parties."""
    needs = script("needs")["need"]
    for told in needs:
        _ask(stage, told)
    for told in needs:
        for party, weight in told.get("weights", {}).items():
            _weigh(stage, told, party, weight)
    for told in sorted((one for one in needs if "agreement" in one), key=lambda one: -one["agreement"]["day"]):
        agree(stage, _now(stage, told), told["agreement"])
    for told in needs:
        for state in told.get("moves", ()):
            with stage.on(told["moved"]):
                need = _now(stage, told)
                services.move(actor=stage.actor(told["party"]), need=need, version=need.version, state=state)


def _now(stage: Stage, told: Script) -> Need:
    return Need.objects.get(pk=stage.kept[told["key"]].pk)


def _ask(stage: Stage, told: Script) -> None:
    actor, party = stage.actor(told["by"] if "by" in told else told["party"]), stage.party(told["party"])
    with stage.on(told["day"]):
        if "origin" in told:
            need = services.take(actor=actor, party=party, suggestion=told["origin"])
        else:
            need = services.suggest(actor=actor, party=party, asked=_asked(stage, told))
        stage.kept[told["key"]] = need
    if told.get("indicators"):
        with stage.on(told["day"] - 1):
            services.answer_with(actor=stage.actor(told["party"]), need=need, indicator_ids=told["indicators"])


def _asked(stage: Stage, told: Script) -> Asked:
    kept = {name: told[name] for name in ("body", "purpose", "kind", "decision", "decision_when", "changing_answer") if name in told}
    return Asked(stage.theme(told["theme"]), told["level"], texts(told["question"]), **kept, wanted=tuple(told.get("wanted", ())))


def _weigh(stage: Stage, told: Script, party: str, weight: list[str]) -> None:
    importance, reason = [*weight, ""][:2]
    with stage.on(told.get("weighed", 92)):
        services.weigh(
            actor=stage.actor(party), need=_now(stage, told), party=stage.party(party), version=0, importance=importance, reason=reason
        )
