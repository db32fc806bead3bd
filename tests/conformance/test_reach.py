"""Servers that are reached through a proxy, by a certificate of their own, or below a prefix."""

import socket
import ssl
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest
import trustme
from click.testing import CliRunner, Result

from fine_tuning_contract.cli import main
from fine_tuning_contract.commands.network import proxy_for
from fine_tuning_contract.conformance import RunVerdict, Target, check
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

from .sketched import KEPT, Rules, messages, rule
from .thing_server import ADMIN_KEY, KEY, Things, serving

_EXPLORED = rule(
    "things-explored",
    'found = explore("examples", known={}, may_refuse=lambda *_: False)',
    "if found.findings:",
    "    raise Findings(found.summary, found.findings)",
    arguments="explore",
)
# Base64 of the name and the password below.
_LOGIN = "proxy-authorization: Basic bWU6aHVzaCBodXNo"


@attrs.define
class Proxy:
    """A proxy on loopback, and the first lines of what it was asked."""

    url: str
    heads: list[str] = attrs.field(factory=list)


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        target.close()


class _Forwarder(BaseHTTPRequestHandler):
    """Opens tunnels, and forwards plain requests whose target is a whole URL."""

    proxy: Proxy
    protocol_version = "HTTP/1.1"

    def __getattr__(self, name: str) -> Any:
        """Forward every method in the same way."""
        if name.startswith("do_"):
            return self._forward
        raise AttributeError(name)

    def log_message(self, *_: Any) -> None:
        """Say nothing on standard error."""

    def do_CONNECT(self) -> None:
        """Let bytes through in both directions."""
        self.proxy.heads.append(f"{self.requestline}\n{self.headers}")
        host, _, port = self.path.partition(":")
        with socket.create_connection((host, int(port))) as far:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=_pump, args=(far, self.connection))
            back.start()
            _pump(self.connection, far)
            back.join()
        self.close_connection = True

    def _forward(self) -> None:
        self.proxy.heads.append(f"{self.requestline}\n{self.headers}")
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        far = HTTPConnection(parts.netloc)
        target = self.path[len(f"http://{parts.netloc}") :]
        far.request(self.command, target, body, dict(self.headers))
        answer = far.getresponse()
        content = answer.read()
        far.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """Return a running proxy."""

    class Handler(_Forwarder):
        proxy = Proxy("")

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        Handler.proxy.url = f"http://127.0.0.1:{server.server_port}"
        yield Handler.proxy
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Return an authority that nobody but this test trusts."""
    return trustme.CA()


@pytest.fixture
def secured(authority: trustme.CA, things: Things) -> Iterator[str]:
    """Return the URL of a second server of the things, behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serving(things, context):
        yield things.url.replace("http://", "https://")


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> str:
    """Return the file with the certificate to trust."""
    place = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(place))
    return str(place)


def test_requests_take_the_proxy(rules_of: Rules, target: Target, proxy: Proxy) -> None:
    """Every request goes to the proxy, generated ones too, with its name and password."""
    named = proxy.url.replace("http://", "http://me:hush%20hush@")
    report = check(attrs.evolve(target, proxy=named), rules_of(things=KEPT + _EXPLORED))

    assert messages(report) == {}
    assert report.verdict is RunVerdict.CONFORMANT
    assert all(f" {target.url}/" in head for head in proxy.heads)
    assert any(_LOGIN.lower() in head.lower() for head in proxy.heads)


def test_certificate_of_ones_own_is_trusted_when_named(
    rules_of: Rules, secured: str, trusted: str
) -> None:
    """A server with a certificate that only its owner trusts is checked with `--ca`."""
    target = Target(secured, KEY, ADMIN_KEY, ca=trusted)
    report = check(target, rules_of(things=KEPT + _EXPLORED))

    assert messages(report) == {}
    assert report.verdict is RunVerdict.CONFORMANT


def test_certificate_that_is_not_trusted_is_told(rules_of: Rules, secured: str) -> None:
    """Without it the check could not run, and says which option is missing."""
    report = check(Target(secured, KEY, ADMIN_KEY), rules_of(things=KEPT))

    assert report.verdict is RunVerdict.COULD_NOT_RUN
    assert "by --ca" in str(report.problem)


def test_tunnel_leads_through_the_proxy(
    rules_of: Rules, secured: str, trusted: str, proxy: Proxy
) -> None:
    """With TLS, the proxy opens a tunnel and sees neither key nor path."""
    target = Target(secured, KEY, ADMIN_KEY, ca=trusted, proxy=proxy.url)
    report = check(target, rules_of(things=KEPT))

    assert report.verdict is RunVerdict.CONFORMANT
    assert {head.split(" ")[0] for head in proxy.heads} == {"CONNECT"}
    assert KEY not in "".join(proxy.heads)


