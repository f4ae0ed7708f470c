"""Text in the three written languages, with a stated order of fallback."""

from typing import Literal, NamedTuple, get_args

from msgspec import Struct

Lang = Literal["nn", "nb", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

# Norwegian readers read both forms of Norwegian; an English reader gets nynorsk, the form that is always complete.
ORDER: dict[Lang, tuple[Lang, ...]] = {"nn": ("nn", "nb", "en"), "nb": ("nb", "nn", "en"), "en": ("en", "nn", "nb")}


class Shown(NamedTuple):
    """A text as shown, and the language it is really in (for the `lang` attribute)."""

    text: str
    lang: Lang


class LocalText(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One text in nynorsk, bokmål and English. Nynorsk is the first language and always there."""

    nn: str
    nb: str = ""
    en: str = ""

    def pick(self, lang: Lang) -> Shown:
        """Return the text in `lang`, or in the nearest language that has it."""
        for code in ORDER[lang]:
            if value := getattr(self, code):
                return Shown(value, code)
        return Shown("", lang)
