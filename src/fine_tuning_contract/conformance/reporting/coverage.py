"""What a run exercised of a description: statuses, parameters, keywords of schemas."""

import json
import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from fine_tuning_contract.conformance.exchange import Exchange
from fine_tuning_contract.conformance.operations import Description, Operation
from fine_tuning_contract.conformance.oracle import Oracle

from .keywords import Keywords

if TYPE_CHECKING:
    import jsonschema_rs

Side = Literal["request", "response"]
_SIDES: tuple[Side, ...] = ("request", "response")
_JSON = "application/json"
# More bodies of another make than these tell nothing new, and looking at them takes time.
_MOST_SENT = 2000
_MOST_SEEN = 40
# Telling why a body is refused takes a hundred times as long as seeing that it is.
_MOST_CROSSED = 120
_LONGEST = 20_000
# Words with a digit in them: numbers, and the ids that a server has drawn.
_CHANGING = re.compile(rb"\b[A-Za-z]*+\d\w*+")
_IN_WORDS = (string.ascii_letters + string.digits).encode()


class Coverage:
    """
    Notes what exchanges exercise.

    Bodies that differ only in their numbers (in answers: in their words) are looked at once, so
    that the account costs next to nothing.
    """

    def __init__(self, description: Description, oracle: Oracle) -> None:
        """Hold exchanges against a description."""
        self._description = description
        self._oracle = oracle
        self._statuses: dict[str, Counter[str]] = {}
        self._parameters: dict[str, Counter[str]] = {}
        self._keywords: dict[tuple[str, str], Keywords] = {}
        self._validators: dict[str, jsonschema_rs.Validator] = {}
        self._makes: dict[tuple[str, str], set[bytes]] = {}
        self._looked: Counter[str] = Counter()
        self._crossed: dict[str, set[str]] = {}

    def note(self, operation: Operation | None, exchange: Exchange) -> None:
        """Take account of an exchange."""
        if operation is None:
            return
        self._note_parameters(operation, exchange.request.url)
        self._note_request(operation, exchange.request.body)
        answer = exchange.answer
        if answer is not None:
            status = str(answer.status)
            self._statuses.setdefault(operation.id, Counter())[status] += 1
            self._note_response(operation, status, answer.body)

    def counted(self) -> dict[str, Any]:
        """Return the account in plain types, to be added to those of other processes."""
        return {
            "statuses": {name: dict(counts) for name, counts in self._statuses.items()},
            "parameters": {name: dict(counts) for name, counts in self._parameters.items()},
            "crossed": {name: sorted(found) for name, found in self._crossed.items()},
            **{side: self._reached(side) for side in _SIDES},
        }

    def _reached(self, side: Side) -> dict[str, list[str]]:
        """Return the keywords that values came to, by operation."""
        found: dict[str, set[str]] = {}
        for (name, status), keywords in self._keywords.items():
            if (status == "") == (side == "request"):
                found.setdefault(name, set()).update(keywords.reached)
        return {name: sorted(names) for name, names in found.items()}

    def _note_parameters(self, operation: Operation, url: str) -> None:
        counts = self._parameters.setdefault(operation.id, Counter())
        query = url.partition("?")[2]
        names = {unquote(pair.partition("=")[0]) for pair in query.split("&")} if query else ()
        counts.update({name.partition("[")[0] for name in names})

    def _note_request(self, operation: Operation, body: bytes) -> None:
        if _JSON not in operation.body or len(body) > _LONGEST:
            return
        make = _CHANGING.sub(b"", body)
        if not self._is_new(operation, "", make, _MOST_SENT):
            return
        schema = operation.body[_JSON].get("schema", {})
        keywords = self._known(operation, "", schema)
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            return
        keywords.meet(value)
        self._note_crossed(operation, schema, keywords, value)

    def _note_crossed(
        self, operation: Operation, schema: Any, keywords: Keywords, value: Any
    ) -> None:
        validator = self._validators.get(operation.id)
        if validator is None:
            validator = self._validators[operation.id] = self._oracle.validator_for(schema)
        if validator.is_valid(value) or self._looked[operation.id] >= _MOST_CROSSED:
            return
        self._looked[operation.id] += 1
        crossed = self._crossed.setdefault(operation.id, set())
        for fault in validator.iter_errors(value):
            keyword = keywords.at(fault.evaluation_path)
            if keyword is not None:
                crossed.add(keywords.names[keyword])

    def _note_response(self, operation: Operation, status: str, body: bytes) -> None:
        content = operation.responses.get(status, {}).get("content", {})
        make = body.translate(None, _IN_WORDS)
        if _JSON not in content or not self._is_new(operation, status, make, _MOST_SEEN):
            return
        keywords = self._known(operation, status, content[_JSON].get("schema", {}))
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            return
        keywords.meet(value)

    def _is_new(self, operation: Operation, status: str, make: bytes, most: int) -> bool:
        makes = self._makes.setdefault((operation.id, status), set())
        if not make or make in makes or len(makes) >= most or len(make) > _LONGEST:
            return False
        makes.add(make)
        return True

    def _known(self, operation: Operation, status: str, schema: Any) -> Keywords:
        key = (operation.id, status)
        known = self._keywords.get(key)
        if known is None:
            known = self._keywords[key] = Keywords(self._description.content, schema)
        return known


