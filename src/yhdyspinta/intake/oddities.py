"""When a new release is too odd to be believed without a person: each reason in words, with what it rests on."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.intake.changes import AXES, Difference, first_seen, gone

# The shares are those of the promise to users: 20 % of values, half of the rows. The others keep rounding and small
# counts from crying wolf: a factor is looked for where three figures or more share it.
REVISED_SHARE = 0.2
LEFT_SHARE = 0.5
LOST_SHARE = 0.05
FACTOR_SHARE, FACTOR_CLOSE, FACTOR_ROWS = 0.9, 0.01, 3
LEAP, LEAP_LARGE = 0.02, 1000.0  # how near to a power of ten; sizes from which one figure alone is looked at
YEARLY = 8.0  # the median of areas does not grow so many times in a year
_NAMED = 8  # names in a sentence
_AXIS_WORDS = {
    "area": Text("alue", "område", "area"),
    "sex": Text("sukupuoli", "kön", "sex"),
    "age": Text("ikäryhmä", "åldersgrupp", "age group"),
    "period": Text("ajankohta", "period", "period"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a release waits: `kind` is one of factor, leap, scale, gone, unfamiliar, revised, lost, halved, fewer."""

    kind: str
    text: Text

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text.as_dict()}


def odd(difference: Difference, register: AreaRegister, wanted: Collection[str], asked_the_same: bool = True) -> tuple[Reason, ...]:
    """Every reason to hold a release; none when nothing stood before.

    `wanted`: the indicators that are asked for now, so that one that is asked for no more is not missed.
    `asked_the_same`: whether the standing release answered the same question; new codes are no wonder when not.
    """
    if difference.first:
        return ()
    joined = difference.joined.filter(pl.col("indicator").is_in(list(wanted)))
    reasons = [*_gone(joined, register), *factors(joined), *_leaps(joined, register), *_scales(joined)]
    if asked_the_same:
        reasons += _unfamiliar(joined, register)
    return (*reasons, *_amounts(joined))


def factors(joined: pl.DataFrame) -> Iterator[Reason]:
    """Indicators whose figures were all multiplied by one number: another unit, another base, a slipped comma."""
    pairs = joined.filter(pl.col("value").is_not_null() & pl.col("value_after").is_not_null() & (pl.col("value") != 0))
    pairs = pairs.with_columns(ratio=pl.col("value_after") / pl.col("value")).filter(pl.col("value_after") != 0)
    for (indicator,), own in sorted(pairs.group_by("indicator"), key=lambda item: str(item[0])):
        ratio = float(own["ratio"].median() or 1.0)  # type: ignore[arg-type]
        shared = own.filter((pl.col("ratio") / ratio - 1).abs() < FACTOR_CLOSE)
        if abs(ratio - 1) > FACTOR_CLOSE and len(shared) >= max(FACTOR_ROWS, FACTOR_SHARE * len(own)):
            times, amount, title = _number(ratio), f"{len(shared)}/{len(own)}", _title(str(indicator))
            yield Reason(
                "factor",
                Text(
                    f"{title.fi}: luvuista {amount} on kerrottu samalla luvulla ({_comma(times)}). Onko yksikkö tai perusvuosi vaihtunut?",
                    f"{title.sv}: {amount} siffror har multiplicerats med samma tal ({_comma(times)}). Har enheten eller basåret bytts?",
                    f"{title.en}: {amount} figures were multiplied by one number ({times}). Has the unit or the base year changed?",
                ),
            )


