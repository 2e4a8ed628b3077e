-- The months around the anchors of $year - 2 and $year. Who is in two cohorts in a row stayed (three in five) or left and came
-- back. Streams 520-529.
INSERT INTO piece
  WITH member AS (
    SELECT e.*, ($year - 2 - 2003) * 12 + 2 AS anchor, n.insz IS NOT NULL AS too,
           n.insz IS NOT NULL AND draw($seed, 520, e.insz * 4096 + $year) < 0.6 AS stays,
           CASE WHEN $year - 2 >= 2015 THEN 1 ELSE 0 END AS era,
           CASE WHEN draw($seed, 521, e.insz * 4096 + $year - 2) < 0.56 THEN 1 ELSE 0 END AS long_,
           CAST(floor(200 * draw($seed, 523, e.insz * 4096 + $year - 2)) AS INTEGER) AS pick
      FROM edge e LEFT JOIN cohort n ON n.insz = e.insz AND n.year = $year WHERE e.year = $year - 2)
  SELECT m.insz, m.nis, m.category, 1, m.from_, anchor + CASE WHEN stays THEN 12 ELSE d.months END, m.opens, NOT stays
    FROM member m JOIN duration d ON d.era = m.era AND d.long_ = m.long_ AND d.pick = m.pick AND d.most = CASE WHEN too THEN 11 ELSE 23 END;

INSERT INTO edge
  WITH member AS (
    SELECT c.*, ($year - 2003) * 12 + 2 AS anchor, p.insz IS NOT NULL AS too,
           p.insz IS NOT NULL AND draw($seed, 520, c.insz * 4096 + $year) < 0.6 AS stayed,
           CASE WHEN $year >= 2015 THEN 1 ELSE 0 END AS era,
           CASE WHEN draw($seed, 521, c.insz * 4096 + $year) < 0.56 THEN 1 ELSE 0 END AS long_,
           CAST(floor(200 * draw($seed, 522, c.insz * 4096 + $year)) AS INTEGER) AS pick
      FROM cohort c LEFT JOIN cohort p ON p.insz = c.insz AND p.year = $year - 2 WHERE c.year = $year)
  SELECT $year, m.insz, m.nis, m.category, anchor - CASE WHEN stayed THEN 11 ELSE d.months END, NOT stayed
    FROM member m JOIN duration d ON d.era = m.era AND d.long_ = m.long_ AND d.pick = m.pick AND d.most = CASE WHEN too THEN 11 ELSE 23 END;
