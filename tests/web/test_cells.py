"""The rows of a table of numbers, written at once."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.rendering.blocks import Column, Table, clean
from yhdyspinta.web.cells import is_plain, plain_rows

TEXT = st.text(max_size=12).map(clean)


class _Reader(HTMLParser):
    """The cells of each row: whether it is a heading, whether it is a number, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        else:
            self.rows[-1].append((tag, " ".join(f"{name}={value}" for name, value in attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip("\n"):
            tag, about, text = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, about, text + data)


def _table(rows: list[tuple[str, ...]], columns: int) -> Table:
    return Table("Väestö", (Column("Vuosi"), *(Column("Jyväskylä", numeric=True) for _ in range(columns - 1))), tuple(rows))


@given(st.integers(2, 4).flatmap(lambda columns: st.lists(st.tuples(*[TEXT] * columns), min_size=1, max_size=4)))
def test_every_cell_stands_in_its_place_whatever_its_text(rows: list[tuple[str, ...]]) -> None:
    reader = _Reader()
    reader.feed(plain_rows(_table(rows, len(rows[0]))))
    expected = [[("th", "scope=row", row[0]), *(("td", "class=numeric", cell) for cell in row[1:])] for row in rows]
    assert [[(tag, about, text.strip("\n")) for tag, about, text in row] for row in reader.rows] == [
        [(tag, about, text.strip("\n")) for tag, about, text in row] for row in expected
    ]


def test_a_table_that_marks_or_links_is_left_to_the_template() -> None:
    rows = (("2024", "1"),)
    numbers = (Column("Vuosi"), Column("Arvo", numeric=True))
    assert is_plain(Table("", numbers, rows))
    assert not is_plain(Table("", numbers, rows, frozenset({0})))
    assert not is_plain(Table("", (*numbers, Column("Tila")), (("2024", "1", "lopullinen"),)))
    assert not is_plain(Table("", (Column("Vuosi"),), (("2024",),)))
    assert not is_plain(Table("", numbers, ()))