def _leaps(joined: pl.DataFrame, register: AreaRegister) -> Iterator[Reason]:
    """Single large figures that moved by a power of ten."""
    pairs = joined.filter((pl.col("value") > 0) & (pl.col("value_after") > 0))
    pairs = pairs.filter(pl.max_horizontal("value", "value_after") >= LEAP_LARGE)
    moved = pairs.with_columns(power=(pl.col("value_after") / pl.col("value")).log10())
    leapt = moved.filter((pl.col("power").abs() > 0.9) & ((pl.col("power") - pl.col("power").round()).abs() < LEAP))
    for row in leapt.sort("indicator", "area", "period").head(1).to_dicts():
        title, place = _title(row["indicator"]), _place(row["area"], register)
        what = f"{row['period']}: {_number(row['value'])} → {_number(row['value_after'])}"
        yield Reason(
            "leap",
            Text(
                f"{len(leapt)} lukua on muuttunut kymmenen potenssilla, esimerkiksi {title.fi}, {place.fi}, {what}.",
                f"{len(leapt)} siffror ändrades med en tiopotens, till exempel {title.sv}, {place.sv}, {what}.",
                f"{len(leapt)} figures moved by a power of ten, for example {title.en}, {place.en}, {what}.",
            ),
        )


def _scales(joined: pl.DataFrame) -> Iterator[Reason]:
    """New periods whose figures are of another size than those of a year before."""
    now = joined.filter((pl.col("change") == "new") & (pl.col("value_after") > 0))
    before = joined.filter(pl.col("value_after") > 0).select("indicator", *AXES, earlier="value_after")
    year_before = (pl.col("period").str.slice(0, 4).cast(pl.Int64) - 1).cast(pl.String) + pl.col("period").str.slice(4)
    pairs = now.with_columns(period_now="period", period=year_before).join(before, on=["indicator", *AXES])
    medians = pairs.group_by("indicator", "period_now").agg(ratio=(pl.col("value_after") / pl.col("earlier")).median(), n=pl.len())
    for indicator, period, ratio, n in medians.sort("indicator", "period_now").iter_rows():
        if n >= FACTOR_ROWS and not 1 / YEARLY < ratio < YEARLY:
            times, title = _number(ratio), _title(indicator)
            yield Reason(
                "scale",
                Text(
                    f"{title.fi}, {period}: luvut ovat {_comma(times)}-kertaiset vuotta aiempiin verrattuna (mediaani).",
                    f"{title.sv}, {period}: siffrorna är {_comma(times)} gånger så stora som ett år tidigare (median).",
                    f"{title.en}, {period}: the figures are {times} times those of a year before (median).",
                ),
            )


def _gone(joined: pl.DataFrame, register: AreaRegister) -> Iterator[Reason]:
    lost = gone(joined, ("indicator",)).get("indicator", [])
    if lost:
        names = [_title(indicator) for indicator in lost]
        yield Reason(
            "gone",
            Text(
                f"Mittarin kaikki luvut puuttuvat: {_listed(names, 'fi')}.",
                f"Måttets alla siffror saknas: {_listed(names, 'sv')}.",
                f"All figures of an indicator are missing: {_listed(names, 'en')}.",
            ),
        )
    rest = joined.filter(~pl.col("indicator").is_in(lost))
    for axis, codes in gone(rest, AXES).items():
        names, word = [_became(code, register) if axis == "area" else Text(code) for code in codes], _AXIS_WORDS[axis]
        yield Reason(
            "gone",
            Text(
                f"Poistunut ({word.fi}, {len(codes)} kpl): {_listed(names, 'fi')}.",
                f"Borttaget ({word.sv}, {len(codes)} st.): {_listed(names, 'sv')}.",
                f"Gone ({word.en}, {len(codes)}): {_listed(names, 'en')}.",
            ),
        )


def _unfamiliar(joined: pl.DataFrame, register: AreaRegister) -> Iterator[Reason]:
    new = first_seen(joined, ("indicator",)).get("indicator", [])
    known = joined.filter(~pl.col("indicator").is_in(new))
    for axis, codes in first_seen(known, tuple(axis for axis in AXES if axis != "period")).items():
        names, word = [_place(code, register) if axis == "area" else Text(code) for code in codes], _AXIS_WORDS[axis]
        yield Reason(
            "unfamiliar",
            Text(
                f"Uusi ({word.fi}, {len(codes)} kpl): {_listed(names, 'fi')}.",
                f"Nytt ({word.sv}, {len(codes)} st.): {_listed(names, 'sv')}.",
                f"New ({word.en}, {len(codes)}): {_listed(names, 'en')}.",
            ),
        )


