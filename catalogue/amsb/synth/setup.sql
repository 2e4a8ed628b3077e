-- Small functions that the other steps share. Only + - * / and whole-number arithmetic touch drawn numbers, so that
-- the same seed gives the same bytes on every machine.

-- What is read again and again stands in a file of its own, compressed; the engine removes nothing of it from memory to disk
-- twice. The folder goes when the warehouse is whole.
ATTACH '$out/spill/kept.db' AS kept;

-- The number of persons or things that stand for `people` of them at 11.7 million residents.
CREATE MACRO scaled(people) AS CAST(floor(people * ($residents / 11700000.0) + 0.5) AS BIGINT);

CREATE MACRO in_days(date_, days) AS date_ + CAST(floor(days) AS INTEGER);
CREATE MACRO years_between(early, late) AS (late - early) / 365.25;
CREATE MACRO of_year(year_, share) AS make_date(CAST(year_ AS BIGINT), 1, 1) + CAST(floor(share * 365) AS INTEGER);

-- The complete number: nine digits and the check digits of the century of birth (domain 1.1).
CREATE MACRO with_check(nine, born) AS
  nine * 100 + (97 - (CASE WHEN born >= DATE '2000-01-01' THEN 2000000000 + nine ELSE nine END) % 97);

-- The share of a sex that died before an age, with the share a year later; and the age at each of 1000 equal chances.
CREATE TABLE died_before AS
  WITH each AS (SELECT CAST(age AS INTEGER) AS age, 1 AS sex, (100000 - men) / 100000.0 AS share FROM survivors
                UNION ALL SELECT CAST(age AS INTEGER), 2, (100000 - women) / 100000.0 FROM survivors)
  SELECT a.age, a.sex, CAST(a.share AS DOUBLE) AS share, CAST(b.share AS DOUBLE) AS year_later
    FROM each a JOIN each b ON b.sex = a.sex AND b.age = a.age + 1;
CREATE TABLE life_span AS
  SELECT sex, CAST(q AS INTEGER) AS chance, min(age + (q / 1000.0 - share) / (year_later - share)) AS age
    FROM died_before, range(1000) r(q)
   WHERE year_later > share AND q / 1000.0 >= share AND q / 1000.0 < year_later
   GROUP BY sex, q;

-- Lists of 1000 places from which one draw picks: the country of birth, the municipality, the level of education.
CREATE TABLE country_pick AS
  WITH weighted AS (
    SELECT period, region, country,
           CASE period WHEN 0 THEN before ELSE after END
           * CASE region WHEN 1 THEN flanders WHEN 2 THEN wallonia ELSE brussels END AS weight
      FROM country, range(2) p(period), range(1, 4) r(region)),
  summed AS (
    SELECT *, sum(CAST(weight * 100 AS BIGINT)) OVER (PARTITION BY period, region ORDER BY country) AS upto,
           sum(CAST(weight * 100 AS BIGINT)) OVER (PARTITION BY period, region) AS whole
      FROM weighted)
  SELECT period, region, pick, min(s.country) AS country
    FROM summed s, range(1000) x(pick) WHERE (pick + 0.5) * whole < 1000.0 * upto GROUP BY period, region, pick;

CREATE TABLE nis_pick AS
  WITH summed AS (
    SELECT region, nis, sum(weight) OVER (PARTITION BY region ORDER BY nis) AS upto,
           sum(weight) OVER (PARTITION BY region) AS whole FROM municipality)
  SELECT region, pick, min(nis) AS nis
    FROM summed, range(20000) x(pick) WHERE (pick + 0.5) * whole < 20000.0 * upto GROUP BY region, pick;

CREATE TABLE level_pick AS
  WITH long AS (
    SELECT born_from, origin, CAST(replace(name, 'level_', '') AS INTEGER) AS level, share
      FROM (UNPIVOT education ON COLUMNS('level_.*') INTO NAME name VALUE share)),
  summed AS (
    SELECT born_from, origin, level, sum(share) OVER (PARTITION BY born_from, origin ORDER BY level) AS upto,
           sum(share) OVER (PARTITION BY born_from, origin) AS whole FROM long)
  SELECT born_from, origin, pick, min(level) AS level
    FROM summed, range(200) x(pick) WHERE (pick + 0.5) * whole < 200.0 * upto GROUP BY born_from, origin, pick;
