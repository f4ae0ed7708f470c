"""A row of the version log is put right: its name, its date, what was done and by whom; never what was frozen."""

from typing import Any

from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.kernel.errors import Missing
from app.plan import permissions
from app.plan.commands.items import ItemPlace
from app.plan.editing.blueprint import address, bp, place_of, the_whole
from app.plan.editing.form import Field
from app.plan.editing.measure_fields import loose_read
from app.plan.editing.sheet import Sheet, save, show
from app.plan.rules.timing import span
from app.plan.rules.typed_dates import as_typed
from app.plan.rules.whole import Whole
from app.plan.types import LoggedVersion
from app.web.locale import gettext
from app.web.runtime import runtime

ROW = "/<plan>/vedtak/versjon/<path:item>"


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


@bp.get(ROW)
@allowed(*permissions.LEADERS)
def logged(plan: str, item: str) -> ResponseReturnValue:
    return show(_sheet(plan, item))


@bp.post(ROW)
@allowed(*permissions.LEADERS)
def save_logged(plan: str, item: str) -> ResponseReturnValue:
    return save(_sheet(plan, item))


def _sheet(plan: str, item: str) -> Sheet:
    whole = the_whole(plan)
    row = next((one for one in whole.edition.versions if one.version == item), None)
    if row is None:
        raise Missing(item[:80])
    fields = (
        Field("name", _("Namn"), needed=_("Skriv kva versjonen heiter.")),
        Field(
            "date",
            _("Dato"),
            help=_("Ein dag, ein månad eller eit år."),
            needed=_("Skriv datoen: ein dag, ein månad eller eit år."),
            read=loose_read,
            show=as_typed,
            small=True,
            own_words=False,
        ),
        Field("status", _("Status"), needed=_("Skriv kva som er gjort."), long=True),
        Field("changed_by", _("Sist endra av"), needed=_("Skriv kven som har endra.")),
    )
    return Sheet(
        whole=whole,
        part=place_of(whole, "editions"),
        item=ItemPlace(part=place_of(whole, "editions"), field="versions", by="version", key=item),
        heading=gettext(_("Versjon %(version)s i loggen"), version=item),
        lead=gettext(_("Det som er fryst, blir ikkje endra.")) if row.frozen else "",
        fields=fields,
        back=(address(".decisions", whole) + "#log", gettext(_("Vedtak"))),
        pour=_poured,
        check=lambda values: _check(whole, row, values),
        sentence=gettext(_("Versjon %(version)s er retta i loggen."), version=item),
        may_remove=row.frozen is None,
    )


def _poured(values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A date that is put right is no longer printed as the document had it."""
    kept = {name: value for name, value in before.items() if name != "printed_date" or values["date"] == before["date"]}
    return kept | values


def _check(whole: Whole, row: LoggedVersion, values: dict[str, Any]) -> dict[str, str]:
    if not values.get("date"):
        return {}
    first = span(values["date"]).first
    if first > runtime().today():
        return {"date": gettext(_("%(day)s er ikkje komen enno."), day=as_typed(values["date"]))}
    for approval in whole.edition.approvals:
        if approval.version == row.version and approval.date and approval.date < first.isoformat():
            sentence = _("%(party)s vedtok denne versjonen %(day)s. Datoen kan ikkje vere seinare.")
            return {"date": gettext(sentence, party=approval.party, day=as_typed(approval.date))}
    return {}
