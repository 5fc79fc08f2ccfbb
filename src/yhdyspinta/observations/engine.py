"""The one place that opens DuckDB: through Ibis, then locked, with limits and a watchdog.

Moving to another DuckDB or another engine is this file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from sqlglot import exp

from yhdyspinta.domain.errors import Damaged, Overloaded
from yhdyspinta.observations.watchdog import Watchdog

SECONDS = 2.0
# A marked number in an Ibis expression becomes the parameter $1, $2 … of the compiled SQL.
_MARK = 1_999_000_000
_BROKEN = ("Corrupt", "Could not read enough bytes")  # of DuckDB's words: the file is not as it was written


class QueryStoppedError(Overloaded):
    """A query that ran longer or needed more memory than it may."""


class Engine:
    """A locked DuckDB database. Threads share one Engine; each works on a cursor of its own."""

    def __init__(
        self,
        database: Path | None = None,
        *,
        read_only: bool = False,
        allowed: Iterable[Path] = (),
        memory: str = "2GB",
        threads: int = 2,
        seconds: float | None = SECONDS,
    ) -> None:
        """`database` None = in memory; `allowed`: folders whose files SQL may read and write; `seconds` None = no watchdog.

        The file is attached to a database in memory of this Engine's own: two Engines may read one file in one process,
        each with its limits (DuckDB shares a file that is opened directly, lock and all).
        """
        self.seconds = seconds
        self._watchdog = None if seconds is None else Watchdog(seconds)
        self.database = database
        self._use = "USE store" if database else "USE memory"
        self.backend: Any = ibis.duckdb.connect(
            ":memory:",
            memory_limit=memory,
            temp_directory=f"{database}.tmp" if database and not read_only else "",  # readers never spill
            threads=threads,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
            allow_community_extensions=False,
            python_enable_replacements=False,
        )
        self._connection: duckdb.DuckDBPyConnection = self.backend.con
        self._local = threading.local()
        if database:
            path = str(database).replace("'", "''")
            with self._explained():
                self._connection.execute(f"ATTACH '{path}' AS store" + (" (READ_ONLY)" if read_only else ""))
        self._connection.execute(self._use)
        self._lock(list(allowed))

    def _lock(self, allowed: Sequence[Path]) -> None:
        run = self._connection.execute
        # Late materialisation makes ORDER BY … LIMIT 50 ten times slower on our narrow tables (9.7 ms against 1.0).
        run("SET GLOBAL disabled_optimizers = 'late_materialization'")
        run("SET GLOBAL allowed_directories = $1", [[f"{path}/" for path in allowed]])
        run("SET GLOBAL enable_external_access = false")  # this order: each step forbids the ones before it
        run("SET GLOBAL lock_configuration = true")

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Run SQL of our own making with parameters; QueryStoppedError after `seconds` or over the memory limit."""
        cursor = self.cursor()
        watched = self._watchdog.watching(cursor.interrupt) if self._watchdog else nullcontext()
        with watched, self._explained():
            return cursor.execute(sql, list(parameters)).to_arrow_table()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor."""
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._connection.cursor()
            self._local.cursor.execute(self._use)
        return self._local.cursor

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """DuckDB's errors that a person must act on, in our words."""
        try:
            yield
        except duckdb.InterruptException as error:
            raise QueryStoppedError(
                f"The query ran longer than {self.seconds or 0:g} s and was stopped.", "Ask for less at a time."
            ) from error
        except duckdb.OutOfMemoryException as error:
            raise QueryStoppedError("The query needed more memory than it may use and was stopped.", "Ask for less at a time.") from error
        except duckdb.IOException as error:
            if not any(words in str(error) for words in _BROKEN):
                raise
            raise Damaged(f"{self.database} has changed since it was made.", "Delete it and run `yhdyspinta load-sample`.") from error

    def compile(self, expression: Any) -> str:
        """The SQL of an Ibis expression, its `parameter(n)` marks as $n. Ibis costs 11 ms, so keep the SQL."""
        tree = self.backend.compiler.to_sqlglot(expression.unbind() if hasattr(expression, "unbind") else expression)
        return tree.transform(_parameters).sql(dialect="duckdb")

    def close(self) -> None:
        """Let the file go; cursors of other threads keep it until they end."""
        if hasattr(self._local, "cursor"):
            self._local.cursor.close()
            del self._local.cursor
        self._connection.close()


def parameter(number: int) -> Any:
    """The place of the parameter `$number` (a whole number) in an Ibis expression."""
    return ibis.literal(_MARK + number, "int32")


def _parameters(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal):
        node = node.this
    if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit() and int(node.this) >= _MARK:
        return exp.Parameter(this=exp.Literal.number(int(node.this) - _MARK))
    return node
