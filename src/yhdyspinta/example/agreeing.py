"""Putting something to the parties: some agree, some with remarks, some see it differently, and some are silent."""

from __future__ import annotations

from functools import partial

from yhdyspinta.domain.text import Text
from yhdyspinta.example.stage import Script, Stage
from yhdyspinta.organisations.models import AgreementParty
from yhdyspinta.organisations.services import agreements

SILENT, AGREE = "silent", "agree"
_TITLE = 200  # characters


def tell(stage: Stage, of: str, told: Script) -> None:
    """Put what is kept under the name `of` to the parties of `told`; those that it gives no answer of agree, on the days after it."""
    names = tuple(told.get("parties", stage.joined))
    stage.at(told["day"], partial(_propose, stage, of, told, names))
    last = min(agreements.DAYS - 1, told["day"])
    for number, name in enumerate(names):
        answer, text = [*told.get("answers", {}).get(name, [AGREE]), ""][:2]
        if answer != SILENT:
            stage.at(told["day"] - min(1 + number, last), partial(_answer, stage, of, name, answer, text))
    for name, minutes in told.get("minutes", {}).items():
        stage.at(minutes[1], partial(_keep_minutes, stage, of, name, minutes))


def _propose(stage: Stage, of: str, told: Script, names: tuple[str, ...]) -> None:
    made = stage.kept[of]
    target = type(made)._default_manager.get(pk=made.pk)
    title = Text(*(text[:_TITLE] for text in target.heading().as_dict().values()))
    stage.kept[f"{of} agreed"] = agreements.propose(
        actor=stage.actor(told["by"]),
        target=target,
        title=title,
        parties=[stage.party(name) for name in names],
        proposal=told.get("proposal", ""),
    )


def _named(stage: Stage, of: str, name: str) -> AgreementParty:
    return AgreementParty.objects.get(agreement=stage.kept[f"{of} agreed"], party=stage.party(name))


def _answer(stage: Stage, of: str, name: str, answer: str, text: str) -> None:
    named = _named(stage, of, name)
    agreements.answer(actor=stage.actor(name), named=named, version=named.version, answer=answer, text=text)


def _keep_minutes(stage: Stage, of: str, name: str, minutes: list[str | int]) -> None:
    body, days_ago, reference = minutes
    named, day = _named(stage, of, name), stage.day(int(days_ago))
    agreements.keep_minutes(actor=stage.actor(name), named=named, version=named.version, body=str(body), day=day, reference=str(reference))
