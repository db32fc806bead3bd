"""Training data, held against the form that fine-tuning reads, before it is uploaded."""

from .files import LONGEST_LINE, examine, validate
from .reports import METHODS, REMEDIES, Method, Problem, Report, failure

__all__ = [
    "LONGEST_LINE",
    "METHODS",
    "REMEDIES",
    "Method",
    "Problem",
    "Report",
    "examine",
    "failure",
    "validate",
]
