"""Every type of the API. Each is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass
    from .create_file_request import CreateFileRequest as CreateFileRequest
    from .create_file_request_purpose import CreateFileRequestPurpose as CreateFileRequestPurpose
    from .create_file_request_purpose import (
        CreateFileRequestPurposeValues as CreateFileRequestPurposeValues,
    )
    from .create_fine_tuning_checkpoint_permission_request import (
        CreateFineTuningCheckpointPermissionRequest as CreateFineTuningCheckpointPermissionRequest,
    )
    from .create_fine_tuning_job_request import (
        CreateFineTuningJobRequest as CreateFineTuningJobRequest,
    )
    from .create_fine_tuning_job_request_hyperparameters import (
        CreateFineTuningJobRequestHyperparameters as CreateFineTuningJobRequestHyperparameters,
    )
    from .create_fine_tuning_job_request_integrations_item import (
        CreateFineTuningJobRequestIntegrationsItem as CreateFineTuningJobRequestIntegrationsItem,
    )
    from .create_fine_tuning_job_request_integrations_item_wandb import (
        CreateFineTuningJobRequestIntegrationsItemWandb as CreateFineTuningJobRequestIntegrationsItemWandb,
    )
    from .delete_file_response import DeleteFileResponse as DeleteFileResponse
    from .delete_fine_tuning_checkpoint_permission_response import (
        DeleteFineTuningCheckpointPermissionResponse as DeleteFineTuningCheckpointPermissionResponse,
    )
    from .delete_model_response import DeleteModelResponse as DeleteModelResponse
    from .error import Error as Error
    from .error_response import ErrorResponse as ErrorResponse
    from .eval_item import EvalItem as EvalItem
    from .eval_item_content import EvalItemContent as EvalItemContent
    from .eval_item_content_item import EvalItemContentItem as EvalItemContentItem
    from .eval_item_content_output_text import (
        EvalItemContentOutputText as EvalItemContentOutputText,
    )
    from .eval_item_content_part import EvalItemContentPart as EvalItemContentPart
    from .eval_item_input_image import EvalItemInputImage as EvalItemInputImage
    from .eval_item_role import EvalItemRole as EvalItemRole
    from .eval_item_role import EvalItemRoleValues as EvalItemRoleValues
    from .file_expiration_after import FileExpirationAfter as FileExpirationAfter
    from .fine_tune_dpo_hyperparameters import (
        FineTuneDPOHyperparameters as FineTuneDPOHyperparameters,
    )
    from .fine_tune_dpo_method import FineTuneDPOMethod as FineTuneDPOMethod
    from .fine_tune_method import FineTuneMethod as FineTuneMethod
    from .fine_tune_method_type import FineTuneMethodType as FineTuneMethodType
    from .fine_tune_method_type import FineTuneMethodTypeValues as FineTuneMethodTypeValues
    from .fine_tune_reinforcement_hyperparameters import (
        FineTuneReinforcementHyperparameters as FineTuneReinforcementHyperparameters,
    )
    from .fine_tune_reinforcement_hyperparameters_reasoning_effort import (
        FineTuneReinforcementHyperparametersReasoningEffort as FineTuneReinforcementHyperparametersReasoningEffort,
    )
    from .fine_tune_reinforcement_hyperparameters_reasoning_effort import (
        FineTuneReinforcementHyperparametersReasoningEffortValues as FineTuneReinforcementHyperparametersReasoningEffortValues,
    )
    from .fine_tune_reinforcement_method import (
        FineTuneReinforcementMethod as FineTuneReinforcementMethod,
    )
    from .fine_tune_supervised_hyperparameters import (
        FineTuneSupervisedHyperparameters as FineTuneSupervisedHyperparameters,
    )
    from .fine_tune_supervised_method import FineTuneSupervisedMethod as FineTuneSupervisedMethod
    from .fine_tuning_checkpoint_permission import (
        FineTuningCheckpointPermission as FineTuningCheckpointPermission,
    )
    from .fine_tuning_integration import FineTuningIntegration as FineTuningIntegration
    from .fine_tuning_integration_wandb import (
        FineTuningIntegrationWandb as FineTuningIntegrationWandb,
    )
    from .fine_tuning_job import FineTuningJob as FineTuningJob
    from .fine_tuning_job_checkpoint import FineTuningJobCheckpoint as FineTuningJobCheckpoint
    from .fine_tuning_job_checkpoint_metrics import (
        FineTuningJobCheckpointMetrics as FineTuningJobCheckpointMetrics,
    )
    from .fine_tuning_job_error import FineTuningJobError as FineTuningJobError
    from .fine_tuning_job_event import FineTuningJobEvent as FineTuningJobEvent
    from .fine_tuning_job_event_level import FineTuningJobEventLevel as FineTuningJobEventLevel
    from .fine_tuning_job_event_level import (
        FineTuningJobEventLevelValues as FineTuningJobEventLevelValues,
    )
    from .fine_tuning_job_event_type import FineTuningJobEventType as FineTuningJobEventType
    from .fine_tuning_job_event_type import (
        FineTuningJobEventTypeValues as FineTuningJobEventTypeValues,
    )
    from .fine_tuning_job_hyperparameters import (
        FineTuningJobHyperparameters as FineTuningJobHyperparameters,
    )
    from .fine_tuning_job_status import FineTuningJobStatus as FineTuningJobStatus
    from .fine_tuning_job_status import FineTuningJobStatusValues as FineTuningJobStatusValues
    from .grader import Grader as Grader
    from .grader_label_model import GraderLabelModel as GraderLabelModel
    from .grader_multi import GraderMulti as GraderMulti
    from .grader_multi_member import GraderMultiMember as GraderMultiMember
    from .grader_python import GraderPython as GraderPython
    from .grader_score_model import GraderScoreModel as GraderScoreModel
    from .grader_score_model_sampling_params import (
        GraderScoreModelSamplingParams as GraderScoreModelSamplingParams,
    )
    from .grader_string_check import GraderStringCheck as GraderStringCheck
    from .grader_string_check_operation import (
        GraderStringCheckOperation as GraderStringCheckOperation,
    )
    from .grader_string_check_operation import (
        GraderStringCheckOperationValues as GraderStringCheckOperationValues,
    )
    from .grader_text_similarity import GraderTextSimilarity as GraderTextSimilarity
    from .grader_text_similarity_evaluation_metric import (
        GraderTextSimilarityEvaluationMetric as GraderTextSimilarityEvaluationMetric,
    )
    from .grader_text_similarity_evaluation_metric import (
        GraderTextSimilarityEvaluationMetricValues as GraderTextSimilarityEvaluationMetricValues,
    )
    from .grader_token_usage import GraderTokenUsage as GraderTokenUsage
    from .input_audio import InputAudio as InputAudio
    from .input_audio_input_audio import InputAudioInputAudio as InputAudioInputAudio
    from .input_audio_input_audio_format import (
        InputAudioInputAudioFormat as InputAudioInputAudioFormat,
    )
    from .input_audio_input_audio_format import (
        InputAudioInputAudioFormatValues as InputAudioInputAudioFormatValues,
    )
    from .input_text_content import InputTextContent as InputTextContent
    from .list_files_response import ListFilesResponse as ListFilesResponse
    from .list_fine_tuning_checkpoint_permission_response import (
        ListFineTuningCheckpointPermissionResponse as ListFineTuningCheckpointPermissionResponse,
    )
    from .list_fine_tuning_job_checkpoints_response import (
        ListFineTuningJobCheckpointsResponse as ListFineTuningJobCheckpointsResponse,
    )
    from .list_fine_tuning_job_events_response import (
        ListFineTuningJobEventsResponse as ListFineTuningJobEventsResponse,
    )
    from .list_models_response import ListModelsResponse as ListModelsResponse
    from .list_paginated_fine_tuning_jobs_response import (
        ListPaginatedFineTuningJobsResponse as ListPaginatedFineTuningJobsResponse,
    )
    from .model import Model as Model
    from .open_ai_file import OpenAIFile as OpenAIFile
    from .open_ai_file_purpose import OpenAIFilePurpose as OpenAIFilePurpose
    from .open_ai_file_purpose import OpenAIFilePurposeValues as OpenAIFilePurposeValues
    from .open_ai_file_status import OpenAIFileStatus as OpenAIFileStatus
    from .open_ai_file_status import OpenAIFileStatusValues as OpenAIFileStatusValues
    from .prompt_cache_breakpoint_config import (
        PromptCacheBreakpointConfig as PromptCacheBreakpointConfig,
    )
    from .reasoning_effort import ReasoningEffort as ReasoningEffort
    from .reasoning_effort import ReasoningEffortValues as ReasoningEffortValues
    from .run_grader_request import RunGraderRequest as RunGraderRequest
    from .run_grader_response import RunGraderResponse as RunGraderResponse
    from .run_grader_response_metadata import RunGraderResponseMetadata as RunGraderResponseMetadata
    from .run_grader_response_metadata_errors import (
        RunGraderResponseMetadataErrors as RunGraderResponseMetadataErrors,
    )
    from .validate_grader_request import ValidateGraderRequest as ValidateGraderRequest
    from .validate_grader_response import ValidateGraderResponse as ValidateGraderResponse

_MODULES = {
    "CreateFileRequest": "create_file_request",
    "CreateFileRequestPurpose": "create_file_request_purpose",
    "CreateFineTuningCheckpointPermissionRequest": "create_fine_tuning_checkpoint_permission_request",
    "CreateFineTuningJobRequest": "create_fine_tuning_job_request",
    "CreateFineTuningJobRequestHyperparameters": "create_fine_tuning_job_request_hyperparameters",
    "CreateFineTuningJobRequestIntegrationsItem": "create_fine_tuning_job_request_integrations_item",
    "CreateFineTuningJobRequestIntegrationsItemWandb": "create_fine_tuning_job_request_integrations_item_wandb",
    "DeleteFileResponse": "delete_file_response",
    "DeleteFineTuningCheckpointPermissionResponse": "delete_fine_tuning_checkpoint_permission_response",
    "DeleteModelResponse": "delete_model_response",
    "Error": "error",
    "ErrorResponse": "error_response",
    "EvalItem": "eval_item",
    "EvalItemContent": "eval_item_content",
    "EvalItemContentItem": "eval_item_content_item",
    "EvalItemContentOutputText": "eval_item_content_output_text",
    "EvalItemContentPart": "eval_item_content_part",
    "EvalItemInputImage": "eval_item_input_image",
    "EvalItemRole": "eval_item_role",
    "FileExpirationAfter": "file_expiration_after",
    "FineTuneDPOHyperparameters": "fine_tune_dpo_hyperparameters",
    "FineTuneDPOMethod": "fine_tune_dpo_method",
    "FineTuneMethod": "fine_tune_method",
    "FineTuneMethodType": "fine_tune_method_type",
    "FineTuneReinforcementHyperparameters": "fine_tune_reinforcement_hyperparameters",
    "FineTuneReinforcementHyperparametersReasoningEffort": "fine_tune_reinforcement_hyperparameters_reasoning_effort",
    "FineTuneReinforcementMethod": "fine_tune_reinforcement_method",
    "FineTuneSupervisedHyperparameters": "fine_tune_supervised_hyperparameters",
    "FineTuneSupervisedMethod": "fine_tune_supervised_method",
    "FineTuningCheckpointPermission": "fine_tuning_checkpoint_permission",
    "FineTuningIntegration": "fine_tuning_integration",
    "FineTuningIntegrationWandb": "fine_tuning_integration_wandb",
    "FineTuningJob": "fine_tuning_job",
    "FineTuningJobCheckpoint": "fine_tuning_job_checkpoint",
    "FineTuningJobCheckpointMetrics": "fine_tuning_job_checkpoint_metrics",
    "FineTuningJobError": "fine_tuning_job_error",
    "FineTuningJobEvent": "fine_tuning_job_event",
    "FineTuningJobEventLevel": "fine_tuning_job_event_level",
    "FineTuningJobEventType": "fine_tuning_job_event_type",
    "FineTuningJobHyperparameters": "fine_tuning_job_hyperparameters",
    "FineTuningJobStatus": "fine_tuning_job_status",
    "Grader": "grader",
    "GraderLabelModel": "grader_label_model",
    "GraderMulti": "grader_multi",
    "GraderMultiMember": "grader_multi_member",
    "GraderPython": "grader_python",
    "GraderScoreModel": "grader_score_model",
    "GraderScoreModelSamplingParams": "grader_score_model_sampling_params",
    "GraderStringCheck": "grader_string_check",
    "GraderStringCheckOperation": "grader_string_check_operation",
    "GraderTextSimilarity": "grader_text_similarity",
    "GraderTextSimilarityEvaluationMetric": "grader_text_similarity_evaluation_metric",
    "GraderTokenUsage": "grader_token_usage",
    "InputAudio": "input_audio",
    "InputAudioInputAudio": "input_audio_input_audio",
    "InputAudioInputAudioFormat": "input_audio_input_audio_format",
    "InputTextContent": "input_text_content",
    "ListFilesResponse": "list_files_response",
    "ListFineTuningCheckpointPermissionResponse": "list_fine_tuning_checkpoint_permission_response",
    "ListFineTuningJobCheckpointsResponse": "list_fine_tuning_job_checkpoints_response",
    "ListFineTuningJobEventsResponse": "list_fine_tuning_job_events_response",
    "ListModelsResponse": "list_models_response",
    "ListPaginatedFineTuningJobsResponse": "list_paginated_fine_tuning_jobs_response",
    "Model": "model",
    "OpenAIFile": "open_ai_file",
    "OpenAIFilePurpose": "open_ai_file_purpose",
    "OpenAIFileStatus": "open_ai_file_status",
    "PromptCacheBreakpointConfig": "prompt_cache_breakpoint_config",
    "ReasoningEffort": "reasoning_effort",
    "RunGraderRequest": "run_grader_request",
    "RunGraderResponse": "run_grader_response",
    "RunGraderResponseMetadata": "run_grader_response_metadata",
    "RunGraderResponseMetadataErrors": "run_grader_response_metadata_errors",
    "ValidateGraderRequest": "validate_grader_request",
    "ValidateGraderResponse": "validate_grader_response",
    "ReasoningEffortValues": "reasoning_effort",
    "CreateFileRequestPurposeValues": "create_file_request_purpose",
    "EvalItemRoleValues": "eval_item_role",
    "FineTuneMethodTypeValues": "fine_tune_method_type",
    "FineTuneReinforcementHyperparametersReasoningEffortValues": "fine_tune_reinforcement_hyperparameters_reasoning_effort",
    "FineTuningJobStatusValues": "fine_tuning_job_status",
    "FineTuningJobEventLevelValues": "fine_tuning_job_event_level",
    "FineTuningJobEventTypeValues": "fine_tuning_job_event_type",
    "GraderStringCheckOperationValues": "grader_string_check_operation",
    "GraderTextSimilarityEvaluationMetricValues": "grader_text_similarity_evaluation_metric",
    "InputAudioInputAudioFormatValues": "input_audio_input_audio_format",
    "OpenAIFilePurposeValues": "open_ai_file_purpose",
    "OpenAIFileStatusValues": "open_ai_file_status",
}

__all__ = [
    "CreateFileRequest",
    "CreateFileRequestPurpose",
    "CreateFineTuningCheckpointPermissionRequest",
    "CreateFineTuningJobRequest",
    "CreateFineTuningJobRequestHyperparameters",
    "CreateFineTuningJobRequestIntegrationsItem",
    "CreateFineTuningJobRequestIntegrationsItemWandb",
    "DeleteFileResponse",
    "DeleteFineTuningCheckpointPermissionResponse",
    "DeleteModelResponse",
    "Error",
    "ErrorResponse",
    "EvalItem",
    "EvalItemContent",
    "EvalItemContentItem",
    "EvalItemContentOutputText",
    "EvalItemContentPart",
    "EvalItemInputImage",
    "EvalItemRole",
    "FileExpirationAfter",
    "FineTuneDPOHyperparameters",
    "FineTuneDPOMethod",
    "FineTuneMethod",
    "FineTuneMethodType",
    "FineTuneReinforcementHyperparameters",
    "FineTuneReinforcementHyperparametersReasoningEffort",
    "FineTuneReinforcementMethod",
    "FineTuneSupervisedHyperparameters",
    "FineTuneSupervisedMethod",
    "FineTuningCheckpointPermission",
    "FineTuningIntegration",
    "FineTuningIntegrationWandb",
    "FineTuningJob",
    "FineTuningJobCheckpoint",
    "FineTuningJobCheckpointMetrics",
    "FineTuningJobError",
    "FineTuningJobEvent",
    "FineTuningJobEventLevel",
    "FineTuningJobEventType",
    "FineTuningJobHyperparameters",
    "FineTuningJobStatus",
    "Grader",
    "GraderLabelModel",
    "GraderMulti",
    "GraderMultiMember",
    "GraderPython",
    "GraderScoreModel",
    "GraderScoreModelSamplingParams",
    "GraderStringCheck",
    "GraderStringCheckOperation",
    "GraderTextSimilarity",
    "GraderTextSimilarityEvaluationMetric",
    "GraderTokenUsage",
    "InputAudio",
    "InputAudioInputAudio",
    "InputAudioInputAudioFormat",
    "InputTextContent",
    "ListFilesResponse",
    "ListFineTuningCheckpointPermissionResponse",
    "ListFineTuningJobCheckpointsResponse",
    "ListFineTuningJobEventsResponse",
    "ListModelsResponse",
    "ListPaginatedFineTuningJobsResponse",
    "Model",
    "OpenAIFile",
    "OpenAIFilePurpose",
    "OpenAIFileStatus",
    "PromptCacheBreakpointConfig",
    "ReasoningEffort",
    "RunGraderRequest",
    "RunGraderResponse",
    "RunGraderResponseMetadata",
    "RunGraderResponseMetadataErrors",
    "ValidateGraderRequest",
    "ValidateGraderResponse",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a type when it is first asked for: a program needs few of them."""
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{module}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Return the names of all types, imported or not."""
        return sorted(_MODULES)
