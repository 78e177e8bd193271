-- What the job computes. Reads `events` only and knows no connector, so tests run it as it is.

-- Events without an id are told apart by what they say.
CREATE TEMPORARY VIEW valid_events AS
SELECT
  COALESCE(id, CONCAT_WS('|', `key`, CAST(timeMillis AS STRING), CAST(amount AS STRING))) AS event_id,
  `key` AS event_key,
  amount,
  event_time
FROM events
WHERE `key` IS NOT NULL AND amount IS NOT NULL AND timeMillis IS NOT NULL;

-- The first of each event_id. How long an id is remembered is table.exec.state.ttl.
CREATE TEMPORARY VIEW distinct_events AS
SELECT event_id, event_key, amount, event_time
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY seen_at ASC) AS delivery
  FROM (SELECT *, PROCTIME() AS seen_at FROM valid_events)
)
WHERE delivery = 1;

-- A window's state ends with the window, so the time to live does not matter here.
CREATE TEMPORARY VIEW minute_totals AS
SELECT
  window_start,
  event_key,
  COUNT(*) AS event_count,
  CAST(SUM(amount) AS DECIMAL(18, 2)) AS total_amount
FROM TABLE(TUMBLE(TABLE distinct_events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, event_key;
