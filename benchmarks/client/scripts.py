"""The programs that import a client, construct it, make one call and end."""

from benchmarks.client.subjects import FLOOR, SDK, STOCK
from benchmarks.rows import OURS

# Without the optional decoders: a module that stands as None cannot be imported.
_BEGINNING = """
import sys
sys.modules.update(dict.fromkeys(["msgspec", "orjson"]))
"""
# The peak that the kernel reports to a parent includes the parent's own size at the fork.
_END = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
_IN_PROCESS = {
    "bare python": "",
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
_OVER_SOCKET = {
    FLOOR: """
import json, httpx
client = httpx.Client(headers={"authorization": "Bearer sk-bench"})
assert json.loads(client.get(f"{url}/fine_tuning/jobs/{job}").content)["id"]
""",
    OURS: """
from fine_tuning_client import FineTuningClient
client = FineTuningClient(api_key="sk-bench", base_url=url)
assert client.fine_tuning.jobs.retrieve(job).id
""",
    STOCK: """
from stock_client import AuthenticatedClient
from stock_client.api.fine_tuning import retrieve_fine_tuning_job
client = AuthenticatedClient(base_url=url, token="sk-bench")
assert retrieve_fine_tuning_job.sync(job, client=client).id
""",
    SDK: """
from openai import OpenAI
client = OpenAI(api_key="sk-bench", base_url=url)
assert client.fine_tuning.jobs.retrieve(job).id
""",
}


def in_process(body: bytes) -> dict[str, str]:
    """Return a program for each client, with a transport that answers the body."""
    beginning = f"{_BEGINNING}body = {body!r}\n"
    return {name: beginning + script + _END for name, script in _IN_PROCESS.items()}


def over_socket(url: str, job: str) -> dict[str, str]:
    """Return a program for each client that asks a server for a job."""
    beginning = f"{_BEGINNING}url, job = {url!r}, {job!r}\n"
    return {name: beginning + script + _END for name, script in _OVER_SOCKET.items()}
