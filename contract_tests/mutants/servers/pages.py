"""Faults in the pages of the list of jobs."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any
from urllib.parse import parse_qsl, urlencode

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import jobs
from contract_tests.mutants.operations import CREATE, LIST
from fine_tuning_contract.emulator.storage.jobs import Filter


def _asked(exchange: Exchange) -> dict[str, str]:
    return dict(parse_qsl(exchange.query, keep_blank_values=True))


def _ask(exchange: Exchange, **changes: str | None) -> None:
    kept = {**_asked(exchange), **changes}
    exchange.query = urlencode({name: text for name, text in kept.items() if text is not None})


@faulty_server
def the_page_of_jobs_starts_with_the_cursor(faulty: FaultyServer) -> None:
    """A page of jobs starts with the job that `after` names."""
    faulty.around(
        jobs.stored_jobs,
        "page",
        lambda page: (
            lambda session, organization, after, count, only: page(
                session, organization, after and after + 1, count, only
            )
        ),
    )


@faulty_server
def the_page_of_jobs_skips_one(faulty: FaultyServer) -> None:
    """A page of jobs leaves out the one that follows the cursor."""
    faulty.around(
        jobs.stored_jobs,
        "page",
        lambda page: (
            lambda session, organization, after, count, only: page(
                session, organization, after and after - 1, count, only
            )
        ),
    )


@faulty_server
def the_cursor_of_jobs_is_ignored(faulty: FaultyServer) -> None:
    """Every page of jobs is the first one."""
    faulty.replace(jobs, "_after", lambda _session, _request: None)


@faulty_server
def an_unknown_cursor_is_a_server_error(faulty: FaultyServer) -> None:
    """A page of jobs after an unknown id is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 400 and "after" in _asked(exchange):
            exchange.fail()

    faulty.after(LIST, break_down)


@faulty_server
def the_limit_of_jobs_is_ignored(faulty: FaultyServer) -> None:
    """The list of jobs always has up to 20 on a page."""
    faulty.before(LIST, lambda exchange: _ask(exchange, limit=None))


@faulty_server
def a_page_of_jobs_has_one_more(faulty: FaultyServer) -> None:
    """A page of jobs has one more than `limit`."""
    faulty.around(
        jobs,
        "page_view",
        lambda view: lambda items, *, has_more, ends: view(items, has_more=has_more, ends=ends),
    )

    def widen(exchange: Exchange) -> None:
        limit = _asked(exchange).get("limit", "")
        if limit.isdecimal() and 0 < int(limit) < 100:
            _ask(exchange, limit=str(int(limit) + 1))

    faulty.before(LIST, widen)


@faulty_server
def a_page_of_jobs_has_one_less(faulty: FaultyServer) -> None:
    """A page of jobs that is followed by another lacks its last job."""

    def shorten(page: Json) -> None:
        if page["has_more"] and len(page["data"]) > 1:
            page["data"].pop()

    # The cursor is the last item shown, so nothing is lost: only `limit` is not used up.
    faulty.answers(LIST, shorten)


@faulty_server
def a_page_of_jobs_loses_its_last(faulty: FaultyServer) -> None:
    """The last job of a full last page is never shown."""

    def lose(page: Json) -> None:
        if not page["has_more"] and len(page["data"]) > 1:
            page["data"].pop()

    faulty.answers(LIST, lose)


@faulty_server
def limits_above_ten_are_cut(faulty: FaultyServer) -> None:
    """A `limit` of more than ten is taken for ten."""

    def cut(exchange: Exchange) -> None:
        limit = _asked(exchange).get("limit", "20")
        if limit.isdecimal() and 10 < int(limit) <= 100:
            _ask(exchange, limit="10")

    faulty.before(LIST, cut)


@faulty_server
def the_first_page_has_ten_jobs(faulty: FaultyServer) -> None:
    """Without `limit`, a page of jobs has ten."""

    def shorten(exchange: Exchange) -> None:
        if "limit" not in _asked(exchange):
            _ask(exchange, limit="10")

    faulty.before(LIST, shorten)


@faulty_server
def there_are_never_more_jobs(faulty: FaultyServer) -> None:
    """`has_more` is false on every page of jobs."""
    faulty.answers(LIST, lambda page: page.update(has_more=False))


@faulty_server
def there_are_always_more_jobs(faulty: FaultyServer) -> None:
    """`has_more` is true on every page of jobs."""
    faulty.answers(LIST, lambda page: page.update(has_more=True))


@faulty_server
def a_full_page_of_jobs_promises_more(faulty: FaultyServer) -> None:
    """`has_more` is true whenever a page of jobs is full."""

    def promise(exchange: Exchange) -> None:
        view = exchange.view()
        if exchange.succeeded and view is not None:
            limit = int(_asked(exchange).get("limit") or 20)
            exchange.write({**view, "has_more": len(view["data"]) == limit})

    faulty.after(LIST, promise)


@faulty_server
def has_more_is_a_text(faulty: FaultyServer) -> None:
    """`has_more` of the list of jobs is a text."""
    faulty.answers(LIST, lambda page: page.update(has_more=str(page["has_more"]).lower()))


@faulty_server
def has_more_is_left_out(faulty: FaultyServer) -> None:
    """`has_more` is missing where it would be false."""
    faulty.answers(LIST, lambda page: page["has_more"] or page.pop("has_more"))


