# Copied from fine_tuning_contract/codegen/runtime/download.py: change it there.
"""An answer that is bytes: into memory, into a file, or piece by piece."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from .errors import APIConnectionError

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Iterator
    from types import TracebackType
    from typing import Self


class Download:
    """Bytes that are still on their way; reading them, or leaving `with`, closes the answer."""

    def __init__(self, response: httpx.Response) -> None:
        """Keep the open answer."""
        self.response = response

    @property
    def content_type(self) -> str:
        """The media type that the server gave."""
        return str(self.response.headers.get("content-type", ""))

    def read(self) -> bytes:
        """Return all bytes."""
        return b"".join(self)

    def text(self) -> str:
        """Return all bytes as UTF-8 text."""
        return self.read().decode("utf-8")

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes in pieces as they arrive."""
        try:
            yield from self.response.iter_bytes()
        except httpx.HTTPError as failure:
            raise _broken(failure) from failure
        finally:
            self.response.close()

    def write_to(self, path: str | os.PathLike[str]) -> Path:
        """Write all bytes to a file, which appears whole or not at all, and return its path."""
        with _Target(path) as target:
            for piece in self:
                target.file.write(piece)
        return Path(path)

    def close(self) -> None:
        """Drop what has not been read."""
        self.response.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Drop what has not been read."""
        self.close()


class AsyncDownload:
    """Bytes that are still on their way; reading them, or leaving `with`, closes the answer."""

    def __init__(self, response: httpx.Response) -> None:
        """Keep the open answer."""
        self.response = response

    @property
    def content_type(self) -> str:
        """The media type that the server gave."""
        return str(self.response.headers.get("content-type", ""))

    async def read(self) -> bytes:
        """Return all bytes."""
        return b"".join([piece async for piece in self])

    async def text(self) -> str:
        """Return all bytes as UTF-8 text."""
        return (await self.read()).decode("utf-8")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the bytes in pieces as they arrive."""
        try:
            async for piece in self.response.aiter_bytes():
                yield piece
        except httpx.HTTPError as failure:
            raise _broken(failure) from failure
        finally:
            await self.response.aclose()

    async def write_to(self, path: str | os.PathLike[str]) -> Path:
        """Write all bytes to a file, which appears whole or not at all, and return its path."""
        with _Target(path) as target:
            async for piece in self:
                target.file.write(piece)
        return Path(path)

    async def close(self) -> None:
        """Drop what has not been read."""
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Drop what has not been read."""
        await self.close()


class _Target:
    """A file that gets its name only when it is whole."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self.file: Any = None

    def __enter__(self) -> Self:
        self.file = tempfile.NamedTemporaryFile(
            dir=self._path.parent, prefix=f".{self._path.name}.", delete=False
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()
        temporary = Path(self.file.name)
        if error is None:
            temporary.replace(self._path)
        else:
            temporary.unlink(missing_ok=True)


def _broken(failure: httpx.HTTPError) -> APIConnectionError:
    return APIConnectionError(f"the download broke off: {failure or type(failure).__name__}")
