"""The bench's facts and flow measures as an expert would write them for DuckDB and this one mapping, straight in SQL.

The same tables and the same answers as `llif.metrics`; nothing general, and no line of it is llif's own. Expects views
`work_items`, `status_changes`, `changes`, and tables `owners` (container, product, team) and `months` (period, s, e).
"""

# ruff: noqa: S608 - every name in these queries is the bench's own

CUT = "TIMESTAMP '2025-01-01'"
ZONE = "Europe/London"

COUNTED = """
CREATE TEMP TABLE counted AS
WITH RECURSIVE claimed AS (SELECT w.*, o.product, o.team FROM work_items w JOIN owners o USING (container)),
parents AS (SELECT id, parent_id FROM work_items WHERE parent_id IS NOT NULL),
above(id) AS (SELECT p.parent_id FROM claimed JOIN parents p USING (id)
              UNION SELECT p.parent_id FROM above a JOIN parents p USING (id))
SELECT row_number() OVER () - 1 AS item_no, source || ':' || id AS item, source, id, key, url, title, container, type,
    created_at, last_activity_at, product, team, true AS at_product, true AS at_team, true AS at_portfolio
FROM claimed ANTI JOIN above USING (id)"""

STAYS = f"""
CREATE TEMP TABLE stays AS
WITH native AS (
    SELECT c.item_no, s.changed_at::TIMESTAMP AS changed_at, coalesce(s.sequence, 0) AS sequence, s.status,
        CASE lower(trim(s.type)) WHEN 'bug' THEN 'defect' WHEN 'story' THEN 'feature' WHEN 'chore' THEN 'debt'
            ELSE 'unmapped' END AS kind,
        CASE WHEN lower(trim(s.resolution)) IN ('won''t fix', 'duplicate') THEN 'cancelled'
            ELSE CASE lower(trim(s.status)) WHEN 'open' THEN 'new' WHEN 'to do' THEN 'waiting'
                WHEN 'review' THEN 'waiting' WHEN 'doing' THEN 'active' WHEN 'done' THEN 'done' END END AS known_state
    FROM status_changes s JOIN counted c ON s.source = c.source AND s.item_id = c.id
    WHERE s.changed_at <= {CUT}::TIMESTAMPTZ),
told AS (
    SELECT * EXCLUDE known_state, coalesce(known_state, 'waiting') AS state, known_state IS NULL AS status_unmapped
    FROM native),
seen AS (
    SELECT *, lead(changed_at) OVER w AS until_at, lag(state) OVER w AS previous_state,
        lag(kind) OVER w AS previous_kind, row_number() OVER w - 1 AS position,
        coalesce(max((state IN ('waiting', 'active'))::TINYINT) OVER
            (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) = 1, false) AS had_started
    FROM told WINDOW w AS (PARTITION BY item_no ORDER BY changed_at, sequence))
SELECT item_no, changed_at, status, kind, state, status_unmapped, until_at, previous_state, previous_kind, position,
    CASE WHEN state = 'new' AND had_started THEN 'waiting' ELSE state END AS flow_state,
    date_diff('microsecond', changed_at, coalesce(until_at, {CUT})) / 3.6e9 AS hours,
    (had_started OR state IN ('waiting', 'active')) AND state NOT IN ('done', 'cancelled') AND kind <> 'ignore' AS in_load,
    coalesce(had_started AND previous_state NOT IN ('done', 'cancelled') AND previous_kind <> 'ignore', false) AS was_in_load
FROM seen"""  # noqa: E501

ITEMS = f"""
CREATE TEMP TABLE items AS
WITH found AS (
    SELECT item_no,
        max(state) FILTER (until_at IS NULL) AS state, max(status) FILTER (until_at IS NULL) AS status,
        max(kind) FILTER (until_at IS NULL) AS last_kind,
        min(changed_at) FILTER (state IN ('waiting', 'active')) AS started_at,
        max(changed_at) FILTER (state = 'done' AND previous_state IS DISTINCT FROM 'done') AS done_at,
        arg_max(kind, position) FILTER (state = 'done' AND previous_state IS DISTINCT FROM 'done') AS done_kind,
        max(changed_at) FILTER (state = 'cancelled' AND previous_state IS DISTINCT FROM 'cancelled') AS left_at,
        coalesce(sum(hours) FILTER (flow_state = 'active'), 0) AS active_hours,
        coalesce(sum(hours) FILTER (flow_state = 'waiting'), 0) AS waiting_hours,
        count(*) FILTER (previous_state = 'done' AND state <> 'done') AS reopened,
        min(changed_at) AS first_changed_at, max(state) FILTER (position = 0) AS first_state,
        max(changed_at) AS last_changed_at
    FROM stays GROUP BY item_no),
commits AS (
    SELECT key, max(committed_at)::TIMESTAMP AS committed_at
    FROM (SELECT unnest(item_keys) AS key, committed_at FROM changes WHERE committed_at <= {CUT}) GROUP BY key),
met AS (
    SELECT c.item, c.product, c.team, c.at_product, c.at_team, c.at_portfolio, c.key, c.url, c.title, c.container,
        c.type, c.created_at::TIMESTAMP AS created_at, f.*, s.known_until,
        CASE WHEN f.first_state <> 'new' AND f.first_changed_at > c.created_at::TIMESTAMP + INTERVAL 60 SECOND
            THEN NULL ELSE f.started_at END AS start,
        greatest(f.last_changed_at, CASE WHEN c.last_activity_at <= {CUT} THEN c.last_activity_at::TIMESTAMP END,
            m.committed_at) AS last_activity_at
    FROM found f JOIN counted c USING (item_no) LEFT JOIN commits m USING (key)
    LEFT JOIN silences s USING (product))
SELECT item, product, team, at_product, at_team, at_portfolio, key, url, title, container, type,
    CASE WHEN state = 'done' THEN done_kind ELSE last_kind END AS kind, state, status, created_at, first_changed_at,
    start AS started_at, CASE WHEN state = 'done' THEN done_at END AS ended_at,
    CASE WHEN state = 'cancelled' THEN left_at END AS cancelled_at, active_hours, waiting_hours,
    CASE WHEN state = 'done' AND start IS NOT NULL THEN active_hours + waiting_hours END AS flow_hours,
    CASE WHEN start IS NOT NULL AND state NOT IN ('done', 'cancelled') THEN active_hours + waiting_hours END AS age_hours,
    reopened, last_activity_at, false AS is_from_commits, known_until
FROM met WHERE CASE WHEN state = 'done' THEN done_kind ELSE last_kind END <> 'ignore'"""  # noqa: E501

