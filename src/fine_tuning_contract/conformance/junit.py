"""The report in the form that CI systems read: JUnit's XML."""

import re
from xml.etree import ElementTree as ET

from .report import Report, RuleResult
from .verdicts import Verdict

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(report: Report) -> str:
    """Return the report as JUnit XML: a suite for each area, a case for each rule."""
    root = ET.Element("testsuites", name="contract", time=f"{report.seconds:.3f}")
    _count(root, report.results)
    areas = dict.fromkeys((result.rule.subject, result.rule.area) for result in report.results)
    for subject, area in areas:
        results = tuple(
            result
            for result in report.results
            if (result.rule.subject, result.rule.area) == (subject, area)
        )
        suite = ET.SubElement(root, "testsuite", name=f"{subject}.{area}")
        suite.set("time", f"{sum(result.seconds for result in results):.3f}")
        suite.set("timestamp", report.started_at)
        _count(suite, results)
        for result in results:
            _add_case(suite, result)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: ET.Element, result: RuleResult) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        name=result.rule.id,
        classname=f"{result.rule.subject}.{result.rule.area}",
        time=f"{result.seconds:.3f}",
    )
    message = _clean(result.message)
    match result.verdict:
        case Verdict.BROKEN:
            ET.SubElement(case, "failure", message=message).text = _story(result)
        case Verdict.COULD_NOT_RUN:
            ET.SubElement(case, "error", message=message).text = _story(result)
        case Verdict.NOT_APPLICABLE | Verdict.KNOWN_DEVIATION | Verdict.NOT_IMPLEMENTED:
            ET.SubElement(case, "skipped", message=f"{result.verdict}: {message}".rstrip(": "))
        case Verdict.KEPT:
            pass


def _story(result: RuleResult) -> str:
    lines = [result.rule.title, "", result.rule.rationale]
    for item in result.evidence:
        lines += ["", str(item.get("message", "")), str(item.get("curl", ""))]
    return _clean("\n".join(lines))


def _count(element: ET.Element, results: tuple[RuleResult, ...]) -> None:
    verdicts = [result.verdict for result in results]
    element.set("tests", str(len(verdicts)))
    element.set("failures", str(verdicts.count(Verdict.BROKEN)))
    element.set("errors", str(verdicts.count(Verdict.COULD_NOT_RUN)))
    passed_over = (Verdict.NOT_APPLICABLE, Verdict.KNOWN_DEVIATION, Verdict.NOT_IMPLEMENTED)
    element.set("skipped", str(sum(verdicts.count(each) for each in passed_over)))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
