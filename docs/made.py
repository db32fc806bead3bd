"""Pages of the documentation that are made from what the project holds, when the site is built."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from fine_tuning_contract import cli
from fine_tuning_contract.description import load

CHECKOUT = Path(__file__).parent.parent
_PAGES_OF_FILES = {
    "../overlays/README.md": "reference/overlays.md",
    "../docs/overlays.md": "../overlays.md",
}
_METHODS = ("get", "post", "delete", "put", "patch")
_CONSTRAINTS = (
    *("format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength"),
    *("maxLength", "pattern", "minItems", "maxItems", "maxProperties", "default"),
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made; mkdocs calls this."""
    description = load(CHECKOUT / "generated/openapi.normalized.yml").content
    pages = {
        "reference/api.md": api(description),
        "reference/schemas.md": schemas(description),
        "reference/commands.md": commands(),
        "reference/rules.md": rules(),
        "reference/overlays.md": (CHECKOUT / "overlays/README.md").read_text(encoding="utf-8"),
    }
    for place, content in pages.items():
        files.append(File.generated(config, place, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Turn links to files of the repository into links to their pages; mkdocs calls this."""
    for place, page in _PAGES_OF_FILES.items():
        markdown = markdown.replace(f"]({place})", f"]({page})")
    return re.sub(r"\[([^\]]+)\]\(\.\./(?!\w+\.md)[\w./]+\.(?:yml|py)\)", r"`\1`", markdown)


def api(description: Mapping[str, Any]) -> str:
    """Return the page of all operations."""
    lines = ["# The API", "", "Made from the normalized description.", ""]
    for path, item in description["paths"].items():
        for method in _METHODS:
            if method in item:
                lines += _operation(description, path, method, item[method])
    return "\n".join(lines)


def _operation(
    description: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]
) -> Iterator[str]:
    name = operation["operationId"]
    yield f"## {operation.get('summary', name)} {{#{name}}}\n"
    yield f"`{method.upper()} {path}`\n"
    group, method_name = operation["x-speakeasy-group"], operation["x-speakeasy-name-override"]
    samples = f"../examples/{_page(group)}.md#{name}"
    yield f"In the client: `client.{group}.{method_name}(…)`. [Samples]({samples}), in five ways.\n"
    yield f"{operation.get('description', '')}\n"
    parameters = [_resolved(description, each) for each in operation.get("parameters", ())]
    if parameters:
        yield "| parameter | in | type | |"
        yield "| --- | --- | --- | --- |"
        for each in parameters:
            required = "required" if each.get("required") else "optional"
            told = f"{required}. {_flat(each.get('description'))}"
            yield f"| `{each['name']}` | {each['in']} | {_type(each.get('schema', {}))} | {told} |"
        yield ""
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        yield f"Body, `{media}`: {_type(body.get('schema', {}))}\n"
    yield "| answer | body | |"
    yield "| --- | --- | --- |"
    for status, answer in operation["responses"].items():
        whole = _resolved(description, answer)
        bodies = [_type(body.get("schema", {})) for body in whole.get("content", {}).values()]
        yield f"| {status} | {', '.join(bodies)} | {_flat(whole.get('description'))} |"
    yield ""


def _page(group: str) -> str:
    if "permissions" in group:
        return "permissions"
    return "graders" if "graders" in group else "jobs" if "jobs" in group else group


def schemas(description: Mapping[str, Any]) -> str:
    """Return the page of all schemas."""
    lines = ["# Schemas", "", "Made from the normalized description.", ""]
    for name, schema in description["components"]["schemas"].items():
        lines += [f"## {name} {{#{name}}}", "", schema.get("description", ""), ""]
        lines += _members(schema)
    return "\n".join(lines)


def _members(schema: Mapping[str, Any]) -> Iterator[str]:
    if "properties" not in schema:
        yield f"{_type({**schema, 'description': None})}\n"
        return
    required = schema.get("required", ())
    yield "| member | type | |"
    yield "| --- | --- | --- |"
    for name, member in schema["properties"].items():
        told = "" if name in required else "optional. "
        yield f"| `{name}` | {_type(member)} | {told}{_flat(member.get('description'))} |"
    yield ""


def _type(schema: Any) -> str:
    """Return a schema's type in words, with links to other schemas."""
    if not isinstance(schema, dict):
        return "anything" if schema else "nothing"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](schemas.md#{name})"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(map(_type, schema[key]))
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    kinds = schema.get("type", "anything")
    said = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema:
        said = said.replace("array", f"array of {_type(schema['items'])}")
    if isinstance(schema.get("additionalProperties"), dict):
        said = said.replace("object", f"object of {_type(schema['additionalProperties'])}")
    limits = [f"{key} `{json.dumps(schema[key])}`" for key in _CONSTRAINTS if key in schema]
    return ", ".join([said, *limits]).replace("|", "\\|")


def _resolved(description: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = description
    if "$ref" not in value:
        return value
    for part in value["$ref"][2:].split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return dict(found)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def commands() -> str:
    """Return the page of all commands, as their help tells them."""
    lines = ["# Commands", "", *_command(cli.main, ["fine-tuning-contract"], None)]
    return "\n".join(lines)


def _command(
    command: click.Command, names: list[str], parent: click.Context | None
) -> Iterator[str]:
    context = click.Context(command, info_name=names[-1], parent=parent, terminal_width=78)
    yield f"## `{' '.join(names)}` {{#{'-'.join(names[1:]) or 'top'}}}\n"
    yield f"```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _command(below, [*names, name], context)


def rules() -> str:
    """Return the rule book as a page, as the command prints it."""
    told = CliRunner().invoke(cli.main, ["rules", "--format", "markdown"])
    if told.exit_code:
        raise click.ClickException(told.output)
    # The command's anchors are those of code hosts; the site's are made otherwise.
    return re.sub(r"\(#(\w+)--", r"(#\1-", told.stdout)
