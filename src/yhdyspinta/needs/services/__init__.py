"""The only place that changes needs and what is said of them. Each function is one transaction with its row in the chain."""

from yhdyspinta.needs.services.again import ask_again
from yhdyspinta.needs.services.halls import answer_in_hall, close_hall, open_hall
from yhdyspinta.needs.services.meeting import Outcome, discuss
from yhdyspinta.needs.services.needs import Asked, answer_with, move, rewrite, suggest, take
from yhdyspinta.needs.services.weights import weigh

__all__ = [
    "Asked",
    "Outcome",
    "answer_in_hall",
    "answer_with",
    "ask_again",
    "close_hall",
    "discuss",
    "move",
    "open_hall",
    "rewrite",
    "suggest",
    "take",
    "weigh",
]