def coverage_of(description: Description, counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the account of a run from those of its processes, operation by operation."""
    operations = description.operations.values()
    return {"operations": [_account(description, each, counts) for each in operations]}


def _account(
    description: Description, operation: Operation, counts: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    statuses = _sum(counts, "statuses", operation.id)
    requests = statuses.total()
    declared = list(operation.responses)
    sent = _sum(counts, "parameters", operation.id)
    return {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "requests": requests,
        "statuses": [
            {"status": status, "declared": status in declared, "seen": statuses[status]}
            for status in sorted({*declared, *statuses})
        ],
        "parameters": [
            {
                "name": each.name,
                "in": each.place,
                "sent": requests if each.place == "path" else sent[each.name],
            }
            for each in operation.parameters
        ],
        "keywords": {side: _keywords(description, operation, counts, side) for side in _SIDES},
    }


def _keywords(
    description: Description,
    operation: Operation,
    counts: Sequence[Mapping[str, Any]],
    side: Side,
) -> dict[str, Any]:
    names = {
        name
        for schema in _schemas(operation, side)
        for name in Keywords(description.content, schema).names.values()
    }
    reached = _union(counts, side, operation.id) & names
    crossed = _union(counts, "crossed", operation.id) & names if side == "request" else set[str]()
    return {
        "total": len(names),
        "reached": len(reached),
        "crossed": len(crossed),
        "missed": sorted(names - reached),
        "uncrossed": sorted(names - crossed) if side == "request" else [],
    }


def _schemas(operation: Operation, side: Side) -> list[Any]:
    """Return the schemas of JSON bodies: of the request, or of every answer."""
    contents = (
        [operation.body]
        if side == "request"
        else [response.get("content", {}) for response in operation.responses.values()]
    )
    return [content[_JSON].get("schema", {}) for content in contents if _JSON in content]


def _sum(counts: Sequence[Mapping[str, Any]], what: str, name: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count.get(what, {}).get(name, {}))
    return total


def _union(counts: Sequence[Mapping[str, Any]], what: str, name: str) -> set[str]:
    return {each for count in counts for each in count.get(what, {}).get(name, ())}


def joined(accounts: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return the account of several runs that shared the rules, or None if there is none."""
    if not accounts:
        return None
    tables = [{each["id"]: each for each in account["operations"]} for account in accounts]
    names = dict.fromkeys(name for table in tables for name in table)
    return {
        "operations": [
            _joined_operation([table[name] for table in tables if name in table]) for name in names
        ]
    }


def _joined_operation(accounts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first = accounts[0]
    return {
        **first,
        "requests": sum(each["requests"] for each in accounts),
        "statuses": sorted(_added(accounts, "statuses", "status", "seen"), key=_status),
        "parameters": _added(accounts, "parameters", "name", "sent"),
        "keywords": {
            side: _joined_keywords([each["keywords"][side] for each in accounts]) for side in _SIDES
        },
    }


def _status(entry: Mapping[str, Any]) -> str:
    return str(entry["status"])


def _added(
    accounts: Sequence[Mapping[str, Any]], part: str, key: str, count: str
) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in (entry for account in accounts for entry in account[part]):
        known = found.setdefault(entry[key], {**entry, count: 0})
        known[count] += entry[count]
    return list(found.values())


def _joined_keywords(accounts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    missed = _in_all([each["missed"] for each in accounts])
    uncrossed = _in_all([each["uncrossed"] for each in accounts])
    total = accounts[0]["total"]
    return {
        "total": total,
        "reached": total - len(missed),
        "crossed": total - len(uncrossed) if uncrossed or accounts[0]["crossed"] else 0,
        "missed": sorted(missed),
        "uncrossed": sorted(uncrossed),
    }


def _in_all(lists: Sequence[Sequence[str]]) -> set[str]:
    first, *others = lists
    return set(first).intersection(*others)
