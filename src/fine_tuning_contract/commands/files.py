"""`files`: the files of an API, uploaded, listed and deleted by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .arguments import A_FILE
from .progress import working
from .speaking import client_at, moment, spoken, told_json, told_object, told_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = ("ID", "BYTES", "PURPOSE", "CREATED", "NAME")


@click.group(epilog="Example: fine-tuning-contract files upload train.jsonl")
def command() -> None:
    """
    Upload, list and delete files.

    The key comes from OPENAI_API_KEY, the address from --base-url or OPENAI_BASE_URL.
    """


@command.command(epilog="Example: fine-tuning-contract files upload train.jsonl")
@click.argument("file", type=A_FILE)
@click.option("--purpose", default="fine-tune", show_default=True, help="What the file is for.")
@spoken
def upload(file: Path, purpose: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Upload FILE and print its id."""
    with client_at(base_url) as client, working(f"uploading {file}"):
        made = client.files.create(file=file, purpose=purpose)
    if as_json:
        told_json(made.to_dict())
    else:
        click.echo(made.id)


@command.command("list", epilog="Example: fine-tuning-contract files list --purpose fine-tune")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True)
@click.option("--purpose", help="Only those.")
@spoken
def list_files(limit: int, purpose: str | None, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """List files, the newest first."""
    wanted: dict[str, Any] = {"purpose": purpose} if purpose else {}
    with client_at(base_url) as client:
        listed: Iterable[Any] = client.files.list(limit=min(limit, 10_000), **wanted)
        files = [file for file, _ in zip(listed, range(limit), strict=False)]
    if as_json:
        told_json([file.to_dict() for file in files])
    else:
        told_table(
            _HEAD,
            ((f.id, str(f.bytes), str(f.purpose), moment(f.created_at), f.filename) for f in files),
        )


@command.command(epilog="Example: fine-tuning-contract files show file-abc123")
@click.argument("file_id", metavar="FILE")
@spoken
def show(file_id: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Show what is known of a file."""
    with client_at(base_url) as client:
        file = client.files.retrieve(file_id).to_dict()
    if as_json:
        told_json(file)
    else:
        told_object(file)


@command.command(epilog="Example: fine-tuning-contract files content file-abc123 -o result.csv")
@click.argument("file_id", metavar="FILE")
@click.option("-o", "--output", type=A_FILE, required=True, help="Where to write it.")
@click.option("--base-url", help="Where the API is; OPENAI_BASE_URL without it.")
def content(file_id: str, output: Path, base_url: str | None) -> None:
    """Download a file's content."""
    with client_at(base_url) as client, client.files.content(file_id) as download:
        download.write_to(output)
    click.echo(f"{output}: {output.stat().st_size} bytes")


@command.command(epilog="Example: fine-tuning-contract files delete file-abc123")
@click.argument("file_id", metavar="FILE")
@spoken
def delete(file_id: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Delete a file."""
    with client_at(base_url) as client:
        gone = client.files.delete(file_id)
    if as_json:
        told_json(gone.to_dict())
    else:
        click.echo(f"{gone.id}: deleted")
