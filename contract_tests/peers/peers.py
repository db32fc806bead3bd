"""The peers: what they are, how they are installed and started, and where they answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import attrs

Installer = Literal["npm", "pip"]

HERE = Path(__file__).parent
EMULATOR_KEY = "sk-test"
EMULATOR_ADMIN_KEY = "sk-admin"


@attrs.frozen
class Peer:
    """
    A published server.

    `command` starts it in its folder, where `{port}` is the port that it is given and `{upstream}`
    the emulator's URL without /v1, for one that stands in front of it. `path` is where the API is.
    `files` are written into the folder first.
    """

    name: str
    what: str
    installer: Installer
    packages: tuple[str, ...]
    command: tuple[str, ...]
    path: str = "/v1"
    key: str = "sk-test"
    environment: Mapping[str, str] = attrs.field(factory=dict[str, str])
    files: Mapping[str, str] = attrs.field(factory=dict[str, str])
    start_seconds: float = 60.0
    time_budget: float = 600.0

    @property
    def needs_upstream(self) -> bool:
        """Tell whether it stands in front of the emulator."""
        return any("{upstream}" in value for value in self.environment.values())

    @property
    def setup(self) -> Path:
        """Return the file that says what it needs and lacks."""
        return HERE / self.name / "setup.yml"

    @property
    def deviations(self) -> Path:
        """Return the file of what it is known to do otherwise."""
        return HERE / self.name / "deviations.yml"


PEERS = (
    Peer(
        name="aimock",
        what="a mock of several providers, for tests in JavaScript",
        installer="npm",
        packages=("@copilotkit/aimock@1.43.0",),
        command=("node_modules/.bin/llmock", "-p", "{port}", "-f", "fixtures"),
        environment={"AIMOCK_API_KEYS": "sk-test"},
        files={
            "fixtures/one.json": (
                '{"fixtures":[{"match":{"userMessage":"x"},"response":{"content":"y"}}]}\n'
            )
        },
    ),
    Peer(
        name="fakeai",
        what="an imitation of the provider's API, on FastAPI",
        installer="pip",
        packages=("fakeai==0.3.2", "pillow"),
        command=(
            *("venv/bin/fakeai", "server", "--host", "127.0.0.1", "--port", "{port}"),
            *("--response-delay", "0", "--no-random-delay", "--api-key", "sk-test-1234"),
        ),
        key="sk-test-1234",
    ),
    Peer(
        name="litellm",
        what="a gateway whose pass-through stands in front of the emulator",
        installer="pip",
        packages=("litellm[proxy]==1.106.2", "prisma"),
        command=(
            *("venv/bin/litellm", "--config", "litellm.yaml"),
            *("--host", "127.0.0.1", "--port", "{port}"),
        ),
        path="/openai_passthrough/v1",
        key="sk-litellm-test",
        environment={
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_MASTER_KEY": "sk-litellm-test",
            "OPENAI_API_BASE": "{upstream}",
            "OPENAI_API_KEY": EMULATOR_KEY,
        },
        files={
            "litellm.yaml": (
                "model_list: []\ngeneral_settings:\n  master_key: os.environ/LITELLM_MASTER_KEY\n"
            )
        },
        start_seconds=180.0,
    ),
)
