"""The default template of a welfare report's base: THL's order, places for people, an annex of what is left out.

It is made by this code and not kept as a file, so that it can be reviewed. Its texts come in as labels, in one language;
its placeholders are those that docs/reference/papers.md lists, and a municipality may start its own template from it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from docx.document import Document as DocumentType

from yhdyspinta.rendering.papers import document as word


def report_template(language: str, labels: Mapping[str, str]) -> bytes:
    """The template as DOCX; `labels` by the names used here, KeyError when one is missing."""
    made = word.blank(language, "{{ area }} · " + labels["title"])
    word.edges(
        made, "{{ area }} · " + labels["title"] + "{% if example %} · {{ example }}{% endif %}", "{{ date }} · Yhdyspinta {{ permalink }}"
    )
    made.add_paragraph("{{ area }}", style="Title")
    word.paragraph(made, labels["title"]).runs[0].bold = True
    word.paragraph(made, "{%p if example %}")
    word.paragraph(made, "{{ example }}").runs[0].bold = True
    word.paragraph(made, "{%p endif %}")
    word.paragraph(made, "{{ about }}", quiet=True)
    word.paragraph(made, labels["base"], quiet=True)
    made.add_heading("1 " + labels["previous"], 1)
    word.place(made, labels["previous_guidance"], 6)
    made.add_heading("2 " + labels["now"], 1)
    word.paragraph(made, "{{ set_note }}", quiet=True)
    _chapters(made, labels)
    made.add_heading("3 " + labels["outlook"], 1)
    _bullets(made, "projection")
    made.add_heading("4 " + labels["conclusions"], 1)
    word.place(made, labels["conclusions_guidance"], 6)
    made.add_heading("5 " + labels["plan"], 1)
    word.paragraph(made, labels["plan_guidance"], quiet=True)
    plan = ("goal", "action", "responsible", "deadline", "measure")
    word.table(made, tuple(labels[name] for name in plan), (40, 46, 30, 24, 30), ((" ",) * 5,) * 4)
    made.add_heading(labels["annex"] + " 1: " + labels["left_out"], 1)
    word.paragraph(made, labels["left_out_guidance"], quiet=True)
    heads = tuple(labels[name] for name in ("group", "subject", "reason", "completed"))
    word.table(
        made,
        heads,
        (37, 46, 57, 30),
        (
            ("{%tr for item in left_out %}",),
            ("{{ item.group }}", "{{ item.subject }}", "{{ item.reason }}", ""),
            ("{%tr endfor %}",),
        ),
    )
    made.add_heading(labels["annex"] + " 2: " + labels["sources"], 1)
    _bullets(made, "sources")
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


def _chapters(made: DocumentType, labels: Mapping[str, str]) -> None:
    """Each chapter, its groups under it: a table of figures, what they say, a place for what they mean."""
    tag = word.paragraph
    tag(made, "{%p for chapter in chapters %}")
    made.add_heading("{{ chapter.title }}", 2)
    tag(made, "{%p for group in chapter.groups %}")
    tag(made, "{%p if group.title %}")
    made.add_heading("{{ group.title }}", 3)
    tag(made, "{%p endif %}")
    tag(made, "{%p if group.rows %}")
    heads = tuple(labels[name] for name in ("subject", "value", "change", "beside", "source"))
    cells = ("{{ row.subject }}", "{{ row.value }}\n{{ row.period }}", "{{ row.change }}", "{{ row.beside }}", "{{ row.source }}")
    word.table(made, heads, (36, 33, 33, 33, 35), (("{%tr for row in group.rows %}",), cells, ("{%tr endfor %}",)))
    tag(made, "{%p for sentence in group.sentences %}")
    made.add_paragraph("{{ sentence }}", style="List Bullet")
    tag(made, "{%p endfor %}")
    tag(made, "{%p endif %}")
    tag(made, "{%p if group.none %}")
    tag(made, "{{ group.none }}")
    tag(made, "{%p endif %}")
    tag(made, "{%p for question in group.questions %}")
    question = tag(made, "{{ question }}")
    question.runs[0].bold, question.paragraph_format.keep_with_next = True, True
    word.place(made, labels["answer"], 2)
    tag(made, "{%p endfor %}")
    tag(made, "{%p if group.interpret %}")
    word.place(made, labels["interpret"], 2)
    tag(made, "{%p endif %}")
    tag(made, "{%p endfor %}")
    tag(made, "{%p endfor %}")


def _bullets(made: DocumentType, name: str) -> None:
    word.paragraph(made, "{%p for line in " + name + " %}")
    made.add_paragraph("{{ line }}", style="List Bullet")
    word.paragraph(made, "{%p endfor %}")
