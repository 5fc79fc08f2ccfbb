"""The only place that changes what pictures and their readers leave behind."""

from __future__ import annotations

from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions, feedback
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.feedback import Feedback
from yhdyspinta.pictures.model import Picture


def publish(environment: Environment, picture: Picture) -> Edition:
    """Freeze a picture as an edition; the same picture again is the same edition. Those of invented areas lie by themselves."""
    return editions.publish((environment.example if picture.example else environment).home, picture)


def give_feedback(environment: Environment, given: Feedback) -> Feedback:
    """Keep what a reader wrote for whoever keeps the installation; Refused or PersonalData when it cannot be kept."""
    return feedback.keep(environment.home, given)
