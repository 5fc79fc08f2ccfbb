"""Needs: asked, answered with indicators, weighed by each party unseen by others, gone through in meetings, agreed or left open."""

from __future__ import annotations

from functools import partial

from yhdyspinta.example import agreeing
from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.needs import services
from yhdyspinta.needs.models import HallScale, Need
from yhdyspinta.needs.services import Asked

_WEIGHED = 92  # days ago, where the script does not say


def tell(stage: Stage) -> None:
    """Everything of `needs.toml`."""
    for hall in script("needs")["hall"]:
        stage.at(hall["day"], partial(_put_to_hall, stage, hall))
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


def _put_to_hall(stage: Stage, told: Script) -> None:
    """A hall is asked, answers by phones, and is closed: only the numbers stay."""
    actor = stage.actor(told["by"])
    hall = services.open_hall(actor=actor, needs=[stage.kept[name] for name in told["answers"]], title=told["title"])
    for question, sides in zip(hall.questions.order_by("place"), told["answers"].values(), strict=True):
        for side, counts in sides.items():
            given = [value for value, count in zip(HallScale.values, counts, strict=True) for _ in range(count)]
            for number, value in enumerate(given):
                services.answer_in_hall(question=question, phone=f"{side}{number}", side=side, value=value)
    services.close_hall(actor=actor, hall=hall, version=hall.version)


def _discuss(stage: Stage, told: Script) -> None:
    """A meeting goes through a need, and what was said is kept."""
    need, meeting = _now(stage, told), told["discussed"]
    services.discuss(actor=stage.actor(meeting["by"]), need=need, version=need.version, remark=meeting["remark"])


def _move(stage: Stage, told: Script, state: str) -> None:
    need = _now(stage, told)
    services.move(actor=stage.actor(told["party"]), need=need, version=need.version, state=state)
