"""What `make assets` builds: a stylesheet that points nowhere outside, fonts that hold our letters under their right names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tools import make_assets
from yhdyspinta.rendering.image import FONTS
from yhdyspinta.rendering.palette import FONT

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "yhdyspinta" / "web" / "static" / "yhdyspinta"
LETTERS = "abcåäöÅÄÖéüšžŠŽđŋčáâ–−…€§·0123456789\u00a0"


def built(path: Path) -> Path:
    assert path.is_file(), f"{path.name} is not built: run `make assets` first"
    return path


def test_the_stylesheet_points_nowhere_outside() -> None:
    css = built(STATIC / "site.css").read_text(encoding="utf-8")
    assert "http" not in css
    assert "//" not in re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    assert "@import" not in css
    assert "data:" not in css
    for target in re.findall(r"url\([\"']?([^\"')]+)", css):
        assert (STATIC / target).is_file(), target


def test_the_stylesheet_has_the_theme_s_colour_and_the_font() -> None:
    css = built(STATIC / "site.css").read_text(encoding="utf-8")
    assert "#003479" in css.lower()
    assert css.count("@font-face") == 3
    assert "@charset" not in css


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_web_fonts_hold_latin_and_its_extension(weight: int) -> None:
    font = TTFont(built(STATIC / "fonts" / f"source-sans-3-{weight}.woff2"))
    assert {ord(letter) for letter in LETTERS} <= set(font.getBestCmap())
    assert font["OS/2"].usWeightClass == weight


@pytest.mark.parametrize("style", ["Regular", "SemiBold", "Bold"])
def test_chart_fonts_bear_the_name_that_charts_ask_for(style: str) -> None:
    names = TTFont(built(FONTS / f"YhdyspintaSans-{style}.ttf"))["name"]
    assert names.getDebugName(16) == FONT.split("'")[1]
    assert names.getDebugName(17) == style
    assert "Source" not in f"{names.getDebugName(1)} {names.getDebugName(4)} {names.getDebugName(6)}"


def test_packages_are_locked_without_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"[\d.]+", version) for version in package["devDependencies"].values())
    entries = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("resolved" not in entry for entry in entries.values())
    assert all(entry["integrity"].startswith("sha512-") for entry in entries.values() if "inBundle" not in entry)


def test_building_again_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = built(STATIC / "site.css").stat().st_mtime_ns
    assert make_assets.main() == 0
    assert make_assets.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "assets: up to date"
    assert (STATIC / "site.css").stat().st_mtime_ns >= before


def test_images_inside_a_stylesheet_become_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_assets, "STATIC", tmp_path)
    (tmp_path / "icons").mkdir()
    first = 'a{--x:url("data:image/svg+xml;charset=utf-8,%3Csvg%20xmlns%3D%22u%22%2F%3E")}'
    css = first + """b{c:url('data:image/svg+xml;utf8,<svg id="(1)"/>')}"""
    done = make_assets.without_images(css)
    files = re.findall(r'url\("(icons/[0-9a-f]{12}\.svg)"\)', done)
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in files] == ['<svg xmlns="u"/>', '<svg id="(1)"/>']
    assert "data:" not in done
