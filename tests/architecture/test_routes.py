"""Every route is pinned here with who may use it. A route that is added without a line here is noticed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.accounts import access
from app.accounts.types import Role
from tests.conftest import People, build_app, closing, make_settings

PUBLIC, SIGNED_IN, ADMINISTRATOR = "public", "signed_in", "administrator"
LEADER = "administrator leader"
LEADERS = "administrator leader"
WRITERS, PROPOSERS = "administrator editor", "administrator contributor editor"
LEADERS, TELLERS = "administrator leader", "administrator editor leader"
KEY = "<int(max=2147483647):key>"
LANG = "/<any(nn,nb,en):lang>"
WORK = f"{LANG}/arbeid/plan"
LEADERS = "administrator leader"
SECTION = "<any(ordningar,aktorar,omgrep,dome):section>"
WORK = f"{LANG}/arbeid/plan"
MEASURE = f"{WORK}/<plan>/tiltak/<key>"
ROUTES = {
    "pages.root": ("GET", "/", PUBLIC),
    "pages.home": ("GET", f"{LANG}/", PUBLIC),
    "pages.help": ("GET", f"{LANG}/hjelp", PUBLIC),
    "pages.about": ("GET", f"{LANG}/om", PUBLIC),
    "pages.privacy": ("GET", f"{LANG}/personvern", PUBLIC),
    "catalogue.search": ("GET", f"{LANG}/ordningar", PUBLIC),
    "catalogue.scheme": ("GET", f"{LANG}/ordningar/<key>", PUBLIC),
    "catalogue.organisations": ("GET", f"{LANG}/aktorar", PUBLIC),
    "catalogue.organisation": ("GET", f"{LANG}/aktorar/<key>", PUBLIC),
    "catalogue.glossary": ("GET", f"{LANG}/omgrep", PUBLIC),
    "catalogue.practice": ("GET", f"{LANG}/dome", PUBLIC),
    "catalogue.practice_example": ("GET", f"{LANG}/dome/<key>", PUBLIC),
    "plan.plans": ("GET", f"{LANG}/plan", PUBLIC),
    "plan.overview": ("GET", f"{LANG}/plan/<plan>", PUBLIC),
    "plan.goal": ("GET", f"{LANG}/plan/<plan>/delmal/<key>", PUBLIC),
    "plan.measure": ("GET", f"{LANG}/plan/<plan>/tiltak/<key>", PUBLIC),
    "plan.timeline": ("GET", f"{LANG}/plan/<plan>/tidslinje", PUBLIC),
    "plan.budget": ("GET", f"{LANG}/plan/<plan>/budsjett", PUBLIC),
    "plan.proof": ("GET", f"{LANG}/plan/<plan>/talbevis", PUBLIC),
    "plan.decisions": ("GET", f"{LANG}/plan/<plan>/vedtak", PUBLIC),
    "plan.frozen_version": ("GET", f"{LANG}/plan/<plan>/vedtak/<sha256>.json", PUBLIC),
    "plan.organisation": ("GET", f"{LANG}/plan/<plan>/organisering", PUBLIC),
    "plan.changes": ("GET", f"{LANG}/plan/<plan>/endringar", PUBLIC),
    "plan.documents": ("GET", f"{LANG}/plan/<plan>/dokument", PUBLIC),
    "plan.document_file": ("GET", f"{LANG}/plan/<plan>/dokument/handlingsplan.<any(docx,pdf,xlsx):form>", PUBLIC),
    "plan_work.documents": ("GET", f"{LANG}/arbeid/plan/<plan>/dokument", LEADERS),
    "plan_work.document_file": (
        "GET",
        f"{LANG}/arbeid/plan/<plan>/dokument/<any(utkast,handlingsplan,talbevis,status):name>.<any(docx,pdf,xlsx):form>",
        LEADERS,
    ),
    "plan_work.case_paper_file": ("POST", f"{LANG}/arbeid/plan/<plan>/dokument/saksframlegg", LEADERS),
    "plan_work.templates": ("GET", f"{WORK}/<plan>/dokument/malar", TELLERS),
    "plan_work.example_template": ("GET", f"{WORK}/<plan>/dokument/malar/dome.docx", TELLERS),
    "plan_work.template": ("GET", f"{WORK}/<plan>/dokument/malar/<party>", TELLERS),
    "plan_work.send_template": ("POST", f"{WORK}/<plan>/dokument/malar/<party>", TELLERS),
    "plan_work.template_file": ("GET", f"{WORK}/<plan>/dokument/malar/<party>/mal.docx", TELLERS),
    "plan_work.remove_template": ("POST", f"{WORK}/<plan>/dokument/malar/<party>/fjern", TELLERS),
    "plan_work.own_case_paper": ("POST", f"{WORK}/<plan>/dokument/malar/<party>/saksframlegg", TELLERS),
    "plan_work.read_document": ("GET", f"{LANG}/arbeid/plan/<plan>/les-inn", LEADERS),
    "plan_work.send_document": ("POST", f"{LANG}/arbeid/plan/<plan>/les-inn", LEADERS),
    "plan_work.look_at_document": ("GET", f"{LANG}/arbeid/plan/<plan>/les-inn/<number>", LEADERS),
    "plan_work.accept_document": ("POST", f"{LANG}/arbeid/plan/<plan>/les-inn/<number>", LEADERS),
    "accounts.sign_in": ("GET POST", f"{LANG}/logg-inn", PUBLIC),
    "accounts.second_step": ("GET POST", f"{LANG}/logg-inn/kode", PUBLIC),
    "accounts.sign_in_with": ("GET", f"{LANG}/logg-inn/med/<provider>", PUBLIC),
    "accounts.sign_in_failed": ("GET", f"{LANG}/logg-inn/feil/<fault>", PUBLIC),
    "oidc.come_back": ("GET", "/oidc/<provider>/callback", PUBLIC),
    "accounts.accept": ("GET POST", f"{LANG}/invitasjon/<token>", PUBLIC),
    "accounts.forgotten": ("GET POST", f"{LANG}/nytt-passord", PUBLIC),
    "accounts.choose_password": ("GET POST", f"{LANG}/nytt-passord/<token>", PUBLIC),
    "accounts.sign_out": ("POST", f"{LANG}/logg-ut", SIGNED_IN),
    "accounts.overview": ("GET POST", f"{LANG}/konto", SIGNED_IN),
    "accounts.begin": ("GET", f"{LANG}/konto/start", SIGNED_IN),
    "accounts.own_password": ("GET POST", f"{LANG}/konto/passord", SIGNED_IN),
    "accounts.second_factor": ("GET POST", f"{LANG}/konto/kode", SIGNED_IN),
    "accounts.second_factor_off": ("POST", f"{LANG}/konto/kode/av", SIGNED_IN),
    "accounts.new_recovery_codes": ("POST", f"{LANG}/konto/kode/gjenoppretting", SIGNED_IN),
    "accounts.end_session": ("POST", f"{LANG}/konto/okter/{KEY}/avslutt", SIGNED_IN),
    "accounts.end_other_sessions": ("POST", f"{LANG}/konto/okter/avslutt", SIGNED_IN),
    "accounts.link_provider": ("GET", f"{LANG}/konto/kople/<provider>", SIGNED_IN),
    "accounts.unlink": ("POST", f"{LANG}/konto/innloggingar/{KEY}/fjern", SIGNED_IN),
    "accounts.everybody": ("GET", f"{LANG}/konto/brukarar", ADMINISTRATOR),
    "accounts.invite": ("GET POST", f"{LANG}/konto/brukarar/ny", ADMINISTRATOR),
    "accounts.one": ("GET POST", f"{LANG}/konto/brukarar/{KEY}", ADMINISTRATOR),
    "accounts.new_link": ("POST", f"{LANG}/konto/brukarar/{KEY}/lenkje", ADMINISTRATOR),
    "accounts.disable": ("POST", f"{LANG}/konto/brukarar/{KEY}/steng", ADMINISTRATOR),
    "accounts.enable": ("POST", f"{LANG}/konto/brukarar/{KEY}/opne", ADMINISTRATOR),
    "accounts.without_code": ("POST", f"{LANG}/konto/brukarar/{KEY}/utan-kode", ADMINISTRATOR),
    "editing.desk": ("GET", f"{LANG}/arbeid/", PROPOSERS),
    "editing.entries": ("GET", f"{LANG}/arbeid/oppslag", PROPOSERS),
    "editing.new": ("GET", f"{LANG}/arbeid/{SECTION}/ny", WRITERS),
    "editing.create": ("POST", f"{LANG}/arbeid/{SECTION}/ny", WRITERS),
    "editing.edit": ("GET", f"{LANG}/arbeid/{SECTION}/<key>", PROPOSERS),
    "editing.save": ("POST", f"{LANG}/arbeid/{SECTION}/<key>", PROPOSERS),
    "editing.look_alike": ("POST", f"{LANG}/arbeid/liknande/{SECTION}", PROPOSERS),
    "editing.preview": ("GET", f"{LANG}/arbeid/{SECTION}/<key>/utkast", PROPOSERS),
    "editing.draft_step": ("POST", f"{LANG}/arbeid/{SECTION}/<key>/utkast", WRITERS),
    "editing.move": ("POST", f"{LANG}/arbeid/{SECTION}/<key>/adresse", WRITERS),
    "editing.history": ("GET", f"{LANG}/arbeid/{SECTION}/<key>/historie", PROPOSERS),
    "editing.restore": ("POST", f"{LANG}/arbeid/{SECTION}/<key>/historie", WRITERS),
    "editing.press": ("POST", f"{LANG}/arbeid/{SECTION}/<key>/trykk", WRITERS),
    "editing.undo": ("POST", f"{LANG}/arbeid/angre/<batch>", WRITERS),
    "editing.contacts": ("GET", f"{LANG}/arbeid/kontakt", WRITERS),
    "editing.replace_contact": ("POST", f"{LANG}/arbeid/kontakt", WRITERS),
    "editing.inbox_page": ("GET", f"{LANG}/arbeid/innboks", WRITERS),
    "editing.answer_proposal": ("POST", f"{LANG}/arbeid/innboks/framlegg/<int:number>", WRITERS),
    "editing.answer_message": ("POST", f"{LANG}/arbeid/innboks/melding/<int:number>", WRITERS),
    "editing.spreadsheet": ("GET", f"{LANG}/arbeid/rekneark", WRITERS),
    "editing.take_out": ("GET", f"{LANG}/arbeid/rekneark/hent", WRITERS),
    "editing.send_in": ("POST", f"{LANG}/arbeid/rekneark", WRITERS),
    "editing.look_at": ("GET", f"{LANG}/arbeid/rekneark/<number>", WRITERS),
    "editing.confirm_import": ("POST", f"{LANG}/arbeid/rekneark/<number>", WRITERS),
    "plan_work.start": ("GET", f"{WORK}", TELLERS),
    "plan_work.today": ("GET", f"{WORK}/<plan>", LEADERS),
    "plan_work.answer_question": ("POST", f"{WORK}/<plan>/sporsmal", LEADERS),
    "plan_work.measures": ("GET", f"{WORK}/<plan>/tiltak", TELLERS),
    "plan_work.measure": ("GET", MEASURE, TELLERS),
    "plan_work.report": ("POST", f"{MEASURE}/framdrift", TELLERS),
    "plan_work.note": ("POST", f"{MEASURE}/notat", TELLERS),
    "plan_work.add_milestone": ("POST", f"{MEASURE}/milepael", LEADERS),
    "plan_work.tick_off": ("POST", f"{MEASURE}/nadd", TELLERS),
    "plan_work.edit_measure": ("GET", f"{MEASURE}/skjema", LEADERS),
    "plan_work.save_measure": ("POST", f"{MEASURE}/skjema", LEADERS),
    "plan_work.new_measure": ("GET", f"{WORK}/<plan>/nytt-tiltak", LEADERS),
    "plan_work.create_measure": ("POST", f"{WORK}/<plan>/nytt-tiltak", LEADERS),
    "plan_work.end_measure": ("GET", f"{MEASURE}/avslutt", LEADERS),
    "plan_work.save_end": ("POST", f"{MEASURE}/avslutt", LEADERS),
    "plan_work.milestone": ("GET", f"{MEASURE}/milepael/<item>", LEADERS),
    "plan_work.save_milestone": ("POST", f"{MEASURE}/milepael/<item>", LEADERS),
    "plan_work.participation": ("GET", f"{MEASURE}/deltaking/<organisation>", TELLERS),
    "plan_work.save_participation": ("POST", f"{MEASURE}/deltaking/<organisation>", TELLERS),
    "plan_work.goals": ("GET", f"{WORK}/<plan>/delmal", LEADERS),
    "plan_work.save_weights": ("POST", f"{WORK}/<plan>/delmal", LEADERS),
    "plan_work.goal": ("GET", f"{WORK}/<plan>/delmal/<key>", LEADERS),
    "plan_work.save_goal": ("POST", f"{WORK}/<plan>/delmal/<key>", LEADERS),
    "plan_work.people": ("GET", f"{WORK}/<plan>/folk", LEADERS),
    "plan_work.box": ("GET", f"{WORK}/<plan>/folk/boks/<item>", LEADERS),
    "plan_work.save_box": ("POST", f"{WORK}/<plan>/folk/boks/<item>", LEADERS),
    "plan_work.roles": ("GET", f"{WORK}/<plan>/folk/roller", LEADERS),
    "plan_work.save_roles": ("POST", f"{WORK}/<plan>/folk/roller", LEADERS),
    "plan_work.actor": ("GET", f"{WORK}/<plan>/folk/aktor/<item>", LEADERS),
    "plan_work.save_actor": ("POST", f"{WORK}/<plan>/folk/aktor/<item>", LEADERS),
    "plan_work.agreement": ("GET", f"{WORK}/<plan>/folk/avtala", LEADERS),
    "plan_work.save_agreement": ("POST", f"{WORK}/<plan>/folk/avtala", LEADERS),
    "plan_work.confirm_actor": ("POST", f"{WORK}/<plan>/folk/stadfest", LEADERS),
    "plan_work.history": ("GET", f"{WORK}/<plan>/historie", LEADERS),
    "plan_work.restore_version": ("POST", f"{WORK}/<plan>/historie", LEADERS),
    "plan_work.explanation": ("GET", f"{MEASURE}/forklaring", LEADERS),
    "plan_work.save_explanation": ("POST", f"{MEASURE}/forklaring", LEADERS),
    "plan_work.money": ("GET", f"{LANG}/arbeid/plan/<plan>/pengar", LEADER),
    "plan_work.save_money": ("POST", f"{LANG}/arbeid/plan/<plan>/pengar", LEADER),
    "plan_work.try_money": ("POST", f"{LANG}/arbeid/plan/<plan>/pengar/kontroll", LEADER),
    "plan_work.undo_money_change": ("POST", f"{LANG}/arbeid/plan/<plan>/pengar/angre/<batch>", LEADER),
    "plan_work.moving": ("GET", f"{LANG}/arbeid/plan/<plan>/pengar/flytt", LEADER),
    "plan_work.move": ("POST", f"{LANG}/arbeid/plan/<plan>/pengar/flytt", LEADER),
    "plan_work.money_notes": ("GET", f"{LANG}/arbeid/plan/<plan>/pengar/merknader", LEADER),
    "plan_work.save_money_notes": ("POST", f"{LANG}/arbeid/plan/<plan>/pengar/merknader", LEADER),
    "plan_work.decisions": ("GET", f"{WORK}/<plan>/vedtak", LEADERS),
    "plan_work.add_party": ("POST", f"{WORK}/<plan>/vedtak/part", LEADERS),
    "plan_work.log_version": ("POST", f"{WORK}/<plan>/vedtak/versjon", LEADERS),
    "plan_work.freeze_version": ("POST", f"{WORK}/<plan>/vedtak/frys", LEADERS),
    "plan_work.logged": ("GET", f"{WORK}/<plan>/vedtak/versjon/<path:item>", LEADERS),
    "plan_work.save_logged": ("POST", f"{WORK}/<plan>/vedtak/versjon/<path:item>", LEADERS),
    "plan_work.decision": ("GET", f"{WORK}/<plan>/vedtak/<party>/<body>", LEADERS),
    "plan_work.save_decision": ("POST", f"{WORK}/<plan>/vedtak/<party>/<body>", LEADERS),
    "plan_work.remove_party": ("POST", f"{WORK}/<plan>/vedtak/<party>/<body>/fjern", LEADERS),
    "plan_work.revision": ("GET", f"{WORK}/<plan>/revisjon", LEADERS),
    "plan_work.begin_edition": ("POST", f"{WORK}/<plan>/revisjon/ny-utgave", LEADERS),
    "plan_work.confirm_unchanged": ("POST", f"{WORK}/<plan>/revisjon/uendra", LEADERS),
    "plan_work.revise": ("GET", f"{WORK}/<plan>/revisjon/<key>", LEADERS),
    "plan_work.save_revision": ("POST", f"{WORK}/<plan>/revisjon/<key>", LEADERS),
    "plan_work.accounts": ("GET", f"{WORK}/<plan>/utgreiing", LEADERS),
    "plan_work.accounts_file": ("GET", f"{WORK}/<plan>/utgreiing.docx", LEADERS),
    "plan_work.compare": ("GET", f"{WORK}/<plan>/samanlikn", LEADERS),
    "plan_work.yearly": ("GET", f"{WORK}/<plan>/rapport", LEADERS),
    "plan_work.save_yearly": ("POST", f"{WORK}/<plan>/rapport", LEADERS),
    "plan_work.yearly_file": ("GET", f"{WORK}/<plan>/rapport.docx", LEADERS),
    "plan_work.yearly_questions": ("GET", f"{WORK}/<plan>/rapport/sporsmal", LEADERS),
    "plan_work.save_yearly_questions": ("POST", f"{WORK}/<plan>/rapport/sporsmal", LEADERS),
    "plan_work.decision_run": ("GET", f"{WORK}/<plan>/lop", LEADERS),
    "plan_work.save_run": ("POST", f"{WORK}/<plan>/lop", LEADERS),
    "plan_work.run_calendar": ("GET", f"{WORK}/<plan>/lop.ics", LEADERS),
    "plan_work.meeting": ("GET", f"{WORK}/<plan>/mote", LEADERS),
    "plan_work.start_meeting": ("POST", f"{WORK}/<plan>/mote", LEADERS),
    "plan_work.running": ("GET", f"{WORK}/<plan>/mote/<run>", LEADERS),
    "plan_work.end_meeting": ("POST", f"{WORK}/<plan>/mote/<run>", LEADERS),
    "plan_work.drop_meeting": ("POST", f"{WORK}/<plan>/mote/<run>/avbryt", LEADERS),
    "plan_work.item": ("GET", f"{WORK}/<plan>/mote/<run>/sak/<int:number>", LEADERS),
    "plan_work.save_item": ("POST", f"{WORK}/<plan>/mote/<run>/sak/<int:number>", LEADERS),
    "plan_work.minutes": ("GET", f"{WORK}/<plan>/mote/<run>/referat", LEADERS),
    "plan_work.partners": ("GET", f"{WORK}/<plan>/partnarar", LEADERS),
    "plan_work.partner": ("GET", f"{WORK}/<plan>/partnarar/<partner>", LEADERS),
    "plan_work.ask_partner": ("POST", f"{WORK}/<plan>/partnarar/<partner>/lenkje", LEADERS),
    "plan_work.close_partner_link": ("POST", f"{WORK}/<plan>/partnarar/<partner>/steng", LEADERS),
    "plan_work.settle_answer": ("POST", f"{WORK}/<plan>/partnarar/<partner>/svar/<sheet>/<int:number>", LEADERS),
    "partner.thanks": ("GET", f"{LANG}/partnar/takk", PUBLIC),
    "partner.sheet": ("GET", f"{LANG}/partnar/<token>", PUBLIC),
    "partner.answer": ("POST", f"{LANG}/partnar/<token>", PUBLIC),
    "reporting.report": ("GET", f"{LANG}/meld", PUBLIC),
    "reporting.send": ("POST", f"{LANG}/meld", PUBLIC),
    "reporting.thanks": ("GET", f"{LANG}/meld/takk", PUBLIC),
    "api.schemes": ("GET", "/api/v1/schemes", PUBLIC),
    "api.scheme": ("GET", "/api/v1/schemes/<key>", PUBLIC),
    "api.glossary": ("GET", "/api/v1/glossary", PUBLIC),
    "api.practice": ("GET", "/api/v1/practice", PUBLIC),
    "api.organisations": ("GET", "/api/v1/organisations", PUBLIC),
    "api.vocabularies": ("GET", "/api/v1/vocabularies", PUBLIC),
    "api.suggest": ("GET", "/api/v1/suggest", PUBLIC),
    "plan_api.plans": ("GET", "/api/v1/plans", PUBLIC),
    "plan_api.plan": ("GET", "/api/v1/plans/<key>", PUBLIC),
    "plan_api.edition": ("GET", "/api/v1/plans/<key>/editions/<year>", PUBLIC),
    "openapi.openapi": ("GET", "/openapi.json", PUBLIC),
    "health.alive": ("GET", "/healthz", PUBLIC),
    "health.ready": ("GET", "/readyz", PUBLIC),
}
PEOPLE = (None, *Role)
GUARDED = [
    (endpoint, method)
    for endpoint, (methods, _, rule) in ROUTES.items()
    if rule != PUBLIC
    for method in methods.split()
]
CHANGES = [endpoint for endpoint, (methods, _, _) in ROUTES.items() if "POST" in methods.split()]
PUBLIC_CHANGES = {
    "accounts.sign_in",
    "accounts.second_step",
    "accounts.accept",
    "accounts.forgotten",
    "accounts.choose_password",
    "reporting.send",
    "partner.answer",
}
"""What anybody may send: each is reviewed for what a stranger can do with it."""


@pytest.fixture(scope="module")
def people(loaded_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """One app for all of them, a new person for each: hundreds of apps take ten minutes to make."""
    var = tmp_path_factory.mktemp("routes") / "var"
    shutil.copytree(loaded_var, var)
    with closing(build_app(make_settings(var))) as made:
        yield People(made)


def test_every_route_is_pinned_with_its_rule(app: Flask) -> None:
    found = {
        rule.endpoint: (
            " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            rule.rule,
            str(access.rule_of(app.view_functions[rule.endpoint])),
        )
        for rule in app.url_map.iter_rules()
    }
    assert found == ROUTES


def test_a_view_without_a_rule_stops_the_app_at_start(app: Flask, tmp_path) -> None:
    with closing(build_app(make_settings(tmp_path), index=app.extensions["app.runtime"].index)) as made:
        access.check_every_view(made)
        made.add_url_rule("/nn/unruly", "unruly", lambda: "")
        with pytest.raises(LookupError, match="has no access rule"):
            access.check_every_view(made)


def test_what_anybody_may_change_is_reviewed() -> None:
    assert {endpoint for endpoint in CHANGES if ROUTES[endpoint][2] == PUBLIC} == PUBLIC_CHANGES


def address_of(app: Flask, endpoint: str) -> str:
    (rule,) = [rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint]
    with app.test_request_context():
        return rule.build(
            dict.fromkeys(rule.arguments, "1")
            | {"lang": "nn", "section": "ordningar", "name": "utkast", "form": "docx"},
            append_unknown=False,
        )[1]


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: str(who or "anonymous"))
@pytest.mark.parametrize(("endpoint", "method"), GUARDED, ids=str)
def test_only_those_in_the_table_get_past_the_rule(
    people: People, endpoint: str, method: str, who: Role | None
) -> None:
    """A right request from everybody: the wrong people are turned away, the right ones are not."""
    client = people.signed_in(who) if who else people.app.test_client()
    answer = client.open(address_of(people.app, endpoint), method=method, data={"csrf_token": people.token(client)})
    rule = ROUTES[endpoint][2].split()
    if who is None:
        expected = (303, "/nn/logg-inn?next=") if method == "GET" else (401, "")
        assert (answer.status_code, answer.headers.get("Location", "")[: len(expected[1])]) == expected
    elif rule == [SIGNED_IN] or who in rule:
        assert answer.status_code not in (401, 403), "let in"
        assert not answer.headers.get("Location", "").startswith("/nn/logg-inn?next=")
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("endpoint", CHANGES)
def test_no_change_is_taken_without_the_token_of_the_readers_own_form(people: People, endpoint: str) -> None:
    client = people.signed_in(Role.ADMINISTRATOR)
    right = people.token(client)
    for data in ({}, {"csrf_token": "x"}, {"csrf_token": right[:-3]}):
        answer = client.post(address_of(people.app, endpoint), data=data)
        assert answer.status_code == 400, data
        assert "Last sida på nytt" in answer.text


def test_no_endpoint_answers_at_two_addresses(app: Flask) -> None:
    rules = [rule.endpoint for rule in app.url_map.iter_rules()]
    assert len(rules) == len(set(rules))


def test_a_page_address_starts_with_its_language(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in ("pages", "catalogue", "accounts") and rule.endpoint != "pages.root":
            assert rule.rule.startswith("/<any(nn,nb,en):lang>/"), rule
