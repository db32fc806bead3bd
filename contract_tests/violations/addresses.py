"""Servers that read addresses too literally, or not at all."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Server, refusal
from .routes import JOB, JOBS


@breaks("addresses-may-be-encoded", "addresses-may-hold-colons")
async def ids_are_taken_as_they_are_written(asked: Asked, server: Server) -> Answered:
    """An id with encoded characters is another id."""
    return refusal(404, "Not found.") if "%" in asked.path else await server.forward(asked)


@breaks("addresses-with-a-slash-too-many")
async def slash_is_an_empty_id(asked: Asked, server: Server) -> Answered:
    """A path that ends with a slash brings the server down."""
    return refusal(500, "KeyError: ''") if asked.path.endswith("/") else await server.forward(asked)


@breaks("addresses-unknown-are-told")
async def unknown_paths_get_a_page(asked: Asked, server: Server) -> Answered:
    """A path that does not exist is answered with a web page."""
    answered = await server.forward(asked)
    if "no-such-thing" in asked.path:
        headers = {**answered.headers, "content-type": "text/html"}
        return answered.changed(headers=headers, body=b"<h1>Not Found</h1>")
    return answered


@breaks("addresses-for-heads")
async def heads_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """HEAD brings the server down."""
    if asked.method == "HEAD" and asked.is_for("HEAD", JOB):
        return refusal(500, "NotImplementedError")
    return await server.forward(asked)


@breaks("addresses-with-odd-queries")
async def odd_queries_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """A parameter that is given twice brings the server down."""
    if asked.is_for("GET", JOBS) and asked.raw_query.count("limit=") > 1:
        return refusal(500, "TypeError: int() argument must not be a list")
    return await server.forward(asked)
