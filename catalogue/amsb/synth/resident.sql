-- Who ever lives here from 2003 on: born here or settled, with sex, dates, region and origin.
-- Streams of draws 100-199, keyed by pid (the number of a person while no INSZ is given yet).

-- cell: how many of one kind: 1 born here, here in 2003; 2 settled before 2003; 3 born later; 4 settled later.
CREATE TABLE cell AS
  WITH ages AS (SELECT age_low + step AS age, thousands * 200.0 AS persons, women, born_abroad
                  FROM stock, range(5) s(step)),
  sexes AS (SELECT 1 AS sex UNION ALL SELECT 2),
  cells AS (
    SELECT 1 AS kind, 2002 - age AS year, sex,
           persons * (1 - born_abroad) * CASE sex WHEN 2 THEN women ELSE 1 - women END AS people FROM ages, sexes
    UNION ALL SELECT 2, 2002 - age, sex, persons * born_abroad * CASE sex WHEN 2 THEN 0.52 ELSE 0.48 END FROM ages, sexes
    UNION ALL SELECT 3, year, sex, births * CASE sex WHEN 2 THEN 488 ELSE 512 END FROM flow, sexes
    UNION ALL SELECT 4, year, sex, arrivals * CASE sex WHEN 2 THEN 520.0 ELSE 480.0 END FROM flow, sexes),
  counted AS (SELECT kind, year, sex, scaled(people) AS persons FROM cells)
  SELECT *, CAST(sum(persons) OVER (ORDER BY kind, year, sex) - persons AS BIGINT) AS before_it
    FROM counted WHERE persons > 0 ORDER BY kind, year, sex;

-- Dates and region. Adults who settle are 18 to 58, mostly young; those of before 2003 settled between 18 and 44.
CREATE TABLE first_resident AS
  WITH numbered AS (SELECT kind, year, sex, before_it + unnest(range(persons)) AS pid FROM cell),
  dated AS (
    SELECT pid, kind, sex, year, draw($seed, 101, pid) AS u, draw($seed, 102, pid) AS v, draw($seed, 103, pid) AS w FROM numbered),
  born AS (
    SELECT pid, kind, sex, w,
           CASE kind WHEN 4 THEN of_year(year, u) END AS settled,
           CASE kind WHEN 4 THEN in_days(of_year(year, u), -365.25 * (18 + 40 * v * draw($seed, 104, pid)) - 1)
                     ELSE of_year(year, u) END AS birth_date, v
      FROM dated)
  SELECT pid, CAST(kind AS TINYINT) AS kind, CAST(sex AS TINYINT) AS sex, birth_date,
         CASE WHEN kind = 2 THEN in_days(birth_date, 365.25 * 18 + v * least(26 * 365, DATE '2003-01-01' - birth_date - 6580))
              ELSE settled END AS settled,
         CAST(CASE kind WHEN 1 THEN CASE WHEN w < 0.592 THEN 1 WHEN w < 0.923 THEN 2 ELSE 3 END
                        WHEN 3 THEN CASE WHEN w < 0.557 THEN 1 WHEN w < 0.878 THEN 2 ELSE 3 END
                        ELSE CASE WHEN w < 0.493 THEN 1 WHEN w < 0.748 THEN 2 ELSE 3 END END AS TINYINT) AS region
    FROM born;

-- The children that a woman plans: how many, at which age the first, how far apart.
-- Rows only for children born from 1960 on and at the age of 44 at most.
CREATE TABLE place_in_family AS
  WITH woman AS (
    SELECT pid, birth_date, settled, region, draw($seed, 110, pid) AS u,
           (18.5 + 9.5 * (draw($seed, 111, pid) + draw($seed, 112, pid))
            + CASE WHEN birth_date >= DATE '1970-01-01' THEN 1.5 ELSE 0 END) * 365.25 AS first_after,
           (1.3 + 2.6 * draw($seed, 113, pid)) * 365.25 AS apart
      FROM first_resident
     WHERE sex = 2 AND birth_date < DATE '2005-01-01'),
  planned AS (
    SELECT *, CASE WHEN u < 0.15 THEN 0 WHEN u < 0.33 THEN 1 WHEN u < 0.70 THEN 2 WHEN u < 0.90 THEN 3 ELSE 4 END
              + CASE WHEN settled IS NOT NULL AND draw($seed, 114, pid) < 0.25 THEN 1 ELSE 0 END AS children
      FROM woman)
  SELECT pid, settled, region, CAST(child AS TINYINT) AS child, in_days(birth_date, first_after + (child - 1) * apart) AS due
    FROM planned, range(1, 6) c(child)
   WHERE child <= children AND first_after + (child - 1) * apart < 44.5 * 365.25
     AND in_days(birth_date, first_after + (child - 1) * apart) BETWEEN DATE '1960-01-01' AND DATE '2024-12-31';

