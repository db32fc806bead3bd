"""The control API's edge: paths under /_emulator/ and what they do."""

import attrs

from fine_tuning_contract.emulator.exchange import Answer, json_answer
from fine_tuning_contract.emulator.world import World


@attrs.frozen
class Controls:
    """The controls of one emulator."""

    world: World

    async def answer(self, method: str, path: str, body: bytes) -> Answer:
        """Answer one control request."""
        return json_answer(200, {"now": self.world.now()})
