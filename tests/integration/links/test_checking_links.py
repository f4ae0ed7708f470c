"""A run over a small web of our own."""

import dataclasses
import socket
import threading
import time

import pytest
import trustme

from app.catalogue.links.checking import Offline, Pace
from app.catalogue.links.verdicts import Note, Outcome, Verdict, judge

from .conftest import QUICK, Site, drip, slow, status, to


def said(judged) -> tuple[str, str, int | None, str | None]:
    return judged.verdict.value, judged.note.value, judged.status, judged.new_url


def test_a_page_that_answers_is_asked_once_with_head_and_by_our_name(site, check) -> None:
    url = site.url("/ok")
    assert said(check(url)[url]) == ("ok", "none", 200, None)
    assert site.visits == [("HEAD", "/ok", f"127.0.0.1:{site.port}", "Verkemiddel (tests)")]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 500, 501, 503])
def test_a_server_that_refuses_head_is_asked_with_get(site, check, code) -> None:
    site.pages["/x"] = lambda visit: visit.answer(code if visit.command == "HEAD" else 200)
    url = site.url("/x")
    assert check(url)[url].verdict is Verdict.OK
    assert site.asked("/x") == {"HEAD": 1, "GET": 1}


def test_a_server_that_hangs_up_on_head_is_asked_with_get(site, check) -> None:
    def hang_up(visit) -> None:
        if visit.command == "HEAD":
            visit.close_connection = True
        else:
            visit.answer(200)

    site.pages["/x"] = hang_up
    url = site.url("/x")
    assert check(url)[url].verdict is Verdict.OK


@pytest.mark.parametrize("code", [404, 410])
def test_what_the_server_says_is_gone_is_dead_after_a_second_look(site, check, code) -> None:
    site.pages["/x"] = status(code)
    url = site.url("/x")
    assert said(check(url)[url]) == ("dead", "gone", code, None)
    assert site.asked("/x") == {"HEAD": 2, "GET": 2}


@pytest.mark.parametrize("code", [401, 403, 429, 451])
def test_a_wall_is_uncertain(site, check, code) -> None:
    site.pages["/x"] = status(code)
    url = site.url("/x")
    assert said(check(url)[url]) == ("uncertain", "wall", code, None)


@pytest.mark.parametrize("code", [500, 502, 503, 520])
def test_an_ailing_server_is_uncertain(site, check, code) -> None:
    site.pages["/x"] = status(code)
    url = site.url("/x")
    assert said(check(url)[url]) == ("uncertain", "server_error", code, None)


def test_a_page_that_was_ill_for_a_moment_is_well(site, check) -> None:
    sick = [404, 404]
    site.pages["/x"] = lambda visit: visit.answer(sick.pop() if sick else 200)
    url = site.url("/x")
    assert check(url)[url].verdict is Verdict.OK


@pytest.mark.parametrize("code", [301, 308])
def test_a_permanent_redirect_proposes_the_new_address(site, check, code) -> None:
    site.pages |= {"/old": to("/ok", code)}
    url = site.url("/old")
    assert said(check(url)[url]) == ("moved", "moved", 200, site.url("/ok"))


@pytest.mark.parametrize("code", [302, 303, 307])
def test_a_temporary_redirect_proposes_nothing(site, check, code) -> None:
    site.pages["/today"] = to("/ok", code)
    url = site.url("/today")
    assert said(check(url)[url]) == ("ok", "none", 200, None)


def test_a_chain_proposes_how_far_the_permanent_ones_alone_lead(site, check) -> None:
    site.pages |= {"/a": to("/b", 301), "/b": to("/c", 308), "/c": to("/d", 302), "/d": to("/ok", 301)}
    url = site.url("/a#vilkar")
    assert check(url)[url].new_url == site.url("/c#vilkar")


def test_a_redirect_to_something_gone_is_dead(site, check) -> None:
    site.pages["/old"] = to("/nowhere")
    url = site.url("/old")
    assert said(check(url)[url]) == ("dead", "gone", 404, None)


