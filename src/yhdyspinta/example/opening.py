"""The cooperation of Mallila: begun by one municipality alone, joined by the county and then the others; posts, groups, process."""

from __future__ import annotations

from functools import partial

from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import SelfAssessment
from yhdyspinta.organisations.queries.inviting import NewParty
from yhdyspinta.organisations.services import cooperations, people, procedure


def tell(stage: Stage, area: str) -> None:
    """Everything of `parties.toml` and `procedure.toml`."""
    parties = script("parties")["party"]
    stage.joined = tuple(party["key"] for party in parties if "joined" in party)
    for party in parties:
        stage.at(party["invited"], partial(_enter, stage, area, party))
        if "by" in party and "joined" in party:
            stage.at(party["joined"], partial(_join, stage, party))
        for post in party["post"][1:]:
            stage.at(party["joined"] - 1, partial(_open, stage, party, post))
        if "answers_for_it" in party:
            stage.at(party["joined"] - 2, partial(_answer_for_it, stage, party))
    procedure_told = script("procedure")
    for group in procedure_told["group"]:
        stage.at(group["day"], partial(_group, stage, group))
    for party, answers in procedure_told["assessment"].items():
        for one in answers:
            stage.at(one["day"], partial(_assess, stage, party, one))
    stage.at(procedure_told["process"]["day"], partial(_process, stage, procedure_told["process"]))


def _enter(stage: Stage, area: str, told: Script) -> None:
    """The party with its first post: the first begins, others are invited."""
    first = told["post"][0]
    holder, new = stage.person(first), NewParty(told["kind"], told.get("area", ""), told.get("name", ""))
    if "by" in told:
        by, cooperation = stage.actor(told["by"]), stage.cooperation
        post = cooperations.invite(actor=by, cooperation=cooperation, new=new, post_title=first["title"], holder=holder)
    else:
        actor = policy.signed_in(holder)
        post = cooperations.begin(actor=actor, area=area, beginner=new, post_title=first["title"], holder=holder)
    stage.enter(first["key"], post)


def _join(stage: Stage, told: Script) -> None:
    party = stage.party(told["key"])
    cooperations.join(actor=stage.actor(told["key"]), party=party, version=party.version)


def _open(stage: Stage, told: Script, post: Script) -> None:
    actor, party = stage.actor(told["post"][0]["key"]), stage.party(told["key"])
    opened = people.open_post(actor=actor, party=party, title=post["title"], role=post["role"], holder=stage.person(post))
    stage.enter(post["key"], opened)


def _answer_for_it(stage: Stage, told: Script) -> None:
    official, body = told["answers_for_it"]
    coordinator = told["post"][0]["key"]
    procedure.take_responsibility(
        actor=stage.actor(coordinator),
        party=stage.party(told["key"]),
        version=0,
        top_official=official,
        political_body=body,
        post=stage.posts[coordinator],
    )


def _group(stage: Stage, told: Script) -> None:
    actor = stage.actor(told["by"])
    group = cooperations.make_group(actor=actor, cooperation=stage.cooperation, kind=told["kind"], name=told["name"])
    posts = [stage.posts[one] for one in told["posts"]]
    stage.kept[told["key"]] = cooperations.seat(
        actor=actor, group=group, version=group.version, posts=posts, chair=stage.posts[told["chair"]]
    )


def _assess(stage: Stage, party: str, told: Script) -> None:
    answers = dict(zip(SelfAssessment.QUESTIONS, told["answers"], strict=True))
    procedure.assess(actor=stage.actor(party), party=stage.party(party), version=0, answers=answers, remark=told.get("remark", ""))


def _process(stage: Stage, told: Script) -> None:
    stage.kept["process"] = procedure.write_process(
        actor=stage.actor(told["by"]),
        cooperation=stage.cooperation,
        version=0,
        text=texts(told["text"]),
        agreed_on=stage.day(told["day"]),
        minute_reference=told["minutes"],
    )
