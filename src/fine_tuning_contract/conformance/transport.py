"""The wire: requests sent exactly as they are written, answers read as they come."""

import ssl
import time
import zlib
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

import httpcore

from .exchange import Answer, Exchange, Request

_UNCONNECTED = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.ProxyError)
_MOST_CONNECTIONS = 64
# zlib finds out by itself whether a stream is gzip or zlib.
_ANY_HEADER = zlib.MAX_WBITS | 32
_PORTS = {"http": 80, "https": 443}


class Unreachable(Exception):
    """No connection to the target could be made, so nothing can be said about it."""


class Transport:
    """A pool of connections to one target; nothing that it sends is rewritten on the way."""

    def __init__(
        self, *, ca: str | None = None, proxy: str | None = None, patience: float = 30.0
    ) -> None:
        """
        Trust the certificates in the file `ca`; wait `patience` seconds for bytes to come.

        With a `proxy`, which is a URL that may hold a name and a password, every request takes that
        way.
        """
        context = ssl.create_default_context(cafile=ca) if ca else None
        self._pool = _pool(context, proxy)
        self._timeout = dict.fromkeys(("connect", "read", "write", "pool"), patience)

    def send(self, request: Request) -> Exchange:
        """
        Send a request and return the exchange.

        An answer that breaks off or does not come is an exchange without an answer; a server that
        cannot be reached at all raises Unreachable.
        """
        started = time.perf_counter()
        try:
            response = self._pool.request(
                request.method,
                _url(request.url),
                headers=[
                    (name.encode(), value.encode("latin-1")) for name, value in request.headers
                ],
                content=request.body or None,
                extensions={"timeout": self._timeout},
            )
        except _UNCONNECTED as error:
            raise Unreachable(f"no connection to {_origin(request.url)}: {error}") from error
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return Exchange(request, None, lost=f"{type(error).__name__}: {error}".rstrip(": "))
        return Exchange(request, _answer(response, time.perf_counter() - started))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def __enter__(self) -> Self:
        """Return the transport itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close every connection."""
        self.close()


def _pool(context: ssl.SSLContext | None, proxy: str | None) -> httpcore.ConnectionPool:
    if proxy is None:
        return httpcore.ConnectionPool(ssl_context=context, max_connections=_MOST_CONNECTIONS)
    parts = urlsplit(proxy)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore.HTTPProxy(
        f"{parts.scheme}://{host}{port}",
        proxy_auth=login,
        ssl_context=context,
        max_connections=_MOST_CONNECTIONS,
    )


def _answer(response: httpcore.Response, seconds: float) -> Answer:
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    body = _decoded(headers.get("content-encoding", ""), response.content)
    return Answer(response.status, headers, body, seconds)


def _decoded(coding: str, content: bytes) -> bytes:
    """Return content as it was before it was compressed, or nothing if it only says that it is."""
    if coding.strip().lower() not in {"gzip", "deflate"}:
        return content
    try:
        return zlib.decompress(content, _ANY_HEADER)
    except zlib.error:
        return b""


def _url(url: str) -> httpcore.URL:
    # urlsplit would drop an empty query; the target is sent as it is written.
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return httpcore.URL(
        scheme=parts.scheme.encode(),
        host=(parts.hostname or "").encode(),
        port=parts.port or _PORTS.get(parts.scheme, 80),
        target=url[len(origin) :].encode("latin-1") or b"/",
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
