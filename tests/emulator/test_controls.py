"""The control API: the clock, the fate of jobs, snapshots, and faults on purpose."""

import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from callers import Caller, Json, Serve, Served

from fine_tuning_contract.emulator import EmulatorError
from fine_tuning_contract.emulator.control.remote import Control

MODEL = "/models/gpt-4o"


def test_clock_stands_still_until_it_is_advanced(control: Control) -> None:
    """A manual clock moves only when it is told to."""
    before = control.state()["now"]
    time.sleep(0.01)
    after = control.advance(60)["now"]

    assert after == before + 60


def test_reset_forgets_everything(api: Caller, control: Control, succeeded_job: Json) -> None:
    """After a reset, the emulator is as it was at its start."""
    control.fate("stall")
    control.fault("drop")
    state = control.reset()

    assert (state["fates"], state["faults"]) == (0, 0)
    assert api.get("/fine_tuning/jobs")["data"] == []
    assert api.get("/files")["data"] == []
    assert api.http.get(f"/models/{succeeded_job['fine_tuned_model']}").status_code == 404


def test_controls_need_an_admin_key(emulator: Served) -> None:
    """An ordinary key does not move the clock."""
    url = emulator.control.url + "/state"
    answers = [
        httpx.get(url, headers={"authorization": f"Bearer {key}"})
        for key in ("sk-wrong", "sk-test", "sk-admin")
    ]

    assert [answer.status_code for answer in answers] == [401, 403, 200]


def test_controls_can_be_turned_off(serve: Serve) -> None:
    """Without controls, their paths are unknown."""
    served = serve(control=False)

    with pytest.raises(EmulatorError, match="--no-control"):
        served.control.state()


def test_refused_control_says_why(control: Control) -> None:
    """What the control API said, and where its manual is, stand in the error."""
    with pytest.raises(EmulatorError) as refused:
        control.fate("explode")

    assert "Supported values are: 'fail', 'fail_validation'" in str(refused.value)
    assert f"{control.url}/docs" in str(refused.value)


