"""Faults in the permissions of checkpoints."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any
from urllib.parse import parse_qsl, urlencode

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import permissions
from contract_tests.mutants.operations import LIST_PERMISSIONS, PERMISSION, PERMIT, WITHDRAW


def _unask(exchange: Exchange, name: str) -> None:
    pairs = parse_qsl(exchange.query, keep_blank_values=True)
    exchange.query = urlencode([pair for pair in pairs if pair[0] != name])


@faulty_server
def the_order_of_permissions_is_ignored(faulty: FaultyServer) -> None:
    """The list of permissions has the newest first, whatever `order` says."""
    faulty.before(LIST_PERMISSIONS, lambda exchange: _unask(exchange, "order"))


@faulty_server
def the_oldest_permission_comes_first(faulty: FaultyServer) -> None:
    """Without `order`, the list of permissions has the oldest first."""

    def ascend(exchange: Exchange) -> None:
        if "order=" not in exchange.query:
            exchange.query = f"{exchange.query}&order=ascending".lstrip("&")

    faulty.before(LIST_PERMISSIONS, ascend)


@faulty_server
def an_unknown_order_is_taken(faulty: FaultyServer) -> None:
    """An unknown `order` of permissions is taken for the default."""

    def forgive(exchange: Exchange) -> None:
        if "order=" in exchange.query and "scending" not in exchange.query:
            _unask(exchange, "order")

    faulty.before(LIST_PERMISSIONS, forgive)


@faulty_server
def permissions_of_all_projects_are_listed(faulty: FaultyServer) -> None:
    """The list of permissions ignores `project_id`."""
    faulty.before(LIST_PERMISSIONS, lambda exchange: _unask(exchange, "project_id"))


@faulty_server
def the_limit_of_permissions_is_ignored(faulty: FaultyServer) -> None:
    """The list of permissions always has up to ten on a page."""
    faulty.before(LIST_PERMISSIONS, lambda exchange: _unask(exchange, "limit"))


@faulty_server
def the_cursor_of_permissions_is_ignored(faulty: FaultyServer) -> None:
    """Every page of permissions is the first one."""
    faulty.before(LIST_PERMISSIONS, lambda exchange: _unask(exchange, "after"))


@faulty_server
def the_page_of_permissions_starts_with_the_cursor(faulty: FaultyServer) -> None:
    """A page of permissions starts with the one that `after` names."""

    def wrap(after: Any) -> Any:
        def before(session: Any, request: Any, checkpoint: str) -> int | None:
            found: int | None = after(session, request, checkpoint)
            more = -1 if request.query.get("order") == "ascending" else 1
            return None if found is None else found + more

        return before

    faulty.around(permissions, "_after", wrap)


@faulty_server
def there_are_never_more_permissions(faulty: FaultyServer) -> None:
    """`has_more` is false on every page of permissions."""
    faulty.answers(LIST_PERMISSIONS, lambda page: page.update(has_more=False))


@faulty_server
def the_ends_of_permissions_are_swapped(faulty: FaultyServer) -> None:
    """`first_id` and `last_id` of a page of permissions are exchanged."""
    faulty.answers(
        LIST_PERMISSIONS,
        lambda page: page.update(first_id=page["last_id"], last_id=page["first_id"]),
    )


@faulty_server
def granted_permissions_are_not_told(faulty: FaultyServer) -> None:
    """A permission is answered with an empty list."""
    faulty.answers(PERMIT, lambda page: page.update(data=[], first_id=None, last_id=None))


@faulty_server
def only_the_first_project_is_permitted(faulty: FaultyServer) -> None:
    """Of several projects, the first is permitted."""

    def first(exchange: Exchange) -> None:
        body = exchange.sent()
        if body is not None and isinstance(body.get("project_ids"), list):
            exchange.send({**body, "project_ids": body["project_ids"][:1]})

    faulty.before(PERMIT, first)


@faulty_server
def a_permission_is_not_kept(faulty: FaultyServer) -> None:
    """A permission is answered and then forgotten."""
    faulty.replace(permissions.stored, "add", lambda _session, _permission: None)


@faulty_server
def a_permission_names_the_callers_project(faulty: FaultyServer) -> None:
    """A permission names another project than the one it was granted to."""
    faulty.objects(PERMISSION, lambda one: one.update(project_id="proj_emulator"))


@faulty_server
def permissions_are_shared_by_checkpoints(faulty: FaultyServer) -> None:
    """The permissions of one checkpoint are listed for every other."""
    first: list[str] = []

    def remember(exchange: Exchange) -> None:
        if exchange.succeeded and not first:
            first.append(exchange.path)

    def misdirect(exchange: Exchange) -> None:
        if first:
            exchange.path = first[0]

    faulty.after(PERMIT, remember)
    faulty.before(LIST_PERMISSIONS, misdirect)


@faulty_server
def a_withdrawn_permission_is_still_listed(faulty: FaultyServer) -> None:
    """A permission is withdrawn in the answer only."""
    faulty.replace(permissions.stored, "remove", lambda *_: True)


@faulty_server
def withdrawing_one_permission_withdraws_all(faulty: FaultyServer) -> None:
    """The withdrawal of one permission withdraws all of its checkpoint."""

    def wrap(remove: Any) -> Any:
        def sweep(session: Any, organization: str, checkpoint: str, permission: str) -> bool:
            done = bool(remove(session, organization, checkpoint, permission))
            for one in permissions.stored.granted(session, organization, checkpoint).values():
                remove(session, organization, checkpoint, one.id)
            return done

        return sweep

    faulty.around(permissions.stored, "remove", wrap)


@faulty_server
def withdrawing_twice_is_a_success(faulty: FaultyServer) -> None:
    """The withdrawal of a permission that is not there is answered with 200."""

    def accept(exchange: Exchange) -> None:
        if exchange.status == 404:
            name = exchange.path.rpartition("/")[2]
            exchange.answer(200, {"id": name, "object": "checkpoint.permission", "deleted": True})

    faulty.after(WITHDRAW, accept)


@faulty_server
def withdrawing_says_deleted_false(faulty: FaultyServer) -> None:
    """A withdrawal is answered with `deleted: false`."""
    faulty.answers(WITHDRAW, lambda view: view.update(deleted=False))


@faulty_server
def withdrawing_names_another_permission(faulty: FaultyServer) -> None:
    """A withdrawal is answered with the id of the checkpoint."""
    faulty.answers(WITHDRAW, lambda view: view.update(id="cp_000000000000000000000000"))


@faulty_server
def withdrawing_minds_no_checkpoint(faulty: FaultyServer) -> None:
    """A permission can be withdrawn by the path of another checkpoint."""
    homes: dict[str, str] = {}

    def remember(exchange: Exchange) -> None:
        view = exchange.view()
        for one in (view or {}).get("data") or []:
            homes[one["id"]] = exchange.path

    def redirect(exchange: Exchange) -> None:
        name = exchange.path.rpartition("/")[2]
        if name in homes:
            exchange.path = f"{homes[name]}/{name}"

    faulty.after(PERMIT, remember)
    faulty.before(WITHDRAW, redirect)


@faulty_server
def permissions_count_time_in_milliseconds(faulty: FaultyServer) -> None:
    """`created_at` of a permission is in milliseconds."""
    faulty.objects(PERMISSION, lambda one: one.update(created_at=one["created_at"] * 1000))


@faulty_server
def permission_ids_change(faulty: FaultyServer) -> None:
    """The id of a listed permission is not the one that its creation answered."""

    def rename(page: Json) -> None:
        for one in page["data"]:
            one["id"] = one["id"][::-1]

    faulty.answers(PERMIT, rename)


@faulty_server
def anything_can_be_permitted(faulty: FaultyServer) -> None:
    """Permissions for a checkpoint that does not exist are granted."""
    faulty.replace(
        permissions,
        "_checkpoint",
        lambda _world, _session, request: request.ids["fine_tuned_model_checkpoint"],
    )
