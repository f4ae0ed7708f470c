"""Do the languages of a text say the same? Figures, dates, shares, sums and addresses must be alike in all three."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from app.kernel.text import LANGS, Lang, LocalText

_MONTHS: Mapping[str, int] = {
    name: number
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "January February March April May June July August September October November December",
    )
    for number, name in enumerate(names.split(), 1)
}
_MAY = 5  # "may" opens English sentences, so by itself it says nothing
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ADDRESS = re.compile(
    r"https?://[^\s,)»]+|[\w.+-]+@[\w.-]+\.\w+|(?<![\w@])(?:[\w-]+\.)+(?:no|com|org|net|eu)\b(?:/[^\s,)»]*)?"
)
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*")
_DAY = re.compile(rf"(?<![\d–-])(\d{{1,2}})\.? ({_MONTH})\b")
_MONTH_ONLY = re.compile(rf"\b({_MONTH})\b")
_SHARE = re.compile(r"(\d[\d.,]*)[ \u00a0]?(?:%|prosent\b|per cent\b|percent\b)")
_THOUSANDS = re.compile(r"(\d[\d.,]*)[ \u00a0](milliard|million|mill|mrd|billion|bn)\w*\b", re.IGNORECASE)
_MANY = {"mill": "million", "mrd": "milliard", "billion": "milliard", "bn": "milliard"}
_CURRENCIES = {
    "kroner": re.compile(r"\bNOK\b|\b[Kk]r(?:oner)?\b"),
    "euro": re.compile(r"euros?\b|\bEUR\b|€", re.IGNORECASE),
}


def disagreements(text: LocalText) -> Iterator[str]:
    """Say what the languages of a text do not have in common, one sentence for each kind of thing."""
    written = {lang: value for lang in LANGS if (value := getattr(text, lang))}
    for kind, find in _KINDS.items():
        found = {lang: find(value, lang) for lang, value in written.items()}
        first = found.get("nn", Counter())
        for lang, those in found.items():
            if those != first:
                only = ", ".join(sorted(first - those)) or "nothing more"
                more = ", ".join(sorted(those - first)) or "nothing more"
                yield f"the {kind} differ: nn has {only}; {lang} has {more}"


def addresses(text: str, _lang: Lang) -> Counter[str]:
    return Counter(found.rstrip(".").lower() for found in _ADDRESS.findall(text))


def numbers(text: str, lang: Lang) -> Counter[str]:
    """Every figure as one plain number: `500 000` and `500,000` are 500000, `1,54` and `1.54` are 1.54."""
    return Counter(plain(found, lang) for found in _NUMBER.findall(_ADDRESS.sub(" ", text)))


def days(text: str, _lang: Lang) -> Counter[str]:
    """Days with a month: `15. mars` and `15 March` are 15/3; and months by themselves."""
    found = Counter(f"{int(day)}/{_MONTHS[month]}" for day, month in _DAY.findall(text))
    alone = (_MONTHS[month] for month in _MONTH_ONLY.findall(_DAY.sub(" ", text)))
    return found + Counter(f"month {month}" for month in alone if month != _MAY)


def shares(text: str, lang: Lang) -> Counter[str]:
    return Counter(f"{plain(found, lang)} %" for found in _SHARE.findall(text))


def sums(text: str, lang: Lang) -> Counter[str]:
    """Millions and thousand millions (`2 mill.`, `2 million`), and which currencies sums are in."""
    large = [
        f"{plain(found, lang)} {_MANY.get(many.lower(), many.lower())}" for found, many in _THOUSANDS.findall(text)
    ]
    return Counter([*large, *(name for name, pattern in _CURRENCIES.items() if pattern.search(text))])


def plain(number: str, lang: Lang) -> str:
    """A figure without spaces, with a point before its decimals."""
    number = re.sub(r"[ \u00a0\u202f]", "", number).rstrip(".,")
    if lang == "en" and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    if lang != "en" and re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", number):
        number = number.replace(".", "")
    return number.replace(",", ".")


_KINDS: Mapping[str, Callable[[str, Lang], Counter[str]]] = {
    "addresses": addresses,
    "figures": numbers,
    "days": days,
    "shares": shares,
    "sums": sums,
}
