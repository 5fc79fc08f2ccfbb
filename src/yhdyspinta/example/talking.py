"""What is made public, and comments with mentions, which wait for the posts that they name."""

from __future__ import annotations

from yhdyspinta.attention.services import comments
from yhdyspinta.example.stage import Stage, script
from yhdyspinta.organisations.models import Visibility
from yhdyspinta.organisations.services.visibility import set_visibility


def play(stage: Stage) -> None:
    """Everything of `public.toml` and `comments.toml`."""
    for told in script("public")["opened"]:
        for name in told["of"]:
            with stage.on(told["day"]):
                made = stage.kept[name]
                now = type(made)._default_manager.get(pk=made.pk)
                set_visibility(actor=stage.actor(told["by"]), target=now, version=now.version, visibility=str(Visibility.PUBLIC))
    for told in script("comments")["comment"]:
        with stage.on(told["day"]):
            made = stage.kept[told["of"]]
            target = type(made)._default_manager.get(pk=made.pk)
            mentions = [stage.posts[one] for one in told.get("asks", ())]
            comments.comment(actor=stage.actor(told["by"]), target=target, text=told["text"], mentions=mentions)