def test_control_with_a_wrong_key_asks_for_the_right_one(control: Control) -> None:
    """The error names the key that is needed, and does not show the one that was given."""
    with pytest.raises(EmulatorError, match="admin key") as refused:
        Control(control.url, "sk-test").reset()

    assert "sk-test" not in str(refused.value)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        pytest.param("/page", "is this an emulator", id="something else"),
        pytest.param("", "does the emulator still run", id="nobody"),
    ],
)
def test_control_of_what_is_no_emulator_says_so(path: str, problem: str) -> None:
    """An address where no emulator listens is told from a refusal."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}{path}"
        if not path:
            httpx.get(url)
            server.server_close()

        with pytest.raises(EmulatorError, match=problem):
            Control(url, "sk-admin").state()
        thread.join()


def test_controls_describe_themselves(emulator: Served) -> None:
    """The control API has a description of its own, and a page to read; neither needs a key."""
    described = httpx.get(emulator.control.url + "/openapi.json").json()
    page = httpx.get(emulator.control.url + "/docs")

    assert "/_emulator/faults" in described["paths"]
    assert described["components"]["schemas"]["Fault"]["required"] == ["kind"]
    assert "POST /_emulator/faults" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert httpx.post(emulator.control.url + "/docs").status_code == 405


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("POST", "/clock", {"advance": -1}, 400),
        ("POST", "/clock", {}, 400),
        ("POST", "/fates", {"kind": "explode"}, 400),
        ("POST", "/faults", {"kind": "drop", "colour": "red"}, 400),
        ("POST", "/restore", {"name": "nobody"}, 400),
        ("POST", "/snapshot", {"name": "../up"}, 400),
        ("GET", "/clock", None, 405),
        ("GET", "/nowhere", None, 404),
    ],
)
def test_faulty_control_request_is_refused(
    emulator: Served, method: str, path: str, content: bytes, status: int
) -> None:
    """Controls are checked like everything else."""
    headers = {"authorization": "Bearer sk-admin"}
    url = emulator.control.url + path
    answer = httpx.request(method, url, json=content, headers=headers)

    assert answer.status_code == status
    assert "message" in answer.json()["error"]


def test_next_job_fails_at_its_step(api: Caller, control: Control) -> None:
    """A fated failure strikes one job, at one step, with the code that was asked for."""
    control.fate("fail", step=30, code="exceeded_quota", message="No money left.")
    fated, other = api.create(), api.create()
    control.advance(100)
    failed = api.job(fated["id"])
    steps = [e for e in api.events(fated["id"]) if e["type"] == "metrics"]

    assert failed["status"] == "failed"
    assert failed["error"] == {
        "code": "exceeded_quota",
        "message": "No money left.",
        "param": None,
    }
    assert len(steps) == 30
    assert api.job(other["id"])["status"] == "succeeded"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("fail_validation", "failed"), ("stall", "running"), ("pause", "paused")],
)
def test_next_jobs_meet_their_fate(api: Caller, control: Control, kind: str, status: int) -> None:
    """A fate can wait for several jobs."""
    control.fate(kind, times=2)
    jobs = [api.create()["id"] for _ in range(3)]
    control.advance(100)

    assert [api.job(job)["status"] for job in jobs] == [status, status, "succeeded"]


def test_snapshot_brings_everything_back(
    api: Caller, control: Control, succeeded_job: Json
) -> None:
    """Jobs, files and the clock return to what they were."""
    control.snapshot("before")
    kept = control.state()["now"]
    api.http.delete(f"/files/{succeeded_job['training_file']}")
    api.create()
    control.advance(500)
    restored = control.restore("before")["now"]

    assert restored == kept
    assert len(api.get("/fine_tuning/jobs")["data"]) == 1
    assert api.http.get(f"/files/{succeeded_job['training_file']}/content").text
    assert api.get(f"/models/{succeeded_job['fine_tuned_model']}")


@pytest.mark.parametrize(
    ("fault", "status", "headers"),
    [
        ({"kind": "status", "status": 429}, 429, {"retry-after": "1"}),
        ({"kind": "status", "status": 429, "retry_after": 7}, 429, {"retry-after": "7"}),
        ({"kind": "status", "status": 503}, 503, {"content-type": "application/json"}),
        ({"kind": "content_type"}, 200, {"content-type": "text/html"}),
        ({"kind": "html"}, 200, {"content-type": "text/html"}),
        ({"kind": "latency", "seconds": 0.01}, 200, {"content-type": "application/json"}),
        ({"kind": "slow", "seconds": 0.01}, 200, {"content-type": "application/json"}),
    ],
)
def test_fault_spoils_one_answer(
    api: Caller, control: Control, fault: Json, status: int, headers: dict[str, str]
) -> None:
    """The next answer is spoilt, the one after it is not."""
    control.fault(**fault)
    spoilt, good = api.http.get(MODEL), api.http.get(MODEL)

    assert spoilt.status_code == status
    assert {name: spoilt.headers[name] for name in headers} == headers
    assert spoilt.headers["x-request-id"]
    assert good.status_code == 200


@pytest.mark.parametrize(
    "fault", [{"kind": "drop"}, {"kind": "drop", "after": True}, {"kind": "truncate"}]
)
def test_fault_breaks_the_connection(api: Caller, control: Control, fault: Json) -> None:
    """A dropped connection has no answer, a truncated one half of it."""
    control.fault(**fault)

    with pytest.raises(httpx.RemoteProtocolError):
        api.http.get(MODEL)
    assert api.http.get(MODEL).status_code == 200


@pytest.mark.parametrize(("after", "jobs"), [(False, 0), (True, 1)])
@pytest.mark.parametrize("kind", ["drop", "status"])
def test_fault_strikes_before_or_after_the_work(
    api: Caller, control: Control, kind: str, after: Any, jobs: Any
) -> None:
    """A job whose answer was lost is there; one whose request was lost is not."""
    body = {"model": "gpt-4o-mini", "training_file": api.upload()}
    control.fault(kind, after=after, operation="createFineTuningJob")
    try:
        answer = api.post("/fine_tuning/jobs", body)
        assert answer.status_code == 500
    except httpx.TransportError:
        assert kind == "drop"

    assert len(api.get("/fine_tuning/jobs")["data"]) == jobs


def test_fault_waits_for_its_operation(api: Caller, control: Control) -> None:
    """A fault for one operation leaves the others alone, as often as it was asked for."""
    control.fault("status", operation="retrieveModel", times=2)
    statuses = [api.http.get(path).status_code for path in ("/models", MODEL, MODEL, MODEL)]

    assert statuses == [200, 500, 500, 200]


def test_improbable_fault_does_not_happen(api: Caller, control: Control) -> None:
    """A fault of no probability never strikes, and can be cleared."""
    control.fault("status", probability=0)
    status = api.http.get(MODEL).status_code

    assert status == 200
    assert control.state()["faults"] == 1
    assert control.clear()["faults"] == 0


def test_same_seed_lets_the_same_answers_go_wrong(serve: Serve) -> None:
    """A fault of some probability strikes in the same places whenever the seed is the same."""
    seen: list[list[int]] = []
    for _ in range(2):
        served = serve(seed=11)
        served.control.fault("status", probability=0.5, times=1000)
        with served.client("sk-test") as http:
            seen.append([http.get(MODEL).status_code for _ in range(20)])

    assert seen[0] == seen[1]
    assert {*seen[0]} == {200, 500}
