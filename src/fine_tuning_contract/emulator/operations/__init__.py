"""The operations of the API: requests in, values out, no HTTP."""

from collections.abc import Callable, Mapping
from typing import Any

from fine_tuning_contract.emulator.operations import files, graders, jobs, models, permissions
from fine_tuning_contract.emulator.shelf import Lasting
from fine_tuning_contract.emulator.world import Download, Request, World

Perform = Callable[[World, Request], dict[str, Any] | Lasting | Download]

OPERATIONS: Mapping[str, Perform] = {
    "createFineTuningJob": jobs.create,
    "listPaginatedFineTuningJobs": jobs.listing,
    "retrieveFineTuningJob": jobs.retrieve,
    "cancelFineTuningJob": jobs.cancel,
    "pauseFineTuningJob": jobs.pause,
    "resumeFineTuningJob": jobs.resume,
    "listFineTuningEvents": jobs.events,
    "listFineTuningJobCheckpoints": jobs.checkpoints,
    "listFineTuningCheckpointPermissions": permissions.listing,
    "createFineTuningCheckpointPermission": permissions.create,
    "deleteFineTuningCheckpointPermission": permissions.delete,
    "runGrader": graders.run,
    "validateGrader": graders.validate,
    "listFiles": files.listing,
    "createFile": files.create,
    "retrieveFile": files.retrieve,
    "deleteFile": files.delete,
    "downloadFile": files.download,
    "listModels": models.listing,
    "retrieveModel": models.retrieve,
    "deleteModel": models.delete,
}

# These may take long, so they must not hold up the requests of others.
SLOW = frozenset({"createFineTuningJob", "downloadFile"})
GRADING = frozenset({"runGrader", "validateGrader"})
