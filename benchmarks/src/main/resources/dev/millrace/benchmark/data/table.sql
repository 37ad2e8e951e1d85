-- A table of 20 columns: 10 doubles, 6 integers, 4 strings, of different shapes and cardinalities;
-- some have nulls. Every value is a hash of its row, so any number of rows from any first one on is
-- the same at every run. The caller adds FROM range(first, end) t(i).
SELECT
  (hash(i * 31 + 1) % 1000003) / 1000.0 AS uniform,
  sqrt(-2 * ln(((hash(i * 31 + 2) % 1000000) + 1) / 1000001.0))
    * cos(2 * pi() * ((hash(i * 31 + 3) % 1000000) / 1000000.0)) AS normal,
  -ln(((hash(i * 31 + 4) % 10000000) + 1) / 10000001.0) * 37 AS waiting,
  CAST((hash(i * 31 + 5) % 10000) / 100.0 AS DOUBLE) AS price,
  CASE WHEN hash(i * 31 + 6) % 20 = 0 THEN NULL
    ELSE (hash(i * 31 + 6) % 1000000000) / 1e9 END AS share,
  exp(((hash(i * 31 + 7) % 1000000) / 1e6) * 20 - 10) AS magnitude,
  CASE WHEN hash(i * 31 + 8) % 2 = 0 THEN 0.0 ELSE (hash(i * 31 + 8) % 100000) / 7.0 END AS amount,
  i / 3.0 AS time,
  (hash(i * 31 + 9) % 4294967296) / 4294967296.0 - 0.5 AS error,
  CAST((hash(i * 31 + 10) % 1000) / 10.0 AS DOUBLE) AS percent,
  CAST(hash(i * 31 + 11) % 24 AS BIGINT) AS hour,
  CAST(hash(i * 31 + 12) % 7 AS BIGINT) AS weekday,
  CAST(hash(i * 31 + 13) % 100000 AS BIGINT) AS postcode,
  CAST(i AS BIGINT) AS id,
  CASE WHEN hash(i * 31 + 14) % 10 = 0 THEN NULL
    ELSE CAST(hash(i * 31 + 14) % 1000 AS BIGINT) - 500 END AS delay,
  CAST(hash(i * 31 + 15) % 1000000000000 AS BIGINT) AS account,
  'c' || (hash(i * 31 + 16) % 10) AS kind,
  'city-' || (hash(i * 31 + 17) % 300) AS city,
  CASE WHEN hash(i * 31 + 18) % 50 = 0 THEN NULL
    ELSE 'sku ' || lpad(CAST(hash(i * 31 + 18) % 20000 AS VARCHAR), 6, '0') END AS article,
  'user-' || (hash(i * 31 + 19) % 1000000) AS customer
