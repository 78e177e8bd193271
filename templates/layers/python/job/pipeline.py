"""What the job computes. Reads the table `events` only and knows no connector, so tests run it as it is."""

from __future__ import annotations

from pyflink.table import DataTypes, TableEnvironment
from pyflink.table.udf import udf

from job.functions import tidy_key

# Parallelism, checkpoints and state backend belong to the deployment, not here.
SETTINGS = {
    # How long a key's state outlives its last change. Without it, state of queries without a window grows for ever.
    "table.exec.state.ttl": "1 d",
    # Event time goes on although a shard or partition has been silent this long.
    "table.exec.source.idle-timeout": "1 min",
    # Timestamps without a zone are UTC, wherever the cluster stands.
    "table.local-time-zone": "UTC",
}

# Each view reads the one before it. The last one is the result.
VIEWS = {
    "valid_events": """
        SELECT event_id, tidy_key(event_key) AS event_key, amount, event_time
        FROM events
        WHERE event_id IS NOT NULL AND event_time IS NOT NULL
    """,
    # The first of each event_id. How long an id is remembered is table.exec.state.ttl.
    "distinct_events": """
        SELECT event_id, event_key, amount, event_time
        FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY seen_at ASC) AS delivery
          FROM (SELECT *, PROCTIME() AS seen_at FROM valid_events WHERE event_key IS NOT NULL)
        )
        WHERE delivery = 1
    """,
    # A window's state ends with the window, so the time to live does not matter here.
    "minute_totals": """
        SELECT
          window_start,
          event_key,
          COUNT(*) AS event_count,
          CAST(SUM(amount) AS DECIMAL(18, 2)) AS total_amount
        FROM TABLE(TUMBLE(TABLE distinct_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
        GROUP BY window_start, window_end, event_key
    """,
}

RESULT = list(VIEWS)[-1]


def define(tables: TableEnvironment) -> None:
    """Defines all views, of which `RESULT` is the last."""
    for key, value in SETTINGS.items():
        tables.get_config().set(key, value)
    tables.create_temporary_system_function("tidy_key", udf(tidy_key, result_type=DataTypes.STRING()))
    for name, query in VIEWS.items():
        tables.execute_sql(f"CREATE TEMPORARY VIEW {name} AS {query}")