-- Children born abroad come with their mother: same origin, same day.
CREATE TABLE resident AS
  WITH everyone AS (
    SELECT pid, kind, sex, birth_date, settled, region, pid AS origin_of, CAST(NULL AS BIGINT) AS mother_pid FROM first_resident
    UNION ALL
    SELECT 1000000000 + pid * 8 + child, 5, CASE WHEN draw($seed, 120, pid * 8 + child) < 0.512 THEN 1 ELSE 2 END,
           due, settled, region, pid, pid
      FROM place_in_family
     WHERE due < settled AND due > settled - 6574 AND draw($seed, 121, pid * 8 + child) < 0.55),
  placed AS (
    SELECT e.*, CASE WHEN settled IS NULL THEN NULL WHEN settled < DATE '2003-01-01' THEN 0 ELSE 1 END AS period,
           CAST(floor(draw($seed, 122, origin_of) * 1000) AS INTEGER) AS country_at,
           CAST(floor(draw($seed, 123, pid) * 20000) AS INTEGER) AS nis_at
      FROM everyone e),
  spanned AS (
    SELECT p.*, c.country, n.nis,
           years_between(birth_date, greatest(birth_date, coalesce(settled, birth_date), DATE '2003-01-01')) AS age_here
      FROM placed p
      LEFT JOIN country_pick c ON c.period = p.period AND c.region = p.region AND c.pick = p.country_at
      JOIN nis_pick n ON n.region = p.region AND n.pick = p.nis_at),
  lasting AS (
    SELECT s.*, d.share + (age_here - floor(age_here)) * (d.year_later - d.share) AS gone
      FROM spanned s JOIN died_before d ON d.sex = s.sex AND d.age = CAST(floor(age_here) AS INTEGER)),
  fated AS (
    SELECT *, least(999, CAST(floor(1000 * (gone + (1 - gone) * draw($seed, 124, pid))) AS INTEGER)) AS chance FROM lasting),
  ended AS (
    SELECT l.*, greatest(in_days(birth_date, 365.25 * (a.age + greatest(-1.5, least(4, (year(birth_date) - 1932) * 0.12)) + draw($seed, 125, pid) / 4)),
                         in_days(greatest(birth_date, coalesce(settled, birth_date), DATE '2003-01-01'), 1 + draw($seed, 126, pid) * 700)) AS dies
      FROM fated l JOIN life_span a ON a.sex = l.sex AND a.chance = l.chance)
  SELECT pid, kind, sex, birth_date, settled, region, country, nis, mother_pid,
         CASE WHEN dies <= DATE '2024-12-31' THEN dies END AS death_date,
         CAST(row_number() OVER (PARTITION BY birth_date, sex ORDER BY pid) AS INTEGER) AS serial
    FROM ended;

-- The INSZ. No day of a month is above 31, so day + 32 (and, when those serials are used up, day + 64) gives numbers that
-- pass the rules of a number with an odd day and that nobody can hold (README.md of this folder).
CREATE TABLE numbered AS
  SELECT pid, kind, sex, birth_date, settled, region, country, nis, mother_pid, death_date,
         CAST(with_check(((year(birth_date) % 100) * 10000 + month(birth_date) * 100 + day(birth_date)
                     + CASE WHEN serial <= 499 THEN 32 ELSE 64 END) * 1000
                    + ((serial - 1) % 499) * 2 + CASE sex WHEN 1 THEN 1 ELSE 2 END, birth_date) AS BIGINT) AS insz
    FROM resident;
SELECT CASE WHEN max(serial) > 998 THEN error('more births on one day than there are numbers') END FROM resident;
DROP TABLE resident;
DROP TABLE cell;
