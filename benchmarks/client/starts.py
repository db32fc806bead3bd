"""What it costs to start: import, construct, first call, in a process of its own."""

import json
from collections.abc import Iterator
from functools import partial

from benchmarks.client import bodies
from benchmarks.client.subjects import FLOOR, SDK, STOCK
from benchmarks.processes import Cost, process_rounds, python
from benchmarks.rows import OURS, Goal, Heading, Row, Wanted, row

_BEGINNING = """
import sys
sys.modules.update(dict.fromkeys(["msgspec", "orjson"]))
body = %r
"""
# The peak that the kernel reports to a parent includes the parent's own size at the fork.
_END = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
_SCRIPTS = {
    FLOOR: """
import json, httpx
transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
client = httpx.Client(transport=transport, headers={"authorization": "Bearer sk-bench"})
assert json.loads(client.get("http://bench.invalid/v1/fine_tuning/jobs/a").content)["id"]
""",
    OURS: """
import httpx
from fine_tuning_client import FineTuningClient
transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
client = FineTuningClient(
    api_key="sk-bench", base_url="http://bench.invalid/v1", transport=transport
)
assert client.fine_tuning.jobs.retrieve("a").id
""",
    STOCK: """
import httpx
from stock_client import AuthenticatedClient
from stock_client.api.fine_tuning import retrieve_fine_tuning_job
transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
client = AuthenticatedClient(
    base_url="http://bench.invalid/v1", token="sk-bench", httpx_args={"transport": transport}
)
assert retrieve_fine_tuning_job.sync("a", client=client).id
""",
    SDK: """
from openai import OpenAI
carrier = sys.modules.get("httpx2") or sys.modules["httpx"]
transport = carrier.MockTransport(
    lambda request: carrier.Response(
        200, content=body, headers={"content-type": "application/json"}
    )
)
client = OpenAI(
    api_key="sk-bench",
    base_url="http://bench.invalid/v1",
    http_client=carrier.Client(transport=transport),
)
assert client.fine_tuning.jobs.retrieve("a").id
""",
}


def rows(wanted: Wanted, folders: list[str]) -> Iterator[Row]:
    """Yield processor time and peak memory of whole processes."""
    beginning = _BEGINNING % bodies.one_job()
    commands = {"bare python": partial(python, beginning + _END, folders)} | {
        name: partial(python, beginning + script + _END, folders)
        for name, script in _SCRIPTS.items()
    }
    found = process_rounds(commands, 5 if wanted.quick else 15)
    title = "import, construct, first call"
    time = {name: [cost.cpu_seconds * 1000 for cost in costs] for name, costs in found.items()}
    goals = {OURS: Goal(1.15)}
    yield row(Heading("client.start.cpu", title, "ms CPU", goals), time, FLOOR)
    peak = {name: [_peak(cost) for cost in costs] for name, costs in found.items()}
    goals = {OURS: Goal(2.0, "difference")}
    yield row(Heading("client.start.peak", f"{title}: peak memory", "MiB", goals), peak, FLOOR)


def _peak(cost: Cost) -> float:
    kibibytes: int = json.loads(cost.output)
    return kibibytes / 1024
