"""The generator is not tied to one API: a client of an animal shelter works as well."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from fine_tuning_contract.description import load, normalize, operations


class Shelter:
    """What a client of the shelter sent last, and what it is answered."""

    def __init__(self) -> None:
        """Answer an empty object until told otherwise."""
        self.request = httpx.Request("GET", "https://nothing.test")
        self.answer: Any = {}
        self.content: bytes | None = None
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Keep the request, and answer."""
        request.read()
        self.request = request
        if self.content is not None:
            return httpx.Response(self.status, content=self.content)
        return httpx.Response(self.status, json=self.answer)

    @property
    def body(self) -> Any:
        """The JSON body that was sent."""
        return json.loads(self.request.content)


@pytest.fixture
def server() -> Shelter:
    """Return a server that keeps what it is sent."""
    return Shelter()


@pytest.fixture
def client(shelter: ModuleType, server: Shelter) -> Any:
    """Return a client of that server."""
    transport = httpx.MockTransport(server)
    return shelter.Client(keeper_token="secret", retries=0, transport=transport)


def test_every_operation_has_a_method(shelter_package: Path) -> None:
    """Ten described operations are ten methods, sync and async."""
    source = Path(__file__).parent / "documents" / "animal-shelter.yml"

    described = len(list(operations(load(source).content)))

    texts = [path.read_text() for path in (shelter_package / "resources").glob("*.py")]
    sent = sum(text.count("self._connection.call(") for text in texts)
    downloaded = sum(text.count("self._connection.download(") for text in texts)
    assert described == 10
    assert sent + downloaded == 2 * described


