"""Files that mean harm, or mean nothing: the reader answers with an entry or with faults, and soon."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.catalogue.importing import TYPES, read_entry
from app.kernel.errors import Faulty

ROOT = Path(__file__).resolve().parents[3]


def entry_or_faults(kind: str, text: str) -> None:
    try:
        read_entry(kind, text, "x.yaml")
    except Faulty as error:
        said = [str(fault) for fault in error.faults]
    else:
        return
    assert said
    assert max(map(len, said)) < 2_000


@given(st.sampled_from(list(TYPES)), st.text(max_size=200))
@example("schemes", "id: !!bool ja")
@example("schemes", "id: !!timestamp ja")
@example("schemes", 'id: !!int ""')
@example("schemes", 'id: !!float ""')
@example("schemes", "id: !!binary x")
@example("schemes", "id: !!set {a, b}")
@example("schemes", "id: !!python/object:os.system {}")
@example("schemes", "!!map x")
@example("schemes", "<<: {a: b}")
@example("schemes", "&a [*a]")
@example("schemes", "&a {x: *a}")
@example("schemes", "id: " + "9" * 5_000)
@example("schemes", "? [a]\n: b")
def test_any_text_gives_an_entry_or_faults(kind: str, text: str) -> None:
    entry_or_faults(kind, text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(list(TYPES)), st.data())
def test_any_value_in_any_field_gives_an_entry_or_faults(examples, kind: str, data: st.DataObject) -> None:
    import yaml

    value = examples.value(kind)
    value[data.draw(st.sampled_from([*TYPES[kind].__struct_fields__, "x"]))] = data.draw(VALUES)
    entry_or_faults(kind, yaml.safe_dump(value, allow_unicode=True))


@given(st.binary(max_size=200))
def test_any_bytes_give_faults_and_never_another_exception(folder, content: bytes) -> None:
    from app.catalogue.importing import read_bundle

    folder.write("glossary", "x.yaml", content)
    with pytest.raises(Faulty):
        read_bundle(folder.path)


def _bomb(first: str, joined: str) -> str:
    """Ten of ten of ten …: a few hundred letters that stand for a thousand million."""
    lines = [f"&a {first}"]
    lines += [f"&{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]" for n in range(9)]
    return joined.join(lines)


HOSTILE = {
    "a list of lists of lists": "kinds: [" + _bomb("[x, x, x, x, x, x, x, x, x, x]", ", ") + "]",
    "unknown fields": "x: [" + _bomb("[x, x, x, x, x, x, x, x, x, x]", ", ") + "]",
    "maps of maps": "a0: &a0 {x: y}\n"
    + "\n".join(f"a{n}: &a{n} {{{', '.join(f'k{m}: *a{n - 1}' for m in range(10))}}}" for n in range(1, 10)),
    "deep brackets": "[" * 100_000,
    "deep braces": "{a: " * 50_000,
    "deep dashes": "- " * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_small_file_cannot_take_the_memory_the_time_or_the_process(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bomb.yaml"
    file.write_text(HOSTILE[name])
    program = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        resource.setrlimit(resource.RLIMIT_AS, (800 * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        from app.catalogue.importing import read_entry
        from app.kernel.errors import Faulty
        try:
            read_entry("schemes", Path(sys.argv[1]).read_text(), "bomb.yaml")
        except Faulty as error:
            print("faulty", max(len(str(fault)) for fault in error.faults))
    """)
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stderr[-300:]}"
    word, longest = done.stdout.split()
    assert (word, int(longest) < 2_000) == ("faulty", True)
