-- life: one row a person, with all from which the years are made. Streams 300-399.

-- pair: each couple from both sides.
CREATE TABLE pair AS
  SELECT order_, woman AS insz, man AS partner, man_nis AS partner_nis, greatest(start_, both_here) AS from_, wed, end_, split, NOT man_refers AS refers FROM couple
  UNION ALL
  SELECT order_, man, woman, woman_nis, greatest(start_, both_here), wed, end_, split, man_refers FROM couple;
DROP TABLE couple;

-- Men too have first and last children.
INSERT INTO children_of
  SELECT father, min(born), max(born), count(*) FROM father_of GROUP BY father;

-- A child of whom no mother is known grows up with another woman of its region.
CREATE TABLE guardian_of AS
  WITH orphan AS (SELECT insz, region, row_number() OVER (PARTITION BY region ORDER BY draw($seed, 300, pid), pid) AS at_
                    FROM person_made WHERE kind IN (1, 3) AND mother IS NULL AND birth_date >= DATE '1978-01-01'),
  woman AS (SELECT p.insz, p.region, row_number() OVER (PARTITION BY p.region ORDER BY draw($seed, 301, p.pid), p.pid) AS at_
              FROM person_made p JOIN children_of c ON c.parent = p.insz
             WHERE p.sex = 2 AND p.settled IS NULL AND c.eldest BETWEEN DATE '1980-01-01' AND DATE '2003-01-01' AND p.death_date IS NULL)
  SELECT o.insz, w.insz AS guardian FROM orphan o JOIN woman w ON w.region = o.region AND w.at_ = o.at_;

-- An old mother may move in with a child who lives on its own: with the eldest of those who would take her.
CREATE TABLE carer_of AS
  SELECT mother AS insz, min(insz) AS carer, min(sex) AS carer_sex FROM person_made
   WHERE mother IS NOT NULL AND draw($seed, 302, pid) < 0.04 AND birth_date < DATE '1985-01-01' AND death_date IS NULL GROUP BY mother;

-- Lodgers: a person on its own takes in another one for some years.
CREATE TABLE lodger_of AS
  WITH single AS (
    SELECT insz, region, draw($seed, 303, pid) AS u, row_number() OVER (PARTITION BY region, draw($seed, 303, pid) < 0.05 ORDER BY draw($seed, 304, pid), pid) AS at_, birth_date, nis
      FROM person_made WHERE draw($seed, 303, pid) < 0.10 AND birth_date BETWEEN DATE '1940-01-01' AND DATE '2002-01-01')
  SELECT l.insz, h.insz AS landlord, greatest(in_days(l.birth_date, 19 * 365.25), in_days(h.birth_date, 19 * 365.25), of_year(1996 + l.u * 560, 0.3)) AS from_
    FROM single l JOIN single h ON h.region = l.region AND h.at_ = l.at_ WHERE l.u < 0.05 AND h.u >= 0.05;

