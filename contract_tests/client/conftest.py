"""What the rules have in hand: clients over made-up servers, and values made up from schemas."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import pytest

from fine_tuning_contract.conformance import Description, Options, read_description
from fine_tuning_contract.conformance.plugin import RulePlugin

from .callers import ADMIN_KEY, API_KEY, BASE_URL, AsyncCaller, Caller, Handler, SyncCaller
from .calls import Calls
from .clock import Clock
from .examples import Examples
from .methods import Method, methods_of

_HERE = Path(__file__).parent
_EXAMPLES = 10
_OF_THE_CALLER = (
    "OPENAI_API_KEY",
    "OPENAI_ADMIN_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_ORG_ID",
    "OPENAI_PROJECT_ID",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
)
_KINDS: dict[str, Callable[[Method], bool]] = {
    "method": lambda _: True,
    "json_method": lambda method: method.gives_json,
    "id_method": lambda method: bool(method.path_names),
    "list_method": lambda method: method.pages,
    "writing_method": lambda method: not method.safe,
    "reading_method": lambda method: method.verb == "GET" and method.gives_json,
}
# What a faulty client shows at once comes before what needs many made-up values or broken sockets.
_FIRST = ("sending", "shapes", "decoding", "pages", "watching", "paths", "tolerance")
_LAST = ("failures", "creation", "transfers", "copies")


class ClientFor(Protocol):
    """Gives a client that talks to a made-up server."""

    def __call__(self, handler: Handler | None = None, /, **options: Any) -> Caller:
        """Return a client; `options` are those of its class, and it tries nothing twice unasked."""
        ...


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a faulty client show its fault early: the rules about it come in another order."""
    places = [place for place, item in enumerate(items) if item.path.parent == _HERE]
    ordered = sorted((items[place] for place in places), key=_turn)
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a rule that takes a method one case for each operation of the description."""
    options = _options_of_run(metafunc.config)
    if options is None:
        return
    description = _read(options.description)
    for name, wanted in _KINDS.items():
        if name in metafunc.fixturenames:
            found = [method for method in methods_of(description) if wanted(method)]
            metafunc.parametrize(name, found, ids=str)
    if "schema_name" in metafunc.fixturenames:
        schemas = description.content["components"]["schemas"]
        objects = [name for name, schema in schemas.items() if "properties" in schema]
        metafunc.parametrize("schema_name", objects)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Keep keys, servers and proxies of the caller's environment away from the client."""
    for name in _OF_THE_CALLER:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """Run the event loop of the async client."""
    with asyncio.Runner() as running:
        yield running


@pytest.fixture
def both_for(runner: asyncio.Runner) -> Iterator[Callable[..., tuple[Caller, Caller]]]:
    """Give the sync and the async client for one made-up server."""
    with contextlib.ExitStack() as opened:

        def make(handler: Handler | None = None, /, **options: Any) -> tuple[Caller, Caller]:
            given = _options(options)
            both = SyncCaller(handler, given), AsyncCaller(handler, given, runner)
            for caller in both:
                opened.callback(caller.close)
            return both

        yield make


@pytest.fixture(params=["sync", "async"])
def client_for(request: pytest.FixtureRequest, runner: asyncio.Runner) -> Iterator[ClientFor]:
    """Give a client for a made-up server: the sync one, then the async one."""
    with contextlib.ExitStack() as opened:

        def make(handler: Handler | None = None, /, **options: Any) -> Caller:
            given = _options(options)
            is_sync = request.param == "sync"
            caller = SyncCaller(handler, given) if is_sync else AsyncCaller(handler, given, runner)
            opened.callback(caller.close)
            return caller

        yield make


@pytest.fixture(scope="session")
def examples(pytestconfig: pytest.Config, description: Description) -> Examples:
    """Values made up from the schemas of the description."""
    options = _options_of_run(pytestconfig)
    assert options is not None, "rules run through `check`, which says how many examples to make up"
    return Examples(description, seed=options.seed, count=options.max_examples or _EXAMPLES)


@pytest.fixture(scope="session")
def calls(description: Description, examples: Examples) -> Calls:
    """Make calls up from the description."""
    return Calls(description, examples)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let no wait last, so that a rule can see every one."""
    return Clock(monkeypatch)


def _turn(item: pytest.Item) -> int:
    """Return when an area has its turn; those that are named nowhere come in the middle."""
    area = item.path.stem.removeprefix("test_")
    if area in _FIRST:
        return _FIRST.index(area) - len(_FIRST)
    return _LAST.index(area) + 1 if area in _LAST else 0


def _options(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "api_key": API_KEY,
        "admin_api_key": ADMIN_KEY,
        "base_url": BASE_URL,
        "retries": 0,
        **given,
    }


def _options_of_run(config: pytest.Config) -> Options | None:
    """Return what the run is asked to do; None where only the rule book is read."""
    for plugin in config.pluginmanager.get_plugins():
        if isinstance(plugin, RulePlugin):
            return plugin.plan.options
    return None


@lru_cache(maxsize=1)
def _read(path: Path) -> Description:
    return read_description(path)
