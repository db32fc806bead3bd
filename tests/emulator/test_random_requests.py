"""Random requests at the application's edge: whatever arrives, the answer is not a 5xx."""

import asyncio
import json
import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fine_tuning_contract.emulator import Settings, create_app

EXAMPLES = int(os.environ.get("EMULATOR_FUZZ_EXAMPLES", "150"))
GENTLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

WORDS = st.sampled_from(
    [
        *("", "0", "a", "\x00", "\U0001f600", "/", "..", "auto", "type", "name", "text"),
        *("input", "role", "user", "content", "model", "labels", "passing_labels", "graders"),
        *("multi", "string_check", "label_model", "text_similarity", "score_model", "input_text"),
        *("{{item.a}}", "{{sample.output_json}}", "a + b", "eq", "fuzzy_match"),
        *("supervised", "dpo", "reinforcement", "gpt-4o-mini"),
    ]
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
ANYTHING = st.recursive(
    SCALARS | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
MESSAGE = st.fixed_dictionaries({"role": WORDS, "content": ANYTHING}) | ANYTHING
MEMBERS = {
    "name": WORDS | ANYTHING,
    "input": WORDS | st.lists(MESSAGE, max_size=2) | ANYTHING,
    "reference": WORDS,
    "operation": st.sampled_from(["eq", "ilike"]) | ANYTHING,
    "evaluation_metric": st.sampled_from(["fuzzy_match", "cosine"]) | ANYTHING,
    "model": WORDS,
    "range": ANYTHING,
    "labels": st.lists(WORDS, max_size=2) | ANYTHING,
    "passing_labels": st.lists(WORDS, max_size=2) | ANYTHING,
    "calculate_output": st.text("ab01+-*/^(), .", max_size=8) | ANYTHING,
}
TYPES = st.sampled_from(
    ["string_check", "text_similarity", "score_model", "label_model", "multi", "x"]
)
GRADERS = st.recursive(
    st.fixed_dictionaries({"type": TYPES}, optional=MEMBERS),
    lambda inner: st.fixed_dictionaries(
        {"type": TYPES, "graders": st.dictionaries(WORDS, inner, max_size=3)}, optional=MEMBERS
    ),
    max_leaves=4,
)
NUMBERS = ANYTHING | st.just("auto")
HYPERPARAMETERS = st.dictionaries(
    st.sampled_from(["n_epochs", "batch_size", "learning_rate_multiplier", "beta"]), NUMBERS
)
DETAILS = st.fixed_dictionaries(
    {}, optional={"grader": GRADERS, "hyperparameters": HYPERPARAMETERS | ANYTHING}
)
METHODS = st.fixed_dictionaries(
    {"type": WORDS},
    optional=dict.fromkeys(("supervised", "dpo", "reinforcement"), DETAILS),
)
JOBS = st.fixed_dictionaries(
    {"model": st.just("gpt-4o-mini") | ANYTHING, "training_file": ANYTHING},
    optional={
        "method": METHODS | ANYTHING,
        "hyperparameters": HYPERPARAMETERS | ANYTHING,
        "metadata": st.dictionaries(WORDS, WORDS) | ANYTHING,
        "suffix": WORDS | ANYTHING,
        "seed": ANYTHING,
        "integrations": ANYTHING,
    },
)
PATHS = st.sampled_from(
    [
        "/files", "/files/x", "/files/x/content", "/models", "/models/x", "/fine_tuning/jobs",
        "/fine_tuning/jobs/x", "/fine_tuning/jobs/x/events", "/fine_tuning/jobs/x/checkpoints",
        "/fine_tuning/jobs/x/cancel", "/fine_tuning/checkpoints/x/permissions",
        "/fine_tuning/checkpoints/x/permissions/y", "/fine_tuning/alpha/graders/run",
    ]
)  # fmt: skip
QUERIES = st.lists(
    st.sampled_from(["limit=", "after=", "order=", "metadata[", "metadata=", "%", "&", "=", "a]"])
    | st.text(max_size=4),
    max_size=6,
).map(lambda parts: "".join(parts).encode())


@pytest.fixture(scope="module")
def app() -> Generator[Any]:
    """Return the application itself, without a server around it."""
    application = create_app(Settings(python_grader=False))
    yield application
    application.world.close()


def ask(app: Any, method: str, path: str, body: bytes, query: bytes = b"") -> tuple[int, Any]:
    """Send one request through ASGI and return the status and the content."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [
            (b"authorization", b"Bearer sk-admin"),
            (b"content-type", b"application/json"),
        ],
    }
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], json.loads(b"".join(part.get("body", b"") for part in sent[1:]))


@GENTLY
@given(grader=GRADERS, sample=WORDS, item=st.dictionaries(WORDS, ANYTHING, max_size=2))
def test_any_grader_is_run_or_refused(app: Any, grader: Any, sample: str, item: Any) -> None:
    """A grader of any form is answered with 200 or 400, by both operations."""
    body = json.dumps({"grader": grader, "model_sample": sample, "item": item}).encode()
    run, _ = ask(app, "POST", "/v1/fine_tuning/alpha/graders/run", body)
    valid, _ = ask(app, "POST", "/v1/fine_tuning/alpha/graders/validate", body)

    assert {run, valid} <= {200, 400}


@GENTLY
@given(body=JOBS)
def test_any_job_is_refused_with_a_reason(app: Any, body: Any) -> None:
    """A job whose file nobody uploaded is a 400, whatever else it says."""
    status, content = ask(app, "POST", "/v1/fine_tuning/jobs", json.dumps(body).encode())

    assert status == 400
    assert content["error"]["message"]


@GENTLY
@given(
    method=st.sampled_from(["GET", "POST", "DELETE", "PUT"]),
    path=PATHS,
    query=QUERIES,
    body=ANYTHING.map(lambda content: json.dumps(content).encode()) | st.binary(max_size=20),
)
def test_no_request_makes_the_server_fail(
    app: Any, method: str, path: str, query: bytes, body: bytes
) -> None:
    """Any method, path, query and body end in an answer below 500."""
    status, _ = ask(app, method, "/v1" + path, body, query)

    assert status < 500
