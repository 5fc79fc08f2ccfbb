"""Search of a cooperation beside a bare page: 2,000 needs, 500 phenomena and 500 comments, asked by a member.

    python -m tests.bench.room_search

Time of the processor is counted, so that what else the machine does is left out.

Written to a database of its own in a temporary folder. The first search reads everything; the others find it held.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time

from yhdyspinta.catalogue.wordindex import tokens

WORDS = tokens(
    "kunta kaupunki nuori lapsi perhe ikäihminen palvelu koulu terveys hyvinvointi mielenterveys päihde liikunta asuminen työttömyys "
    "kotihoito neuvola opetus kuljetus verkosto talous sopimus turvallisuus varautuminen kulttuuri yhdyspinta muutos rakennus tila väestö"
)
ENDS = ("", "n", "a", "ssa", "sta", "lle", "t")
ASKED = (
    "kunnan palvelut",
    "nuorten mielenterveys",
    "hyvinvointi",
    "kaupungit",
    "työttömyyden muutos",
    "perheneuvola",
    "kouluu",
    "yhdyspinnat",
)


def _text(random_: random.Random, words: int) -> str:
    return " ".join(random_.choice(WORDS) + random_.choice(ENDS) for _ in range(words)).capitalize() + "?"


def _fill() -> tuple[object, object]:
    from django.utils import timezone

    from tests import universe
    from yhdyspinta.attention.models import Comment
    from yhdyspinta.needs.models import Need
    from yhdyspinta.phenomena.models import Phenomenon

    world, random_, now = universe.world(), random.Random(7), timezone.now()
    party, theme = world.party(world.first), world.cooperation.themes.get(number=1)
    common = {"cooperation": world.cooperation, "created_at": now, "changed_at": now}
    Need.objects.bulk_create(
        [
            Need(**common, party=party, theme=theme, level="J", question_fi=_text(random_, 9), decision=_text(random_, 6))
            for _ in range(2000)
        ]
    )
    Phenomenon.objects.bulk_create([Phenomenon(**common, raised_by=party, sentence_fi=_text(random_, 12)) for _ in range(500)])
    Comment.objects.bulk_create(
        [
            Comment(
                **common, party=party, post_id=world.first.post_id, target_kind="needs.need", target_id=number + 1, text=_text(random_, 20)
            )
            for number in range(500)
        ]
    )
    return world.cooperation, world.second


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"YHDYSPINTA_HOME": home, "DJANGO_SETTINGS_MODULE": "yhdyspinta.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from yhdyspinta.attention.queries.search import find

        call_command("migrate", verbosity=0)
        cooperation, actor = _fill()
        took = []
        for round_ in range(1 + 25 * len(ASKED)):
            begun = time.process_time()
            answer = find(actor, cooperation, ASKED[round_ % len(ASKED)])
            took.append((time.process_time() - begun) * 1000)
            if not answer.of:
                raise SystemExit(f"Nothing answers {ASKED[round_ % len(ASKED)]!r}.")
        first, rest = took[0], sorted(took[1:])
        print(f"processor: first {first:.0f} ms; then median {statistics.median(rest):.1f} ms, p95 {rest[int(len(rest) * 0.95)]:.1f} ms")


if __name__ == "__main__":
    main()
