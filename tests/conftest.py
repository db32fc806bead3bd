"""What every test may rely on: where the project stands, and that no key of the user's is near."""

from collections.abc import Iterator
from pathlib import Path

import pytest

_OF_THE_USER = (
    "OPENAI_API_KEY",
    "OPENAI_ADMIN_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_ORG_ID",
    "OPENAI_PROJECT_ID",
)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder that holds the whole project."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests read out of the user's cache, and the user's cache out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("descriptions")
        patch.setenv("FINE_TUNING_CONTRACT_CACHE", str(folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_keys_of_the_user() -> Iterator[None]:
    """Keep keys and addresses of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in _OF_THE_USER:
            patch.delenv(variable, raising=False)
        yield
