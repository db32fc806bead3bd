"""The client as files: openapi-python-client reads the description, our templates write it."""

import contextlib
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import GeneratorData
from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

from .digest import digestible, media_types
from .failures import GenerationError
from .gate import told_apart
from .models import Vocabulary, vocabulary
from .names import literal, member_name, prose
from .operations import OperationView, Parsed, operations
from .resources import GroupView, class_of, groups
from .runtime_copy import copy_runtime
from .settings import ClientSettings, client_settings
from .shapes import Shapes

_TEMPLATES = Path(__file__).parent / "templates"
# The generator hides texts of the description in its messages behind objects of its own.
_NO_TEXT = re.compile(r"<openapi_python_client[^>]*>")
_FORMAT = (("check", "--fix-only", "--select=I,F401"), ("format",))
_ERRORS = (
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "InternalServerError",
    "InvalidRequestError",
    "MissingCredentialsError",
    "MissingFieldError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseDecodingError",
    "UnknownOutcomeError",
    "UnprocessableEntityError",
)
_STYLE = ("--isolated", "--no-cache", "--config", "line-length=100")


@frozen
class Plan:
    """Everything that the templates are given."""

    settings: ClientSettings
    vocabulary: Vocabulary
    operations: tuple[OperationView, ...]
    groups: tuple[GroupView, ...]


class ClientProject(Project):
    """A project of openapi-python-client that renders our files instead of its own."""

    def __init__(self, *, openapi: GeneratorData, config: Config, plan: Plan) -> None:
        """Render with the plan in every template's hands."""
        super().__init__(openapi=openapi, config=config, custom_template_path=_TEMPLATES)
        self.plan = plan
        views: dict[str, Any] = {
            "plan": plan,
            "settings": plan.settings,
            "modules": plan.vocabulary.modules,
            "exports": _exports(plan.settings),
        }
        self.env.globals.update(views)
        self.env.filters.update(
            class_of=class_of,
            harmless=_harmless,
            literal=literal,
            literal_set=_literal_set,
            member=member_name,
            unhidden=_unhidden,
        )

    def _create_package(self) -> None:
        copy_runtime(self.package_dir, self.plan.settings)
        self._write("__init__.py", "package_init.py.jinja")
        self._write("py.typed", "py.typed.jinja")

    def _build_models(self) -> None:
        found = self.plan.vocabulary
        self._write("models/__init__.py", "models_init.py.jinja")
        for model in found.models:
            self._write(f"models/{model.module}.py", "model.py.jinja", model=model)
        for enum in found.enums:
            self._write(f"models/{enum.module}.py", "literal_enum.py.jinja", enum=enum)
        for union in found.unions:
            self._write(f"models/{union.module}.py", "union.py.jinja", union=union)

    def _build_api(self) -> None:
        self._write("client.py", "client.py.jinja")
        self._write("resources/__init__.py", "resources_init.py.jinja")
        for group in self.plan.groups:
            self._write(f"resources/{group.module}.py", "resource.py.jinja", group=group)

    def _run_post_hooks(self) -> None:
        """Format with a fixed style, whatever configuration stands around the output."""
        for command in _FORMAT:
            done = subprocess.run(  # noqa: S603 - our own arguments
                [find_ruff_bin(), *command, *_STYLE, str(self.package_dir)],
                check=False,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                raise GenerationError(f"ruff cannot read the generated code: {done.stderr.strip()}")

    def _write(self, name: str, template: str, **views: Any) -> None:
        path = self.package_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.env.get_template(template).render(**views), encoding="utf-8")


def write_client(document: dict[str, Any], source: Path, output: Path) -> Plan:
    """
    Write a client for a normalized description, and return what it was made from.

    `source` is where the description stands, for messages. Raises `GenerationError`
    where the generator warns or loses anything.
    """
    document = digestible(document)
    config = _config(document, source, output)
    data = _parsed(told_apart(document), source, config)
    if isinstance(data, GeneratorError):
        raise GenerationError(f"{source}: {_told(data)}")
    _refuse_losses(source, data)
    plan = _plan(document, data, output.name)
    shutil.rmtree(output, ignore_errors=True)
    project = ClientProject(openapi=data, config=config, plan=plan)
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it is about to do
        with_warnings = project.build()
    if with_warnings:
        raise GenerationError(f"{source}: " + "\n".join(_told(error) for error in with_warnings))
    return plan


def _exports(settings: ClientSettings) -> dict[str, list[str]]:
    """Return what a client's package offers by itself, by the module that holds it."""
    return {
        "client": [f"Async{settings.client}", settings.client],
        "runtime.absence": ["UNSET", "Unset"],
        "runtime.download": ["AsyncDownload", "Download"],
        "runtime.errors": sorted({settings.root_error, *_ERRORS}),
        "runtime.pages": ["AsyncPages", "Pages", "RepeatedCursorError"],
        "runtime.problems": ["Problem"],
        "runtime.raw": ["RawResponse"],
        "runtime.retries": ["RetryPolicy"],
        "runtime.tables": ["Row"],
        "runtime.unrecognized": ["Unrecognized"],
        "runtime.waiting": ["Pace", "WaitTimeoutError"],
    }


def _literal_set(values: Sequence[str]) -> str:
    return f"frozenset({{{', '.join(literal(value) for value in values)}}})"


def _harmless(text: object) -> str:
    """Return a text as it may stand in one line of a docstring."""
    return prose(" ".join(str(text).split()), 0, width=10_000)


def _unhidden(annotation: str) -> str:
    """Return an annotation that holds where a method is called `list`."""
    return annotation.replace("list[", "builtins.list[")


def _parsed(
    document: dict[str, Any], source: Path, config: Config
) -> GeneratorData | GeneratorError:
    try:
        return GeneratorData.from_dict(document, config=config)
    except Exception as error:
        raise GenerationError(
            f"{source}: the generator fails on the normalized description "
            f"({type(error).__name__}: {error}); find what it cannot read, and overlay it"
        ) from error


def _refuse_losses(source: Path, data: GeneratorData) -> None:
    """Raise for everything that the generator could not read: it would leave it out and go on."""
    collections = data.endpoint_collections_by_tag.values()
    lost = [*data.errors, *(error for one in collections for error in one.parse_errors)]
    if lost:
        told = "\n  ".join(dict.fromkeys(_told(error) for error in lost))
        raise GenerationError(
            f"{source}: the generator cannot read {len(lost)} parts of the normalized description; "
            f"give each a form it can read, by an overlay:\n  {told}"
        )


def _plan(document: dict[str, Any], data: GeneratorData, package: str) -> Plan:
    schemas = document.get("components", {}).get("schemas", {})
    shapes = Shapes(schemas)
    found = operations(Parsed(document, data, shapes))
    return Plan(
        settings=client_settings(document, package),
        vocabulary=vocabulary(data, schemas, shapes),
        operations=found,
        groups=groups(document, found),
    )


def _config(document: dict[str, Any], source: Path, output: Path) -> Config:
    stated = ConfigFile(
        package_name_override=output.name,
        project_name_override=output.name,
        literal_enums=True,
        content_type_overrides=media_types(document),
        post_hooks=[],
    )
    return Config.from_sources(
        stated,
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=output,
    )


def _told(error: GeneratorError) -> str:
    text = " ".join(part for part in (error.header, error.detail) if part)
    return " ".join(_NO_TEXT.sub("…", text).split())
