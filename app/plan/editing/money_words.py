"""What is said of amounts that were not read, and of changes to the money that were refused."""

from app.kernel.errors import Refused
from app.plan.codes import Unit
from app.plan.commands.money import Lacks
from app.plan.presenters import label, place_name, source_name
from app.plan.rules.amounts import LARGEST, AmountFault, Unreadable
from app.plan.rules.grid import CellKey
from app.plan.rules.pasting import WrongShape
from app.plan.rules.whole import Whole
from app.web.filters import kroner, number
from app.web.locale import gettext as _

SHOWN = 40


def unread(typed: str, refused: Unreadable, unit: Unit) -> str:
    """Why an amount was not read, and what to write instead."""
    text = typed.strip()
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    plain = (
        _("Skriv heile kroner, til dømes 1 200 000.") if unit is Unit.NOK else _("Skriv heile timar, til dømes 120.")
    )
    better = number(refused.suggestion) if refused.suggestion is not None else ""
    match refused.fault:
        case AmountFault.NEGATIVE:
            return _("Beløpet kan ikkje vere mindre enn 0.")
        case AmountFault.TOO_LARGE:
            return _("Beløpet er for stort. Det største er %(amount)s.", amount=number(LARGEST))
        case AmountFault.DECIMALS:
            return _("«%(text)s» har desimalar.", text=shown) + " " + plain
        case AmountFault.POINTS | AmountFault.WORDED if better:
            return _("Skriv %(amount)s i staden for «%(text)s».", amount=better, text=shown)
        case AmountFault.EITHER_OR:
            return _("«%(text)s» kan lesast på to måtar. Skriv heile tal utan punktum og komma.", text=shown)
        case AmountFault.SPACES:
            return _("Mellomromma i «%(text)s» skil ikkje tusen.", text=shown) + " " + plain
        case AmountFault.DASH:
            return _("Ein strek kan vere 0 eller ikkje oppgjeve. Skriv 0, eller lat ruta stå tom.")
        case AmountFault.DATE:
            return _("«%(text)s» ser ut som ein dato.", text=shown) + " " + plain
        case AmountFault.FORMULA:
            return _("Ruta reknar ikkje ut formlar. Skriv beløpet.")
        case AmountFault.SEVERAL:
            return _("Her er fleire tal i same rute. Skriv eitt, eller lim inn heile tabellen nedst på sida.")
        case _:
            return _("«%(text)s» er ikkje eit beløp.", text=shown) + " " + plain


def wrong_shape(shape: WrongShape, rows: int, columns: int) -> str:
    """Why a block of cells was not taken in."""
    wanted = _("%(rows)s × %(columns)s ruter (rader × kolonnar)", rows=rows, columns=columns)
    if not shape.rows:
        return _("Lim inn tala frå reknearket i feltet. Tabellen her har %(wanted)s.", wanted=wanted)
    if not shape.columns:
        return _("Radene du la inn, er ikkje like lange. Tabellen her har %(wanted)s.", wanted=wanted)
    here = f"{shape.rows} × {shape.columns}"
    return _("Du la inn %(here)s. Tabellen her har %(wanted)s. Ingenting er endra.", here=here, wanted=wanted)


def refusal(refused: Refused) -> str:
    """What a rule that said no to a change of the money says."""
    if isinstance(refused, Lacks):
        if refused.has is None:
            return _("Det er ikkje oppgjeve noko beløp der pengane skal takast frå.")
        return _("Der er det berre %(amount)s å flytte.", amount=kroner(refused.has))
    return {
        "money.no_reason": _("Skriv kvifor pengane blir flytta."),
        "money.same_cell": _("Vel to ulike stader. Pengane står alt der."),
        "money.no_such_cell": _("Ei av rutene finst ikkje lenger i planen. Last sida på nytt."),
        "money.too_large": _("Summen i ruta blir for stor. Det største er %(amount)s.", amount=kroner(LARGEST)),
        "money.changed_since": _("Ei av rutene er endra sidan. Rett tala i tabellen i staden."),
    }[refused.code]


def cell_name(whole: Whole, key: CellKey) -> str:
    """A cell of the ledger in words: goal or measure, year, source, and what is not plain planned kroner."""
    parts = [place_name(whole, key.goal, key.measure), str(key.year), source_name(whole, key.source)]
    parts += [label("cell_kind", key.kind).lower()] if key.kind != "planned" else []
    parts += [label("unit", key.unit).lower()] if key.unit != "nok" else []
    return ", ".join(parts)
