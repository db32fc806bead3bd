"""The README's client section, run as it stands against an emulator."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from fine_tuning_contract.emulator import Settings, start

_EXAMPLES = 12


def test_client_section_runs_as_written(checkout: Path, tmp_path: Path) -> None:
    """Whoever copies the README's code has a model's checkpoints in the end."""
    code = re.findall(
        r"```python\n(.*?)```", (checkout / "README.md").read_text("utf-8"), re.DOTALL
    )
    lines = [
        {"messages": [{"role": "user", "content": str(n)}, {"role": "assistant", "content": "a"}]}
        for n in range(_EXAMPLES)
    ]
    data = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "train.jsonl").write_text(data, encoding="utf-8")

    with start(Settings(speed=40)) as running:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", "\n".join(code)],
            cwd=tmp_path,
            env={
                **os.environ,
                "OPENAI_BASE_URL": running.url,
                "OPENAI_API_KEY": running.api_key,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert "The job has successfully completed" in done.stdout
    assert "ckpt-step-" in done.stdout