def test_proxy_that_is_away_is_told(rules_of: Rules, target: Target) -> None:
    """A proxy that does not listen is an obstacle, without its password in the message."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        away = f"http://me:hush@127.0.0.1:{free.getsockname()[1]}"
    report = check(attrs.evolve(target, proxy=away), rules_of(things=KEPT))

    assert report.verdict is RunVerdict.COULD_NOT_RUN
    assert "hush" not in f"{report.problem} {attrs.evolve(target, proxy=away)!r}"


def test_server_below_a_prefix_is_checked(rules_of: Rules, things: Things) -> None:
    """Whatever stands before the paths of the description belongs to the URL."""
    things.prefix = "/gate%20way/me/v1"
    target = Target(things.url + things.prefix, KEY, ADMIN_KEY)
    made = rule("things-made", 'api.call("makeThing", json={"name": "a"})')
    report = check(target, rules_of(things=KEPT + made + _EXPLORED))

    assert messages(report) == {}
    assert report.notes == ()
    assert things.kept == {}


@pytest.mark.parametrize(
    ("url", "environment", "proxy"),
    [
        ("https://x/v1", {"HTTPS_PROXY": "http://p:1"}, "http://p:1"),
        ("https://x/v1", {"HTTP_PROXY": "http://p:1"}, None),
        ("http://x/v1", {"http_proxy": "p:1"}, "http://p:1"),
        ("https://x/v1", {"ALL_PROXY": "http://p:1"}, "http://p:1"),
        ("https://a.x/v1", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": ".x"}, None),
        ("https://x:8/v1", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}, None),
        ("https://x/v1", {}, None),
    ],
)
def test_proxy_of_the_environment_is_taken(
    monkeypatch: pytest.MonkeyPatch, url: str, environment: dict[str, str], proxy: str | None
) -> None:
    """The variables that other programs read decide, unless a proxy is named."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert proxy_for(url, None) == proxy
    assert proxy_for(url, "http://named:3") == "http://named:3"


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    """Return a running emulator."""
    with start(Settings(speed=20)) as running:
        yield running


def _check(*arguments: str) -> Result:
    env = {"OPENAI_API_KEY": KEY}
    return CliRunner().invoke(main, ["check", *arguments], env=env)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--ca", "nowhere.pem", "there is no such file"),
        ("--ca", __file__, "not a file of certificates"),
        ("--proxy", "socks5://me:hush@x:1", "no URL of an HTTP proxy"),
        ("--proxy", "x:1", "no URL of an HTTP proxy"),
        ("--shard", "4/3", "expected I/N"),
        ("--shard", "0/3", "expected I/N"),
        ("--shard", "one", "expected I/N"),
        ("--budget", "-1", "--budget"),
        ("--time-budget", "0", "--time-budget"),
        ("--examples-database", "redis://127.0.0.1:1", "Redis cannot be used"),
    ],
)
def test_wrong_option_ends_with_what_is_wrong(option: str, value: str, told: str) -> None:
    """A value that cannot be used ends with 2, before anything is sent, and without secrets."""
    result = _check("http://127.0.0.1:9/v1", option, value, "--rule", "jobs-draw-a-seed")

    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert "hush" not in result.output


def test_dry_run_sends_nothing_to_the_server() -> None:
    """A dry run needs no server and no key; it says what would be sent and made."""
    rule_id = "life-touches-no-other-job"
    result = CliRunner().invoke(
        main, ["check", "http://x.invalid/v1", "--dry-run", "--rule", rule_id]
    )

    assert result.exit_code == 0, result.output
    assert "POST /fine_tuning/jobs " in " ".join(result.output.split())
    assert "nothing was sent to http://x.invalid/v1" in result.output


def test_shards_are_checked_and_joined_from_the_command_line(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    """Two shards leave two reports, and `merge` joins them into one with its own exit code."""
    env = {"OPENAI_API_KEY": emulator.api_key, "OPENAI_ADMIN_KEY": emulator.admin_key}
    rules = ["--rule", "jobs-draw-a-seed", "--rule", "life-touches-no-other-job"]
    runner = CliRunner()
    for number in ("1", "2"):
        folder = str(tmp_path / number)
        given = ["check", emulator.url, *rules, "--shard", f"{number}/2", "--report", folder]
        checked = runner.invoke(main, given, env=env)
        assert checked.exit_code == 0, checked.output
    joined = runner.invoke(main, ["merge", str(tmp_path / "1"), str(tmp_path / "2")])
    alone = runner.invoke(main, ["merge", str(tmp_path / "1")])

    assert joined.exit_code == 0
    assert "2 of 2 rules kept" in " ".join(joined.output.split())
    assert alone.exit_code == 2
    assert "shard 2/2 is missing" in " ".join(alone.output.split())
