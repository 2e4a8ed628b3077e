-- Other numbers: persons of the BIS register, numbers that were replaced, numbers that were written down wrong. Streams 600-629.
-- A BIS number has month + 40 (sex known) or + 20; its day is above 31 as well, so nobody can hold it.

CREATE TABLE bis_person AS
  WITH made AS (SELECT i AS item, draw($seed, 600, i) AS u, draw($seed, 601, i) AS v FROM range(scaled(150000)) r(i)),
  dated AS (
    SELECT item, of_year(1946 + CAST(floor(60 * u) AS INTEGER), v) AS birth_date, CASE WHEN draw($seed, 602, item) < 0.45 THEN 2 ELSE 1 END AS sex,
           draw($seed, 603, item) < 0.06 AS sex_unknown, CASE WHEN draw($seed, 604, item) < 0.5 THEN 1 WHEN draw($seed, 604, item) < 0.75 THEN 2 ELSE 3 END AS region FROM made),
  counted AS (
    SELECT *, row_number() OVER (PARTITION BY birth_date, sex_unknown, sex ORDER BY item) AS serial FROM dated)
  SELECT with_check(((year(birth_date) % 100) * 10000 + (month(birth_date) + CASE WHEN sex_unknown THEN 20 ELSE 40 END) * 100 + day(birth_date) + 32) * 1000 + serial * 2 - 2 + sex, birth_date) AS insz,
         item, birth_date, CASE WHEN NOT sex_unknown THEN sex END AS sex, c.country, n.nis
    FROM counted d
    JOIN country_pick c ON c.period = 1 AND c.region = d.region AND c.pick = CAST(floor(draw($seed, 605, item) * 1000) AS INTEGER)
    JOIN nis_pick n ON n.region = d.region AND n.pick = CAST(floor(draw($seed, 606, item) * 20000) AS INTEGER);

-- One settler in four since 2004 had a BIS number before (with day + 64, so never that of a person above); one resident in
-- a thousand had the number corrected since 2003: the old one lacked the month (month 00).
CREATE TABLE replaced AS
  WITH from_bis AS (
    SELECT insz, birth_date, sex, settled, row_number() OVER (PARTITION BY birth_date, sex ORDER BY insz) AS serial
      FROM kept.life WHERE settled BETWEEN DATE '2004-01-01' AND DATE '2024-12-31' AND draw($seed, 610, insz) < 0.25),
  corrected AS (
    SELECT insz, birth_date, of_year(2003 + CAST(floor(22 * draw($seed, 612, insz)) AS INTEGER), draw($seed, 613, insz)) AS changed_on,
           row_number() OVER (PARTITION BY year(birth_date), day(birth_date) ORDER BY insz) AS serial
      FROM kept.life WHERE draw($seed, 611, insz) < 0.001)
  SELECT insz, with_check(((year(birth_date) % 100) * 10000 + (month(birth_date) + 40) * 100 + day(birth_date) + 64) * 1000 + serial * 2 - 2 + sex, birth_date) AS old_insz,
         settled AS changed_on, 'bis_to_rr' AS reason FROM from_bis WHERE serial <= 499
  UNION ALL
  SELECT c.insz, with_check(((year(c.birth_date) % 100) * 10000 + day(c.birth_date) + 64) * 1000 + serial, c.birth_date), c.changed_on, 'correction'
    FROM corrected c JOIN kept.life l ON l.insz = c.insz
   WHERE serial <= 998 AND c.changed_on > greatest(l.birth_date, coalesce(l.settled, l.birth_date)) AND c.changed_on < coalesce(l.death_date, l.left_on, DATE '2025-01-01');

-- alias: the number that a person had until a day, where it was not the present one.
CREATE TABLE alias AS
  SELECT insz, old_insz AS number, changed_on AS until, coalesce(lag(changed_on) OVER (PARTITION BY insz ORDER BY changed_on, reason), DATE '1900-01-01') AS since, reason
    FROM replaced;

COPY (
  SELECT old_insz, insz, changed_on, reason FROM (
    SELECT old_insz, coalesce(lead(old_insz) OVER (PARTITION BY insz ORDER BY changed_on, reason), insz) AS insz, changed_on, reason FROM replaced)
   ORDER BY old_insz
) TO '$out/insz_history.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
DROP TABLE replaced;

COPY (
  SELECT insz, register, birth_date, sex, birth_nationality, nationality, nationality_since, death_date FROM (
    SELECT insz, CASE WHEN left_on IS NOT NULL THEN 'RAD' ELSE 'RR' END AS register, birth_date, CAST(sex AS SMALLINT) AS sex,
           CASE WHEN unknown THEN NULL WHEN born_country = 0 THEN 'BE' ELSE c.code END AS birth_nationality,
           CASE WHEN born_country = 0 OR became IS NOT NULL THEN 'BE' ELSE c.code END AS nationality,
           became AS nationality_since, death_date
      FROM (SELECT *, draw($seed, 620, insz) < 0.004 AND settled IS NOT NULL AS unknown,
                   CASE WHEN belgian_since < least(DATE '2025-01-01', coalesce(death_date, DATE '2025-01-01'), coalesce(left_on, DATE '2025-01-01')) THEN belgian_since END AS became FROM kept.life) l
      LEFT JOIN country c ON c.country = l.born_country
    UNION ALL
    SELECT b.insz, 'BIS', birth_date, CAST(sex AS SMALLINT), CASE WHEN draw($seed, 621, b.insz) < 0.10 THEN NULL ELSE c.code END,
           CASE WHEN draw($seed, 622, b.insz) < 0.03 THEN NULL ELSE c.code END, NULL, NULL FROM bis_person b JOIN country c ON c.country = b.country)
   ORDER BY insz
) TO '$out/person.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  SELECT child_insz, parent_insz, parent_role FROM (
    SELECT insz AS child_insz, mother AS parent_insz, CAST(2 AS SMALLINT) AS parent_role FROM kept.life WHERE mother IS NOT NULL
    UNION ALL SELECT insz, father, CAST(1 AS SMALLINT) FROM kept.life WHERE father IS NOT NULL)
   ORDER BY child_insz, parent_role
) TO '$out/filiation.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  SELECT CAST(nis AS INTEGER) AS nis, name, CAST(region AS SMALLINT) AS region, valid_from, valid_to FROM (
    SELECT nis, name, region, DATE '2003-01-01' AS valid_from, CASE WHEN nis_2019 <> nis THEN DATE '2018-12-31' END AS valid_to FROM municipality
    UNION ALL SELECT nis_2019, min(name_2019), min(region), DATE '2019-01-01', NULL FROM municipality WHERE nis_2019 <> nis GROUP BY nis_2019)
   ORDER BY nis, valid_from
) TO '$out/centre.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
