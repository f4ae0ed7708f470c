"""What the tests stand on: a loaded catalogue, two databases, a strict client, and a builder of small catalogues."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import html5lib
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import cli
from app.bootstrap import catch_up, create_app, open_index, transactions
from app.catalogue import queries
from app.catalogue.commands import loading
from app.catalogue.importing import Bundle, read_bundle
from app.db import migrate
from app.kernel import clock
from app.plan.commands import loading as plan_loading
from app.plan.importing import Known, read_plans
from app.search import follow
from app.search.language.analysis import Analyser
from app.search.whoosh_index import WhooshIndex
from app.settings import Settings
from app.web.runtime import db
from tests.examples import Examples, Folder
from tests.people import People

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 24)
SECRET = "a key for the tests that is long enough"

too_strict = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("house", max_examples=40, deadline=None, derandomize=True, suppress_health_check=too_strict)
settings.load_profile("house")


def make_settings(var: Path, url: str | None = None, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "var": var,
        "database_url": url or f"sqlite:///{var}/verkemiddel.sqlite",
        "base_url": "https://verkemiddel.example",
        "secret_key": SECRET,
        "testing": True,
    }
    return Settings(**values | changes)


# -- the strict client -----------------------------------------------------------------------------


class StrictClient(FlaskClient):
    """Parses every page as a strict browser would; a server error or a dirty session fails the test."""

    may_fail = False
    upstream = (502,)
    """Faults of others that a page tells of are no faults of ours."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if not self.may_fail:
            ours = response.status_code >= 500 and response.status_code not in self.upstream
            assert not ours, f"{response.request.url}: {response.status_code}"
        is_page = response.mimetype == "text/html" and "Content-Encoding" not in response.headers
        if is_page and response.request.method != "HEAD" and response.data:
            assert_strict(response)
        return response


def assert_strict(response: TestResponse) -> None:
    parser = html5lib.HTMLParser(strict=False)
    is_page = response.text.lstrip().lower().startswith("<!doctype")
    parser.parse(response.text) if is_page else parser.parseFragment(response.text, container="div")
    faults = [f"line {line}: {code} {values}" for (line, _), code, values in parser.errors]
    assert not faults, f"{response.request.url} is not valid HTML: {faults[:5]}"


def watch_session(app: Flask) -> None:
    """A request that only reads must leave nothing waiting to be written."""

    @app.after_request
    def clean(response: Any) -> Any:
        if g:
            left = [*db.session.new, *db.session.dirty, *db.session.deleted]
            assert not left, f"the request leaves the session dirty: {left}"
        return response


@cache
def shared_analyser(lexicon: Path) -> Analyser:
    """Reading the lexicon takes longer than most tests, and gives the same every time."""
    return Analyser(lexicon)


@cache
def compiled_templates() -> FileSystemBytecodeCache:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return FileSystemBytecodeCache(folder)


def build_app(config: Settings, **kwargs: Any) -> Flask:
    if "index" not in kwargs:
        analyser = shared_analyser(config.data / "lexicon.yaml")
        kwargs["index"] = WhooshIndex(config.index_dir, analyser, secret=config.secret_key)
    app = create_app(config, today=kwargs.pop("today", lambda: TODAY), **kwargs)
    app.jinja_env.bytecode_cache = compiled_templates()
    app.test_client_class = StrictClient
    watch_session(app)
    return app


@contextmanager
def closing(app: Flask) -> Iterator[Flask]:
    yield app
    for follower in app.extensions.get("app.followers", ()):
        follower.stop()
    with app.app_context():
        db.engine.dispose()


# -- the real catalogue, loaded once ---------------------------------------------------------------


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    """Everything in catalogue_data, read and checked."""
    return read_bundle(ROOT / "catalogue_data")


def load_into(url: str, bundle: Bundle, actor: str = "tests") -> None:
    engine = create_engine(url)
    migrate.upgrade(engine)
    with Session(engine) as session, transactions().begin(session) as uow:
        loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor=actor))
    engine.dispose()


def load_plans_into(url: str, folder: Path = ROOT / "catalogue_data" / "plan") -> plan_loading.LoadReport:
    """Load a folder of plans into a database that holds the catalogue."""
    engine = create_engine(url)
    with Session(engine) as session:
        keys = queries.keys(session)
        files = read_plans(folder, known := Known(keys["organisations"], keys["schemes"]))
        with transactions().begin(session) as uow:
            report = plan_loading.load_plans(uow, plan_loading.LoadPlans(files=files, known=known, actor="tests"))
    engine.dispose()
    return report


