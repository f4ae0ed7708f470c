"""What Debian's `apertium-nno-nob` knows of a Norwegian word: does nynorsk or bokmål write it so, whole or as a compound?

Its analyser takes more than the norm allows (it reads old forms and dialect too); what its generator writes back is
the norm, with the second form where there are two (betala/betale, søkjarar/søkarar). So a form counts as written in a
language when the generator gives back the same form.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from app.catalogue.spelling import programs

PACKAGE = Path("/usr/share/apertium/apertium-nno-nob")
ANALYSER = {"nn": "nno-nob.automorf.bin", "nb": "nob-nno.automorf.bin"}
GENERATOR = {"nn": "nob-nno.autogen.bin", "nb": "nno-nob.autogen.bin"}


class Form(NamedTuple):
    """How one language stands to a form."""

    is_word: bool = False
    """Is it written so, as a word of the dictionary?"""
    is_compound: bool = False
    """Is it written so, as words of the dictionary in a row?"""
    is_adjective: bool = False


UNREAD = Form()


def is_installed() -> bool:
    files = (*ANALYSER.values(), *GENERATOR.values())
    return bool(shutil.which("lt-proc")) and all((PACKAGE / file).exists() for file in files)


def read_forms(lang: str, words: Iterable[str]) -> dict[str, Form]:
    """Read the words in one language ("nn" or "nb"). A word that is not written so is not in the answer."""
    asked = sorted({word for word in words if re.fullmatch(r"[^\W\d_]+", word)})
    readings = [
        (word, reading)
        for word, answer in zip(asked, _lt_proc(["-w", "-e", ANALYSER[lang]], asked), strict=True)
        for reading in readings_in(answer)
    ]
    heads = [f"^{reading.rsplit('+', 1)[-1]}$" for _, reading in readings]
    out: dict[str, Form] = {}
    for (word, reading), answer in zip(readings, _lt_proc(["-g", GENERATOR[lang]], heads), strict=True):
        compound = "+" in reading
        if any(_ends(word, form, compound=compound) for form in forms_in(answer)):
            seen = out.get(word, UNREAD)
            out[word] = Form(
                seen.is_word or not compound,
                seen.is_compound or compound,
                seen.is_adjective or (not compound and "<adj>" in reading),
            )
    return out


def readings_in(answer: str) -> list[str]:
    """`^hus/hus<n><nt><sg><ind>/hus<n><nt><pl><ind>$` -> the two readings; none for `^xyz/*xyz$`."""
    match = re.fullmatch(r"\^[^/]*/(.*)\$", answer)
    return [] if not match or match[1].startswith("*") else match[1].split("/")


def forms_in(answer: str) -> set[str]:
    """`innbyggar<v:ggj_gg>ar/innbyggjarar` -> both forms."""
    return {re.sub(r"<[^>]*>", "", form).strip().lower() for form in answer.split("/")}


def _ends(word: str, form: str, *, compound: bool) -> bool:
    return word.lower().endswith(form) if compound else word.lower() == form


def _lt_proc(arguments: Sequence[str], lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    *flags, file = arguments
    return programs.answer(["lt-proc", *flags, str(PACKAGE / file)], lines).splitlines()