def _amounts(joined: pl.DataFrame) -> Iterator[Reason]:
    """Too much at once: values revised, rows lost, rows halved."""
    stood = joined.filter(pl.col("change") != "new")
    left = len(joined) - joined.filter(pl.col("change") == "vanished").height
    vanished = joined.filter(pl.col("change") == "vanished").height
    if left < LEFT_SHARE * len(stood):
        yield Reason(
            "halved",
            Text(
                f"Rivejä oli {len(stood)}, nyt {left}.",
                f"Antalet rader var {len(stood)}, nu {left}.",
                f"There were {len(stood)} rows, now {left}.",
            ),
        )
    elif vanished > LOST_SHARE * len(stood):
        yield Reason(
            "lost",
            Text(
                f"Luvuista {vanished}/{len(stood)} on kadonnut.",
                f"{vanished} av {len(stood)} siffror har försvunnit.",
                f"{vanished} of {len(stood)} figures have vanished.",
            ),
        )
    both = stood.filter((pl.col("change") != "vanished") & (pl.col("value").is_not_null() | pl.col("value_after").is_not_null()))
    differs = pl.col("value").ne_missing(pl.col("value_after"))
    for indicator, revised, compared in both.group_by("indicator").agg(differs.sum(), n=pl.len()).sort("indicator").iter_rows():
        if revised >= REVISED_SHARE * compared:
            share, title = math.floor(100 * revised / compared), _title(indicator)
            yield Reason(
                "revised",
                Text(
                    f"{title.fi}: {share} % luvuista ({revised}/{compared}) on muuttunut.",
                    f"{title.sv}: {share} % av siffrorna ({revised}/{compared}) har ändrats.",
                    f"{title.en}: {share}% of the values ({revised}/{compared}) have changed.",
                ),
            )


def fewer(difference: Difference) -> Iterator[Reason]:
    """Fewer rows than stood, of a source whose reply declares no size of its own: it may have been cut."""
    counts = difference.counts
    stood, now = counts["same"] + counts["revised"] + counts["vanished"], counts["same"] + counts["revised"] + counts["new"]
    if now < stood:
        yield Reason(
            "fewer",
            Text(
                f"Rivejä on {now}, aiemmin {stood}, eikä vastaus kerro kokoaan: se voi olla katkennut.",
                f"Raderna är {now}, tidigare {stood}, och svaret anger inte sin storlek: det kan vara avbrutet.",
                f"There are {now} rows, {stood} before, and the reply does not tell its size: it may be cut.",
            ),
        )


def _title(indicator: str) -> Text:
    """The title of an indicator with its id, `Väestö (thl.sotkanet.127)`."""
    definition = indicators().get(indicator)
    return _with_code(definition.title, indicator) if definition else Text(indicator)


def _place(area: str, register: AreaRegister) -> Text:
    """The name of an area with its id."""
    try:
        return _with_code(register.get(area).label, area)
    except Unknown:
        return Text(area)


def _with_code(name: Text, code: str) -> Text:
    return Text(*(f"{name.in_(language)} ({code})" for language in LANGUAGES))


def _became(area: str, register: AreaRegister) -> Text:
    """An area with what the register says became of it: `Noormarkku (KU537) → Pori (KU609)`."""
    own = _place(area, register)
    try:
        end = register.get(area).end
        heirs = [other for other, _ in register.became(area, end) if other != area] if end else []
    except Unknown:
        return own
    if not heirs:
        return own
    names = [_place(heir, register) for heir in heirs]
    return Text(*(f"{own.in_(one)} → {' + '.join(name.in_(one) for name in names)}" for one in LANGUAGES))


def _listed(names: list[Text], language: str) -> str:
    """The first names of a list, and how many more there are."""
    more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(name.in_(language) for name in names[:_NAMED]) + more


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}"
