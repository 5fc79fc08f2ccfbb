"""Reads PDF files with the tools of Poppler: facts, fonts, text, and the tree of tags."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Read:
    facts: dict[str, str]
    fonts: list[list[str]]  # name, then embedded, subset, unicode map
    pages: list[str]
    tags: list[tuple[int, str]]  # depth and name, in reading order
    data: bytes

    @property
    def text(self) -> str:
        """All the words, a space between each two; a line that was broken is whole again."""
        return plain("\n".join(self.pages))

    def has(self, *names: str) -> bool:
        return all(any(tag == name for _, tag in self.tags) for name in names)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def read(data: bytes, folder: Path) -> Read:
    file = folder / "paper.pdf"
    file.write_bytes(data)
    facts = dict(line.split(":", 1) for line in _run("pdfinfo", str(file)).splitlines() if ":" in line)
    fonts = [line.split() for line in _run("pdffonts", str(file)).splitlines()[2:]]
    tree = re.findall(r'^( *)([A-Z][A-Za-z0-9]*)(?=[ :"]|$)', _run("pdfinfo", "-struct", str(file)), re.MULTILINE)
    text = _run("pdftotext", "-layout", str(file), "-")
    return Read(
        facts={name: value.strip() for name, value in facts.items()},
        fonts=[[line[0], *line[-5:-2]] for line in fonts],
        pages=text.split("\f")[:-1],
        tags=[(len(space) // 2, name) for space, name in tree],
        data=data,
    )


def outside(folder: Path, margin: float = 28.0) -> list[str]:
    """Words of the paper last read that come nearer to the left or right edge than `margin` points."""
    boxes = _run("pdftotext", "-bbox", str(folder / "paper.pdf"), "-")
    width = float(re.findall(r'<page width="([\d.]+)"', boxes)[0])
    words = re.findall(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="[\d.-]+">(.*?)</word>', boxes)
    return [word for left, right, word in words if float(left) < margin or float(right) > width - margin]


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")
