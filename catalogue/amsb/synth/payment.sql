-- The payments of $year, by month and number. Streams 570-589.
-- One month in so many has no payment (an interruption), never that of an anchor.
COPY (
  WITH monthly AS (
    SELECT *, unnest(range(greatest(from_, ($year - 2003) * 12), least(to_, ($year - 2003) * 12 + 11) + 1)) AS m
      FROM claim WHERE from_ <= ($year - 2003) * 12 + 11 AND to_ >= ($year - 2003) * 12),
  kept AS (
    SELECT *, make_date($year, CAST(m % 12 + 1 AS BIGINT), 1) AS first_, last_day(make_date($year, CAST(m % 12 + 1 AS BIGINT), 1)) AS last_, insz * 1024 + m AS item
      FROM monthly WHERE m = from_ OR m = to_ OR m % 24 = 14 OR draw($seed, 570, insz * 1024 + m) >= $pause_per_mille / 1000.0),
  dated AS (
    SELECT *, CASE WHEN m = from_ AND opens THEN in_days(first_, 22 * draw($seed, 571, item)) ELSE first_ END AS begins,
           CASE WHEN m = to_ AND closes AND m % 24 <> 14 THEN in_days(last_, -5 * draw($seed, 572, item)) ELSE last_ END AS ends
      FROM kept),
  numbered AS (
    SELECT d.*, least(ends, coalesce(d.last_day, ends)) AS ends_, least(begins, coalesce(d.last_day, begins)) AS begins_,
           CASE WHEN wrong THEN d.insz + 1 ELSE coalesce(a.number, d.insz) END AS shown, mu.nis_2019
      FROM dated d LEFT JOIN alias a ON a.insz = d.insz AND a.since <= d.first_ AND d.first_ < a.until
      JOIN municipality mu ON mu.nis = d.nis),
  priced AS (
    SELECT n.*, CAST(floor(r.cents * (ends_ - begins_ + 1) / (last_ - first_ + 1.0) * CASE WHEN partial THEN 0.2 + 0.7 * draw($seed, 573, n.insz * 64 + $year - 2000) ELSE 1 END) AS INTEGER) AS cents
      FROM numbered n JOIN rate r ON r.month_ = n.m AND r.category = n.category),
  typed AS (
    SELECT *, 1 AS type_, cents AS paid FROM priced
    UNION ALL SELECT *, 2, CAST(floor(cents * (0.3 + draw($seed, 575, item))) AS INTEGER) FROM priced WHERE m = from_ AND opens AND draw($seed, 574, item) < 0.10
    UNION ALL SELECT *, 3, -CAST(floor(cents * 0.5 * draw($seed, 577, item)) AS INTEGER) - 100 FROM priced WHERE draw($seed, 576, item) < 0.008
    UNION ALL SELECT *, 4, CAST(floor(cents * 0.3 * draw($seed, 579, item)) AS INTEGER) + 100 FROM priced WHERE draw($seed, 578, item) < 0.012)
  SELECT CAST($year AS SMALLINT) AS year, CAST(m % 12 + 1 AS SMALLINT) AS month, shown AS insz, CAST(CASE WHEN $year >= 2019 THEN nis_2019 ELSE nis END AS INTEGER) AS nis,
         CAST(kind AS SMALLINT) AS kind, CAST(type_ AS SMALLINT) AS amount_type, CAST(category AS SMALLINT) AS category,
         begins_ AS first_day, ends_ AS last_day, paid AS amount_cents
    FROM typed
   ORDER BY month, shown, kind, type_, begins_
) TO '$out/living_wage_payment/year=$year/part.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
