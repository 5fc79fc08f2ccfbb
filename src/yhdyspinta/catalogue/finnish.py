"""Keys by which the forms of a Finnish noun find one another: kunta, kunnan, kuntien and kunnille share a key.

A stemmer that only cuts endings (Snowball) leaves kunna- and kunti- apart, since consonants change between the strong and the
weak grade. Here a form loses its case ending, its last vowels, and the grade of its last consonants. Source of the grades: Hakulinen
et al. (2004), Iso suomen kielioppi, §41–§52 (astevaihtelu); of the endings §81–§94; of nouns in -s, -nen, -in, -ton §55–§77.

An ending may also belong to the word itself (`ikkuna`, `silta`), so a form has a few keys; two forms are of one word when
they share one. It errs on the side of finding: a search that finds too much is ordered, one that finds nothing is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LEAST = 3  # letters that are left of a word
_VOWELS = "aeiouy"
# Endings of case and number with what must stand before them. ä and ö are a and o here, as people type without dots.
_ENDINGS = tuple(
    re.compile(rf"(?<={before})(?:{ending})$")
    for before, ending in (
        (r"[aeiouy]", r"(?:ssa|sta|lla|lta|lle|ksi|na|tta)(?:a?n)?(?:nsa|mme|nne)?"),
        (r"[aeiouy]", r"(?:ssa|sta|lla|lta)an|lleen|kseen"),
        (r"[aeiouy]{2}", r"ta|seen"),
        (r"[srnlt]", r"ta|ten"),
        (r"[aeiouy]i", r"den|tten|siin"),
        (r"[aeiouy]{2}", r"h[aeiouy]n"),
        (r"[aeiouy]", r"jen|ja"),
        (r"i", r"en|a"),
        (r"a", r"an?"),
        (r"e", r"en|a"),
        (r"i", r"in"),
        (r"o", r"on|a"),
        (r"u", r"un|a"),
        (r"y", r"yn|a"),
        (r"[aeiouy]", r"n|t|nsa|mme|nne"),
    )
)
_SHORT_PARTITIVE = re.compile(r"(?<=^[^aeiouy][aeiouy]{2})ta$")  # työtä is of työ alone, not of työtön
_TWO_VOWELS = re.compile(rf"[{_VOWELS}]{{2}}")
_USEFUL = re.compile(r"(?<=[uy])(?:ks|d|t+)$")  # terveys, terveyden, terveyttä, terveyksien
_CLITIC = re.compile(r"(?<=[aeiouyntsl])(?:kin|kaan)$")
# The weak grade of the last consonants, or a double one, and what both grades are written as.
_GRADES = (
    ("nn", "nt"),
    ("ll", "lt"),
    ("rr", "rt"),
    ("mm", "mp"),
    ("ng", "nk"),
    ("lj", "lk"),
    ("rj", "rk"),
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("ks", "s"),
    ("d", "t"),
    ("v", "p"),
)
# Words whose forms no rule joins: the part that changes, as it stands after the rules, and what it is written as.
# Words whose last consonants follow no rule, and what they are written as; those of one syllable as a whole.
_IRREGULAR = {"aj": "aik", "poj": "poik", "las": "laps", "mieh": "mies"}
_ONE_SYLLABLE = {"toi": "tyo", "tei": "tie", "mai": "maa", "soi": "suo"}


@lru_cache(maxsize=50_000)
def keys(word: str) -> frozenset[str]:
    """The keys of one word in any of its forms, without dots and in small letters; never empty for a word that has letters."""
    word = _SHORT_PARTITIVE.sub("", folded(word))
    return frozenset(key for form in (word, *_without_ending(word)) for key in _of_body(form))


def folded(word: str) -> str:
    """Small letters and digits without dots or accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalnum())


def _without_ending(word: str) -> Iterator[str]:
    for ending in (_CLITIC, *_ENDINGS):
        left = ending.sub("", word)
        if left != word and (len(left) >= _LEAST or _TWO_VOWELS.fullmatch(left)):
            yield left


def _of_body(form: str) -> Iterator[str]:
    """The keys of a form that has no ending of case any more."""
    named = _nominative(form)
    yield from (_grade(_body(strong)) for strong in _strong(named))
    if form.endswith("si"):  # vesi, veden; vuosi, vuoden; kansi, kannen
        yield _grade(named[:-2] + "t")
    if re.search(r".{3}im[aeiouy]*$", named):  # puhelin, puhelimen
        yield _grade(_body(_body(named)[:-2]))
    if re.search(r"ttom[aeiouy]*$", named):  # työtön, työttömän
        yield _body(named)[:-3]


def _nominative(form: str) -> str:
    """Nouns in -nen, -as and -is brought to where their other forms lead."""
    if form.endswith("nen"):
        return form[:-3] + "s"  # kuntalainen, kuntalaisen
    if re.search(r"..[^aeiouy][ai]s$|^.[^aeiouy]as$", form):
        return form[:-2]  # asukas, asukkaan; kallis, kalliin
    return form


def _body(form: str) -> str:
    """The form without its last vowels, but at least three letters of it."""
    if form in _ONE_SYLLABLE:
        return _ONE_SYLLABLE[form]
    return form[: max(_LEAST, len(form.rstrip(_VOWELS)))]


def _grade(body: str) -> str:
    """The key of a body: its last consonants in one grade, whatever vowels the shortest words keep after them."""
    stem = body.rstrip(_VOWELS)
    vowels = body[len(stem) :]
    if len(stem) > _LEAST + 1:
        stem = _USEFUL.sub("s", stem)
    changed = next((grade for grade in _GRADES if stem.endswith(grade[0])), ("", ""))
    stem = stem.removesuffix(changed[0]) + changed[1]
    for part, written in _IRREGULAR.items():
        if stem.endswith(part):
            return stem.removesuffix(part) + written
    return stem + vowels


def _strong(form: str) -> Iterator[str]:
    """The form itself, and those that it may be the weak grade of where k is dropped (tuki, tuen; jalka, jalan; luku, luvun)."""
    stem = form.rstrip(_VOWELS)
    run = form[len(stem) :]
    if re.search(r"(?:uvu|yvy)$", form):
        yield stem[:-1] + "k" + run
        return
    yield form
    if run and stem.endswith(("l", "r")):
        yield stem + "k" + run
    for place in range(1, len(run)):
        yield stem + run[:place] + "k" + run[place:]
