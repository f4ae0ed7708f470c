"""Headers on every answer, fragments for htmx, health, and answers that are kept."""

import shutil

import pytest

ADDRESSES = (
    "/",
    "/nn/",
    "/nn/ordningar",
    "/nn/ordningar/smil",
    "/nn/ordningar/finst-ikkje",
    "/nn",
    "/api/v1/schemes",
    "/api/v1/schemes?limit=x",
    "/api/v1/none",
    "/openapi.json",
    "/healthz",
    "/readyz",
)


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_is_guarded_and_sets_no_cookie(client, path) -> None:
    for answer in (client.get(path), client.head(path), client.options(path), client.post(path), client.get(path)):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer.headers
        assert answer.headers.get("Cache-Control")


def test_a_secure_connection_is_remembered(client) -> None:
    assert "max-age=" in client.get("/nn/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/nn/om").headers


def test_a_page_only_reads(client) -> None:
    answer = client.post("/nn/ordningar", data={"q": "x"})
    assert answer.status_code == 405
    assert "GET" in answer.headers.get("Allow", "")


# -- htmx ------------------------------------------------------------------------------------------


def test_htmx_gets_the_part_that_changes_and_everybody_else_the_page(client) -> None:
    address = "/nn/ordningar?q=tilskot"
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert whole.text.lstrip().lower().startswith("<!doctype html>")
    assert "</html>" in whole.text
    assert "<html" not in part.text
    assert len(part.text) < len(whole.text)
    assert 'id="results"' in part.text
    assert 'id="results"' in whole.text
    for answer in (whole, part):
        assert "HX-Request" in answer.headers["Vary"]


def test_a_page_restored_from_history_is_whole(client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "</html>" in client.get("/nn/ordningar?q=bustad", headers=headers).text


# -- health ----------------------------------------------------------------------------------------


def test_it_is_alive_and_ready(any_app) -> None:
    client = any_app.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ok"), answer.json


def test_it_is_not_ready_while_the_index_is_behind(own_app, folder, tmp_path, bundle) -> None:
    from app.catalogue.importing import read_bundle
    from tests.conftest import load_into

    client = own_app.test_client()
    client.may_fail = True
    assert client.get("/readyz").status_code == 200
    load_into(own_app.extensions["app.runtime"].settings.database_url, read_bundle(folder.path))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["index"], answer.json["database"]) == (503, "behind", "ok")


def test_it_is_not_ready_without_an_index_or_a_database(loaded_var, tmp_path) -> None:
    from tests.conftest import build_app, closing, make_settings

    shutil.copytree(loaded_var, tmp_path / "var", ignore=shutil.ignore_patterns("index"))
    with closing(build_app(make_settings(tmp_path / "var"))) as app:
        client = app.test_client()
        client.may_fail = True
        assert (client.get("/readyz").status_code, client.get("/readyz").json["index"]) == (503, "empty")
    with closing(build_app(make_settings(tmp_path / "var", f"sqlite:///{tmp_path}/none/x.sqlite"))) as app:
        client = app.test_client()
        client.may_fail = True
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json["database"]) == (503, "no answer")
        assert client.get("/healthz").status_code == 200


# -- kept answers ----------------------------------------------------------------------------------


def change_and_follow(app, folder, **changes) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from app.bootstrap import catch_up
    from app.catalogue.importing import read_bundle
    from tests.conftest import TODAY, load_into

    folder.put("schemes", id="nytt", **changes)
    runtime = app.extensions["app.runtime"]
    load_into(runtime.settings.database_url, read_bundle(folder.path))
    engine = create_engine(runtime.settings.database_url)
    with Session(engine) as session:
        catch_up(session, runtime.index, TODAY)
    engine.dispose()


def test_a_kept_answer_is_given_again_with_all_its_headers_and_without_the_database(own_app, count_queries) -> None:
    client = own_app.test_client()
    first = client.get("/nn/ordningar?q=sti")
    with count_queries(own_app) as statements:
        again = client.get("/nn/ordningar?q=sti")
    assert statements == []
    assert again.data == first.data
    assert {n for n, _ in first.headers} - {"X-Request-Id"} <= {n for n, _ in again.headers}


def test_the_same_content_is_answered_with_304(client) -> None:
    etag = client.get("/nn/om").headers["ETag"]
    answer = client.get("/nn/om", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert client.get("/nn/om", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_is_seen_at_once_after_the_index_has_followed(own_app, folder) -> None:
    client = own_app.test_client()
    for path in ("/nn/ordningar/nytt", "/api/v1/schemes/nytt"):
        assert client.get(path).status_code == 404
    list_before = client.get("/api/v1/schemes?limit=1").json["total"]
    change_and_follow(own_app, folder)
    assert client.get("/nn/ordningar/nytt").status_code == 200
    assert client.get("/api/v1/schemes?limit=1").json["total"] == list_before + 2
    title = dict.fromkeys(("nn", "nb", "en"), "Heilt ny tittel")
    change_and_follow(own_app, folder, title=title)
    assert "Heilt ny tittel" in client.get("/nn/ordningar/nytt").text
    assert client.get("/api/v1/schemes/nytt").json["title"] == "Heilt ny tittel"
    change_and_follow(own_app, folder, title=title, state="draft")
    assert client.get("/nn/ordningar/nytt").status_code == 404


def test_a_new_day_is_another_answer(loaded_var, tmp_path) -> None:
    from datetime import timedelta

    from tests.conftest import TODAY, build_app, closing, make_settings

    day = [TODAY]
    with closing(build_app(make_settings(loaded_var), today=lambda: day[0])) as app:
        client = app.test_client()
        address = "/api/v1/schemes?sort=deadline&limit=100"
        before = [item["deadline"]["date"] for item in client.get(address).json["items"]]
        day[0] = TODAY + timedelta(days=200)
        after = [item["deadline"]["date"] for item in client.get(address).json["items"]]
    assert min(d for d in after if d) >= day[0].isoformat() > min(d for d in before if d)


@pytest.mark.parametrize(("first", "second"), [("gzip", "gzip;q=0"), ("br", "br;q=0, gzip"), ("br, gzip", "identity")])
def test_nobody_gets_an_encoding_that_they_refuse(own_app, first, second) -> None:
    client = own_app.test_client()
    address = "/api/v1/schemes?limit=50"
    assert client.get(address, headers={"Accept-Encoding": first}).headers["Content-Encoding"] == first.split(",")[0]
    given = client.get(address, headers={"Accept-Encoding": second}).headers.get("Content-Encoding", "identity")
    refused = first.split(",")[0]
    assert given != refused


def test_a_request_with_an_older_view_of_the_database_does_not_spoil_what_is_kept(own_app, folder) -> None:
    """It read before the change and keeps its snapshot; what it loads must not be kept as the new content."""
    from app.catalogue import queries, reading
    from app.web.runtime import db

    with own_app.test_request_context("/"):
        queries.counts(db.session)  # the snapshot begins
        folder.put("organisations", id="nyleg", name={"nn": "Nyleg komen"})
        change_and_follow(own_app, folder)
        reading.organisations()
    with own_app.test_request_context("/"):
        assert "nyleg" in reading.organisations()
