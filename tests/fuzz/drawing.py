"""Requests drawn by Hypothesis: mostly nearly right, sometimes nonsense."""

import json
from typing import Any

import attrs
from hypothesis import strategies as st

MARKS = {"alpha": "mark-of-alpha-5b1f", "bravo": "mark-of-bravo-9c3e"}
KEYS = ("alpha", "alpha-admin", "bravo", "bravo-admin", "nobody", "")
PLACES = ("job", "file", "model", "checkpoint", "permission", "event", "any")


@attrs.frozen
class Known:
    """A place for an id that some organization has by then: the `number`th of its kind."""

    kind: str
    number: int


@attrs.frozen
class Drawn:
    """A request before its ids are filled in; with `leaves`, the caller hangs up in its middle."""

    actor: str
    method: str
    path: tuple[Any, ...]
    query: tuple[tuple[str, Any], ...] = ()
    body: Any = b""
    content_type: bytes | None = None
    organization: str | None = None
    chunks: int = 1
    leaves: bool = False


TEXTS = st.sampled_from(
    [
        *(
            "",
            "0",
            "a",
            "\x00",
            "\U0001f600",
            "/",
            "..",
            "%2e",
            "auto",
            "null",
            "é",
            "\n",
            "a" * 70,
        ),
        *("{{item.a}}", "{{sample.output_json.x[0]}}", "{{", "eq", "asc", "descending", "a + b"),
    ]
) | st.text(max_size=8)
NUMBERS = st.sampled_from([0, 1, 2, 3, 5, 10, 100, 101, -1, 2**31, 2**63, 10**20, 0.5, 1e308])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def known(kind: str) -> st.SearchStrategy[Any]:
    """Draw an id of a kind that exists, of whatever organization, or a text that is none."""
    real = st.builds(Known, st.just(kind), st.integers(0, 15))
    stranger = st.builds(Known, st.sampled_from(PLACES), st.integers(0, 15))
    return st.one_of(real, real, real, stranger, TEXTS)


