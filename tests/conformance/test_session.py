"""The session that rules talk through."""

import socket
import threading

import pytest

from fine_tuning_contract.conformance import Broken, Description, Session, Target, Upload
from fine_tuning_contract.conformance.transport import Transport, Unreachable

from .thing_server import ADMIN_KEY, KEY, Things, answer


def test_call_sends_what_the_description_says(api: Session, things: Things) -> None:
    """An operation's id is enough to find its method and its path."""
    made = api.call("makeThing", json={"name": "a b"}).json
    read = api.call("readThing", id=made["id"]).json

    assert read == made
    assert [(method, path) for method, path, _, _ in things.asked] == [
        ("POST", "/things"),
        ("GET", f"/things/{made['id']}"),
    ]


def test_path_parameters_are_encoded(api: Session, things: Things) -> None:
    """What would lead to another path is encoded; a colon stays as it is."""
    api.call("readThing", id="a/b?c d:e", expect=404)

    assert things.asked[0][1] == "/things/a%2Fb%3Fc%20d:e"


def test_query_parameters_follow_their_style(api: Session, things: Things) -> None:
    """Objects become brackets, lists repeat their name, None is left out."""
    api.call("listThings", limit=2, filter={"k": "v w"}, fresh=True, kind=["a", "b"])
    api.call("listThings", limit=None, filter="null")

    assert [path for _, path, _, _ in things.asked] == [
        "/things?limit=2&filter%5Bk%5D=v%20w&fresh=true&kind=a&kind=b",
        "/things?filter=null",
    ]


@pytest.mark.parametrize("name", ["nothing", "listThing"])
def test_unknown_operation_is_an_error_of_the_rule(api: Session, name: str) -> None:
    """An operation that the description does not have is named, with those that it has."""
    with pytest.raises(LookupError, match=f"no operation '{name}'.*makeThing"):
        api.call(name)


def test_unknown_parameter_is_an_error_of_the_rule(api: Session) -> None:
    """A parameter that the operation does not have is named."""
    with pytest.raises(LookupError, match="listThings declares no parameter 'limt'"):
        api.call("listThings", limt=1)


def test_key_follows_the_scheme_of_the_operation(api: Session, things: Things) -> None:
    """An operation with a scheme of its own gets the admin key."""
    api.call("listThings")
    api.call("removeThing", id="x", expect=404)

    assert [headers["authorization"] for _, _, headers, _ in things.asked] == [
        f"Bearer {KEY}",
        f"Bearer {ADMIN_KEY}",
    ]


def test_key_can_be_another_or_none(api: Session, things: Things) -> None:
    """A rule may send any key, any header, or no key at all."""
    api.call("listThings", key="sk-other", expect=401)
    api.call("listThings", headers={"Authorization": "Basic x"}, expect=401)
    api.call("listThings", key=None, expect=401)

    assert [headers.get("authorization") for _, _, headers, _ in things.asked] == [
        "Bearer sk-other",
        "Basic x",
        None,
    ]


def test_unexpected_status_says_what_was_expected(api: Session) -> None:
    """A status that the rule does not accept is told with the answer's own words."""
    with pytest.raises(Broken, match=r"readThing: expected 200, got 404 .*no thing x"):
        api.call("readThing", id="x")


def test_every_answer_is_judged(api: Session, things: Things) -> None:
    """An answer with the right status and a wrong body does not pass."""
    things.scripted.append(answer(200, {"data": [{"id": 1}]}))

    with pytest.raises(Broken, match="listThings: body data/0"):
        api.call("listThings")


def test_raw_request_is_sent_as_it_is_written(api: Session, things: Things) -> None:
    """Nothing of a raw request is cleaned up on the way."""
    api.send("GET", "/things/../x%2e//?a=%zz", expect=404)

    assert things.asked[0][:2] == ("GET", "/things/../x%2e//?a=%zz")


def test_form_arrives_whole(api: Session, things: Things) -> None:
    """A form carries its fields and its files, byte for byte."""
    upload = Upload('a"b.bin', b"\r\n--x\x00\xff")
    api.call("makeThing", form={"purpose": "é"}, files={"file": upload}, expect=400)
    headers, body = things.asked[0][2:]
    boundary = headers["content-type"].partition("boundary=")[2].encode()

    assert headers["content-type"].startswith("multipart/form-data")
    assert body.count(b"--" + boundary) == 3
    assert b'filename="a%22b.bin"' in body
    assert b"\r\n\r\n\r\n--x\x00\xff\r\n--" + boundary in body


def test_rate_limit_is_obeyed(api: Session, things: Things) -> None:
    """An answer that asks to wait is waited for, and is not an answer to the rule."""
    limited = answer(429, {"error": {"message": "slow down"}}, **{"retry-after": "0"})
    things.scripted += [limited, limited]

    assert api.call("listThings").status == 200
    assert len(things.asked) == 3


def test_expected_rate_limit_is_an_answer(api: Session, things: Things) -> None:
    """A rule that is about rate limits sees them."""
    limited = answer(429, {"error": {"message": "slow down"}}, **{"retry-after": "0"})
    things.scripted.append(limited)

    assert api.call("listThings", expect=429).status == 429


def test_history_holds_the_last_exchanges(api: Session) -> None:
    """What was said is kept for the report, up to a bound."""
    for _ in range(50):
        api.call("listThings")

    assert len(api.history) == 40
    assert (api.requests, api.called) == (50, {"listThings": 50})


def test_evidence_holds_no_key(api: Session) -> None:
    """What goes into a report has a mask in the place of every key, and a command without one."""
    api.call("makeThing", json={"name": KEY}, expect=400)
    evidence = api.history[-1].as_evidence(f"wrong {KEY}", api.target.key_names)

    assert KEY not in str(evidence)
    assert "$OPENAI_API_KEY" in evidence["curl"]
    assert evidence["request"]["headers"]["authorization"] == "Bearer [redacted]"


def test_server_that_is_away_is_unreachable(description: Description) -> None:
    """Nothing listens: that is no fault of an answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Transport(patience=1.0) as transport:
        session = Session(Target(url, KEY), description, transport)

        with pytest.raises(Unreachable, match=f"no connection to {url}"):
            session.call("listThings")


def test_answer_that_breaks_off_is_broken(description: Description) -> None:
    """A connection that ends before the answer does is the server's fault."""
    with socket.create_server(("127.0.0.1", 0)) as server, Transport(patience=5.0) as transport:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=_answer_in_part, args=(server,))
        thread.start()
        session = Session(Target(url, KEY), description, transport)

        with pytest.raises(Broken, match="listThings: no whole answer came"):
            session.call("listThings")
        thread.join()


def _answer_in_part(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{")
