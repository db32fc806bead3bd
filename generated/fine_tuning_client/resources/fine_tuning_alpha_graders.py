"""The operations of `fine_tuning.alpha.graders`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime.absence import UNSET, Unset
from ..runtime.requests import (
    Call,
    Operation,
    Payload,
    body_of,
)

if TYPE_CHECKING:
    from ..models.grader_multi import GraderMulti
    from ..models.grader_python import GraderPython
    from ..models.grader_score_model import GraderScoreModel
    from ..models.grader_string_check import GraderStringCheck
    from ..models.grader_text_similarity import GraderTextSimilarity
    from ..models.run_grader_response import RunGraderResponse
    from ..models.validate_grader_response import ValidateGraderResponse
    from ..runtime.connection import AsyncConnection, Connection

    pass

_RUN: Final[Operation[RunGraderResponse]] = Operation(
    "runGrader",
    "POST",
    "/fine_tuning/alpha/graders/run",
    _k.Object(lambda: _m.RunGraderResponse),
    credential="ApiKeyAuth",
)
_VALIDATE: Final[Operation[ValidateGraderResponse]] = Operation(
    "validateGrader",
    "POST",
    "/fine_tuning/alpha/graders/validate",
    _k.Object(lambda: _m.ValidateGraderResponse),
    credential="ApiKeyAuth",
)


class FineTuningAlphaGradersResource:
    """The operations of `fine_tuning.alpha.graders`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> FineTuningAlphaGradersResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return FineTuningAlphaGradersResourceRaw(
            FineTuningAlphaGradersResource(self._connection.as_raw())
        )

    def run(
        self,
        *,
        grader: GraderStringCheck
        | Mapping[str, Any]
        | GraderTextSimilarity
        | Mapping[str, Any]
        | GraderPython
        | Mapping[str, Any]
        | GraderScoreModel
        | Mapping[str, Any]
        | GraderMulti
        | Mapping[str, Any],
        model_sample: str,
        item: Mapping[str, Any] | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> RunGraderResponse:
        """
        Run a grader

        Score one sample of a model's output with a grader. A grader that fails while it runs is
        still answered with 200, and the matching flag of `errors` is true; a grader whose
        definition is wrong is refused.

        Args:
            grader: The grader to run.
            model_sample: The output to score. A template reads it as `{{ sample.output_text }}`; if it is
                valid JSON, `{{ sample.output_json }}` holds its value.
            item: The example that the output belongs to. A template reads it as `{{ item.key }}`,
                with dots and `[0]` to reach what lies deeper.
        """

        _payload = Payload(
            _RUN.path,
            json=body_of(
                {
                    "grader": grader,
                    "item": item,
                    "model_sample": model_sample,
                },
                extra_body,
            ),
        )

        return self._connection.call(
            _RUN, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    def validate(
        self,
        *,
        grader: GraderStringCheck
        | Mapping[str, Any]
        | GraderTextSimilarity
        | Mapping[str, Any]
        | GraderPython
        | Mapping[str, Any]
        | GraderScoreModel
        | Mapping[str, Any]
        | GraderMulti
        | Mapping[str, Any],
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> ValidateGraderResponse:
        """
        Validate a grader

        Check the definition of a grader without running it. The answer repeats the grader, with
        defaults filled in; a grader whose definition is wrong is refused.

        Args:
            grader: The grader to check.
        """

        _payload = Payload(
            _VALIDATE.path,
            json=body_of(
                {
                    "grader": grader,
                },
                extra_body,
            ),
        )

        return self._connection.call(
            _VALIDATE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )


class AsyncFineTuningAlphaGradersResource:
    """The operations of `fine_tuning.alpha.graders`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> AsyncFineTuningAlphaGradersResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return AsyncFineTuningAlphaGradersResourceRaw(
            AsyncFineTuningAlphaGradersResource(self._connection.as_raw())
        )

    async def run(
        self,
        *,
        grader: GraderStringCheck
        | Mapping[str, Any]
        | GraderTextSimilarity
        | Mapping[str, Any]
        | GraderPython
        | Mapping[str, Any]
        | GraderScoreModel
        | Mapping[str, Any]
        | GraderMulti
        | Mapping[str, Any],
        model_sample: str,
        item: Mapping[str, Any] | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> RunGraderResponse:
        """
        Run a grader

        Score one sample of a model's output with a grader. A grader that fails while it runs is
        still answered with 200, and the matching flag of `errors` is true; a grader whose
        definition is wrong is refused.

        Args:
            grader: The grader to run.
            model_sample: The output to score. A template reads it as `{{ sample.output_text }}`; if it is
                valid JSON, `{{ sample.output_json }}` holds its value.
            item: The example that the output belongs to. A template reads it as `{{ item.key }}`,
                with dots and `[0]` to reach what lies deeper.
        """

        _payload = Payload(
            _RUN.path,
            json=body_of(
                {
                    "grader": grader,
                    "item": item,
                    "model_sample": model_sample,
                },
                extra_body,
            ),
        )

        return await self._connection.call(
            _RUN, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    async def validate(
        self,
        *,
        grader: GraderStringCheck
        | Mapping[str, Any]
        | GraderTextSimilarity
        | Mapping[str, Any]
        | GraderPython
        | Mapping[str, Any]
        | GraderScoreModel
        | Mapping[str, Any]
        | GraderMulti
        | Mapping[str, Any],
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> ValidateGraderResponse:
        """
        Validate a grader

        Check the definition of a grader without running it. The answer repeats the grader, with
        defaults filled in; a grader whose definition is wrong is refused.

        Args:
            grader: The grader to check.
        """

        _payload = Payload(
            _VALIDATE.path,
            json=body_of(
                {
                    "grader": grader,
                },
                extra_body,
            ),
        )

        return await self._connection.call(
            _VALIDATE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )


class FineTuningAlphaGradersResourceRaw:
    """The operations of `fine_tuning.alpha.graders`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: FineTuningAlphaGradersResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import raw

        self.run = raw(resource.run)
        self.validate = raw(resource.validate)


class AsyncFineTuningAlphaGradersResourceRaw:
    """The operations of `fine_tuning.alpha.graders`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: AsyncFineTuningAlphaGradersResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import async_raw

        self.run = async_raw(resource.run)
        self.validate = async_raw(resource.validate)
