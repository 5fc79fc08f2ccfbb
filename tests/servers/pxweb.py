"""A PxWeb of ours: v1 as Statistics Finland runs it, and PxWebApi 2. Every table and figure is made.

Lines of sources.md that it follows stand beside what they rule. It can be told to refuse a format, to forget the search,
to allow few cells, to answer 429, and to publish a table anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from tests.servers.faults import Answer, Question

Cell = float | str | None  # a number, a mark, or nothing
Selection = dict[str, list[str]]
JSON = {"Content-Type": "application/json; charset=utf-8"}
# 0.3: live ?config of 29 August 2026.
CONFIG = {"maxValues": 120000, "maxCells": 120000, "maxCalls": 40, "timeWindow": 60, "CORS": True}


@dataclass
class MadeVariable:
    """`values` are codes; `texts` and `valueTexts` in fi, in sv and en where given."""

    code: str
    text: Mapping[str, str]
    values: list[str]
    texts: Mapping[str, list[str]]
    time: bool = False
    elimination: bool = False
    total: str = ""

    def in_(self, language: str) -> tuple[str, list[str]]:
        return self.text.get(language, self.text["fi"]), self.texts.get(language, self.texts["fi"])


@dataclass
class MadeTable:
    path: str  # vaerak/11ra.px
    titles: Mapping[str, str]
    variables: list[MadeVariable]
    cell: Callable[[Mapping[str, str]], Cell]
    contents: str = "contentscode"  # the code of the contents variable
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    updated: str = "2026-03-27T05:00:00Z"
    source: str = "Tilastokeskus, väestörakenne"

    def title(self, language: str) -> str:
        return self.titles.get(language, self.titles["fi"])


@dataclass
class PxWeb:
    """The service; called with a question it gives an answer. What it was asked for is in `queries`."""

    tables: list[MadeTable]
    database: str = "StatFin"
    config: Mapping[str, Any] = field(default_factory=lambda: dict(CONFIG))
    cells: int = 120_000  # what it really lets out, whatever ?config says
    formats: tuple[str, ...] = ("json-stat2", "json-stat", "json")
    searches: bool = True
    busy: int = 0  # so many 429 first
    sparse: bool = False
    queries: list[Selection] = field(default_factory=list)
    after: Callable[[PxWeb], None] | None = None  # is called after each answer with figures

    def __call__(self, question: Question) -> Answer:
        if self.busy:
            self.busy -= 1
            return Answer(b"", 429, {"Retry-After": "0"})  # gotcha 4: honour Retry-After on 429
        steps = [step for step in question.path.split("/") if step]
        if steps[:3] == ["PxWeb", "api", "v1"]:
            return self._v1(question, steps[3], steps[4:])
        if steps[:2] == ["api", "v2"]:
            return _V2(self).answer(question, steps[2:])
        return _refusal(404)

    def _v1(self, question: Question, language: str, steps: Sequence[str]) -> Answer:
        if not steps:  # 1.1: GET /{lang}/?config
            return _json(self.config if "config" in question.query else [{"dbid": self.database, "text": self.database}])
        if steps[0] != self.database:
            return _refusal(400)
        if "query" in question.query:
            return self._search(question.query["query"][0], language)
        path = "/".join(steps[1:])
        table = next((one for one in self.tables if one.path == path), None)
        if table is None:
            return self._folder(path, language)
        return self._figures(table, question, language) if question.method == "POST" else _json(describe(table, language))

    def _search(self, words: str, language: str) -> Answer:
        """1.1: GET …/StatFin?query=… -> [{id,path,title,score,published}]."""
        if not self.searches:
            return _refusal(404)
        found = [one for one in self.tables if all(word in one.title(language).lower() for word in words.lower().split())]
        entries = [
            {"id": one.path.split("/")[-1], "path": "/" + "/".join(one.path.split("/")[:-1]), "title": one.title(language), "score": 1.0}
            for one in found
        ]
        return _json([entry | {"published": "2026-03-27T08:00:00"} for entry in entries])

    def _folder(self, path: str, language: str) -> Answer:
        """1.1: [{id,type:"l"|"t",text,updated}]; gotcha 1: an old id or a discontinued folder is 400, without JSON."""
        prefix = path + "/" if path else ""
        entries: dict[str, dict[str, str]] = {}
        for table in self.tables:
            if table.path.startswith(prefix):
                step, _, rest = table.path.removeprefix(prefix).partition("/")
                entries[step] = {"id": step, "type": "l" if rest else "t", "text": step if rest else table.title(language)}
        if not entries:
            return _refusal(400)
        return _json([entry | {"updated": "2026-07-01T00:00:00"} for entry in entries.values()])  # 1.1: a bulk re-stamp

    def _figures(self, table: MadeTable, question: Question, language: str) -> Answer:
        body = json.loads(question.body)
        asked = {one["code"]: list(one["selection"]["values"]) for one in body["query"]}
        format_ = body["response"]["format"]
        selection = complete(table, asked)
        if selection is None or format_ not in self.formats:
            return _refusal(400)
        if prod(map(len, selection.values())) > self.cells:
            return _refusal(403)  # test 8: 403 is not 429
        self.queries.append(selection)
        shapes = {"json-stat2": stat2, "json-stat": stat1, "json": rows}
        answer = _json(shapes[format_](table, selection, language, self.sparse))
        if self.after:
            self.after(self)
        return answer


def complete(table: MadeTable, asked: Selection) -> Selection | None:
    """Gotcha 2: a variable left out collapses to its total where it may, else all its values come. None: 400."""
    known = {variable.code: variable for variable in table.variables}
    if any(code not in known or set(values) - set(known[code].values) or not values for code, values in asked.items()):
        return None
    return {
        code: asked.get(code) or ([variable.total] if variable.elimination and variable.total else list(variable.values))
        for code, variable in known.items()
    }


def describe(table: MadeTable, language: str) -> dict[str, Any]:
    """1.1: {title, variables:[{code,text,values[],valueTexts[],elimination?,time?,map?}]}."""
    described = []
    for variable in table.variables:
        text, texts = variable.in_(language)
        entry: dict[str, Any] = {"code": variable.code, "text": text, "values": variable.values, "valueTexts": texts}
        entry.update({name: True for name in ("elimination", "time") if getattr(variable, name)})
        described.append(entry)
    return {"title": table.title(language), "variables": described}


def stat2(table: MadeTable, selection: Selection, language: str, sparse: bool = False) -> dict[str, Any]:
    """1.1 json-stat2; gotcha 5: axis order is not that of the question, `value` may be sparse, `status` is an object."""
    order = [*reversed(selection)]
    cells = [table.cell(dict(zip(order, codes, strict=True))) for codes in product(*(selection[code] for code in order))]
    numbers = [cell if isinstance(cell, int | float) else None for cell in cells]
    value: Any = numbers
    if sparse:
        value = {str(place): number for place, number in enumerate(numbers) if number is not None}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.title(language),
        "source": table.source,
        "updated": table.updated,
        "role": {"time": [one.code for one in table.variables if one.time], "metric": [table.contents]},
        "id": order,
        "size": [len(selection[code]) for code in order],
        "dimension": {code: _dimension(table, code, selection[code], language) for code in order},
        "value": value,
        "status": {str(place): cell for place, cell in enumerate(cells) if isinstance(cell, str)},
    }


def stat1(table: MadeTable, selection: Selection, language: str, sparse: bool = False) -> dict[str, Any]:
    """1.1: v1 "json-stat" wraps in `dataset`, with id and size inside `dimension`."""
    whole = stat2(table, selection, language, sparse)
    inside = {**whole["dimension"], "id": whole["id"], "size": whole["size"], "role": whole["role"]}
    return {"dataset": {"dimension": inside, **{name: whole[name] for name in ("label", "source", "updated", "value", "status")}}}


def rows(table: MadeTable, selection: Selection, language: str, sparse: bool = False) -> dict[str, Any]:
    """1.1 json answer: numbers are strings with decimal comma, contents are columns of type c."""
    keys = [variable for variable in table.variables if variable.code != table.contents]
    contents = selection.get(table.contents, ["value"])
    columns = [{"code": one.code, "text": one.in_(language)[0], "type": "t" if one.time else "d"} for one in keys]
    columns += [{"code": code, "text": code, "type": "c"} for code in contents]
    data = []
    for codes in product(*(selection[one.code] for one in keys)):
        key = dict(zip((one.code for one in keys), codes, strict=True))
        data.append({"key": list(codes), "values": [_written(table.cell({**key, table.contents: code})) for code in contents]})
    # as seen on 29 August 2026: the json answer writes the time with dots
    about = [{"updated": table.updated.replace(":", "."), "label": table.title(language), "source": table.source}]
    return {"columns": columns, "data": data, "comments": [], "metadata": about}


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return ".." if cell is None else str(cell).replace(".", ",")


def _dimension(table: MadeTable, code: str, values: Sequence[str], language: str) -> dict[str, Any]:
    variable = next(one for one in table.variables if one.code == code)
    text, texts = variable.in_(language)
    labels = dict(zip(variable.values, texts, strict=True))
    category: dict[str, Any] = {"index": {value: place for place, value in enumerate(values)}, "label": {v: labels[v] for v in values}}
    if code == table.contents and table.units:
        category["unit"] = {v: {"base": table.units[v].get(language, ""), "decimals": 1} for v in values if v in table.units}
    return {"label": text, "category": category}


class _V2:
    """PxWebApi 2: /config, /tables, /tables/{id}/metadata, /tables/{id}/data, /codelists/{id}."""

    def __init__(self, service: PxWeb) -> None:
        self.service = service
        self.tables = {one.path.split("/")[-1].removesuffix(".px"): one for one in service.tables}

    def answer(self, question: Question, steps: Sequence[str]) -> Answer:
        language = question.query.get("lang", ["sv"])[0]
        if steps == ["config"]:
            languages = [{"id": "en", "label": "English"}, {"id": "sv", "label": "Svenska"}]
            limits = {
                "maxDataCells": self.service.cells,
                "maxCallsPerTimeWindow": self.service.config.get("maxCalls", 40),
                "timeWindow": self.service.config.get("timeWindow", 60),
                "license": "CC0",
            }
            return _json({"apiVersion": "2.2.0", "languages": languages, "defaultLanguage": "sv", **limits})
        if steps == ["tables"]:
            return self._list(question)
        if steps[:1] == ["codelists"] and steps[1:] == ["agg_Age"]:
            values = [
                {"code": "0-14", "label": "0-14 år", "valueMap": ["0"]},
                {"code": "15-", "label": "15 år eller äldre", "valueMap": ["15"]},
            ]
            return _json({"id": "agg_Age", "label": "Åldersklasser", "type": "Aggregation", "values": values})
        if len(steps) == 3 and steps[0] == "tables" and steps[1] in self.tables:
            table = self.tables[steps[1]]
            return self._metadata(table, language) if steps[2] == "metadata" else self._data(table, question, language)
        return _json({"type": "Not Found", "status": 404}, 404)

    def _list(self, question: Question) -> Answer:
        words = question.query.get("query", [""])[0].lower().split()
        page = int(question.query.get("pageNumber", ["1"])[0])
        found = [id_ for id_, table in self.tables.items() if all(word in table.title("sv").lower() for word in words)]
        shown = [{"id": id_, "label": self.tables[id_].title("sv")} for id_ in found[page - 1 : page]]  # one a page
        return _json({"language": "sv", "tables": shown, "page": {"pageNumber": page, "totalPages": max(len(found), 1)}})

    def _metadata(self, table: MadeTable, language: str) -> Answer:
        whole = stat2(table, {one.code: one.values for one in table.variables}, language)
        return _json({key: value for key, value in whole.items() if key not in ("value", "status")})

    def _data(self, table: MadeTable, question: Question, language: str) -> Answer:
        asked = {one["variableCode"]: list(one["valueCodes"]) for one in json.loads(question.body)["selection"]}
        if sorted(asked) != sorted(one.code for one in table.variables):
            return _json({"type": "Missing selection for mandatory variable", "status": 400}, 400)
        if prod(map(len, asked.values())) > self.service.cells:
            return _json({"type": "Too many cells selected", "status": 403}, 403)
        self.service.queries.append(asked)
        return _json(stat2(table, asked, language))


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), status, JSON)


def _refusal(status: int) -> Answer:
    """Gotcha 1: Bad Request with no JSON."""
    return Answer(b"Bad Request", status, {"Content-Type": "text/plain"})
