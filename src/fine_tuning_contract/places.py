"""Where the parts of the project stand: inside an installed package, or in a checkout of it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def _place(installed: str, in_checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.exists() else _CHECKOUT / in_checkout


def published_description() -> Path:
    """Return the description as its provider published it."""
    return _place("openapi.yml", "openapi.yml")


def overlays() -> Path:
    """Return the folder of overlays that turn the published description into a contract."""
    return _place("overlays", "overlays")


def normalized_description() -> Path:
    """Return the description that everything is generated from and checked against."""
    return _place("openapi.normalized.yml", "generated/openapi.normalized.yml")


def rules() -> Path:
    """Return the folder of the contract's rules."""
    return _place("contract_tests", "contract_tests")


def generated() -> Path:
    """Return the folder that generation writes to by default."""
    return _CHECKOUT / "generated"


def checkout() -> Path:
    """Return the folder of the project, where this is a checkout of it."""
    return _CHECKOUT