def test_a_page_that_only_leads_to_the_front_page_is_uncertain(site, check) -> None:
    site.pages |= {"/": status(200), "/nn/": status(200), "/old": to("/"), "/tilskot/": to("/nn/", 302)}
    for path in ("/old", "/tilskot/"):
        url = site.url(path)
        assert said(check(url)[url]) == ("uncertain", "front_page", 200, None)
    front = site.url("")
    assert check(front)[front].verdict is Verdict.OK


@pytest.mark.parametrize("pages", [{"/a": to("/a")}, {"/a": to("/b"), "/b": to("/a")}])
def test_a_loop_is_uncertain_and_ends(site, check, pages) -> None:
    site.pages |= pages
    url = site.url("/a")
    assert said(check(url)[url]) == ("uncertain", "loop", None, None)


def test_an_endless_chain_ends(site, check) -> None:
    site.pages |= {f"/{n}": to(f"/{n + 1}") for n in range(100)}
    url = site.url("/0")
    assert check(url)[url].note is Note.LOOP
    assert len(site.visits) <= 24


@pytest.mark.parametrize("location", [None, "ftp://127.0.0.1/x", "http://[", "javascript:alert(1)"])
def test_a_redirect_that_leads_nowhere_is_odd(site, check, location) -> None:
    site.pages["/x"] = status(301, **({"Location": location} if location else {}))
    url = site.url("/x")
    assert said(check(url)[url])[:2] == ("uncertain", "odd")


def test_norwegian_letters_in_address_and_redirect(site, check) -> None:
    site.pages |= {
        "/n%C3%A6ring": lambda visit: visit.answer(301, Location="/støtte".encode().decode("latin-1")),
        "/st%C3%B8tte": status(200),
    }
    url = site.url("/næring")
    assert check(url)[url].new_url == site.url("/støtte")


def test_nobody_listens_twice_is_dead(check, dead_port) -> None:
    url = f"http://127.0.0.1:{dead_port}/x"
    assert said(check(url)[url]) == ("dead", "refused", None, None)


def test_a_server_that_comes_back_before_the_second_try_is_well(check, dead_port) -> None:
    from http.server import HTTPServer

    from .conftest import Site, Visit

    class Late(Site):
        def __init__(self) -> None:
            """Only the pages; the server is started below."""
            self.pages, self.visits = {"/x": status(200)}, []
            self.counting, self.now, self.most = threading.Lock(), 0, 0

    started = []

    def start() -> None:
        started.append(HTTPServer(("127.0.0.1", dead_port), type("Handler", (Visit,), {"site": Late()})))
        started[0].serve_forever(poll_interval=0.02)

    timer = threading.Timer(0.2, start)
    timer.start()
    url = f"http://127.0.0.1:{dead_port}/x"
    try:
        assert check(url, pace=dataclasses.replace(QUICK, before_again=0.6))[url].verdict is Verdict.OK
    finally:
        timer.join(0)
        started[0].shutdown()
        started[0].server_close()


def test_a_name_that_does_not_exist_is_dead(check, names) -> None:
    url = "http://borte.invalid/x"
    assert said(check(url)[url]) == ("dead", "no_host", None, None)


def test_a_slow_page_is_uncertain_and_ends_in_time(site, check) -> None:
    site.pages["/slow"] = slow(5)
    url = site.url("/slow")
    began = time.monotonic()
    assert said(check(url)[url])[:2] == ("uncertain", "slow")
    assert time.monotonic() - began < 5


def test_a_page_that_drips_for_ever_is_cut_off(site, check) -> None:
    site.pages["/drip"] = drip
    url = site.url("/drip")
    began = time.monotonic()
    assert said(check(url)[url])[:2] == ("uncertain", "slow")
    assert time.monotonic() - began < 6


