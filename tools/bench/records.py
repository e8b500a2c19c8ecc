"""Landed records for the bench, made by the engine itself from a seed: the same every time."""

from pathlib import Path

import duckdb

STATUSES = ["Open", "To do", "Doing", "To do", "Doing", "Review", "Doing", "Done", "Doing", "Done"]


def work(folder: Path, items: int, products: int) -> None:
    """`work_items` and ten `status_changes` an item, over ten years, in as many containers as products."""
    folder.mkdir(parents=True, exist_ok=True)
    session = duckdb.connect()
    session.execute("SET TimeZone = 'UTC'")
    session.execute(f"""
        CREATE TABLE born AS SELECT i, 'container-' || (i % {products}) AS container,
            ['Story', 'Story', 'Story', 'Bug', 'Bug', 'Chore', 'Spike'][(1 + hash(i) % 7)::BIGINT] AS type,
            TIMESTAMPTZ '2015-01-01' + to_seconds((hash(i + 1) % 315360000)::BIGINT) AS created_at,
            1 + hash(i + 2) % 90 AS pace
        FROM range({items}) t(i)""")
    session.execute(f"""
        COPY (SELECT 'jira' AS source, i::VARCHAR AS id, created_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at,
            'K-' || i AS key, NULL::VARCHAR AS url, NULL::VARCHAR AS title, container, type, []::VARCHAR[] AS tags,
            NULL::VARCHAR AS priority, NULL::VARCHAR AS parent_id, NULL::DOUBLE AS effort, created_at,
            NULL::TIMESTAMPTZ AS last_activity_at FROM born) TO '{folder / "work_items.parquet"}'""")
    session.execute(f"""
        COPY (SELECT 'jira' AS source, i || ':' || s AS id, created_at AS observed_at, NULL::TIMESTAMPTZ AS deleted_at,
            i::VARCHAR AS item_id, created_at + to_hours((s * pace + hash(i * 10 + s) % 24)::BIGINT) AS changed_at, s AS sequence,
            {STATUSES}[(s + 1)::BIGINT] AS status, NULL::VARCHAR AS resolution, type, []::VARCHAR[] AS tags
            FROM born, range(10) r(s)) TO '{folder / "status_changes.parquet"}'""")