@pytest.fixture(scope="session")
def loaded_var(tmp_path_factory: pytest.TempPathFactory, bundle: Bundle) -> Path:
    """A data folder with the real catalogue in SQLite, and its index. Read it; copy it before you change it."""
    var = tmp_path_factory.mktemp("loaded")
    config = make_settings(var)
    load_into(config.database_url, bundle)
    load_plans_into(config.database_url)
    engine = create_engine(config.database_url)
    with Session(engine) as session:
        assert catch_up(session, open_index(config), TODAY)
    engine.dispose()
    return var


@pytest.fixture(scope="session")
def app(loaded_var: Path) -> Iterator[Flask]:
    """The app over the real catalogue, for tests that only read."""
    with closing(build_app(make_settings(loaded_var))) as app:
        yield app


@pytest.fixture
def own_app(loaded_var: Path, tmp_path: Path) -> Iterator[Flask]:
    """The same app over a copy of its own, for tests that change something."""
    shutil.copytree(loaded_var, tmp_path / "var")
    with closing(build_app(make_settings(tmp_path / "var"))) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def count_queries() -> Callable[..., Any]:
    """`with count_queries(app) as statements: …` collects the SQL that the app sends."""

    @contextmanager
    def counting(app: Flask) -> Iterator[list[str]]:
        statements: list[str] = []

        def take(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement.split(maxsplit=1)[0].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE"):
                statements.append(statement)

        with app.app_context():
            bound = db.engine
        event.listen(bound, "before_cursor_execute", take)
        try:
            yield statements
        finally:
            event.remove(bound, "before_cursor_execute", take)

    return counting


# -- the clock ------------------------------------------------------------------------------------


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock on."""
    real, moved = clock.now, [timedelta(0)]

    def now() -> datetime:
        return real() + moved[0]

    monkeypatch.setattr(clock, "now", now)

    def move(by: timedelta) -> None:
        moved[0] += by

    return move


# -- people ----------------------------------------------------------------------------------------


@pytest.fixture
def people(own_app: Flask) -> People:
    """Makes accounts in an app of the test's own: `people.signed_in(Role.EDITOR, municipalities={"4036"})`."""
    return People(own_app)


# -- small catalogues ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def examples() -> Examples:
    return Examples()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "data")


# -- the console script ----------------------------------------------------------------------------


class Done(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Script:
    """The console script in a process of its own, forked so that nobody waits for the imports."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._said = [home / "stdout.txt", home / "stderr.txt"]

    def start(self, *arguments: str, **environment: str) -> int:
        """Start a command; return the number of its process."""
        followers = [thread for thread in threading.enumerate() if thread.name == follow.THREAD]
        assert not followers, "a process forked while a thread is in the database may wait for ever"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            self._become(arguments, environment)
        return child

    def _become(self, arguments: tuple[str, ...], environment: dict[str, str]) -> NoReturn:
        code = 70
        try:
            for descriptor, file in enumerate(self._said, 1):
                os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
            sys.stdout, sys.stderr = (os.fdopen(n, "w", buffering=1, closefd=False) for n in (1, 2))
            warnings.resetwarnings()
            warnings.simplefilter("ignore")
            for name in [name for name in os.environ if name.startswith("VERKEMIDDEL_") or name == "PORT"]:
                del os.environ[name]
            os.environ.update({"VERKEMIDDEL_VAR": str(self._home / "var")} | environment)
            os.chdir(ROOT)
            cli.main(list(arguments), prog_name="verkemiddel")
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        except BaseException:  # noqa: BLE001 (a child process tells, and ends)
            traceback.print_exc()
            code = 1
        finally:
            os._exit(code)

    def wait(self, child: int, seconds: float = 300) -> Done:
        until = time.monotonic() + seconds
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return Done(os.waitstatus_to_exitcode(status), *(file.read_text("utf-8") for file in self._said))
            if time.monotonic() > until:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                pytest.fail("the command did not end")
            time.sleep(0.005)

    def __call__(self, *arguments: str, **environment: str) -> Done:
        return self.wait(self.start(*arguments, **environment))


@pytest.fixture
def verkemiddel(tmp_path: Path) -> Script:
    """Runs the console script on a data folder of its own."""
    return Script(tmp_path)
