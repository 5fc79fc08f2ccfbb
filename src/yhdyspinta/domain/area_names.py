"""Finding an area by what people write: id, code or name, in any case and any Unicode form."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from yhdyspinta.domain.errors import Ambiguous, Unknown
from yhdyspinta.domain.text import LANGUAGES, Text

_NEAREST = 3


def folded(text: str) -> str:
    """The form in which names are compared: NFC, case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


class NameIndex:
    """Names, codes and ids of areas. An entry is (id, kind, code, name, short name)."""

    def __init__(self, entries: Iterable[tuple[str, str, str, Text, Text]]) -> None:
        self._ids: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for area_id, kind, code, name, short in entries:
            self._ids[folded(area_id)] = area_id
            self._kinds[area_id] = kind
            self._shown[area_id] = name.fi
            self._codes[folded(code)].append(area_id)
            for language in LANGUAGES:
                written = {folded(text.in_(language)) for text in (name, short) if text.fi}
                for one in written:
                    self._names[language, one].append(area_id)

    def find(self, text: str, language: str | None, prefer: tuple[str, ...]) -> str:
        """The one id that `text` names; Ambiguous or Unknown otherwise."""
        wanted = folded(text)
        if wanted in self._ids:
            return self._ids[wanted]
        languages = LANGUAGES if language is None else (language,)
        found = [area_id for one in languages for area_id in self._names.get((one, wanted), ())]
        answers = list(dict.fromkeys([*self._codes.get(wanted, ()), *found]))
        for kind in prefer:
            of_kind = [area_id for area_id in answers if self._kinds[area_id] == kind]
            if len(of_kind) == 1:
                return of_kind[0]
        if not answers:
            raise self.unknown(text)
        if len(answers) > 1:
            listed = ", ".join(f"{area_id} ({self._shown[area_id]})" for area_id in answers)
            raise Ambiguous(f"{text!r} names {len(answers)} areas.", f"Write the id of one: {listed}.")
        return answers[0]

    def unknown(self, text: str) -> Unknown:
        """The error for a name that nothing answers to, with the nearest names and their ids."""
        nearest = self._nearest(folded(text))
        hint = f"Did you mean {', '.join(nearest)}?" if nearest else "Write a name, or an id such as a kind and a code."
        return Unknown(f"No area is called {text!r}.", hint)

    def _nearest(self, wanted: str) -> list[str]:
        by_name: dict[str, str] = dict(self._ids)
        for (_, name), area_ids in self._names.items():
            by_name.setdefault(name, area_ids[0])
        close = difflib.get_close_matches(wanted, by_name, n=3 * _NEAREST, cutoff=0.6)
        ids = list(dict.fromkeys(by_name[name] for name in close))[:_NEAREST]
        return [f"{self._shown[area_id]} ({area_id})" for area_id in ids]
