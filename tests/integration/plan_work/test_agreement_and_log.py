"""The agreement behind the plan, and the rows of its version log, put right by a leader."""

import pytest

from app.accounts.types import Role

from .conftest import WORK

AGREEMENT = "/folk/avtala"


def test_the_doubtful_date_leads_to_where_it_is_put_right_and_is_then_doubted_no_more(leader, public) -> None:
    assert "Datoen 10. januar 2024" in leader.text()
    assert f'href="{WORK}{AGREEMENT}"' in leader.get().text
    form = leader.form(AGREEMENT, "plan-form")
    at = next(name for name, value in form.items() if value == ["10.1.2024"]).removesuffix("-date")
    assert leader.save(AGREEMENT, **{f"{at}-date": "10.01.2025", f"{at}-doubt": ""}).status_code == 303
    assert "er tvilsam" not in leader.text()
    assert "10. januar 2025" in public("/vedtak")
    assert "Tvilsam dato" not in public("/vedtak")


def test_a_date_that_stands_right_in_the_letter_is_doubted_no_more_once_somebody_has_looked(leader, public) -> None:
    form = leader.form(AGREEMENT, "plan-form")
    at = next(name for name, value in form.items() if value == ["10.1.2024"]).removesuffix("-date")
    assert leader.save(AGREEMENT, **{f"{at}-checked_on": "2.6.2026"}).status_code == 303
    assert "er tvilsam" not in leader.text()
    assert "10. januar 2024" in public("/vedtak")
    assert "Tvilsam dato" not in public("/vedtak")
    assert leader.save(AGREEMENT, **{f"{at}-checked_on": "31.2.2026"}).status_code == 422


def test_the_agreement_saved_untouched_is_as_it_was(leader, stored) -> None:
    before = stored().plan
    assert leader.save(AGREEMENT).status_code == 303
    assert stored().plan == before


def test_the_signing_is_public_and_in_the_history(leader, public) -> None:
    assert leader.save(AGREEMENT, signed_on="2.6.2025", reason="Brev frå KDD").status_code == 303
    assert "2. juni 2025" in public("/vedtak")
    assert "ikkje stadfesta" not in public("/vedtak")
    assert "Brev frå KDD" in leader.text("/historie")


def test_silence_is_told_after_as_many_days_as_the_leader_says(leader) -> None:
    assert "Utan nytt" in leader.text()
    assert leader.save(AGREEMENT, stale_after_days="3000").status_code == 303
    assert "Ikkje oppdatert på" not in leader.text()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signed_on": "31.2.2025"}, "«31.2.2025» er ikkje ein dag i kalenderen"),
        ({"signed_on": "1.1.2099"}, "1.1.2099 er ikkje komen enno"),
        ({"to_year": "2024"}, "Det siste året, 2024, er før det første, 2025."),
        ({"to_year": "2027"}, "er utanfor perioden 2025–2027"),
        ({"from_year": "tjuefem"}, "«tjuefem» er ikkje eit heilt tal frå 1900 til 2200."),
        ({"stale_after_days": "-1"}, "«-1» er ikkje eit heilt tal frå 1 til 3660."),
        ({"stale_after_days": "1" * 40}, "er ikkje eit heilt tal"),
        ({"title": " "}, "Avtala må ha ein tittel."),
        ({"letters-0-date": "i går"}, "«i går» er ikkje ein dag i kalenderen"),
        ({"letters-0-title": ""}, "Skriv kva brevet heiter."),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_saved_or_lost(leader, stored, changes, sentence) -> None:
    before = stored().plan
    answer = leader.save(AGREEMENT, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    for typed in changes.values():
        assert f'value="{typed.strip()}"' in answer.text or not typed.strip()
    assert stored().plan == before


def test_two_leaders_at_the_agreement_lose_nothing(leader, worker, stored) -> None:
    other = worker(Role.LEADER)
    mine, theirs = leader.form(AGREEMENT, "plan-form"), other.form(AGREEMENT, "plan-form")
    assert other.post(AGREEMENT, theirs, stale_after_days="90").status_code == 303
    assert leader.post(AGREEMENT, mine, signed_on="2.6.2025").status_code == 303
    assert (stored().plan.stale_after_days, stored().plan.signed_on) == (90, "2025-06-02")
    both = leader.post(AGREEMENT, mine, stale_after_days="60")
    assert both.status_code == 409
    assert "Teksten deira:" in both.text
    assert stored().plan.stale_after_days == 90


def test_a_row_of_the_log_is_put_right(leader, public, stored) -> None:
    assert "Piloten sitt utkast" in leader.get("/vedtak/versjon/6.0").text
    assert leader.save("/vedtak/versjon/6.0", date="11.5.2025", status="Utkast etter møtet").status_code == 303
    row = next(one for one in stored().edition.versions if one.version == "6.0")
    assert (row.date, row.status, row.name) == ("2025-05-11", "Utkast etter møtet", "Piloten sitt utkast")
    assert "Utkast etter møtet" in public("/vedtak")


def test_a_row_saved_untouched_is_as_it_was(leader, stored) -> None:
    before = stored().edition
    for row in before.versions:
        assert leader.save(f"/vedtak/versjon/{row.version}").status_code == 303
    assert stored().edition == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Skriv kva versjonen heiter."),
        ({"date": "31.2.2025"}, "er ikkje ei tid"),
        ({"date": "2099"}, "2099 er ikkje komen enno."),
        ({"status": " "}, "Skriv kva som er gjort."),
        ({"changed_by": ""}, "Skriv kven som har endra."),
    ],
)
def test_a_row_that_cannot_be_is_refused_at_its_field(leader, stored, changes, sentence) -> None:
    before = stored().edition
    answer = leader.save("/vedtak/versjon/6.0", **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert stored().edition == before


def test_a_version_that_is_decided_stays_and_is_not_dated_after_the_decision(leader, stored) -> None:
    decided = {"date": "17.6.2025", "version": "6.0"}
    assert leader.post("/vedtak/tokke-kommune/kommunestyre", decided).status_code == 303
    late = leader.save("/vedtak/versjon/6.0", date="18.6.2025")
    assert late.status_code == 422
    assert "Tokke kommune vedtok denne versjonen 17.6.2025." in late.text
    gone = leader.save("/vedtak/versjon/6.0", do="remove")
    assert gone.status_code == 422
    assert "Nokon har vedteke versjon 6.0." in gone.text
    assert [one.version for one in stored().edition.versions][-1] == "6.0"


def test_a_row_is_taken_away_but_never_a_frozen_one(leader, stored) -> None:
    assert leader.save("/vedtak/versjon/5.0", do="remove").status_code == 303
    assert "5.0" not in {one.version for one in stored().edition.versions}
    assert leader.post("/vedtak/frys", {"version": "6.0"}).status_code == 303
    assert "Ta bort" not in leader.text("/vedtak/versjon/6.0")
    assert leader.save("/vedtak/versjon/6.0", do="remove", status="Retta").status_code == 303
    row = stored().edition.versions[-1]
    assert (row.version, row.status, bool(row.frozen)) == ("6.0", "Retta", True)


@pytest.mark.parametrize("item", ["9.9", "%00", "6.0/x", "x" * 300])
def test_a_row_that_is_not_there_is_not_found(leader, item) -> None:
    assert leader.get(f"/vedtak/versjon/{item}").status_code == 404


@pytest.mark.parametrize("address", [AGREEMENT, "/vedtak/versjon/6.0"])
def test_both_are_for_leaders_alone(vinje, address) -> None:
    assert vinje.get(address).status_code == 403
