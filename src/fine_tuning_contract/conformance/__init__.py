"""The engine of the contract: rules, verdicts, the report; it knows no particular API."""

from .description_file import DescriptionFileError, read_description
from .deviations import DeviationError
from .exchange import Answer, Exchange, Request
from .multipart import Upload
from .obstacle import MissingPrerequisite
from .operations import Description, Operation
from .options import Options
from .outcome import Findings, NotApplicable
from .recorder import Progress
from .report import Report, RuleResult, exit_code, write_reports
from .reporting.cassette import discard_parts
from .rule import Rule, RuleError, must, should
from .run import UnknownRule, UnreadableRules, check, rule_book
from .session import Broken, Session
from .target import Setup, SetupError, Target, read_setup
from .verdicts import RunVerdict, Verdict
from .violation import Violation, breaks, violation_of

__all__ = [
    "Answer",
    "Broken",
    "Description",
    "DescriptionFileError",
    "DeviationError",
    "Exchange",
    "Findings",
    "MissingPrerequisite",
    "NotApplicable",
    "Operation",
    "Options",
    "Progress",
    "Report",
    "Request",
    "Rule",
    "RuleError",
    "RuleResult",
    "RunVerdict",
    "Session",
    "Setup",
    "SetupError",
    "Target",
    "UnknownRule",
    "UnreadableRules",
    "Upload",
    "Verdict",
    "Violation",
    "breaks",
    "check",
    "discard_parts",
    "exit_code",
    "must",
    "read_description",
    "read_setup",
    "rule_book",
    "should",
    "violation_of",
    "write_reports",
]
