"""A template is code that somebody else wrote: none of it runs but the names of our fields."""

import io
from datetime import date

import pytest
from docx import Document
from jinja2 import TemplateSyntaxError, UndefinedError

from app.plan.documents.reading.opening import FileRefused, NotRead
from app.plan.documents.templates.fields import Matter, TemplateRefused
from app.plan.documents.templates.filling import Sandbox, filled
from app.plan.documents.templates.opening import opened

from .making import WHOLE, changed, template

ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ kommune.__class__ }}",
    "{{ kommune.upper() }}",
    "{{ kommune['__class__'] }}",
    "{{ kommune|attr('__class__') }}",
    "{{ kommune|upper }}",
    "{{ self }}{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ 'a' * 10**9 }}",
    "{{ 10**10**10 }}",
    "{{ range(10**9)|list }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{% for x in kommune %}{% for y in kommune %}x{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = kommune %}",
    "{% if kommune %}x{% endif %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{%tr for x in kommune %}",
    "{{r kommune }}",
    "{{p kommune }}",
    "{# a remark #}",
    "{%- if 1 -%}",
    "{{- kommune -}}",
    "{{ kommune ~ kommune }}",
    "{{ loop }}",
    "{{ none }}",
]

HARMLESS = ("{# a remark #}", "{{- kommune -}}")
"""Refused all the same: Word would show the first to nobody, and the second eats the space around it."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_more_than_a_field_is_refused_before_anything_runs(attack: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        opened(template(attack))
    assert {wrong.matter for wrong in refused.value.faults} <= {Matter.NOT_A_FIELD, Matter.UNKNOWN, Matter.NOT_CLOSED}


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack not in HARMLESS])
def test_the_sandbox_alone_would_refuse_it_too(attack: str) -> None:
    """The second wall, should the first have a hole: what is no plain name is not even compiled."""
    with pytest.raises((TemplateRefused, TemplateSyntaxError, UndefinedError)):
        Sandbox().from_string(attack).render({"kommune": "Vinje"})


def test_the_sandbox_knows_no_functions_filters_or_tests() -> None:
    assert Sandbox().globals == Sandbox().filters == Sandbox().tests == {}
    assert Sandbox().from_string("{{ kommune }}").render({"kommune": "<Vinje>"}) == "&lt;Vinje&gt;"


def test_what_is_written_in_the_paper_is_never_run() -> None:
    document = Document()
    for text in WHOLE:
        document.add_paragraph(text)
    document.add_section()
    out = io.BytesIO()
    document.save(out)
    values = {"tittel": "{{ vedtak }}", "vedtak": "{% for x in y %} & <b>", "lokalt_avsnitt": ("{{ ''.__class__ }}",)}
    done = Document(io.BytesIO(filled(opened(out.getvalue()), values, "Tittel", date(2026, 1, 1))))
    assert [p.text for p in done.paragraphs if p.text] == [
        "{{ vedtak }}",
        "{% for x in y %} & <b>",
        "{{ ''.__class__ }}",
    ]


@pytest.mark.parametrize("hostile", ["{{", "{{ kommune }}", "{%", "{{ a}", "}}{{", "-%}"])
def test_very_many_braces_are_refused_before_they_are_looked_at(hostile: str) -> None:
    """What finds fields takes a time that grows with the square of the braces that are not closed."""
    with pytest.raises(TemplateRefused) as refused:
        opened(template(hostile * 1_500))
    assert [wrong.matter for wrong in refused.value.faults] == [Matter.TOO_MANY]


FILES = {
    "nothing": (b"", NotRead.EMPTY),
    "a PDF": (b"%PDF-1.7", NotRead.PDF),
    "an old .doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, NotRead.OLD_OR_LOCKED),
    "too large": (b"PK" + b"\0" * 5_000_001, NotRead.TOO_LARGE),
    "a bomb in the text": (
        changed(template(), "word/document.xml", lambda _part: b"<a>" + b" " * 9_000_000 + b"</a>"),
        NotRead.TOO_LARGE_INSIDE,
    ),
    "a bomb in a header": (
        changed(template(), "word/header9.xml", lambda _part: b"<a>" + b" " * 9_000_000 + b"</a>"),
        NotRead.TOO_LARGE_INSIDE,
    ),
    "a bomb in a picture": (
        changed(template(), "word/media/x.png", lambda _part: b"\0" * 9_000_000),
        NotRead.TOO_LARGE_INSIDE,
    ),
    "macros": (changed(template(), "word/vbaProject.bin", lambda _part: b"x"), NotRead.MACROS),
    "an entity in the settings": (
        changed(template(), "word/settings.xml", lambda _part: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        NotRead.BROKEN,
    ),
    "a file cut short": (template()[:3_000], NotRead.BROKEN),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_as_a_plan_would_be(name: str) -> None:
    data, why = FILES[name]
    with pytest.raises(FileRefused) as refused:
        opened(data)
    assert refused.value.why is why
