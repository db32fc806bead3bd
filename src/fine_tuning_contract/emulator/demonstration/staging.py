"""The demonstration's jobs and files, put into an emulator's database."""

import hashlib
from collections.abc import Mapping
from io import BytesIO

import attrs

from fine_tuning_contract.emulator.catalog import dated
from fine_tuning_contract.emulator.demonstration.data import NAMES, file_content
from fine_tuning_contract.emulator.demonstration.scenes import SCENES, Scene
from fine_tuning_contract.emulator.identifiers import derived
from fine_tuning_contract.emulator.jobs import Job, Json
from fine_tuning_contract.emulator.methods import requested
from fine_tuning_contract.emulator.plans import plan
from fine_tuning_contract.emulator.settings import DEFAULT_ORGANIZATION, DEFAULT_PROJECT, Settings
from fine_tuning_contract.emulator.storage import files, jobs
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.outputs import foresee
from fine_tuning_contract.emulator.storage.uploads import Upload, Uploads
from fine_tuning_contract.emulator.training import inspect, training_failure
from fine_tuning_contract.emulator.world import World

_SEEDS = 1000


def stage(world: World) -> None:
    """Add the demonstration's files and jobs, unless they are there already."""
    owner = _owner(world.settings)
    with world.database.writing(alone=True) as session:
        if jobs.find(session, owner[0], _job_id(world.settings, SCENES[0])) is not None:
            return
        now = world.now(session)
        ids = {name: _file(world, session, owner[0], name, now) for name in NAMES}
        for scene in SCENES:
            _play(session, scene, _job(world.settings, scene, owner, ids, now))


def _owner(settings: Settings) -> tuple[str, str]:
    # The first key's organization, so that whoever has that key sees the jobs.
    found = ((key.organization, key.project) for key in settings.keys)
    return next(found, (DEFAULT_ORGANIZATION, DEFAULT_PROJECT))


def _file(world: World, session: Session, organization: str, name: str, now: float) -> str:
    file_id = derived("file-", "demonstration", world.settings.seed, name, length=22)
    content = file_content(name)
    _write(world.uploads, file_id, content)
    file = files.StoredFile(
        id=file_id,
        organization=organization,
        purpose="fine-tune",
        filename=name,
        bytes=len(content),
        created_at=now - SCENES[0].age / world.settings.speed,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    files.add(session, file)
    return file_id


def _write(uploads: Uploads, file_id: str, content: bytes) -> None:
    with Upload(file_id, uploads.store.begin(file_id)) as upload:
        upload.write(content)
        upload.keep()


def _job(
    settings: Settings,
    scene: Scene,
    owner: tuple[str, str],
    ids: Mapping[str, str],
    now: float,
) -> Job:
    method = requested(scene.body)
    model = dated(scene.model) or scene.model
    found = inspect(BytesIO(file_content(scene.training)), method["type"])
    paced = attrs.evolve(settings, pace=scene.pace)
    planned = plan(paced, model, method, found)
    return Job(
        id=_job_id(settings, scene),
        organization=owner[0],
        project=owner[1],
        created_at=now - scene.age / settings.speed,
        model=model,
        method=method,
        training_file=ids[scene.training],
        validation_file=None if scene.validation is None else ids[scene.validation],
        suffix=scene.name,
        seed=_seed(settings, scene),
        integrations=[],
        metadata=_metadata(scene),
        plan=attrs.evolve(planned, failure=training_failure(found), fate=scene.fate),
    )


def _metadata(scene: Scene) -> Json:
    return {"name": scene.name}


def _job_id(settings: Settings, scene: Scene) -> str:
    return derived("ftjob-", "demonstration", settings.seed, scene.name)


def _seed(settings: Settings, scene: Scene) -> int:
    digest = hashlib.sha256(f"{settings.seed}:{scene.name}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % _SEEDS


def _play(session: Session, scene: Scene, job: Job) -> None:
    """Keep a job as it was created, and then what was done to it."""
    jobs.add(session, job)
    foresee(session, job, job.created_at)
    if scene.mark is not None:
        kind, at = scene.mark
        # The times of a job that runs faster come sooner.
        sooner = job.plan.running / scene.pace.running
        marked = job.marked(kind, job.created_at + at * sooner)
        jobs.change(session, marked)
        foresee(session, marked, marked.marks[-1].at)
