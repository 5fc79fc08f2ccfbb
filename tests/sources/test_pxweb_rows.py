"""What becomes of marks, divisions, units and series, from replies that were made for each case."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.servers.faults import Question
from tests.servers.pxweb import MadeTable, PxWeb
from tests.sources.pxweb_tables import jobs, population
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats import pxweb
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.pxweb_facts import facts_of
from yhdyspinta.sources.pxweb_plan import plan_of, query_v1

V1 = CONNECTORS["pxweb_v1"]
WANTED = (Wanted("made.one", {"contents": "vaesto"}),)


def replies(table: MadeTable, target: Target, format_: str = "json-stat2") -> list[Part]:
    """The description and one reply with all figures, as the service of ours gives them."""
    service = PxWeb([table])
    path = f"/PxWeb/api/v1/fi/StatFin/{table.path}"
    described = service(Question("GET", path, {}, {}, b"")).data
    query = query_v1(plan_of(pxweb.metadata(described), target, facts_of(target)).selection, format_)
    data = service(Question("POST", path, {}, {}, query.encode())).data
    return [Part("metadata", path, "", "", described), Part("figures-0", path, query, "", data)]


def read(table: MadeTable, series: tuple[Wanted, ...] = WANTED, format_: str = "json-stat2", **facts: object):
    target = Target("made", "made", "pxweb_v1", f"https://example.invalid/api/v1/fi/StatFin/{table.path}", facts, series)
    return V1.read(target, replies(table, target, format_), areas())


def with_cell(cell: object, table: MadeTable | None = None) -> MadeTable:
    found = table or population(("2023",))
    found.cell = lambda key: cell
    return found


def only(reading) -> dict:
    found = {(row["value"], row["status"]) for row in reading.rows.to_pylist()}
    assert len(found) == 1
    value, status = found.pop()
    return {"value": value, "status": status}


@pytest.mark.parametrize("format_", ["json-stat2", "json-stat", "json"])
@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        (0, 0.0, "final"),
        (12.5, 12.5, "final"),
        (".", None, "not_applicable"),
        ("..", None, "not_available"),
        ("...", None, "suppressed"),
        (None, None, "not_available"),
    ],
)
def test_missing_secret_and_zero_are_three_things_in_every_format(format_, cell, value, status):
    assert only(read(with_cell(cell), format_=format_)) == {"value": value, "status": status}


def test_an_unknown_mark_is_refused_until_somebody_says_what_it_means():
    with pytest.raises(ParseError, match="mark '-'"):
        read(with_cell("-"))
    assert only(read(with_cell("-"), marks={"-": "zero"})) == {"value": 0.0, "status": "final"}
    assert only(read(with_cell("."), marks={".": "suppressed"})) == {"value": None, "status": "suppressed"}


def test_a_star_in_the_code_or_in_the_text_of_a_period_makes_its_figures_preliminary():
    for texts in (["2023*"], ["2023"]):
        table = with_cell(5, population(("2023",)))
        time = next(one for one in table.variables if one.time)
        time.values, time.texts = ["2023*"] if texts == ["2023"] else ["2023"], {"fi": texts}
        for format_ in ("json-stat2", "json"):
            assert only(read(table, format_=format_)) == {"value": 5.0, "status": "preliminary"}


def test_a_projection_is_a_forecast():
    assert only(read(with_cell(7), figures="forecast")) == {"value": 7.0, "status": "forecast"}


def test_the_division_of_a_label_of_the_entry_and_of_each_period():
    table = jobs()
    table.variables[0] = replace(table.variables[0], code="Alue 2017", text={"fi": "Alue 2017"})
    series = (Wanted("made.one", {"contents": "Työttömiä"}),)
    table.cell = lambda key: 1
    assert set(read(table, series).rows["boundaries"].to_pylist()) == {2017}
    assert set(read(table, series, boundaries=2020).rows["boundaries"].to_pylist()) == {2020}
    assert set(read(table, series, boundaries="period").rows["boundaries"].to_pylist()) == {2023}
    with pytest.raises(ParseError, match="which is not known"):
        read(table, series, boundaries=2090)


def test_a_municipality_that_had_ended_shows_that_the_division_is_another():
    ended = max((area for area in areas().all if area.kind == "KU" and area.end is not None), key=lambda area: area.end)
    table = with_cell(1)
    table.variables[0].values = [ended.id if code == "KU182" else code for code in table.variables[0].values]
    with pytest.raises(ParseError, match=rf"{ended.id} ended on .*division of {ended.end.year}"):
        read(table, boundaries=ended.end.year)
    assert ended.id in read(table, boundaries=ended.end.year - 1).rows["area"].to_pylist()


def test_bare_codes_of_municipalities_and_of_regions():
    table = with_cell(1)
    table.variables[0].values[:] = ["SSS", "005", "091", "179", "020", "049", "050", "051", "052"]
    rows = read(table).rows
    assert set(rows["area"].to_pylist()) == {"SSS", "KU005", "KU091", "KU179", "KU020", "KU049", "KU050", "KU051", "KU052"}
    table.variables[0].values[:] = ["SSS", "01", "02", "04", "05", "06", "07", "08", "09"]
    assert set(read(table, bare="MK", areas=["MK"]).rows["area"].to_pylist()) == {f"MK0{number}" for number in (1, 2, 4, 5, 6, 7, 8, 9)}


def test_two_series_of_one_table_and_one_that_it_has_not():
    series = (*WANTED, Wanted("made.two", {"contents": "Väestöllinen huoltosuhde"}), Wanted("made.three", {"contents": "puuttuu"}))
    reading = read(population(), series)
    assert reading.rows["indicator"].unique().to_pylist() == ["made.one", "made.two"]
    assert any("made.three" in note and "no value of Tiedot" in note for note in reading.notes)


def test_words_that_fit_two_values_are_not_guessed():
    table = population()
    table.variables[-1].texts = {"fi": ["Väestö yhteensä vuoden lopussa", "Väestö yhteensä vuoden alussa"]}
    with pytest.raises(ParseError, match="fits 2 values"):
        read(table, (Wanted("made.one", {"contents": "väestö yhteensä"}),))


def test_a_key_may_be_the_first_words_of_a_variable_that_they_alone_mean():
    def offences(*names: str) -> MadeTable:
        table = jobs()
        table.cell = lambda key: 1
        group = table.variables.pop(2)
        table.variables += [replace(group, code=name, text={"fi": name}) for name in names]
        return table

    series = (Wanted("made.one", {"contents": "Työttömiä", "rikosryhma": "Asiantuntijat"}),)
    assert read(offences("Rikosryhmä ja teonkuvaus"), series, boundaries=2023).rows.num_rows == 9
    assert read(offences("Rikosryhmä ja teonkuvaus", "Rikosryhmä"), series, boundaries=2023).rows.num_rows == 9
    with pytest.raises(ParseError, match="which means"):
        read(offences("Rikosryhmä ja teonkuvaus", "Rikosryhmä ja laji"), series, boundaries=2023)


def test_ages_by_group_and_an_open_group_as_the_total_of_adults():
    table = with_cell(1)
    ages = next(one for one in table.variables if one.code.startswith("ika"))
    ages.values, ages.texts = ["15-", "15-24", "25-64", "65-"], {"fi": ["15 -", "15 - 24", "25 - 64", "65 -"]}
    assert set(read(table).rows["age"].to_pylist()) == {"total"}
    assert set(read(table, ages=True).rows["age"].to_pylist()) == {"15-", "15-24", "25-64", "65-"}
    assert set(read(table, ages=["65-"]).rows["age"].to_pylist()) == {"65-"}
    with pytest.raises(ParseError, match="no age 0-14"):
        read(table, ages=["0-14"])


def test_only_some_periods():
    table = population(("2020", "2021", "2022", "2023"))
    assert set(read(table, newest=2).rows["period"].to_pylist()) == {"2022", "2023"}
    assert set(read(table, since="2021").rows["period"].to_pylist()) == {"2021", "2022", "2023"}
    with pytest.raises(ParseError, match="no periods"):
        read(table, since="2030")


def test_a_unit_that_changed_is_refused():
    assert read(population(), units={"vaesto": "Henkilöä"}).rows.num_rows
    table = population()
    table.units = {"vaerak-vaesto": {"fi": "tuhatta henkilöä"}}
    with pytest.raises(ParseError, match="'tuhatta henkilöä' now"):
        read(table, units={"vaesto": "henkilöä"})


def test_a_table_whose_roles_no_word_tells():
    table = with_cell(1, jobs())
    table.variables[0] = replace(table.variables[0], code="Paikka", text={"fi": "Paikka"}, values=["1", "2", "3"])
    series = (Wanted("made.one", {"contents": "Työttömiä"}),)
    with pytest.raises(ParseError, match="no variable of area"):
        read(table, series, boundaries=2023)
    table.variables[0].values, table.variables[0].texts = ["005", "009", "010"], {"fi": ["Alajärvi", "Alavieska", "Alavus"]}
    rows = read(table, series, boundaries=2023, roles={"paikka": "area"}).rows
    assert set(rows["area"].to_pylist()) == {"KU005", "KU009", "KU010"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body["id"].remove("timeperiod_y"), "dimensions and `size`"),
        (lambda body: body["value"].pop(), "promise"),
        (lambda body: body["dimension"]["timeperiod_y"]["category"]["index"].update({"2030": 0}), "categories"),
        (lambda body: body.update({"dimension": {}}), "does not describe"),
    ],
)
def test_a_reply_that_is_not_what_was_asked(change, said):
    table = population(("2023",))
    target = Target("made", "made", "pxweb_v1", "https://example.invalid/api/v1/fi/StatFin/vaerak/11re.px", {}, WANTED)
    described, figures = replies(table, target)
    body = json.loads(figures.data)
    change(body)
    with pytest.raises(ParseError, match=said):
        V1.read(target, [described, replace(figures, data=json.dumps(body).encode())], areas())
    other = replace(figures, query=figures.query.replace('"2023"', '"2022"'))
    with pytest.raises(ParseError, match="not to a question about this table"):
        V1.read(target, [described, other], areas())


def test_a_reply_to_another_question_is_refused():
    table = population(("2022", "2023"))
    target = Target("made", "made", "pxweb_v1", "https://example.invalid/api/v1/fi/StatFin/vaerak/11re.px", {}, WANTED)
    described, figures = replies(table, target)
    other = replace(figures, query=figures.query.replace('"2022","2023"', '"2022"'))
    with pytest.raises(ParseError, match="not the values of timeperiod_y that were asked"):
        V1.read(target, [described, other], areas())
