"""Who may tell about a measure, and who may write a municipality's row."""

import msgspec
import pytest

from app.accounts.types import Account, Role
from app.plan import permissions
from app.plan.types import Participation

KEY = "innsikt-bustadstrategi"
VINJE, TOKKE = frozenset({"vinje-kommune"}), frozenset({"tokke-kommune"})


def account(*roles: Role, **scope) -> Account:
    values = {"municipalities": frozenset(), "organisations": frozenset()} | scope
    return Account(id=1, name="Kari", email="k@example.no", roles=frozenset(roles), lang="nn", active=True, **values)


@pytest.fixture
def measure(real):
    """Responsible is nobody that an editor answers for."""
    return msgspec.structs.replace(real.measures_by_id[KEY], responsible=["prosjektleiar"], partners=[])


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR])
def test_leaders_and_administrators_may_everything(real, measure, role) -> None:
    assert permissions.may_lead(account(role))
    assert permissions.may_tell(account(role), measure, (), real.actor)
    assert permissions.may_write_row(account(role), measure, "tokke-kommune", (), real.actor)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR])
def test_nobody_else_leads(role) -> None:
    assert not permissions.may_lead(account(role, municipalities=frozenset({"4036"})))


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (account(Role.LEADER), True),
        (account(Role.ADMINISTRATOR), True),
        (account(Role.EDITOR), True),
        (account(Role.CONTRIBUTOR), False),
    ],
)
def test_leaders_and_the_editors_of_a_municipality_look_after_its_template(real, who, may) -> None:
    assert permissions.may_dress(who, real.actor("Vinje kommune"), VINJE) is may
    assert permissions.may_dress(who, real.actor("Vinje kommune"), TOKKE) is permissions.may_lead(who)


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, False),
        ({"responsible": ["Vinje kommune"]}, True),
        ({"partners": ["vinje KOMMUNE"]}, True),
        ({"partners": ["Tokke kommune"]}, False),
        ({"responsible": ["Pilotkommunane"]}, True),
        ({"partners": ["dei seks kommunane"]}, True),
        ({"partners": ["ein ukjend aktør"]}, False),
        ({"participation": [Participation(organisation="vinje-kommune")]}, True),
        ({"participation": [Participation(organisation="tokke-kommune")]}, False),
    ],
)
def test_an_editor_tells_where_their_municipality_has_a_row_or_is_or_stands_behind_a_name(
    real, measure, changes, may
) -> None:
    changed = msgspec.structs.replace(measure, **changes)
    assert permissions.may_tell(account(Role.EDITOR), changed, VINJE, real.actor) is may
    assert not permissions.may_tell(account(Role.CONTRIBUTOR), changed, VINJE, real.actor)
    assert not permissions.may_tell(account(Role.EDITOR), changed, frozenset(), real.actor)


def test_an_editor_writes_only_their_own_row_and_only_where_they_take_part(real, measure) -> None:
    shared = msgspec.structs.replace(measure, responsible=["Pilotkommunane"])
    editor = account(Role.EDITOR)
    assert permissions.may_write_row(editor, shared, "vinje-kommune", VINJE, real.actor)
    assert not permissions.may_write_row(editor, shared, "tokke-kommune", VINJE, real.actor)
    assert not permissions.may_write_row(editor, measure, "vinje-kommune", VINJE, real.actor)


def test_an_editor_answers_for_their_municipalities_and_their_organisations(bundle) -> None:
    organisations = [loaded.entry for loaded in bundle.entries["organisations"].values()]
    editor = account(Role.EDITOR, municipalities=frozenset({"4036"}), organisations=frozenset({"husbanken"}))
    assert permissions.own_organisations(editor, organisations) == {"vinje-kommune", "husbanken"}
    assert permissions.own_organisations(account(Role.EDITOR), organisations) == frozenset()
