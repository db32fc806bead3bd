"""Python graders: a caller's code, run in a process that can do little and does not last."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from typing import Any, cast

from fine_tuning_contract.emulator.grading.flags import GradingError
from fine_tuning_contract.emulator.grading.sandbox import SOURCE
from fine_tuning_contract.emulator.grading.templates import Namespace
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.scratch import scratch

Json = dict[str, Any]
_LARGEST_REPLY = 64 * 1024


def grade(source: str, namespace: Namespace, settings: Settings) -> float:
    """Return what the source's `grade(sample, item)` returns; raises GradingError."""
    if not settings.python_grader:
        raise GradingError("python_grader_server_error", "python_grader_disabled")
    order = {"source": source, "sample": namespace.as_python_sample(), "item": namespace.item}
    reply = _ran(json.dumps({**order, "seconds": settings.python_grader_seconds}), settings)
    if reply.get("sandbox") is not None:
        raise GradingError("python_grader_server_error", "sandbox_unavailable")
    if reply.get("fault") is not None:
        raise GradingError("python_grader_runtime_error", str(reply["fault"])[:2000])
    return float(reply["score"])


def _ran(order: str, settings: Settings) -> Json:
    # Files, not pipes: what the code writes, however much it is, does not fill our memory.
    with (
        scratch("graded-fine-tuning-") as folder,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as reply,
    ):
        given.write(order.encode())
        given.seek(0)
        # The grader may run as somebody who owns nothing, and works in this folder. It is empty.
        folder.chmod(0o777)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter; the code goes in by a file
            [sys.executable, "-I", "-c", SOURCE],
            stdin=given,
            stdout=reply,
            stderr=subprocess.DEVNULL,
            env={},
            cwd=folder,
            start_new_session=True,
        )
        try:
            process.wait(timeout=settings.python_grader_seconds)
        except subprocess.TimeoutExpired as fault:
            raise GradingError("unresponsive_reward_error", "the grader took too long") from fault
        finally:
            _end(process)
        reply.seek(0)
        return _read(reply.read(_LARGEST_REPLY), process.returncode)


def _end(process: "subprocess.Popen[bytes]") -> None:
    # The whole group goes: what the grader started must not outlive it.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(out: bytes, code: int) -> Json:
    try:
        return cast("Json", json.loads(out))
    except ValueError as fault:
        reason = "it used too much time or memory" if code else "it ended without a score"
        raise GradingError("python_grader_runtime_error", reason) from fault