CREATE TABLE kept.life AS
  WITH joined AS (
    SELECT p.*, f.father, f.died AS father_died, f.apart, f.father_settled, k.eldest, k.youngest,
           a.partner AS partner_1, a.partner_nis AS nis_1, a.from_ AS from_1, a.wed AS wed_1, a.end_ AS end_1, a.split AS split_1, a.refers AS refers_1,
           b.partner AS partner_2, b.partner_nis AS nis_2, b.from_ AS from_2, b.wed AS wed_2, b.end_ AS end_2, b.split AS split_2, b.refers AS refers_2,
           g.guardian, r.carer, l.landlord, l.from_ AS lodges_from
      FROM person_made p
      LEFT JOIN father_of f ON f.insz = p.insz
      LEFT JOIN children_of k ON k.parent = p.insz
      LEFT JOIN pair a ON a.insz = p.insz AND a.order_ = 1 LEFT JOIN pair b ON b.insz = p.insz AND b.order_ = 2
      LEFT JOIN guardian_of g ON g.insz = p.insz LEFT JOIN carer_of r ON r.insz = p.insz LEFT JOIN lodger_of l ON l.insz = p.insz),
  drawn AS (
    SELECT j.*, c.naturalised, m.need AS nis_need,
           CASE WHEN j.kind IN (2, 4) AND j.partner_1 IS NULL AND j.eldest IS NULL AND draw($seed, 310, pid) < 0.16
                THEN in_days(j.settled, 400 + 3300 * draw($seed, 311, pid)) END AS leaves,
           in_days(j.birth_date, 365.25 * CASE WHEN draw($seed, 312, pid) < 0.04 THEN 45
                                               ELSE 20 + 7 * draw($seed, 313, pid) + 5 * draw($seed, 314, pid) + CASE j.sex WHEN 1 THEN 1 ELSE 0 END END) AS moves_out,
           draw($seed, 315, pid) < 0.18 AS with_father,
           draw($seed, 316, pid) AS level_at, draw($seed, 317, pid) AS apt
      FROM joined j LEFT JOIN country c ON c.country = coalesce(j.country, j.born_as) JOIN municipality m ON m.nis = j.nis),
  schooled AS (
    SELECT d.*, e.level FROM drawn d
      JOIN level_pick e ON e.origin = d.origin AND e.pick = CAST(floor(200 * CASE WHEN d.apt < 0.4 THEN 1 - d.strain ELSE d.level_at END) AS INTEGER) % 200
       AND e.born_from = CASE WHEN d.birth_date < DATE '1935-01-01' THEN 1900 WHEN d.birth_date < DATE '1950-01-01' THEN 1935 WHEN d.birth_date < DATE '1965-01-01' THEN 1950
                              WHEN d.birth_date < DATE '1980-01-01' THEN 1965 WHEN d.birth_date < DATE '1995-01-01' OR d.origin > 0 THEN 1980 ELSE 1995 END)
  SELECT insz, CAST(sex AS TINYINT) AS sex, birth_date, settled,
         CASE WHEN leaves < coalesce(death_date, DATE '2025-01-01') AND leaves > DATE '2003-06-01' THEN leaves END AS left_on,
         CASE WHEN leaves > DATE '2003-06-01' AND leaves < death_date AND leaves < DATE '2025-01-01' THEN NULL ELSE death_date END AS death_date,
         region, CAST(nis AS INTEGER) AS nis, CAST(origin AS TINYINT) AS origin,
         CAST(coalesce(country, born_as, 0) AS SMALLINT) AS born_country,
         CASE WHEN coalesce(country, born_as) IS NULL THEN NULL
              WHEN born_as IS NOT NULL THEN CASE WHEN draw($seed, 320, pid) < 0.85 THEN in_days(birth_date, 700 + 5800 * draw($seed, 321, pid)) END
              WHEN draw($seed, 320, pid) * 100 < naturalised THEN in_days(settled, 1500 + 4200 * draw($seed, 321, pid)) END AS belgian_since,
         CAST(strain AS FLOAT) AS strain, CAST(level AS TINYINT) AS level,
         CAST(CASE WHEN level <= 2 THEN 0 ELSE list_extract(CASE sex WHEN 1 THEN [7,7,7,4,4,10,6,3,5,8,7,2,9,4,1,6,10,7,2,5] ELSE [9,9,9,4,4,4,1,1,2,3,9,10,2,4,9,1,5,3,8,10] END,
                                                            1 + CAST(floor(20 * draw($seed, 322, pid)) AS INTEGER)) END AS TINYINT) AS field,
         mother, CASE WHEN mother IS NULL THEN guardian END AS guardian, mother_died, father, father_died, father_settled, apart, with_father, moves_out,
         partner_1, nis_1, from_1, wed_1, end_1, split_1, refers_1, partner_2, nis_2, from_2, wed_2, end_2, split_2, refers_2,
         eldest, youngest, carer, landlord, lodges_from, in_days(lodges_from, 400 + 2500 * draw($seed, 323, pid)) AS lodges_to,
         CASE WHEN draw($seed, 324, pid) < 0.30 THEN in_days(birth_date, 365.25 * (78 + 16 * draw($seed, 325, pid)))
              WHEN draw($seed, 324, pid) < 0.31 THEN in_days(birth_date, 365.25 * (20 + 60 * draw($seed, 325, pid))) END AS collective_from,
         draw($seed, 324, pid) < 0.30 AS collective_for_good,
         -- how much more likely than another to need support, times 100
         CAST(100 * CASE WHEN level <= 1 THEN 5 WHEN level = 2 THEN 4 WHEN level = 3 THEN 2 WHEN level <= 5 THEN 1.2 ELSE 0.6 END
                  * (0.15 + 3 * strain * strain * strain) * nis_need / 100.0 * CASE origin WHEN 0 THEN 1 WHEN 1 THEN 1.2 ELSE 2 END AS INTEGER) + 1 AS need
    FROM schooled;
DROP TABLE pair; DROP TABLE guardian_of; DROP TABLE carer_of; DROP TABLE lodger_of; DROP TABLE children_of; DROP TABLE father_of; DROP TABLE mother_of;
DROP TABLE person_made; DROP TABLE first_resident;
