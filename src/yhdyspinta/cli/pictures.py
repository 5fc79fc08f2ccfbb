"""Commands about pictures: compose, publish, trace, verify."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yhdyspinta.cli import translations
from yhdyspinta.cli.decks import template_bytes
from yhdyspinta.cli.installation import opened
from yhdyspinta.cli.show import progress, show
from yhdyspinta.domain.errors import YhdyspintaError

if TYPE_CHECKING:
    from yhdyspinta.pictures.editions import Edition
    from yhdyspinta.pictures.model import Picture


@dataclass(frozen=True, slots=True)
class Wanted:
    """In which language, of which themes, in which formats (both separated by commas), and on whose template."""

    language: str
    themes: str
    formats: str
    template: Path | None = None


def picture(area: str, asked: Wanted, out: Path, publish: bool, as_json: bool) -> None:
    """Compose, write the files, and freeze an edition when asked."""
    settings = opened()
    translations.ready()
    from yhdyspinta.catalogue.areas import areas
    from yhdyspinta.pictures import exports
    from yhdyspinta.pictures.queries import picture_of
    from yhdyspinta.pictures.services import publish as publish_picture

    translations.known_language(asked.language)
    wanted = [name.strip() for name in asked.formats.split(",") if name.strip()]
    exports.check_formats(wanted)
    template = template_bytes(asked.template, wanted)
    found = areas().find(area)
    with progress(quiet=as_json) as report:
        report(f"Composing {found.name.fi}", 0.0)
        made = picture_of(settings, found.id, _themes(asked.themes))
        edition = publish_picture(settings, made) if publish else None
        out.mkdir(parents=True, exist_ok=True)
        files = []
        for number, name in enumerate(wanted):
            report(f"Writing {name}", 0.5 + 0.5 * number / len(wanted))
            path = out / exports.file_name(made, name, asked.language)
            path.write_bytes(_written(made, name, asked.language, edition, template, settings.address))
            files.append(str(path))
        report("Done", 1.0)
    answer = {
        "area": found.id,
        "edition": edition.id if edition else None,
        "content_hash": edition.content_hash if edition else None,
        "files": files,
        "figures": len(made.figures),
        "headlines": list(made.headlines),
    }
    show(answer, as_json, _picture_lines)


def _written(made: Picture, name: str, language: str, edition: Edition | None, template: bytes | None, address: str) -> bytes:
    """The picture in one format, slides on the template where there is one."""
    from yhdyspinta.pictures.exports import export
    from yhdyspinta.pictures.exports.decks import on_template

    if name == "pptx" and template:
        return on_template(made, language, template, edition, address=address)
    return export(made, name, language, edition, address=address)


def _themes(text: str) -> tuple[int, ...]:
    from yhdyspinta.catalogue.themes import themes

    known = {str(theme.number) for theme in themes()}
    asked = [item.strip() for item in text.split(",") if item.strip()]
    for item in asked:
        if item not in known:
            raise YhdyspintaError(f"There is no theme {item!r}.", f"Give theme numbers: {', '.join(sorted(known))}.")
    return tuple(int(item) for item in asked)


def _picture_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['area']}: {answer['figures']} figures, {len(answer['headlines'])} headlines."
    if answer["edition"]:
        yield f"Published as {answer['edition']}."
    yield from answer["files"]


def trace(name: str, figure: str, as_json: bool) -> None:
    from yhdyspinta.pictures.queries import edition
    from yhdyspinta.pictures.trace import trace as trace_figure

    settings = opened()
    show(trace_figure(settings, edition(settings, name), figure), as_json, _trace_lines)


def _trace_lines(answer: dict[str, Any]) -> Iterator[str]:
    figure = answer["figure"]
    yield f"Figure      {figure['id']}"
    yield f"Value       {figure['value']} {figure['unit']['en']} ({figure['status']}, {figure['period']})"
    yield f"Boundaries  {figure['boundaries']}"
    yield f"Measures    {figure['title']['en']}: {(answer['definition'] or {}).get('en', '')}"
    yield f"Origin      {figure['origin']}{'; ' + figure['method']['en'] if figure['method']['en'] else ''}"
    for part in answer["parts"]:
        yield f"  part      {part['indicator']} {part['area']} {part['period']}: {part['value']} ({part['status']})"
    yield f"Edition     {answer['edition']}, table version {answer['table_version']}"
    for release in answer["releases"]:
        yield f"Release     {release['id']}"
        for key in (
            "producer",
            "licence",
            "address",
            "query",
            "retrieved_at",
            "source_updated_at",
            "through",
            "sha256",
            "archived",
            "ends",
        ):
            if release.get(key):
                yield f"  {key:<9} {release[key]}"
    for lost in answer["lost"]:
        yield f"Lost to it  {lost['release']}: {lost['value']} ({lost['status']})"


def verify(name: str, as_json: bool) -> bool:
    from yhdyspinta.pictures.verify import verify as verify_edition

    found = verify_edition(opened(), name)
    show(found.as_dict(), as_json, _verify_lines)
    return found.ok


def _verify_lines(answer: dict[str, Any]) -> Iterator[str]:
    yield from answer["problems"]
    if answer["figures"]:
        yield "Figures concerned:"
        yield from (f"  {name}" for name in answer["figures"])
    if answer["ok"]:
        how = "every figure recomputed from the archived replies" if answer["recomputed"] else "hashes checked, not recomputed"
        if answer["recomputed"] and not answer["same_definitions"]:
            how += "; definitions or words have changed since, so only numbers were compared"
        yield f"{answer['edition']}: in order; {how}."
    elif not answer["recomputed"]:
        yield "Not recomputed: the archived replies are not all at hand and unchanged."
