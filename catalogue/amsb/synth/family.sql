-- Who is whose child, who forms a couple with whom, from when to when.
-- Streams 200-299. A mother is found for a birth by rank: the births of a year and region, in the order of their dates, are
-- spread evenly over the places that the women of that region planned for that year. Births without a place, and all before
-- 1960, have no known mother.

CREATE TABLE place AS
  SELECT pid AS mother_pid, region, year(due) AS year, row_number() OVER (PARTITION BY region, year(due) ORDER BY due, pid) - 1 AS at_
    FROM (SELECT f.pid, f.region, f.due FROM place_in_family f
            JOIN numbered m ON m.pid = f.pid
           WHERE f.due >= coalesce(f.settled, f.due) AND (m.death_date IS NULL OR m.death_date > f.due + 370));
CREATE TABLE birth AS
  SELECT pid, region, year(birth_date) AS year, row_number() OVER (PARTITION BY region, year(birth_date) ORDER BY birth_date, pid) - 1 AS at_
    FROM numbered WHERE kind IN (1, 3) AND birth_date >= DATE '1960-01-01' AND draw($seed, 200, pid) < 0.985;

CREATE TABLE mother_of AS
  WITH places AS (SELECT region, year, count(*) AS places FROM place GROUP BY region, year),
  births AS (SELECT region, year, count(*) AS births FROM birth GROUP BY region, year),
  offered AS (
    SELECT p.mother_pid, p.region, p.year, p.at_, s.places, b.births,
           CASE WHEN s.places >= b.births THEN (p.at_ * b.births + s.places - 1) // s.places ELSE p.at_ * b.births // s.places END AS for_
      FROM place p JOIN places s USING (region, year) JOIN births b USING (region, year))
  SELECT b.pid, o.mother_pid FROM birth b JOIN offered o ON o.region = b.region AND o.year = b.year AND o.for_ = b.at_
   WHERE o.places < o.births OR (o.for_ < o.births AND o.for_ * o.places // o.births = o.at_)
  UNION ALL SELECT pid, mother_pid FROM numbered WHERE mother_pid IS NOT NULL;
DROP TABLE place; DROP TABLE birth; DROP TABLE place_in_family;

-- What a child has of its mother: origin, chances. block: 0 this country, 1 EU, 2 elsewhere.
-- strain (0 to 1): how hard life presses; half of the children have about their mother's.
CREATE TABLE person_made AS
  SELECT n.pid, n.insz, n.kind, n.sex, n.birth_date, n.settled, n.region, n.country, n.nis, n.death_date,
         m.insz AS mother, m.birth_date AS mother_born, m.death_date AS mother_died,
         CASE WHEN n.country IS NOT NULL THEN c.block WHEN m.country IS NOT NULL THEN d.block ELSE 0 END AS origin,
         CASE WHEN n.country IS NULL AND m.country IS NOT NULL AND draw($seed, 201, n.pid) < 0.42 THEN m.country END AS born_as,
         CASE WHEN m.pid IS NOT NULL AND draw($seed, 202, n.pid) < 0.5 THEN draw($seed, 203, m.pid) ELSE draw($seed, 203, n.pid) END AS strain
    FROM numbered n LEFT JOIN mother_of p ON p.pid = n.pid LEFT JOIN numbered m ON m.pid = p.mother_pid
    LEFT JOIN country c ON c.country = n.country LEFT JOIN country d ON d.country = m.country;
DROP TABLE numbered;

-- First and last child of a mother: the plan of her first couple leans on them.
CREATE TABLE children_of AS
  SELECT mother AS parent, min(birth_date) AS eldest, max(birth_date) AS youngest, count(*) AS children
    FROM person_made WHERE mother IS NOT NULL GROUP BY mother;

-- Who wants a first couple and when. Men and women of one region, one origin (three in four) and like age are matched.
CREATE TABLE wish AS
  WITH wanting AS (
    SELECT p.insz, p.pid, p.sex, p.region, p.birth_date, p.settled, p.nis, p.death_date, c.eldest,
           CASE WHEN draw($seed, 210, p.pid) < 0.75 OR p.origin = 0 THEN p.origin ELSE 0 END AS market,
           draw($seed, 211, p.pid) AS u, draw($seed, 212, p.pid) AS v
      FROM person_made p LEFT JOIN children_of c ON c.parent = p.insz
     WHERE p.birth_date < DATE '2006-01-01'
       AND draw($seed, 213, p.pid) < CASE WHEN p.sex = 1 THEN 0.93 WHEN c.eldest IS NOT NULL THEN 0.97 ELSE 0.74 END),
  dated AS (
    SELECT *, CASE WHEN sex = 2 THEN greatest(in_days(birth_date, 17.5 * 365.25), CASE WHEN eldest IS NOT NULL THEN in_days(eldest, -365 - 1600 * v)
                                 ELSE in_days(birth_date, (19 + 15 * v) * 365.25) END)
                   ELSE in_days(birth_date, (18.2 + 2 * v) * 365.25) END AS from_,
           CASE WHEN sex = 2 THEN in_days(birth_date, 365.25 * (-2.4 + 3 * (u - v))) ELSE birth_date END AS age_key
      FROM wanting)
  SELECT *, year(age_key) // 2 AS bucket,
         row_number() OVER (PARTITION BY region, market, sex, year(age_key) // 2 ORDER BY draw($seed, 214, pid), pid) AS at_
    FROM dated;

-- couple: first ones. end_ is the split, the death of one or the end of what is followed.
CREATE TABLE couple AS
  WITH matched AS (
    SELECT w.insz AS woman, m.insz AS man, w.pid, w.nis AS woman_nis, m.nis AS man_nis, w.birth_date AS woman_born,
           greatest(w.from_, m.from_) AS start_, w.death_date AS woman_died, m.death_date AS man_died,
           greatest(coalesce(w.settled, DATE '1900-01-01'), coalesce(m.settled, DATE '1900-01-01')) AS both_here
      FROM wish w JOIN wish m ON m.region = w.region AND m.market = w.market AND m.bucket = w.bucket AND m.at_ = w.at_
     WHERE w.sex = 2 AND m.sex = 1),
  fated AS (
    SELECT *, CASE WHEN draw($seed, 220, pid) < CASE WHEN woman_born < DATE '1945-01-01' THEN 0.10 WHEN woman_born < DATE '1958-01-01' THEN 0.26 ELSE 0.35 END
                   THEN in_days(start_, 365 * (1.5 + 24 * draw($seed, 221, pid) * (0.4 + 0.6 * draw($seed, 222, pid)))) ELSE DATE '2100-01-01' END AS split,
           CASE WHEN draw($seed, 223, pid) < CASE WHEN woman_born < DATE '1945-01-01' THEN 0.97 WHEN woman_born < DATE '1958-01-01' THEN 0.90
                                                  WHEN woman_born < DATE '1970-01-01' THEN 0.75 WHEN woman_born < DATE '1985-01-01' THEN 0.60 ELSE 0.50 END
                THEN in_days(start_, 365 * (CASE WHEN woman_born < DATE '1958-01-01' THEN 0.5 ELSE 6 END) * draw($seed, 224, pid)) END AS wed
      FROM matched)
  SELECT 1 AS order_, woman, man, woman_nis, man_nis, start_, split, both_here,
         CASE WHEN wed < least(split, coalesce(woman_died, split), coalesce(man_died, split)) THEN wed END AS wed,
         least(split, coalesce(woman_died, split), coalesce(man_died, split)) AS end_,
         draw($seed, 225, pid) < 0.68 AS man_refers
    FROM fated WHERE start_ < least(split, coalesce(woman_died, split), coalesce(man_died, split));
DROP TABLE wish;

-- Second couples of those whose first one split; matched by region, age and the time from which they are ready.
INSERT INTO couple
  WITH free AS (
    SELECT p.insz, p.pid, p.sex, p.region, p.nis, p.death_date, p.birth_date, in_days(c.end_, 300 + 2200 * draw($seed, 231, p.pid)) AS from_, c.both_here,
           (year(p.birth_date) - CASE p.sex WHEN 2 THEN 3 ELSE 0 END) // 6 AS age_at
      FROM (SELECT woman AS insz, end_, split, both_here FROM couple UNION ALL SELECT man, end_, split, both_here FROM couple) c
      JOIN person_made p ON p.insz = c.insz
     WHERE c.end_ = c.split AND c.split < DATE '2022-01-01' AND draw($seed, 230, p.pid) < 0.80),
  ready AS (
    SELECT *, year(from_) // 3 AS ready_at,
           row_number() OVER (PARTITION BY region, sex, age_at, year(from_) // 3 ORDER BY draw($seed, 232, pid), pid) AS at_
      FROM free WHERE death_date IS NULL OR death_date > from_),
  matched AS (
    SELECT w.insz AS woman, m.insz AS man, w.pid, w.nis AS woman_nis, m.nis AS man_nis, greatest(w.from_, m.from_) AS start_,
           greatest(w.both_here, m.both_here) AS both_here, least(coalesce(w.death_date, DATE '2100-01-01'), coalesce(m.death_date, DATE '2100-01-01')) AS dies
      FROM ready w JOIN ready m ON m.region = w.region AND m.age_at = w.age_at AND m.ready_at = w.ready_at AND m.at_ = w.at_
     WHERE w.sex = 2 AND m.sex = 1),
  fated AS (
    SELECT *, CASE WHEN draw($seed, 233, pid) < 0.35 THEN in_days(start_, 365 * (1 + 12 * draw($seed, 234, pid))) ELSE DATE '2100-01-01' END AS split,
           CASE WHEN draw($seed, 235, pid) < 0.35 THEN in_days(start_, 365 * (1 + 6 * draw($seed, 236, pid))) END AS wed FROM matched)
  SELECT 2, woman, man, woman_nis, man_nis, start_, split, both_here, CASE WHEN wed < least(split, dies) THEN wed END, least(split, dies),
         draw($seed, 237, pid) < 0.62
    FROM fated WHERE start_ < least(split, dies);

-- Fathers: the man of the couple that the mother was in when the child came (or until 250 days before), at least 15 years
-- older than it. A second couple begins 300 days or more after the first: at most one qualifies.
CREATE TABLE father_of AS
  SELECT p.insz, c.man AS father, c.end_ AS apart, p.birth_date AS born, m.death_date AS died, m.settled AS father_settled
    FROM person_made p JOIN couple c ON c.woman = p.mother JOIN person_made m ON m.insz = c.man
   WHERE c.start_ <= p.birth_date AND c.end_ > in_days(p.birth_date, -250) AND m.birth_date < in_days(p.birth_date, -365.25 * 15.5);