LOAD = """
CREATE TEMP TABLE load AS
WITH moved AS (
    SELECT * FROM stays
    WHERE was_in_load <> in_load OR (in_load AND coalesce(kind <> previous_kind, false))),
heard AS (SELECT c.*, known_until FROM counted c LEFT JOIN silences USING (product))
SELECT product, team, at_product, at_team, at_portfolio, m.kind, changed_at, net, false AS is_silence
FROM (SELECT item_no, previous_kind AS kind, changed_at, -1 AS net FROM moved WHERE was_in_load
      UNION ALL SELECT item_no, kind, changed_at, 1 FROM moved WHERE in_load) m JOIN heard USING (item_no)
WHERE known_until IS NULL OR changed_at < known_until
UNION ALL SELECT product, team, at_product, at_team, at_portfolio, s.kind, known_until, -1, true
FROM stays s JOIN heard USING (item_no)
WHERE in_load AND changed_at < known_until AND (until_at IS NULL OR until_at >= known_until)"""

FRESHNESS = f"""
CREATE TEMP TABLE freshness AS
WITH paced AS (
    SELECT product, container, changed_at,
        date_diff('microsecond', lag(changed_at) OVER (PARTITION BY product, container ORDER BY changed_at), changed_at)
            / 8.64e10 AS gap
    FROM stays JOIN counted USING (item_no)),
spoken AS (
    SELECT product, container AS name, min(changed_at) AS first_at, max(changed_at) AS last_at,
        quantile_cont(gap, 0.5) AS gap_days, count(*) AS records
    FROM paced GROUP BY product, container)
SELECT *, 'flow' AS family,
    date_diff('microsecond', last_at, {CUT}) / 8.64e10 > greatest(14, 5 * coalesce(gap_days, 0)) AS is_silent
FROM spoken"""

SILENCES = f"""
CREATE TEMP TABLE silences AS
WITH dated AS (
    SELECT product, date_trunc('day', max(last_at) AT TIME ZONE 'UTC' AT TIME ZONE '{ZONE}') AS day
    FROM freshness GROUP BY product HAVING bool_and(is_silent))
SELECT product, (day + INTERVAL 1 DAY) AT TIME ZONE '{ZONE}' AT TIME ZONE 'UTC' AS known_until FROM dated"""

FACTS = {
    "counted": COUNTED,
    "stays": STAYS,
    "freshness": FRESHNESS,
    "silences": SILENCES,
    "items": ITEMS,
    "load": LOAD,
}

WILSON = """
CREATE OR REPLACE TEMP MACRO wilson(k, n, side) AS
    CASE WHEN side < 0 AND k = 0 THEN 0 WHEN side > 0 AND k = n THEN 1
    ELSE (k / n + 1.959963984540054 ** 2 / (2 * n)
        + side * 1.959963984540054 * sqrt(k / n * (1 - k / n) / n + 1.959963984540054 ** 2 / (4 * n * n)))
        / (1 + 1.959963984540054 ** 2 / n) END"""

FRAME = """
CREATE TEMP TABLE frame AS
SELECT period, kind FROM months, (VALUES (NULL), ('feature'), ('defect'), ('debt'), ('unmapped')) k(kind)"""

