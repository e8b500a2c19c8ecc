"""Landed records for the bench, made by the engine itself from a hash of their number: the same every time."""

# ruff: noqa: S608 - every name in these queries is the bench's own

from pathlib import Path

import duckdb

STATUSES = ["Open", "To do", "Doing", "To do", "Doing", "Review", "Doing", "Done", "Doing", "Done"]
SECONDS = 315_360_000  # ten years from 1 January 2015


def work(folder: Path, items: int, products: int) -> None:
    """`work_items` and ten `status_changes` an item, over ten years, in as many containers as products.

    One item in ten changes its type on the way; one in fifty is declined in the end.
    """
    session = _session(folder)
    session.execute(f"""
        CREATE TABLE born AS SELECT i, 'container-' || (i % {products}) AS container,
            ['Story', 'Story', 'Story', 'Bug', 'Bug', 'Chore', 'Spike'][(1 + hash(i) % 7)::BIGINT] AS type,
            TIMESTAMPTZ '2015-01-01' + to_seconds((hash(i + 1) % {SECONDS})::BIGINT) AS created_at,
            1 + hash(i + 2) % 90 AS pace
        FROM range({items}) t(i)""")
    _write(session, folder, "work_items", """
        SELECT 'jira' AS source, i::VARCHAR AS id, created_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at,
            'K-' || i AS key, NULL::VARCHAR AS url, NULL::VARCHAR AS title, container, type, []::VARCHAR[] AS tags,
            NULL::VARCHAR AS priority, NULL::VARCHAR AS parent_id, NULL::DOUBLE AS effort, created_at,
            NULL::TIMESTAMPTZ AS last_activity_at FROM born""")  # fmt: skip
    _write(session, folder, "status_changes", f"""
        SELECT 'jira' AS source, i || ':' || s AS id, created_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at,
            i::VARCHAR AS item_id,
            created_at + to_hours((s * pace + hash(i * 10 + s) % 24)::BIGINT) AS changed_at, s AS sequence,
            {STATUSES}[(s + 1)::BIGINT] AS status,
            CASE WHEN s = 9 AND hash(i + 3) % 50 = 0 THEN 'Won''t Fix' END AS resolution,
            CASE WHEN s > 3 AND hash(i + 4) % 10 = 0 THEN 'Bug' ELSE type END AS type, []::VARCHAR[] AS tags
        FROM born, range(10) r(s)""")  # fmt: skip


def deliveries(folder: Path, deployments: int, products: int) -> None:
    """`deployments` with four `changes` each, over ten years, a service a product; one in ten failed."""
    session = _session(folder)
    session.execute(f"""
        CREATE TABLE made AS SELECT d, 'service-' || (d % {products}) AS service, hash(d) AS h,
            TIMESTAMPTZ '2015-01-01' + to_seconds((hash(d + 1) % {SECONDS})::BIGINT) AS finished_at
        FROM range({deployments}) t(d)""")
    _write(session, folder, "deployments", """
        SELECT 'git' AS source, d::VARCHAR AS id, finished_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at, service,
            'production' AS environment, NULL::VARCHAR AS url, NULL::TIMESTAMPTZ AS started_at, finished_at,
            CASE WHEN h % 10 = 0 THEN 'failed' ELSE 'succeeded' END AS outcome, 'v' || d AS version,
            NULL::VARCHAR AS revision, NULL::BOOLEAN AS is_unplanned, NULL::BOOLEAN AS is_lower_bound
        FROM made""")  # fmt: skip
    _write(session, folder, "deployed_changes", """
        SELECT 'git' AS source, d || ':' || c AS id, finished_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at,
            d::VARCHAR AS deployment_id, d || ':' || c AS change_id FROM made, range(4) r(c)""")  # fmt: skip
    _write(session, folder, "changes", """
        SELECT 'git' AS source, d || ':' || c AS id, finished_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at,
            service AS repository, NULL::VARCHAR AS url,
            finished_at - to_minutes((hash(d * 4 + c) % 20000)::BIGINT) AS committed_at,
            NULL::TIMESTAMPTZ AS authored_at, []::VARCHAR[] AS parents, []::VARCHAR[] AS item_keys,
            NULL::VARCHAR AS reverts_change_id, false AS is_dependency_update, NULL::VARCHAR AS conventional_type,
            NULL::VARCHAR AS pull_request FROM made, range(4) r(c)""")  # fmt: skip


def _session(folder: Path) -> duckdb.DuckDBPyConnection:
    folder.mkdir(parents=True, exist_ok=True)
    session = duckdb.connect(config={"threads": 1})
    session.execute("SET TimeZone = 'UTC'")
    return session


def _write(session: duckdb.DuckDBPyConnection, folder: Path, table: str, query: str) -> None:
    part = folder / f".{table}.part"
    session.execute(f"COPY ({query}) TO '{part}' (FORMAT parquet)")
    part.replace(folder / f"{table}.parquet")
