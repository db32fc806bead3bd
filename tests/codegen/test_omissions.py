"""What a client does not do is listed, and what the generator would refuse is told apart for it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest
from sketches import TEXT, body, described, members, one_schema, operation, parameter, reference

from fine_tuning_contract.codegen import GenerationError
from fine_tuning_contract.codegen.omissions import omissions

Import = Callable[[dict[str, Any]], ModuleType]

OTHER_SERVER = [{"url": "https://other.test"}]
CONTENT = {"application/json": {"schema": TEXT}, "text/event-stream": {"schema": TEXT}}
TWO_ANSWERS = {
    "200": {"description": "Done.", "content": {"application/json": {"schema": TEXT}}},
    "201": {"description": "Made.", "content": {"application/json": {"schema": members(id=TEXT)}}},
}


@pytest.mark.parametrize(
    ("item", "reason", "remedy"),
    [
        ({"get": operation(servers=OTHER_SERVER)}, "servers of their own", "a second client"),
        ({"servers": OTHER_SERVER, "get": operation()}, "servers of their own", "a second client"),
        ({"get": operation(callbacks={"done": {}})}, "callbacks are left out", "serve them"),
        (
            {"get": operation(requestBody={"content": CONTENT})},
            "sent as application/json only",
            "remove this one by an overlay",
        ),
        (
            {"get": operation(responses={"200": {"description": "Done.", "content": CONTENT}})},
            "read as application/json only",
            "remove this one by an overlay",
        ),
        (
            {"get": operation(responses=TWO_ANSWERS)},
            "the answers 201 are read like 200",
            "give them one schema",
        ),
        (
            {"get": operation(parameters=[parameter("id", "path", style="matrix")])},
            "the style matrix of the parameter 'id'",
            "say another",
        ),
        (
            {"parameters": [parameter("at", allowReserved=True)], "get": operation()},
            "the parameter 'at' is escaped",
            "remove that",
        ),
    ],
    ids=[
        "operation-servers",
        "path-servers",
        "callbacks",
        "bodies",
        "answers",
        "statuses",
        "style",
        "reserved",
    ],
)
def test_omission_is_told_with_reason_and_remedy(
    item: dict[str, Any], reason: str, remedy: str
) -> None:
    """Each names the operation, what is left out, and what to do about it."""
    (line,) = omissions(described({"/pets/{id}": item}))

    assert line.startswith("GET /pets/{id}: ")
    assert reason in line
    assert remedy in line


def test_operations_with_one_reason_share_a_line() -> None:
    """A hundred operations make one warning, and none of them is left out of it."""
    paths = {f"/pets{number}": {"get": operation(servers=OTHER_SERVER)} for number in range(9)}

    (line,) = omissions(described(paths))

    assert all(f"GET {path}" in line for path in paths)


def test_further_servers_are_told() -> None:
    """Only one can be the default."""
    servers = [{"url": "https://a.test"}, {"url": "https://b.test"}]

    (line,) = omissions(described(servers=servers))

    assert line.startswith("2 servers: the first is the default")


def test_plain_description_has_no_omissions() -> None:
    """What the client does in full needs no word."""
    assert omissions(described()) == ()


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"in": "query", "content": {"application/json": {}}}, "stated by a media type"),
        ({"in": "header", "schema": members(a=TEXT)}, "an object in a header"),
        ({"in": "header", "schema": reference("Both")}, "an object in a header"),
        ({"in": "path", "schema": {"type": "array", "items": TEXT}}, "a list in a path"),
        ({"in": "query", "style": "deepObject", "schema": members(a=members())}, "of objects"),
    ],
    ids=["content", "header", "choice", "path", "nested"],
)
def test_parameter_that_would_be_sent_wrong_is_refused(
    generate: Callable[..., Any], stated: dict[str, Any], reason: str
) -> None:
    """What has no form on the wire stops the generation, with the place and what to do."""
    get = operation(parameters=[{"name": "q", **stated}])
    both = {"Both": {"anyOf": [TEXT, members(a=TEXT)]}}

    with pytest.raises(GenerationError, match=f"GET /pets: the parameter 'q' .*{reason}") as raised:
        generate(described({"/pets": {"get": get}}, both))

    assert "by an overlay" in str(raised.value)


def test_body_in_another_language_is_written_by_the_caller(client_of: Import) -> None:
    """Members of an XML body are no arguments: bytes are given, and sent as they are."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json="done")

    post = operation(requestBody=body(members(a=TEXT), "application/xml"))
    package = client_of(described({"/pets": {"post": post}}))

    client = package.Client(http_client=httpx.Client(transport=httpx.MockTransport(answer)))
    client.pets.find_pets(body=b"<a/>")

    assert asked[0].headers["content-type"] == "application/xml"
    assert asked[0].read() == b"<a/>"


def test_members_of_one_python_name_are_numbered(client_of: Import) -> None:
    """`a-b`, `a b`, `aB` and `a_b` are four members, read and written under their own names."""
    names = {"a-b": TEXT, "a b": {"type": "integer"}, "aB": TEXT, "a_b": reference("Inner")}
    document = one_schema("Pet", members(("a-b", "a b"), **names))
    document["components"]["schemas"]["Inner"] = members(**{"c-d": TEXT, "c_d": TEXT})
    model = client_of(document).models.Pet
    wire = {"a-b": "1", "a b": 2, "aB": "3", "a_b": {"c-d": "4", "c_d": "5"}}

    pet = model.from_dict(wire, strict=True)

    assert (pet.a_b, pet.a_b_2, pet.a_b_3) == ("1", 2, "3")
    assert (pet.a_b_4.c_d, pet.a_b_4.c_d_2) == ("4", "5")
    assert pet.to_dict() == wire


def test_arguments_of_one_python_name_are_numbered(client_of: Import) -> None:
    """Parameters and members of a body that would be one argument are two, each sent as it is."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json="done")

    post = operation(
        parameters=[parameter("x-y"), parameter("x_y"), parameter("X-Y", "header")],
        requestBody=body(members(**{"p q": TEXT, "p-q": TEXT})),
    )
    package = client_of(described({"/pets": {"post": post}}))
    http = httpx.Client(transport=httpx.MockTransport(answer))

    client = package.Client(http_client=http)
    client.pets.find_pets(x_y="a", x_y_2="b", p_q="c", p_q_2="d")

    (request,) = asked
    assert dict(request.url.params) == {"x-y": "a", "x_y": "b"}
    assert request.read() == b'{"p q":"c","p-q":"d"}'
