"""Timings as ratios to something in the same run, with their limits, as one Markdown table.

    python -m tests.bench [NAME …] [--rows N] [--cells N] [--indicators N]

Names: formats, ways, observations, sotkanet, pictures, papers, sample, command, run, site, both_sides; all when none is given. Output is
compared before it is timed; the exit code is 1 when anything differs, and 0 else, whatever the times: machines differ.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench import both_sides, command, formats, home, observations, papers, pictures, run, sample, site, sotkanet, ways
from tests.bench.lines import Line, markdown
from tests.bench.made_observations import ROWS

NAMES = ("formats", "ways", "observations", "sotkanet", "pictures", "papers", "sample", "command", "run", "site", "both_sides")


def main() -> int:
    asked = _asked()
    benches: dict[str, Callable[[], Iterable[Line]]] = {
        "formats": lambda: formats.measure(asked.cells),
        "ways": lambda: ways.measure(ways.CELLS),
        "observations": lambda: observations.measure(asked.rows),
        "sotkanet": lambda: sotkanet.measure(asked.indicators),
        "pictures": pictures.measure,
        "papers": papers.measure,
        "sample": sample.measure,
        "command": command.measure,
        "run": run.measure,
        "site": lambda: site.measure(asked.site_rows, asked.site_home),
        "both_sides": both_sides.measure,
    }
    done: list[Line] = []
    differs = []
    with home.removed_at_the_end():
        for name in asked.names or benches:
            try:
                for line in benches[name]():
                    print(*filter(None, line.cells()), sep="   ", file=sys.stderr, flush=True)
                    done.append(line)
            except AssertionError as error:
                differs.append(f"{name}: the output differs from what it is compared with. {error}")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}\n")
    print(markdown(done))
    print(*differs, sep="\n", file=sys.stderr)
    return 1 if differs else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME")
    parser.add_argument("--rows", type=int, default=ROWS, help="observations of the read model (default: %(default)s)")
    parser.add_argument("--cells", type=int, default=formats.CELLS, help="cells of a JSON-stat reply (default: %(default)s)")
    parser.add_argument("--site-rows", type=int, default=site.ROWS, help="made observations behind the pages (default: %(default)s)")
    parser.add_argument("--site-home", type=Path, help="a folder for them that is kept, and not filled again")
    parser.add_argument("--indicators", type=int, default=sotkanet.SMALL, help="of the made Sotkanet (default: %(default)s; all: 3,700)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
