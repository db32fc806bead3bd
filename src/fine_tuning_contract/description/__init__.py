"""Descriptions of APIs: read, cut to what is wanted, overlaid and reshaped."""

from .actions import Applied, Notice, apply_overlays
from .documents import Document, load
from .failures import DescriptionError
from .files import write_atomically
from .normalization import Normalized, normalize, overlay_files
from .overlays import Action, Overlay, Problem, read_overlay, validate_overlay
from .rivalry import Change
from .selection import Selected, operations, select
from .shape import reshape
from .yaml_text import dump

__all__ = [
    "Action",
    "Applied",
    "Change",
    "DescriptionError",
    "Document",
    "Normalized",
    "Notice",
    "Overlay",
    "Problem",
    "Selected",
    "apply_overlays",
    "dump",
    "load",
    "normalize",
    "operations",
    "overlay_files",
    "read_overlay",
    "reshape",
    "select",
    "validate_overlay",
    "write_atomically",
]
