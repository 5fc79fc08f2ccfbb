"""What is made public, and comments with mentions, which wait for the posts that they name."""

from __future__ import annotations

from functools import partial

from yhdyspinta.attention.services import comments
from yhdyspinta.example.stage import Script, Stage, script
from yhdyspinta.organisations.models import Visibility
from yhdyspinta.organisations.services.visibility import set_visibility
from yhdyspinta.phenomena.models import InterfaceSide


def tell(stage: Stage) -> None:
    """Everything of `public.toml` and `comments.toml`."""
    public = script("public")
    for told in public["opened"]:
        for name in told["of"]:
            stage.at(told["day"], partial(_open, stage, told["by"], name))
    for told in public["sides"]:
        for name in told["of"]:
            stage.at(told["day"], partial(_open_sides, stage, name))
    for told in script("comments")["comment"]:
        stage.at(told["day"], partial(_comment, stage, told))


def _open(stage: Stage, by: str, name: str) -> None:
    made = stage.kept[name]
    now = type(made)._default_manager.get(pk=made.pk)
    set_visibility(actor=stage.actor(by), target=now, version=now.version, visibility=str(Visibility.PUBLIC))


def _open_sides(stage: Stage, name: str) -> None:
    """Each side of an interface makes public what it does there."""
    for party in stage.joined:
        side = InterfaceSide.objects.filter(interface=stage.kept[name].pk, party=stage.party(party)).first()
        if side is not None:
            set_visibility(actor=stage.actor(party), target=side, version=side.version, visibility=str(Visibility.PUBLIC))


def _comment(stage: Stage, told: Script) -> None:
    made = stage.kept[told["of"]]
    target = type(made)._default_manager.get(pk=made.pk)
    mentions = [stage.posts[one] for one in told.get("asks", ())]
    comments.comment(actor=stage.actor(told["by"]), target=target, text=told["text"], mentions=mentions)
