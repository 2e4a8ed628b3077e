-- Work, study and schooling in $year: position and volume of the first quarter, level of schooling on 1 January. Streams 630-659.
CREATE TABLE grown AS
  SELECT l.insz, l.sex, l.strain, l.level, l.field, l.origin, l.settled, make_date($year, 1, 1) AS t,
         CAST(floor((make_date($year, 3, 31) - l.birth_date) / 365.25) AS INTEGER) AS age, c.insz IS NOT NULL AS supported,
         CASE WHEN draw($seed, 631, l.insz * 4096 + $year) < 0.8 THEN draw($seed, 630, l.insz) ELSE draw($seed, 632, l.insz * 4096 + $year) END AS u,
         draw($seed, 633, l.insz) AS v, draw($seed, 634, l.insz * 4096 + $year) AS w, draw($seed, 635, l.insz) AS s
    FROM kept.life l LEFT JOIN (SELECT insz FROM cohort WHERE year = $year) c ON c.insz = l.insz
   WHERE l.birth_date <= make_date($year - 15, 3, 31) AND (l.settled IS NULL OR l.settled <= make_date($year, 1, 1))
     AND (l.death_date IS NULL OR l.death_date > make_date($year, 3, 31)) AND (l.left_on IS NULL OR l.left_on > make_date($year, 3, 31));

COPY (
  WITH studied AS (
    SELECT *, CASE WHEN age <= 17 THEN s < 0.97
                   WHEN supported THEN age <= 24 AND s < CASE WHEN level >= 3 THEN 0.52 ELSE 0.26 END
                   WHEN age <= 25 THEN s < (0.98 - 0.11 * (age - 17)) * CASE WHEN level >= 5 THEN 1.5 WHEN level <= 2 THEN 0.35 ELSE 0.75 END
                   ELSE s < 0.005 END AS student,
           u < 0.93 - CASE WHEN level <= 1 THEN 0.34 WHEN level = 2 THEN 0.20 WHEN level <= 4 THEN 0.09 ELSE 0 END - 0.22 * strain * strain
               - CASE origin WHEN 2 THEN 0.14 WHEN 1 THEN 0.05 ELSE 0 END - CASE sex WHEN 2 THEN 0.05 ELSE 0 END
               - CASE WHEN age >= 62 THEN 0.45 WHEN age >= 58 THEN 0.22 WHEN age <= 21 THEN 0.2 ELSE 0 END AS works
      FROM grown),
  placed AS (
    SELECT *, CASE WHEN supported THEN CASE WHEN w < 0.87 THEN 33 WHEN w < 0.95 THEN 111 WHEN w < 0.96 THEN 112 WHEN w < 0.985 THEN 21 ELSE 37 END
                   WHEN age <= 17 THEN CASE WHEN w < 0.95 THEN 36 WHEN w < 0.97 THEN 111 ELSE 4 END
                   WHEN student THEN CASE WHEN w < 0.80 AND age < 25 THEN 36 WHEN w < 0.95 THEN 111 ELSE 4 END
                   WHEN age >= 65 THEN CASE WHEN v < 0.92 THEN 34 WHEN v < 0.95 THEN 123 WHEN v < 0.96 THEN 133 WHEN v < 0.97 THEN 111 ELSE 4 END
                   WHEN works THEN CASE WHEN v < 0.72 THEN 111 WHEN v < 0.78 THEN 112 WHEN v < 0.89 THEN 121 WHEN v < 0.90 THEN 122 WHEN v < 0.91 THEN 131 WHEN v < 0.97 THEN 141 WHEN v < 0.99 THEN 142 ELSE 31 END
                   WHEN age >= 60 THEN CASE WHEN v < 0.45 THEN 34 WHEN v < 0.65 THEN 35 WHEN v < 0.88 THEN 37 ELSE 4 END
                   WHEN age <= 24 AND v < 0.25 THEN 23
                   ELSE CASE WHEN v < 0.28 THEN 21 WHEN v < 0.31 THEN 22 WHEN v < 0.36 THEN 32 WHEN v < 0.62 THEN 37 WHEN v < 0.69 THEN 38 WHEN v < 0.72 THEN 31 ELSE 4 END END AS position
      FROM studied)
  SELECT CAST($year AS SMALLINT) AS year, CAST(1 AS SMALLINT) AS quarter, coalesce(a.number, p.insz) AS insz, CAST(position AS SMALLINT) AS position,
         CASE WHEN position < 20 THEN CASE WHEN supported THEN 0.1 + 0.4 * u
                                           WHEN student OR age <= 17 THEN 0.2 * w
                                           WHEN age >= 65 THEN 0.5 * w WHEN sex = 2 AND v < 0.5 THEN 0.5 + 0.3 * w
                                           WHEN w < 0.12 THEN 0.3 + 0.5 * u ELSE 1 END
              WHEN position IN (21, 22, 23) AND w < 0.3 THEN 0.5 * u WHEN position = 33 AND w < 0.15 THEN 0.3 * u ELSE 0 END AS worked,
         CASE WHEN age <= 17 OR age >= 65 THEN 0.0 WHEN student THEN 0.5 ELSE 1.0 END AS workable, student
    FROM placed p LEFT JOIN alias a ON a.insz = p.insz AND a.since <= p.t AND p.t < a.until AND a.reason = 'correction'
   ORDER BY 3
) TO '$out/activity/year=$year/part.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  WITH known AS (
    SELECT g.*, coalesce(a.number, g.insz) AS number,
           CASE WHEN draw($seed, 640, g.insz) < CASE WHEN settled IS NULL THEN 0.07 ELSE 0.33 END THEN NULL
                WHEN age <= 17 THEN least(level, 2) WHEN age <= 20 THEN least(level, 3) WHEN age <= 22 THEN least(level, 4) WHEN age <= 24 THEN least(level, 6) WHEN age <= 27 THEN least(level, 7) ELSE level END AS now_
      FROM grown g LEFT JOIN alias a ON a.insz = g.insz AND a.since <= g.t AND g.t < a.until AND a.reason = 'correction')
  SELECT CAST($year AS SMALLINT) AS year, number AS insz, CAST(now_ AS SMALLINT) AS level,
         CAST(CASE WHEN now_ IS NULL OR now_ <= 2 OR draw($seed, 641, insz) < 0.06 THEN NULL WHEN now_ = 3 AND field = 0 THEN 10 ELSE field END AS SMALLINT) AS field
    FROM known ORDER BY number
) TO '$out/education/year=$year/part.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
DROP TABLE grown;