def test_generated_client_is_strictly_typed(
    shelter_package: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`mypy --strict` finds nothing in a client of any API."""
    cache = tmp_path_factory.getbasetemp() / "mypy"
    configuration = tmp_path_factory.mktemp("configuration") / "mypy.ini"
    configuration.write_text("[mypy]\nstrict = True\n")
    options = ["--config-file", str(configuration), "--cache-dir", str(cache)]

    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "-p", shelter_package.name],
        cwd=shelter_package.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith("Success"), done.stdout + done.stderr


def test_normalizing_twice_changes_nothing(tmp_path: Path) -> None:
    """A normalized description is its own normal form, so a client of it is the same."""
    source = Path(__file__).parent / "documents" / "animal-shelter.yml"
    once = normalize(source, []).content
    written = tmp_path / "once.json"
    written.write_text(json.dumps(once))

    twice = normalize(written, []).content

    assert twice == once


def test_lists_are_answered_as_lists(shelter: ModuleType, client: Any, server: Shelter) -> None:
    """An answer that is an array of objects becomes a list of them."""
    server.answer = [{"id": "a1", "type": "dog", "name": "Rex", "legs": 4}]

    (animal,) = client.animals.list_animals()

    assert isinstance(animal, shelter.models.Animal)
    assert (animal.id, animal.type, animal.name, animal.legs) == ("a1", "dog", "Rex", 4)
    assert animal.mother is shelter.UNSET


def test_header_parameters_are_sent(client: Any, server: Shelter) -> None:
    """Parameters in headers are arguments like the others; a list is joined by commas."""
    server.answer = []

    client.animals.list_animals(x_kennel_zone="north", x_wanted=["dog", "cat"])

    assert server.request.headers["X-Kennel-Zone"] == "north"
    assert server.request.headers["X-Wanted"] == "dog,cat"


def test_query_parameters_are_sent_as_they_are_called(client: Any, server: Shelter) -> None:
    """Names that Python has another use for arrive as the description writes them."""
    server.answer = []

    client.animals.list_animals(legs=4, type=["dog", "cat"], list_=True, kennel=7)

    assert server.request.url.params.multi_items() == [
        ("legs", "4"),
        ("type", "dog"),
        ("type", "cat"),
        ("list", "true"),
        ("kennel", "7"),
    ]


def test_parameter_of_an_operation_replaces_that_of_its_path(
    shelter: ModuleType, client: Any, server: Shelter
) -> None:
    """The operation's own `kennel` is a number; the path's, a text, is for the other operations."""
    server.answer = {"id": "a1", "type": "dog", "name": "Rex"}

    client.animals.admit_animal(name="Rex", kennel="K9")

    resource = shelter.Client().animals
    assert server.request.url.params["kennel"] == "K9"
    assert resource.list_animals.__annotations__["kennel"] == "int | Unset"
    assert "kennel_2" not in resource.list_animals.__annotations__


def test_what_was_not_said_is_not_sent(client: Any, server: Shelter) -> None:
    """Neither defaults nor nulls stand in for what the caller left out."""
    server.answer = {"id": "a1", "type": "dog", "name": "Rex"}

    client.animals.admit_animal(name="Rex")

    assert server.body == {"name": "Rex"}
    assert not server.request.url.query


def test_objects_are_sent_from_classes_and_from_dicts(
    shelter: ModuleType, client: Any, server: Shelter
) -> None:
    """Wherever an object is wanted, its class and a plain dict will do."""
    server.answer = {"id": "a1", "type": "dog", "name": "Rex"}

    client.animals.admit_animal(name="Rex", toys=[shelter.models.Model(id="m1"), {"id": "m2"}])

    assert server.body["toys"] == [{"id": "m1"}, {"id": "m2"}]


def test_name_in_path_and_body_is_said_twice(client: Any, server: Shelter) -> None:
    """The id of the path and that of the body are two arguments."""
    server.answer = {"id": "a1", "type": "dog", "name": "Max"}

    client.animals.rename_animal("a1", id_2="b2", name="Max")

    assert server.request.url.path == "/api/animals/a1"
    assert server.body == {"id": "b2", "name": "Max"}


def test_operation_that_needs_no_key_sends_none(shelter: ModuleType, server: Shelter) -> None:
    """An operation with an empty security list works without a key."""
    server.status = 204
    server.content = b""
    client = shelter.Client(retries=0, transport=httpx.MockTransport(server))

    assert client.animals.release_animal("a1") is None

    assert "authorization" not in server.request.headers


def test_missing_key_is_named(shelter: ModuleType, server: Shelter) -> None:
    """A call that needs a key says which argument and which variable would give it."""
    client = shelter.Client(retries=0, transport=httpx.MockTransport(server))

    with pytest.raises(shelter.MissingCredentialsError, match=r"keeper_token.*KEEPER_TOKEN"):
        client.animals.list_animals()


def test_bytes_are_sent_and_fetched(client: Any, server: Shelter) -> None:
    """A picture is a picture: its bytes travel as they are, with their media type."""
    server.answer = 3
    assert client.animals.upload_portrait("a1", body=b"\x89PNG") == 3
    assert server.request.headers["Content-Type"] == "image/png"
    assert server.request.content == b"\x89PNG"

    server.content = b"\x89PNG"
    assert client.animals.download_portrait("a1").read() == b"\x89PNG"


def test_operation_without_a_name_is_called_by_its_path(client: Any, server: Shelter) -> None:
    """Without an operationId, the method is called by what it does and where."""
    server.answer = {"number": 3, "inside": {"kind": "dog", "tricks": ["sit"]}}

    cage = client.cages.get_shelters_shelter_cages_cage("c/3", shelter="north")

    assert server.request.url.raw_path == b"/api/shelters/north/cages/c%2F3"
    assert (type(cage.inside).__name__, cage.inside.tricks) == ("Dog", ["sit"])


def test_unknown_variant_is_kept(shelter: ModuleType, client: Any, server: Shelter) -> None:
    """An animal that is neither dog nor cat loses nothing on its way."""
    server.answer = {"number": 3, "inside": {"kind": "fox", "tail": "bushy"}}

    cage = client.cages.get_shelters_shelter_cages_cage("3", shelter="north")

    assert isinstance(cage.inside, shelter.Unrecognized)
    assert cage.inside["tail"] == "bushy"
    assert cage.to_dict() == server.answer


def test_form_is_sent_as_described(client: Any, server: Shelter) -> None:
    """An urlencoded form has one field for each item of a list."""
    server.answer = "welcome"

    assert client.keepers.log_in(name="Ann", pin=7, rooms=["a", "b"]) == "welcome"

    kind, text = server.request.headers["Content-Type"], server.request.content
    assert kind == "application/x-www-form-urlencoded"
    assert text == b"name=Ann&pin=7&rooms=a&rooms=b"


def test_multipart_form_without_a_file_is_multipart(client: Any, server: Shelter) -> None:
    """The described media type is sent, also where no file is."""
    server.answer = {"stamps": 2}

    answer = client.keepers.send_letter(opened="no", form="long")

    assert answer == {"stamps": 2}
    assert server.request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="opened"\r\n\r\nno\r\n' in server.request.content
    assert b'name="form"\r\n\r\nlong\r\n' in server.request.content


def test_members_called_as_locals_are_sent(client: Any, server: Shelter) -> None:
    """No argument is hidden by what the method needs for itself."""
    server.answer = {}

    client.keepers.send_letter(opened="o", form="f", files=["x", "y"], payload=b"bytes")

    for text in (b'"opened"\r\n\r\no\r\n', b'"form"\r\n\r\nf\r\n', b'"files"\r\n\r\ny\r\n'):
        assert text in server.request.content
    assert b"bytes" in server.request.content


ODD_NAMES: dict[str, Any] = {
    "class": "a",
    "self": "b",
    "k": 1,
    "m": 2,
    "base": 3,
    "field": 4,
    "property": "c",
    "seen_at": 0,
    "type": "d",
    "list": ["e"],
    "dict": {"f": "g"},
    "str": "h",
    "int": 5,
    "from_dict": "i",
    "to_dict": "j",
    "from_raw": "k",
    "problems": [{"id": "l"}],
    "additional_properties": "m",
    "_fields": "n",
    "__class__": "o",
    "a-b": "p",
    "1st": "r",
    "ªrea": "q",
    "": "s",
    "examples": 6,
    "default": "t",
    "names": {"class": "u", "self": "v", "k": 7},
    "any": {"id": "w"},
    "mapping": {"id": "x"},
    "unset": {"id": "y"},
    "literal": "it's",
    "either": 'say "so"',
    "listed": {"id": "z"},
    "text": {"id": "0"},
}


def test_odd_names_are_read_and_written(shelter: ModuleType) -> None:
    """Names that Python, attrs or the runtime has another use for lose nothing."""
    names = shelter.models.Names.from_dict(ODD_NAMES, strict=True)

    assert names.to_dict() == ODD_NAMES
    assert names.problems() == ()
    assert names.additional_properties == {}
    assert (names.class_, names.self_, names.k, names.field) == ("a", "b", 1, 4)


def test_odd_names_are_sent(client: Any, server: Shelter, shelter: ModuleType) -> None:
    """What was read can be said again, member by member."""
    server.answer = ODD_NAMES
    names = shelter.models.Names.from_dict(ODD_NAMES)
    fields = {each.name: getattr(names, each.name) for each in shelter.models.Names._fields}

    answer = client.names.read_names(**fields)

    assert server.body == ODD_NAMES
    assert answer == names


def test_odd_names_are_read_from_an_answer(client: Any, server: Shelter) -> None:
    """The straight run that decodes answers gives the same as the careful one."""
    server.answer = ODD_NAMES

    answer = client.names.read_names(class_="a", self_="b", k=1)

    assert answer.to_dict() == ODD_NAMES
    assert answer.names.class_ == "u"
    assert [each.id for each in answer.problems_] == ["l"]
    assert answer.seen_at_datetime.isoformat() == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        pytest.param({"mother": None}, lambda animal: animal.mother is None, id="null"),
        pytest.param(
            {"mother": {"id": "2", "type": "dog", "name": "Eve"}},
            lambda animal: animal.mother.name == "Eve",
            id="nested",
        ),
        pytest.param({"chip": {"number": 5}}, lambda animal: animal.chip.number == 5, id="inline"),
        pytest.param({"legs": 3}, lambda animal: animal.legs == 3, id="unknown-value"),
        pytest.param(
            {"born_at_datetime": "noon"},
            lambda animal: animal.born_at_datetime == "noon",
            id="name-of-a-convenience",
        ),
    ],
)
def test_optional_members_are_read(
    client: Any,
    server: Shelter,
    stated: dict[str, Any],
    read: Callable[[Any], bool],
) -> None:
    """Null, nested and unknown values arrive as they are, and go back so."""
    server.answer = [{"id": "1", "type": "dog", "name": "Rex", **stated}]

    (animal,) = client.animals.list_animals()

    assert read(animal)
    assert animal.to_dict() == server.answer[0]


def test_async_client_does_the_same(shelter: ModuleType, server: Shelter) -> None:
    """What the sync client sends, the async one sends."""
    server.answer = [{"id": "1", "type": "dog", "name": "Rex"}]
    transport = httpx.MockTransport(server)

    async def listed() -> Any:
        async with shelter.AsyncClient(keeper_token="secret", transport=transport) as client:
            return await client.animals.list_animals(x_kennel_zone="north")

    (animal,) = asyncio.run(listed())

    assert animal.name == "Rex"
    assert server.request.headers["Authorization"] == "Bearer secret"
    assert str(server.request.url) == "https://shelter.test/api/animals"
