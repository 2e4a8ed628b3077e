-- profile: what each anchor, 31 March of an even year (2026 only to know what lasts at the end of 2024), should look like: targets, straight lines between the years that are
-- given and flat outside them. Classes: region 1 Flanders 2 Wallonia 3 Brussels; category 1 cohabiting 2 single 3 family;
-- sex 1 man 2 woman; age 1 under 25 2 above; nationality 1 Belgian 2 EU 3 other.
CREATE TABLE anchor AS SELECT CAST(2004 + 2 * i AS INTEGER) AS year FROM range(12) r(i);

CREATE TABLE class_number AS
  SELECT * FROM (VALUES ('region', 'Flanders', 1), ('region', 'Wallonia', 2), ('region', 'Brussels', 3),
    ('category', 'cohabiting', 1), ('category', 'single', 2), ('category', 'family', 3), ('sex', 'man', 1), ('sex', 'woman', 2),
    ('age', 'under 25', 1), ('age', '25 and over', 2), ('nationality', 'Belgian', 1), ('nationality', 'EU', 2),
    ('nationality', 'non-EU', 3), ('cohort', 'all', 0)) v(measure, class, number);

CREATE TABLE profile AS
  WITH given AS (SELECT t.measure, t.class, n.number, t.year, CAST(t.value AS DOUBLE) AS value, t.mark FROM targets t JOIN class_number n USING (measure, class)),
  framed AS (
    SELECT g.measure, g.class, g.number, a.year,
           max(g.year) FILTER (g.year <= a.year) AS before, min(g.year) FILTER (g.year >= a.year) AS after
      FROM given g, anchor a GROUP BY g.measure, g.class, g.number, a.year),
  drawn AS (
    SELECT f.measure, f.class, f.number, f.year,
           CASE WHEN f.before IS NULL THEN y.value WHEN f.after IS NULL OR f.after = f.before THEN x.value
                ELSE x.value + (y.value - x.value) * (f.year - f.before) / (f.after - f.before) END AS value,
           CASE WHEN f.after = f.before THEN x.mark END AS exact_
      FROM framed f LEFT JOIN given x ON x.measure = f.measure AND x.class = f.class AND x.year = f.before
      LEFT JOIN given y ON y.measure = f.measure AND y.class = f.class AND y.year = f.after)
  SELECT measure, class, number, year, value / CASE measure WHEN 'cohort' THEN 1 ELSE sum(value ORDER BY number) OVER (PARTITION BY measure, year ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS value
         , CASE WHEN exact_ IS NULL THEN 'interpolated' ELSE exact_ END AS mark
    FROM drawn;

-- cell: the adults of each kind at the anchor at hand, weighed by need, fitted to the profile.
CREATE TABLE cell (region INTEGER, category INTEGER, sex INTEGER, age INTEGER, nationality INTEGER, need BIGINT, wanted DOUBLE);
CREATE TABLE cohort (year INTEGER, insz BIGINT, category INTEGER, nis INTEGER);

-- Months are counted from January 2003 = 0; the anchor of year y is month (y - 2003) * 12 + 2.
-- piece: the months from_ to to_ during which a person receives support without a break of the file.
CREATE TABLE piece (insz BIGINT, nis INTEGER, category INTEGER, kind INTEGER, from_ INTEGER, to_ INTEGER, opens BOOLEAN, closes BOOLEAN);

-- edge: the first month of the piece around an anchor, until its last one is known.
CREATE TABLE edge (year INTEGER, insz BIGINT, nis INTEGER, category INTEGER, from_ INTEGER, opens BOOLEAN);

-- Lengths are of two kinds, short and long, each with a constant chance to end, so that what lies behind and before an
-- anchor has the same law; `most` is where the law is cut off. This logarithm of 2400 fixed numbers, made whole months, is
-- the one place where the mathematics of the machine counts.
CREATE TABLE duration AS
  SELECT era, long_, most, pick, CAST(floor(-mean * ln(1 - (pick + 0.5) / 200.0 * (1 - exp(-(most + 1) / mean)))) AS INTEGER) AS months
    FROM (SELECT * FROM (VALUES (0, 0, 4.5), (0, 1, 30.0), (1, 0, 9.0), (1, 1, 45.0)) v(era, long_, mean)), (VALUES (11), (23), (400)) m(most), range(200) r(pick);
