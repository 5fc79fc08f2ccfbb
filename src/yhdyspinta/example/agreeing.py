"""Putting something to the parties: some agree, some with remarks, some see it differently, and some are silent."""

from __future__ import annotations

from yhdyspinta.domain.text import Text
from yhdyspinta.example.stage import Script, Stage
from yhdyspinta.organisations.models import AgreementParty, Shared
from yhdyspinta.organisations.services import agreements

SILENT, AGREE = "silent", "agree"


def agree(stage: Stage, target: Shared, told: Script) -> None:
    """Put `target` to the parties of `told`; whom it names with no answer of their own agree, on the days after it."""
    heading = target.heading()
    title = Text(heading.fi[:200], heading.sv[:200], heading.en[:200])
    names = tuple(told.get("parties", stage.joined))
    with stage.on(told["day"]):
        agreement = agreements.propose(
            actor=stage.actor(told["by"]),
            target=target,
            title=title,
            parties=[stage.party(name) for name in names],
            proposal=told.get("proposal", ""),
        )
    last = min(agreements.DAYS - 1, told["day"])
    for number, name in enumerate(names):
        answer, text = [*told.get("answers", {}).get(name, [AGREE]), ""][:2]
        if answer == SILENT:
            continue
        with stage.on(told["day"] - min(1 + number, last)):
            named = AgreementParty.objects.get(agreement=agreement, party=stage.party(name))
            agreements.answer(actor=stage.actor(name), named=named, version=named.version, answer=answer, text=text)
    for name, minutes in told.get("minutes", {}).items():
        body, days_ago, reference = minutes
        with stage.on(days_ago):
            named = AgreementParty.objects.get(agreement=agreement, party=stage.party(name))
            agreements.keep_minutes(
                actor=stage.actor(name), named=named, version=named.version, body=body, day=stage.day(days_ago), reference=reference
            )