@faulty_server
def the_oldest_job_comes_first(faulty: FaultyServer) -> None:
    """The list of jobs runs from the oldest to the newest."""

    def wrap_page(page: Any) -> Any:
        del page

        def ascending(
            session: Any, organization: str, after: int | None, count: int, only: Filter
        ) -> Any:
            found = _EVERY(session, organization, None, 100_000, only)
            positions = {
                job.id: jobs.stored_jobs.position(session, organization, job.id) for job in found
            }
            left = [
                job for job in reversed(found) if after is None or (positions[job.id] or 0) > after
            ]
            return left[:count]

        return ascending

    faulty.around(jobs.stored_jobs, "page", wrap_page)


_EVERY = jobs.stored_jobs.page


@faulty_server
def each_page_of_jobs_is_reversed(faulty: FaultyServer) -> None:
    """The jobs of each page stand in the wrong order."""
    faulty.answers(LIST, lambda page: page["data"].reverse())


@faulty_server
def jobs_are_sorted_by_id(faulty: FaultyServer) -> None:
    """The jobs of each page are sorted by their ids."""
    faulty.answers(LIST, lambda page: page["data"].sort(key=lambda job: job["id"]))


@faulty_server
def a_new_job_is_listed_late(faulty: FaultyServer) -> None:
    """The job that was created last is not in the list until another is created."""
    last: list[str] = [""]
    faulty.answers(CREATE, lambda job: last.__setitem__(0, job["id"]))

    def hide(page: Json) -> None:
        page["data"] = [job for job in page["data"] if job["id"] != last[0]]

    faulty.answers(LIST, hide)


@faulty_server
def the_list_of_jobs_repeats_its_first(faulty: FaultyServer) -> None:
    """The first job stands on its page twice."""
    faulty.answers(LIST, lambda page: page["data"].extend(page["data"][:1]))


@faulty_server
def the_filter_by_metadata_is_ignored(faulty: FaultyServer) -> None:
    """The list of jobs shows all, whatever metadata are asked for."""
    faulty.replace(jobs, "_filter", lambda _request: Filter())


@faulty_server
def the_filter_by_metadata_takes_either_pair(faulty: FaultyServer) -> None:
    """A filter by two pairs of metadata looks at the first one only."""

    def wrap(filtered: Any) -> Any:
        def first(request: Any) -> Filter:
            only: Filter = filtered(request)
            return Filter(only.without_metadata, dict(list(only.pairs.items())[:1]))

        return first

    faulty.around(jobs, "_filter", wrap)


@faulty_server
def the_filter_by_metadata_looks_at_keys(faulty: FaultyServer) -> None:
    """A filter by metadata finds every job that has the key, with any value."""
    _by_hand(faulty, lambda metadata, pairs: all(key in metadata for key in pairs))


@faulty_server
def the_filter_by_metadata_ignores_case(faulty: FaultyServer) -> None:
    """A filter by metadata compares values without regard to case."""
    _by_hand(
        faulty,
        lambda metadata, pairs: all(
            metadata.get(key, "\0").lower() == value.lower() for key, value in pairs.items()
        ),
    )


@faulty_server
def the_filter_by_metadata_takes_parts(faulty: FaultyServer) -> None:
    """A filter by metadata finds values that hold the text that is asked for."""
    _by_hand(
        faulty,
        lambda metadata, pairs: all(
            value in metadata[key] if key in metadata else False for key, value in pairs.items()
        ),
    )


@faulty_server
def the_filter_for_no_metadata_is_ignored(faulty: FaultyServer) -> None:
    """`metadata=null` lists all jobs."""

    def unask(exchange: Exchange) -> None:
        if _asked(exchange).get("metadata") in ("null", ""):
            _ask(exchange, metadata=None)

    faulty.before(LIST, unask)


@faulty_server
def the_filter_comes_after_the_page(faulty: FaultyServer) -> None:
    """A filtered page is cut from the unfiltered list first, so that it may be empty."""

    def wrap(page: Any) -> Any:
        def cut(
            session: Any, organization: str, after: int | None, count: int, only: Filter
        ) -> Any:
            found = page(session, organization, after, count, Filter())
            return [job for job in found if _fits(job.metadata or {}, only)]

        return cut

    faulty.around(jobs.stored_jobs, "page", wrap)


@faulty_server
def a_huge_limit_is_a_server_error(faulty: FaultyServer) -> None:
    """A `limit` of more than a thousand is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        limit = _asked(exchange).get("limit", "")
        if limit.isdecimal() and int(limit) > 1000:
            exchange.fail()

    faulty.after(LIST, break_down)


@faulty_server
def a_limit_that_is_no_number_is_a_server_error(faulty: FaultyServer) -> None:
    """A `limit` that is a word is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if not _asked(exchange).get("limit", "1").lstrip("-").isdecimal():
            exchange.fail()

    faulty.after(LIST, break_down)


@faulty_server
def a_limit_of_zero_is_no_limit(faulty: FaultyServer) -> None:
    """A `limit` of 0 lists twenty jobs."""

    def open_up(exchange: Exchange) -> None:
        if _asked(exchange).get("limit") == "0":
            _ask(exchange, limit=None)

    faulty.before(LIST, open_up)


def _fits(metadata: dict[str, str], only: Filter) -> bool:
    if only.without_metadata:
        return not metadata
    return all(metadata.get(key) == value for key, value in only.pairs.items())


def _by_hand(faulty: FaultyServer, fits: Any) -> None:
    def wrap(page: Any) -> Any:
        def filtered(
            session: Any, organization: str, after: int | None, count: int, only: Filter
        ) -> Any:
            everything = page(session, organization, after, 100_000, Filter(only.without_metadata))
            found = [
                job for job in everything if not only.pairs or fits(job.metadata or {}, only.pairs)
            ]
            return found[:count]

        return filtered

    faulty.around(jobs.stored_jobs, "page", wrap)
