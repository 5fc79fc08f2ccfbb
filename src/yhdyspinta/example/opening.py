"""The cooperation of Mallila: begun by one municipality alone, joined by the county and then the others; posts, groups, process."""

from __future__ import annotations

from yhdyspinta.example.stage import Script, Stage, script, texts
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import SelfAssessment
from yhdyspinta.organisations.queries.inviting import NewParty
from yhdyspinta.organisations.services import cooperations, people, procedure


def play(stage: Stage, area: str) -> None:
    """Everything of `parties.toml` and `procedure.toml`."""
    told = script("parties")["party"]
    for number, party in enumerate(told):
        _enter(stage, area, party, begins=number == 0)
    for party in told:
        _people(stage, party)
    told = script("procedure")
    for group in told["group"]:
        _group(stage, group)
    for party, answers in told["assessment"].items():
        for one in answers:
            _assess(stage, party, one)
    process = told["process"]
    with stage.on(process["day"]):
        stage.kept["process"] = procedure.write_process(
            actor=stage.actor(process["by"]),
            cooperation=stage.cooperation,
            version=0,
            text=texts(process["text"]),
            agreed_on=stage.day(process["day"]),
            minute_reference=process["minutes"],
        )


def _enter(stage: Stage, area: str, told: Script, *, begins: bool) -> None:
    """The party with its first post: it begins, or is invited by another and joins."""
    first = told["post"][0]
    holder, new = stage.person(first), NewParty(told["kind"], told.get("area", ""), told.get("name", ""))
    with stage.on(told["invited"]):
        if begins:
            actor = policy.signed_in(holder)
            post = cooperations.begin(actor=actor, area=area, beginner=new, post_title=first["title"], holder=holder)
        else:
            by, cooperation = stage.actor(told["by"]), stage.cooperation
            post = cooperations.invite(actor=by, cooperation=cooperation, new=new, post_title=first["title"], holder=holder)
    stage.enter(first["key"], post)
    if not begins and "joined" in told:
        with stage.on(told["joined"]):
            cooperations.join(actor=stage.actor(first["key"]), party=stage.party(told["key"]), version=stage.party(told["key"]).version)


def _people(stage: Stage, told: Script) -> None:
    """The other posts, and who answers for the procedure."""
    if "joined" not in told:
        return
    coordinator = told["post"][0]["key"]
    for one in told["post"][1:]:
        with stage.on(told["joined"] - 1):
            actor, party = stage.actor(coordinator), stage.party(told["key"])
            holder = stage.person(one) if "email" in one else None
            post = people.open_post(actor=actor, party=party, title=one["title"], role=one["role"], holder=holder)
        stage.enter(one["key"], post)
    if "answers_for_it" in told:
        official, body = told["answers_for_it"]
        with stage.on(told["joined"] - 2):
            procedure.take_responsibility(
                actor=stage.actor(coordinator),
                party=stage.party(told["key"]),
                version=0,
                top_official=official,
                political_body=body,
                post=stage.posts[coordinator],
            )


def _group(stage: Stage, told: Script) -> None:
    with stage.on(told["day"]):
        actor = stage.actor(told["by"])
        group = cooperations.make_group(actor=actor, cooperation=stage.cooperation, kind=told["kind"], name=told["name"])
        posts = [stage.posts[one] for one in told["posts"]]
        stage.kept[told["key"]] = cooperations.seat(
            actor=actor, group=group, version=group.version, posts=posts, chair=stage.posts[told["chair"]]
        )


def _assess(stage: Stage, party: str, told: Script) -> None:
    answers = dict(zip(SelfAssessment.QUESTIONS, told["answers"], strict=True))
    with stage.on(told["day"]):
        procedure.assess(actor=stage.actor(party), party=stage.party(party), version=0, answers=answers, remark=told.get("remark", ""))