def test_a_huge_page_is_not_read(site, check) -> None:
    sent = []

    def huge(visit) -> None:
        if visit.command == "HEAD":
            visit.answer(405)
            return
        visit.send_response(200)
        visit.end_headers()
        for _ in range(3_000):
            visit.wfile.write(b"x" * 100_000)
            sent.append(100_000)

    site.pages["/huge"] = huge
    url = site.url("/huge")
    assert check(url)[url].verdict is Verdict.OK
    time.sleep(0.2)
    assert sum(sent) < 20_000_000


def test_one_slow_host_condemns_nobody_and_delays_only_itself(site, check, names) -> None:
    site.pages["/slow"] = slow(5)
    slow_ones = [site.url(f"/slow?{n}", "treig.example") for n in range(3)]
    quick = [site.url(f"/ok?{n}", host) for n in range(5) for host in ("a.example", "b.example", "treig.example")]
    found = check(*slow_ones, *quick)
    assert {found[url].verdict for url in quick} == {Verdict.OK}
    assert {found[url].note for url in slow_ones} == {Note.SLOW}


def test_a_dead_address_does_not_condemn_its_neighbours(site, check) -> None:
    urls = [site.url("/ok"), site.url("/gone"), site.url("/ok?2")]
    found = check(*urls)
    assert [found[url].verdict for url in urls] == [Verdict.OK, Verdict.DEAD, Verdict.OK]


def test_one_request_at_a_time_to_each_host_with_a_pause_between(site, check) -> None:
    site.pages["/x"] = slow(0.02)
    began = time.monotonic()
    check(*(site.url(f"/x?{n}") for n in range(6)), pace=dataclasses.replace(QUICK, between=0.1))
    assert site.most == 1
    assert time.monotonic() - began >= 0.6


def test_redirects_from_many_hosts_stand_in_line_at_the_one_they_lead_to(site, check, names) -> None:
    target = Site()
    target.pages["/x"] = slow(0.1)
    site.pages |= {"/here": to(target.url("/x", "felles.example"), 302)}
    try:
        found = check(*(site.url("/here", f"h{n}.example") for n in range(6)))
    finally:
        target.stop()
    assert {judged.verdict for judged in found.values()} == {Verdict.OK}
    assert target.most == 1


@pytest.mark.parametrize("fault", [Note.REFUSED, Note.NO_HOST])
def test_silence_is_dead_only_the_second_time(fault) -> None:
    outcome = Outcome(last="https://a.example/", fault=fault)
    assert judge("https://a.example/", outcome, twice=False).verdict is Verdict.UNCERTAIN
    assert judge("https://a.example/", outcome, twice=True).verdict is Verdict.DEAD


def test_several_hosts_are_asked_at_once_but_never_more_than_so_many(site, check, names) -> None:
    site.pages["/x"] = slow(0.1)
    urls = [site.url("/x", f"h{n}.example") for n in range(10)]
    check(*urls, pace=dataclasses.replace(QUICK, hosts=3))
    assert 1 < site.most <= 3


def test_a_host_that_asks_for_time_gets_it(site, check) -> None:
    moments = []

    def busy(visit) -> None:
        moments.append(time.monotonic())
        visit.answer(429, Retry_After="1") if len(moments) == 1 else visit.answer(200)

    site.pages |= {"/a": busy, "/b": busy}
    urls = [site.url("/a"), site.url("/b")]
    found = check(*urls)
    assert {judged.verdict for judged in found.values()} == {Verdict.OK}
    assert moments[1] - moments[0] >= 0.9


def test_a_host_that_asks_for_too_much_time_is_left_alone(site, check) -> None:
    site.pages |= {"/a": status(429, Retry_After="600"), "/b": status(200)}
    urls = [site.url("/a"), site.url("/b")]
    found = check(*urls)
    assert said(found[urls[0]])[:2] == ("uncertain", "wall")
    assert urls[1] not in found
    assert site.asked("/b") == {}


