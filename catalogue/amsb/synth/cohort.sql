-- Who receives support on 31 March $year: as many of each cell as wanted, first those of two years ago who stay, then the
-- lowest draws weighed by need; who received support before comes back sooner. Streams 510-519.
INSERT INTO cohort
  WITH known AS (SELECT insz, max(year) AS last_year FROM cohort GROUP BY insz),
  -- The wanted number of each cell, rounded so that the running sum over the cells is rounded once.
  quota AS (
    SELECT region, category, sex, age, nationality, need,
           CAST(floor(upto + 0.5) AS BIGINT) - CAST(floor(upto - share + 0.5) AS BIGINT) AS persons
      FROM (SELECT *, wanted * $residents / 11700000.0 AS share,
                   sum(CAST(wanted * 1e6 AS HUGEINT)) OVER (ORDER BY region, category, sex, age, nationality) / 1e6 * $residents / 11700000.0 AS upto FROM cell)),
  ranked AS (
    SELECT a.insz, a.nis, a.region, a.category, a.sex, a.age, a.nationality, q.persons, q.need AS cell_need,
           CASE WHEN k.last_year = $year - 2 AND draw($seed, 510, a.insz * 4096 + $year) < 0.37 + CASE a.age WHEN 1 THEN 0.08 ELSE 0 END + CASE a.nationality WHEN 3 THEN 0.08 ELSE 0 END THEN -1.0
                WHEN k.last_year = $year - 2 THEN 1.0
                ELSE 0 END + draw($seed, 511, a.insz * 4096 + $year) / a.need / CASE WHEN k.last_year IS NULL THEN 1 ELSE 8 END AS key
      FROM adult a LEFT JOIN known k ON k.insz = a.insz
      JOIN quota q ON q.region = a.region AND q.category = a.category AND q.sex = a.sex AND q.age = a.age AND q.nationality = a.nationality),
  placed AS (
    SELECT insz, nis, category, persons, row_number() OVER (PARTITION BY region, category, sex, age, nationality ORDER BY key, insz) AS at_
      FROM ranked WHERE key < 3.0 * (persons + 30) / cell_need OR key >= 1.0)
  SELECT $year, insz, category, nis FROM placed WHERE at_ <= persons;
