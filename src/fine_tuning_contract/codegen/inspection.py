"""A look at a generated client before it replaces the old one: whole, and importable."""

import subprocess
import sys
from pathlib import Path

from .failures import GenerationError
from .project import Plan

_IMPORT_ALL = """
import importlib, pathlib, sys, warnings
warnings.simplefilter("error")
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root.parent))
failed = []
for path in sorted(root.rglob("*.py")):
    parts = path.relative_to(root.parent).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    try:
        module = importlib.import_module(name)
        for exported in getattr(module, "__all__", ()):
            getattr(module, exported)
    except Exception as error:
        failed.append(f"{name}: {type(error).__name__}: {error}")
print("\\n".join(failed))
sys.exit(bool(failed))
"""


def inspect_client(package: Path, plan: Plan) -> None:
    """
    Check that every operation and every answer's type is there, and that every module imports.

    Raises `GenerationError` with everything that is wrong.
    """
    wrong = [*_missing_methods(package, plan), *_unwritten_types(plan), *_failed_imports(package)]
    if wrong:
        raise GenerationError("the generated client is not whole:\n  " + "\n  ".join(wrong))


def _missing_methods(package: Path, plan: Plan) -> list[str]:
    missing: list[str] = []
    for group in plan.groups:
        text = (package / "resources" / f"{group.module}.py").read_text(encoding="utf-8")
        missing += [
            f"{operation.operation_id} is missing from {group.module}"
            for operation in group.operations
            if text.count(f"def {operation.name}(") < 2  # noqa: PLR2004 - sync and async
        ]
    return missing


def _unwritten_types(plan: Plan) -> list[str]:
    known = plan.vocabulary.modules
    return [
        f"{operation.operation_id} answers {name}, which was not generated"
        for operation in plan.operations
        for name in operation.answer.names
        if name not in known
    ]


def _failed_imports(package: Path) -> list[str]:
    """Import every module in a fresh interpreter, so that nothing imported hides a fault."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-I", "-c", _IMPORT_ALL, str(package)],
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stdout.strip() or done.stderr.strip()
    return [] if done.returncode == 0 else output.splitlines()
