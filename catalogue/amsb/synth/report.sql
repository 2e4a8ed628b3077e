-- Target, made, difference: counted from the written files by the definition of the cohort (a grant of kind 1 that covers 31
-- March), not from what the steps before knew. Shares of the profile are those of targets.csv, with straight lines between
-- the years that it gives.
WITH identity AS (
  SELECT a.old_insz, coalesce(b.insz, a.insz) AS insz FROM read_parquet('$out/insz_history.parquet') a
    LEFT JOIN read_parquet('$out/insz_history.parquet') b ON b.old_insz = a.insz),
grant_ AS (
  SELECT p.year, p.month, coalesce(i.insz, p.insz) AS insz, p.nis, p.category, p.first_day, p.last_day
    FROM read_parquet('$out/living_wage_payment/*/part.parquet', hive_partitioning = false) p LEFT JOIN identity i ON i.old_insz = p.insz
   WHERE p.kind = 1 AND p.amount_type = 1),
on_date AS (
  SELECT DISTINCT ON (year, insz) year, insz, nis, category FROM grant_
   WHERE month = 3 AND year IN (2012, 2014, 2016, 2018, 2020, 2022, 2024) AND first_day <= make_date(year, 3, 31) AND last_day >= make_date(year, 3, 31)
   ORDER BY year, insz, first_day DESC, nis),
described AS (
  SELECT o.year, o.insz, o.category, c.region, p.sex, CASE WHEN p.birth_date > make_date(o.year - 25, 3, 31) THEN 1 ELSE 2 END AS age,
         CASE WHEN p.nationality = 'BE' AND (p.nationality_since IS NULL OR p.nationality_since <= make_date(o.year, 3, 31)) THEN 1
              WHEN e.eu_from <= make_date(o.year, 3, 31) AND (e.eu_to IS NULL OR e.eu_to >= make_date(o.year, 3, 31)) THEN 2 ELSE 3 END AS nationality
    FROM on_date o LEFT JOIN read_parquet('$out/person.parquet') p ON p.insz = o.insz
    LEFT JOIN country e ON e.code = CASE WHEN p.nationality_since > make_date(o.year, 3, 31) THEN p.birth_nationality ELSE p.nationality END
    LEFT JOIN (SELECT nis, min(region) AS region FROM read_parquet('$out/centre.parquet') GROUP BY nis) c ON c.nis = o.nis),
long AS (
  SELECT year, 'region' AS measure, region AS number FROM described UNION ALL SELECT year, 'category', category FROM described
  UNION ALL SELECT year, 'sex', sex FROM described UNION ALL SELECT year, 'age', age FROM described
  UNION ALL SELECT year, 'nationality', nationality FROM described),
share AS (SELECT measure, number, year, 100.0 * count(*) / sum(count(*)) OVER (PARTITION BY measure, year) AS made FROM long GROUP BY measure, number, year),
size AS (SELECT year, count(*) AS made FROM on_date GROUP BY year),
people AS (
  SELECT h.year, n.region, count(*) AS persons FROM read_parquet('$out/household_member/*/part.parquet', hive_partitioning = false) h
    JOIN (SELECT nis, min(region) AS region FROM read_parquet('$out/centre.parquet') GROUP BY nis) n ON n.nis = h.nis GROUP BY ALL),
flow_ AS (SELECT year, count(*) / 12.0 AS average, count(DISTINCT insz) AS persons FROM grant_ GROUP BY year),
spell AS (
  SELECT insz, min(m) AS begins, count(*) AS months
    FROM (SELECT insz, m, m - row_number() OVER (PARTITION BY insz ORDER BY m) AS run
            FROM (SELECT DISTINCT insz, year * 12 + month AS m FROM grant_ WHERE $residents < 1000000 OR insz % 10 = 3)) GROUP BY insz, run),
class_region AS (SELECT * FROM (VALUES ('all', 0), ('Flanders', 1), ('Wallonia', 2), ('Brussels', 3)) v(class, region)),
line AS (
  SELECT 1 AS part, t.measure, t.class, t.year, t.value * $residents / 11700000.0 AS target, sum(p.persons) AS made, t.unit, t.mark
    FROM targets t JOIN class_region r ON r.class = t.class JOIN people p ON p.year = t.year AND (r.region = 0 OR r.region = p.region)
   WHERE t.measure = 'residents' GROUP BY ALL
  UNION ALL SELECT 2, t.measure, t.class, t.year, t.value * $residents / 11700000.0, s.made, t.unit, t.mark FROM targets t JOIN size s ON s.year = t.year WHERE t.measure = 'cohort'
  UNION ALL SELECT 3, f.measure, f.class, f.year, 100 * f.value, s.made, 'percent', f.mark FROM profile f JOIN share s ON s.measure = f.measure AND s.number = f.number AND s.year = f.year
  UNION ALL SELECT 4, t.measure, t.class, t.year, t.value * $residents / 11700000.0, f.average, t.unit, t.mark FROM targets t JOIN flow_ f ON f.year = t.year WHERE t.measure = 'month average'
  UNION ALL SELECT 5, t.measure, t.class, t.year, t.value * $residents / 11700000.0, f.persons, t.unit, t.mark FROM targets t JOIN flow_ f ON f.year = t.year WHERE t.measure = 'distinct in a year'
  UNION ALL SELECT 6, 'overlap after two years', 'all', a.year + 2, t.value, 100.0 * count(b.insz) / count(*), 'percent', 'assumed'
    FROM on_date a LEFT JOIN on_date b ON b.insz = a.insz AND b.year = a.year + 2 JOIN targets t ON t.measure = 'overlap after two years' WHERE a.year < 2024 GROUP BY ALL
  UNION ALL SELECT 7, t.measure, t.class, t.year, t.value, avg(s.months), t.unit, t.mark FROM targets t JOIN spell s ON (s.begins - 1) // 12 = t.year WHERE t.measure = 'months in a row' GROUP BY ALL
  UNION ALL SELECT 8, t.measure, t.class, o.year, t.value, 100.0 * count(*) FILTER (a.student) / count(*), t.unit, t.mark
    FROM on_date o LEFT JOIN read_parquet('$out/activity/*/part.parquet', hive_partitioning = false) a ON a.year = o.year AND a.insz = o.insz JOIN targets t ON t.measure = 'students' GROUP BY ALL)
SELECT measure, class, CAST(year AS INTEGER) AS year, CAST(target AS DOUBLE) AS target, CAST(made AS DOUBLE) AS made,
       CAST(100.0 * (made - target) / target AS DOUBLE) AS difference_percent, unit, mark
  FROM line ORDER BY part, measure, class, year
