"""What a description says of its client, and what follows where it says nothing."""

from typing import Any

from sketches import described, security

from fine_tuning_contract.codegen.settings import client_settings

BEARER = {"type": "http", "scheme": "Bearer"}


def test_client_without_settings_has_plain_names() -> None:
    """A description that says nothing of its client gets one with the usual names."""
    settings = client_settings(described(), "pets_client")

    assert (settings.client, settings.root_error) == ("Client", "APIError")
    assert settings.base_url == "https://pets.test/v1"
    assert settings.base_url_variable == "API_BASE_URL"
    assert settings.logger == "pets_client"
    assert settings.credentials == ()
    assert settings.headers == ()


def test_each_bearer_scheme_is_an_argument() -> None:
    """A scheme's key comes from an argument and a variable called like the scheme."""
    document = described(**security(PetKey=BEARER))

    (credential,) = client_settings(document, "c").credentials

    assert (credential.scheme, credential.argument) == ("PetKey", "pet_key")
    assert credential.variable == "PET_KEY"


def test_stated_names_win() -> None:
    """The extension of the description names class, error, variables and headers."""
    stated: dict[str, Any] = {
        "class": "PetsClient",
        "error": "PetsError",
        "baseUrlVariable": "PETS_URL",
        "credentials": {"PetKey": {"argument": "api_key", "variable": "PETS_KEY"}},
        "headers": {"X-Owner": {"argument": "owner", "variable": "PETS_OWNER"}},
    }
    document = described(**security(PetKey=BEARER), **{"x-contract-client": stated})

    settings = client_settings(document, "c")

    assert (settings.client, settings.root_error) == ("PetsClient", "PetsError")
    assert settings.base_url_variable == "PETS_URL"
    assert settings.credentials[0].argument == "api_key"
    assert settings.credentials[0].variable == "PETS_KEY"
    assert settings.headers[0].name == "X-Owner"


def test_arguments_are_made_identifiers() -> None:
    """No argument that a description states becomes code."""
    stated = {"credentials": {"PetKey": {"argument": "a = print(1), b", "variable": "V"}}}
    document = described(**security(PetKey=BEARER), **{"x-contract-client": stated})

    (credential,) = client_settings(document, "c").credentials

    assert credential.argument.isidentifier()


def test_address_has_no_slash_at_its_end() -> None:
    """Paths begin with a slash, so the address ends without one."""
    document = described(servers=[{"url": "https://pets.test/v1//"}])

    assert client_settings(document, "c").base_url == "https://pets.test/v1"


def test_variables_of_the_address_have_their_defaults() -> None:
    """An address with variables is the one that their defaults give."""
    variables = {"region": {"default": "north"}, "version": {"default": "v2"}}
    server = {"url": "https://{region}.pets.test/{version}", "variables": variables}

    settings = client_settings(described(servers=[server]), "c")

    assert settings.base_url == "https://north.pets.test/v2"


def test_description_without_servers_has_no_address() -> None:
    """Where no server is described, the address is left to the caller."""
    document = described()
    del document["servers"]

    assert client_settings(document, "c").base_url == ""