def test_the_whole_run_ends_in_time_and_leaves_the_rest_unjudged(site, check) -> None:
    site.pages["/x"] = slow(0.2)
    urls = [site.url(f"/x?{n}") for n in range(60)]
    began = time.monotonic()
    found = check(*urls, pace=dataclasses.replace(QUICK, total=1.5))
    assert time.monotonic() - began < 3
    assert 0 < len(found) < 20
    assert {judged.verdict for judged in found.values()} == {Verdict.OK}


def test_what_was_refused_once_only_for_want_of_time_is_not_dead(check, dead_port) -> None:
    url = f"http://127.0.0.1:{dead_port}/x"
    assert check(url, pace=Pace(between=0, before_again=5, total=0.5)) == {}


def test_a_certificate_for_another_name_is_uncertain_and_a_right_one_is_fine(reach, check, names) -> None:
    authority = trustme.CA()
    trust = reach.trust
    authority.configure_trust(trust)
    for name, wanted in (("rett.example", Verdict.OK), ("feil.example", Verdict.UNCERTAIN)):
        with secure_site(authority.issue_cert("rett.example")) as port:
            url = f"https://{name}:{port}/x"
            judged = check(url)[url]
            assert judged.verdict is wanted
            assert judged.note is (Note.NONE if wanted is Verdict.OK else Note.CERTIFICATE)


def test_a_certificate_from_nobody_we_know_is_uncertain(check, names) -> None:
    with secure_site(trustme.CA().issue_cert("rett.example")) as port:
        url = f"https://rett.example:{port}/x"
        assert said(check(url)[url])[:2] == ("uncertain", "certificate")


def test_a_machine_off_the_net_judges_nothing(check, names) -> None:
    with pytest.raises(Offline):
        check(*(f"http://h{n}.invalid/" for n in range(4)))


def test_a_line_that_breaks_on_the_way_condemns_nobody(site, check, names) -> None:
    well = [site.url("/ok", f"a{n}.example") for n in range(3)]
    lost = "http://borte.invalid/x"
    site.pages["/ok"] = lambda visit: (visit.answer(200), names.update({f"a{n}.example": [] for n in range(3)}))
    # each name disappears once it has answered: the second look finds nobody who still does
    found = check(*well, lost)
    assert lost not in found
    assert {found[url].verdict for url in well if url in found} <= {Verdict.OK}


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "10.0.0.5", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1",
     "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "255.255.255.255"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_never_asked(reach, check, names, monkeypatch, place) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    names["inne.example"] = ["93.184.215.14", place]
    url = "http://inne.example/x"
    judged = check(url, reach=dataclasses.replace(reach, loopback=False))[url]
    assert said(judged)[:2] == ("uncertain", "private")


@pytest.mark.parametrize("place", ["10.0.0.5", "169.254.169.254", "192.168.1.1"])
def test_allowing_this_machine_allows_no_other_inside(reach, check, names, place) -> None:
    names["inne.example"] = [place]
    url = "http://inne.example/x"
    assert check(url)[url].note is Note.PRIVATE


def test_a_redirect_that_leads_inside_is_not_followed(site, check, names) -> None:
    names["inne.example"] = ["10.0.0.5"]
    site.pages["/x"] = to("http://inne.example/secret")
    url = site.url("/x")
    assert said(check(url)[url])[:2] == ("uncertain", "private")


@pytest.mark.parametrize("url", ["http://user:pass@a.example/", "http://a.example:99999/", "https://./", "http://a b/"])
def test_an_address_that_cannot_be_asked_for_is_odd(check, names, url) -> None:
    assert said(check(url)[url])[:2] == ("uncertain", "odd")


def secure_site(certificate):
    """A server that speaks TLS with a certificate, and gives its port."""
    import contextlib
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    @contextlib.contextmanager
    def serving():
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            listener.settimeout(0.05)
            stop = threading.Event()

            def serve() -> None:
                while not stop.is_set():
                    with contextlib.suppress(OSError):
                        line, _ = listener.accept()
                        with line, context.wrap_socket(line, server_side=True) as secure:
                            secure.recv(10_000)
                            secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            yield listener.getsockname()[1]
            stop.set()
            thread.join(2)

    return serving()
