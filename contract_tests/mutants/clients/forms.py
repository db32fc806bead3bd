"""Faults in how a client uploads and downloads."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_REQUESTS = "runtime/requests.py"
_FILES = "resources/files.py"
_DOWNLOAD = "runtime/download.py"
_TABLES = "runtime/tables.py"


@faulty_client
def an_upload_loses_its_name(client: FaultyClient) -> None:
    """A file that is uploaded by its path is named `upload`."""
    client.edit(_REQUESTS, "return path.name, opened", 'return "upload", opened')


@faulty_client
def an_upload_sends_its_whole_path(client: FaultyClient) -> None:
    """A file that is uploaded by its path is named with its folders."""
    client.edit(_REQUESTS, "return path.name, opened", "return str(path), opened")


@faulty_client
def an_upload_goes_through_text(client: FaultyClient) -> None:
    """Bytes that are uploaded lose what is not UTF-8."""
    client.edit(
        _REQUESTS,
        'return "upload", bytes(value)',
        'return "upload", bytes(value).decode("utf-8", "ignore").encode()',
    )


@faulty_client
def an_upload_loses_carriage_returns(client: FaultyClient) -> None:
    """A file that is uploaded by its path loses its carriage returns."""
    client.edit(
        _REQUESTS,
        'opened.enter_context(path.open("rb"))',
        'path.read_bytes().replace(b"\\r\\n", b"\\n")',
    )


@faulty_client
def an_upload_starts_where_the_file_is_not(client: FaultyClient) -> None:
    """A file that is uploaded by its path loses its first byte."""
    client.edit(_REQUESTS, 'opened.enter_context(path.open("rb"))', "path.read_bytes()[1:]")


@faulty_client
def the_purpose_is_not_sent(client: FaultyClient) -> None:
    """An upload says that it is for fine-tuning, whatever it is for."""
    client.edit(
        _FILES,
        '"purpose": purpose,\n                    "expires_after"',
        '"purpose": "fine-tune",\n                    "expires_after"',
    )


@faulty_client
def the_expiry_is_not_sent(client: FaultyClient) -> None:
    """An upload leaves out when it expires."""
    client.edit(_FILES, '"expires_after": expires_after,', "")


@faulty_client
def the_expiry_is_sent_as_one_field(client: FaultyClient) -> None:
    """An object in a form is sent as the text of a Python dict."""
    client.edit(
        _REQUESTS, "    if not is_mapping(value):\n", "    if not is_mapping(value) or True:\n"
    )


@faulty_client
def texts_are_uploaded(client: FaultyClient) -> None:
    """A text that is given for a file is uploaded as its content."""
    client.edit(
        _REQUESTS,
        "    if value is None or isinstance(value, str | io.TextIOBase):\n",
        '    if isinstance(value, str):\n        return "upload", value.encode()\n'
        "    if value is None or isinstance(value, io.TextIOBase):\n",
    )


@faulty_client
def a_download_is_text(client: FaultyClient) -> None:
    """The bytes of a download are read as text and written again."""
    client.edit(
        _DOWNLOAD,
        'return b"".join(self)',
        'return b"".join(self).decode("utf-8", "replace").encode()',
    )


@faulty_client
def a_download_loses_its_end(client: FaultyClient) -> None:
    """The last byte of a download is lost."""
    client.edit(_DOWNLOAD, 'return b"".join(self)', 'return b"".join(self)[:-1]')


@faulty_client
def a_broken_download_leaves_a_file(client: FaultyClient) -> None:
    """A download that breaks off leaves the file half written."""
    client.edit(
        _DOWNLOAD,
        "            temporary.unlink(missing_ok=True)",
        "            temporary.replace(self._path)",
    )


@faulty_client
def a_broken_download_is_whole(client: FaultyClient) -> None:
    """A download that breaks off ends as if it were whole."""
    client.edit(_DOWNLOAD, "            raise _broken(failure) from failure", "            return")


@faulty_client
def base64_is_not_read(client: FaultyClient) -> None:
    """A table of metrics that comes in base64 is not decoded."""
    client.edit(_TABLES, 'if b"," not in content:', "if False:")


@faulty_client
def empty_cells_are_zero(client: FaultyClient) -> None:
    """An empty cell of a table of metrics is 0."""
    client.edit(
        _TABLES, "float(cell) if cell.strip() else None", "float(cell) if cell.strip() else 0.0"
    )


@faulty_client
def the_first_row_is_lost(client: FaultyClient) -> None:
    """A table of metrics starts with its second row."""
    client.edit(_TABLES, "    return rows\n", "    return rows[1:]\n")
