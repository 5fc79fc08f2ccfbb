"""What whoever keeps the installation does to accounts."""

from __future__ import annotations

from yhdyspinta.cli.content import up_to_date
from yhdyspinta.cli.show import show
from yhdyspinta.domain.errors import Refused


def counts(as_json: bool) -> None:
    """Numbers of what there is."""
    up_to_date()
    from yhdyspinta.accounts import queries

    show(queries.counts(), as_json, lambda answer: (f"{name.replace('_', ' ')}: {number}" for name, number in answer.items()))


def begin(area: str, party: str, email: str, post: str, as_json: bool) -> None:
    """Begin a cooperation; its coordinator may then sign in."""
    up_to_date()
    from django.utils.translation import override

    from yhdyspinta.intake.selection import area_of
    from yhdyspinta.organisations import policy
    from yhdyspinta.organisations.queries.inviting import parties_of_area
    from yhdyspinta.organisations.services import cooperations, people

    place = area_of(area).id
    beginner = next((one for one in parties_of_area(place) if one.area == party), None)
    if beginner is None:
        raise Refused(
            f"{party} is no organisation of {place}.", "Name the county, one of its municipalities or its regional council by id."
        )
    keeper = policy.administrator()
    with override("en"):  # commands and their errors speak English
        holder = people.know(actor=keeper, email=email)
        cooperations.begin(actor=keeper, area=place, beginner=beginner, post_title=post, holder=holder)
    show(
        {"area": place, "party": party, "coordinator": email},
        as_json,
        lambda _: iter([f"The cooperation of {place} has been begun by {party}."]),
    )


def close(email: str, as_json: bool) -> None:
    """Close an account."""
    up_to_date()
    from yhdyspinta.accounts import queries, services
    from yhdyspinta.organisations import policy

    services.close(actor=policy.administrator(), account=queries.account_of_email(email))
    _told("The account is closed.", email, as_json)


def reopen(email: str, as_json: bool) -> None:
    """Open it again."""
    up_to_date()
    from yhdyspinta.accounts import queries, services
    from yhdyspinta.organisations import policy

    services.reopen(actor=policy.administrator(), account=queries.account_of_email(email))
    _told("The account is open.", email, as_json)


def forget(email: str, as_json: bool) -> None:
    """Take a lost second factor away."""
    up_to_date()
    from yhdyspinta.accounts import queries, services
    from yhdyspinta.organisations import policy

    services.forget_second_factor(actor=policy.administrator(), account=queries.account_of_email(email))
    _told("The second factor is forgotten; a new one is taken into use at the next approval.", email, as_json)


def erase(email: str, as_json: bool) -> None:
    """Erase a person."""
    up_to_date()
    from yhdyspinta.accounts import queries, services
    from yhdyspinta.organisations import policy

    services.erase(actor=policy.administrator(), person=queries.person_of_email(email))
    _told("The person has been erased.", email, as_json)


def _told(sentence: str, email: str, as_json: bool) -> None:
    show({"done": sentence, "email": email}, as_json, lambda answer: iter([answer["done"]]))
