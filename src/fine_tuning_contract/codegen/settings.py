"""What the generated client is called and where it takes its settings from."""

from typing import Any

from attrs import field, frozen

from .json_values import mapping
from .names import class_name, module_name

EXTENSION = "x-contract-client"


@frozen
class Credential:
    """One security scheme as the client's constructor sees it."""

    scheme: str
    argument: str
    variable: str


@frozen
class Header:
    """A header that every request may carry, from a constructor argument or the environment."""

    name: str
    argument: str
    variable: str


@frozen
class ClientSettings:
    """What `x-contract-client` states, or what follows from the security schemes."""

    client: str = "Client"
    root_error: str = "APIError"
    base_url: str = ""
    base_url_variable: str = "API_BASE_URL"
    logger: str = "client"
    credentials: tuple[Credential, ...] = ()
    headers: tuple[Header, ...] = field(default=())


def client_settings(description: dict[str, Any], package: str) -> ClientSettings:
    """Return the settings that a description states for its client."""
    stated = description.get(EXTENSION, {})
    servers = description.get("servers") or [{"url": ""}]
    return ClientSettings(
        client=class_name(stated.get("class", "Client")),
        root_error=class_name(stated.get("error", "APIError")),
        base_url=_base_url(mapping(servers[0])),
        base_url_variable=stated.get("baseUrlVariable", "API_BASE_URL"),
        logger=package,
        credentials=_credentials(description, stated.get("credentials", {})),
        headers=tuple(
            Header(name, module_name(said["argument"]), said["variable"])
            for name, said in stated.get("headers", {}).items()
        ),
    )


def _base_url(server: dict[str, Any]) -> str:
    """Return a server's URL with its variables at their defaults."""
    url = str(server.get("url", ""))
    for name, variable in mapping(server.get("variables")).items():
        url = url.replace("{" + name + "}", str(mapping(variable).get("default", "")))
    return url.rstrip("/")


def _credentials(
    description: dict[str, Any], stated: dict[str, dict[str, str]]
) -> tuple[Credential, ...]:
    """Return one credential for each bearer scheme, the only kind that the client speaks."""
    schemes = description.get("components", {}).get("securitySchemes", {})
    return tuple(
        Credential(
            scheme=name,
            argument=module_name(str(stated.get(name, {}).get("argument", name))),
            variable=stated.get(name, {}).get("variable", module_name(name).upper()),
        )
        for name, scheme in schemes.items()
        if is_bearer(scheme)
    )


def is_bearer(scheme: Any) -> bool:
    """Return whether a security scheme is a bearer token."""
    stated = mapping(scheme)
    return stated.get("type") == "http" and str(stated.get("scheme")).lower() == "bearer"