def mostly(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw what is right seven times out of eight."""
    return st.one_of(*[usual] * 7, ANYTHING)


def members(required: Any, optional: Any) -> st.SearchStrategy[Any]:
    """Draw an object whose members are mostly right."""
    wanted = {name: mostly(usual) for name, usual in required.items()}
    return st.fixed_dictionaries(
        wanted, optional={name: mostly(usual) for name, usual in optional.items()}
    )


AUTO = st.just("auto") | st.integers(1, 5)
HYPERPARAMETERS = members(
    {}, {"n_epochs": AUTO, "batch_size": AUTO, "learning_rate_multiplier": AUTO, "beta": AUTO}
)
CHECK = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["string_check", "text_similarity"]),
        "name": TEXTS,
        "input": TEXTS,
        "reference": TEXTS,
        "operation": st.sampled_from(["eq", "ne", "like", "ilike"]),
        "evaluation_metric": st.sampled_from(["fuzzy_match", "bleu", "rouge_1", "cosine"]),
    }
)
JUDGE = members(
    {
        "type": st.sampled_from(["score_model", "label_model", "python"]),
        "name": TEXTS,
        "model": TEXTS,
        "source": st.just("def grade(sample, item): return 1"),
        "input": st.lists(
            members({"role": st.just("user"), "content": TEXTS}, {"type": st.just("message")}),
            max_size=2,
        ),
    },
    {"labels": st.lists(TEXTS, max_size=2), "passing_labels": st.lists(TEXTS, max_size=2)},
)
MULTI = members(
    {
        "type": st.just("multi"),
        "name": TEXTS,
        "graders": st.dictionaries(st.sampled_from("abc"), CHECK, max_size=3),
        "calculate_output": st.text("abc01+-*/^(),. ", max_size=10),
    },
    {},
)
GRADERS = mostly(CHECK | JUDGE | MULTI)
METHODS = members(
    {"type": st.sampled_from(["supervised", "dpo", "reinforcement"])},
    {
        "supervised": members({}, {"hyperparameters": HYPERPARAMETERS}),
        "dpo": members({}, {"hyperparameters": HYPERPARAMETERS}),
        "reinforcement": members({"grader": GRADERS}, {"hyperparameters": HYPERPARAMETERS}),
    },
)
JOBS = members(
    {"model": st.just("gpt-4o-mini") | known("model"), "training_file": known("file")},
    {
        "validation_file": known("file"),
        "suffix": TEXTS,
        "seed": st.integers(0, 9),
        "method": METHODS,
        "hyperparameters": HYPERPARAMETERS,
        "metadata": st.dictionaries(TEXTS, TEXTS, max_size=2),
        "integrations": st.none(),
    },
)
RUNS = members({"grader": GRADERS, "model_sample": TEXTS}, {"item": st.just({"a": "b"})})
PROJECTS = members({"project_ids": st.lists(TEXTS, min_size=1, max_size=3)}, {})
NOTHING = st.just(b"")
FORMS = st.fixed_dictionaries(
    {
        "content": st.binary(max_size=40),
        "filename": TEXTS,
        "purpose": st.sampled_from(["fine-tune", "fine-tune", "batch", "evals", "x"]),
        "seconds": st.none() | NUMBERS,
        "spoilt": st.none() | st.integers(0, 300),
    }
)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(
            ["limit", "order", "purpose", "project_id", "metadata", "metadata[a]", "x"]
        ),
        SCALARS.map(str),
    )
    | st.tuples(st.just("after"), known("any")),
    max_size=3,
).map(tuple)

JOB, FILE = known("job"), known("file")
MODEL, CHECKPOINT = known("model"), known("checkpoint") | known("model")
_TUNING = "fine_tuning"
# Method, path and body of every operation.
OPERATIONS = st.one_of(
    st.tuples(st.just("POST"), st.just((_TUNING, "jobs")), JOBS),
    st.tuples(st.just("GET"), st.just((_TUNING, "jobs")), NOTHING),
    st.tuples(st.just("GET"), st.tuples(st.just(_TUNING), st.just("jobs"), JOB), NOTHING),
    st.tuples(
        st.just("POST"),
        st.tuples(
            *(st.just(_TUNING), st.just("jobs"), JOB),
            st.sampled_from(["cancel", "pause", "resume"]),
        ),
        NOTHING | ANYTHING,
    ),
    st.tuples(
        st.just("GET"),
        st.tuples(
            *(st.just(_TUNING), st.just("jobs"), JOB), st.sampled_from(["events", "checkpoints"])
        ),
        NOTHING,
    ),
    st.tuples(
        st.sampled_from(["GET", "POST"]),
        st.tuples(*(st.just(_TUNING), st.just("checkpoints"), CHECKPOINT, st.just("permissions"))),
        PROJECTS,
    ),
    st.tuples(
        st.just("DELETE"),
        st.tuples(
            *(st.just(_TUNING), st.just("checkpoints"), CHECKPOINT, st.just("permissions")),
            known("permission"),
        ),
        NOTHING,
    ),
    st.tuples(
        st.just("POST"),
        st.tuples(
            *(st.just(_TUNING), st.just("alpha"), st.just("graders")),
            st.sampled_from(["run", "validate"]),
        ),
        RUNS,
    ),
    st.tuples(st.just("GET"), st.just(("files",)), NOTHING),
    st.tuples(st.just("POST"), st.just(("files",)), FORMS),
    st.tuples(st.sampled_from(["GET", "DELETE"]), st.tuples(st.just("files"), FILE), NOTHING),
    st.tuples(st.just("GET"), st.tuples(st.just("files"), FILE, st.just("content")), NOTHING),
    st.tuples(st.just("GET"), st.just(("models",)), NOTHING),
    st.tuples(st.sampled_from(["GET", "DELETE"]), st.tuples(st.just("models"), MODEL), NOTHING),
    st.tuples(
        st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "x"]),
        st.lists(
            TEXTS | st.sampled_from(["fine_tuning", "jobs", "files", "models"]), max_size=4
        ).map(tuple),
        ANYTHING | st.binary(max_size=20),
    ),
)


@st.composite
def requests(draw: Any) -> Drawn:
    """Draw one request."""
    method, path, body = draw(OPERATIONS)
    usual = draw(st.integers(0, 9)) > 0
    return Drawn(
        actor=draw(st.sampled_from(KEYS[:4] if usual else KEYS)),
        method=method,
        path=path,
        query=draw(QUERIES) if method == "GET" or not usual else (),
        body=body,
        content_type=None if usual else draw(st.sampled_from([b"", b"text/plain", b"a;b=\xff"])),
        organization=None if usual else draw(st.sampled_from(["org-alpha", "org-bravo", "x"])),
        chunks=1 if usual else draw(st.integers(1, 4)),
        leaves=not usual and draw(st.booleans()),
    )


STEPS = st.lists(requests() | st.floats(0, 8).map(round), min_size=5, max_size=30)


def as_json(body: Any) -> bytes:
    """Return a drawn body as it travels."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()
