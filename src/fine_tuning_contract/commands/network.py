"""The way to a server: through which proxy, and by which certificate."""

import os
import ssl
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import click


def proxy_for(url: str, given: str | None) -> str | None:
    """
    Return the proxy for a URL: the given one, else the one that the environment names for it.

    HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY are read as other programs do.
    """
    parts = urlsplit(url)
    if given is not None:
        return _checked(given, "--proxy")
    proxies = getproxies_environment()
    found = proxies.get(parts.scheme) or proxies.get("all")
    if not found or proxy_bypass(parts.netloc):
        return None
    return _checked(found if "://" in found else f"http://{found}", "the environment's proxy")


def readable_certificate(path: Path | None) -> str | None:
    """Return the name of a file of certificates, once it is known to be one."""
    if path is None:
        return None
    try:
        ssl.create_default_context(cafile=path)
    except FileNotFoundError as error:
        raise click.UsageError(f"--ca: {path}: there is no such file") from error
    except (ssl.SSLError, OSError) as error:
        raise click.UsageError(
            f"--ca: {path}: not a file of certificates in PEM form ({error})"
        ) from error
    return os.fspath(path)


def _checked(proxy: str, source: str) -> str:
    parts = urlsplit(proxy)
    try:
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # It may hold a password, so it is not repeated.
        raise click.UsageError(
            f"{source} is no URL of an HTTP proxy, such as http://proxy.example:3128"
        )
    return proxy