ENDED = """
CREATE TEMP TABLE ended AS
WITH timed AS (
    SELECT m.period, i.kind, i.flow_hours, i.active_hours, i.reopened FROM items i ASOF JOIN months m ON i.ended_at >= m.s WHERE i.ended_at < m.e AND i.at_portfolio),
each AS (SELECT * FROM timed UNION ALL SELECT * REPLACE (NULL AS kind) FROM timed)
SELECT period, kind, count(*) AS n, count(flow_hours) AS timed, quantile_cont(flow_hours, [0.5, 0.85]) AS quantiles,
    list(flow_hours ORDER BY flow_hours) FILTER (flow_hours IS NOT NULL) AS hours,
    sum(active_hours) FILTER (flow_hours IS NOT NULL) AS active, sum(flow_hours) AS elapsed,
    count(*) FILTER (kind <> 'unmapped') AS mapped, count(*) FILTER (flow_hours IS NULL) AS unstarted,
    count(*) FILTER (reopened > 0) AS reopened
FROM each GROUP BY period, kind"""  # noqa: E501

LEFT_BEHIND = """
CREATE TEMP TABLE left_behind AS
SELECT period, kind, count(*) AS n FROM (
    SELECT m.period, unnest([NULL, i.kind]) AS kind FROM items i ASOF JOIN months m ON i.cancelled_at >= m.s
    WHERE i.cancelled_at < m.e AND i.at_portfolio) GROUP BY period, kind"""

STANDING = """
CREATE TEMP TABLE standing AS
WITH dated AS (
    SELECT *, CASE WHEN is_silence THEN changed_at - INTERVAL 1 MICROSECOND ELSE changed_at END AS moment
    FROM load WHERE at_portfolio),
placed AS (
    SELECT m.period, unnest([NULL, l.kind]) AS kind, net, net * date_diff('microsecond', changed_at, m.e) AS early,
        is_silence
    FROM dated l ASOF JOIN months m ON l.moment >= m.s WHERE l.moment < m.e),
sums AS (
    SELECT period, kind, sum(net) AS net, sum(early) AS early, sum(net) FILTER (is_silence) AS silent
    FROM placed GROUP BY period, kind),
whole AS (
    SELECT f.period, f.kind, coalesce(s.net, 0) AS net, coalesce(s.early, 0) AS early, coalesce(s.silent, 0) AS silent
    FROM frame f LEFT JOIN sums s ON f.period = s.period AND f.kind IS NOT DISTINCT FROM s.kind)
SELECT period, kind, sum(net) OVER w - silent AS load,
    sum(net) OVER w - net + early / date_diff('microsecond', s, e) AS mean
FROM whole JOIN months USING (period) WINDOW w AS (PARTITION BY kind ORDER BY period)"""

FIGURES = """
WITH cell AS (
    SELECT f.period, f.kind, coalesce(e.n, 0) AS n, e.timed, e.quantiles[1] AS median, e.quantiles[2] AS p85, e.hours, e.active, e.elapsed, e.unstarted,
        e.reopened, coalesce(b.n, 0) AS gone, a.n AS all_n, u.n AS unmapped
    FROM frame f
    LEFT JOIN ended e ON f.period = e.period AND f.kind IS NOT DISTINCT FROM e.kind
    LEFT JOIN left_behind b ON f.period = b.period AND f.kind IS NOT DISTINCT FROM b.kind
    LEFT JOIN ended a ON f.period = a.period AND a.kind IS NULL
    LEFT JOIN ended u ON f.period = u.period AND u.kind = 'unmapped'),
counted_shares AS (
    SELECT 'flow_cancel_rate' AS measure, period, kind, gone AS k, n + gone AS of FROM cell
    UNION ALL SELECT 'flow_reopened', period, kind, reopened, n FROM cell
    UNION ALL SELECT 'flow_no_start', period, kind, unstarted, n FROM cell
    UNION ALL SELECT 'flow_unmapped', period, kind, coalesce(unmapped, 0), n FROM cell WHERE kind IS NULL
    UNION ALL SELECT 'flow_distribution', period, kind,
        CASE WHEN kind IS NULL THEN n - coalesce(unmapped, 0) ELSE n END,
        CASE WHEN kind = 'unmapped' THEN all_n ELSE all_n - coalesce(unmapped, 0) END FROM cell WHERE all_n > 0)
SELECT measure, period, kind, k / of AS value, of AS n, wilson(k::DOUBLE, of, -1) AS low, wilson(k::DOUBLE, of, 1) AS high,
    NULL AS hours FROM counted_shares WHERE of > 0
UNION ALL SELECT 'flow_velocity', period, kind, n, n, NULL, NULL, NULL FROM cell
UNION ALL SELECT 'flow_time', period, kind, median, timed, NULL, NULL, hours FROM cell WHERE timed >= 10
UNION ALL SELECT 'flow_time_p85', period, kind, p85, timed, NULL, NULL, NULL FROM cell WHERE timed >= 10
UNION ALL SELECT 'flow_efficiency', period, kind, active / elapsed, timed, NULL, NULL, NULL FROM cell WHERE elapsed > 0
UNION ALL SELECT 'flow_load', period, kind, load, load, NULL, NULL, NULL FROM standing
UNION ALL SELECT 'flow_load_mean', period, kind, mean, load, NULL, NULL, NULL FROM standing"""  # noqa: E501

MEASURES = (WILSON, FRAME, ENDED, LEFT_BEHIND, STANDING)
