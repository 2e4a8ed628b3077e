-- The adults: those of 18 to 64 on 31 March $year, with what decides the chance and the category of support. A home with a
-- minor child gives category 3 (in a couple to one of the two, by chance); life with a partner, parents or others 1; life
-- alone 2; in one case of twenty the centre judges otherwise. Streams 500-509.
CREATE OR REPLACE TABLE adult AS
  WITH here AS (
    SELECT *, make_date($year, 3, 31) AS t,
           CASE WHEN from_1 <= make_date($year, 3, 31) AND make_date($year, 3, 31) < end_1 THEN 1 WHEN from_2 <= make_date($year, 3, 31) AND make_date($year, 3, 31) < end_2 THEN 2 ELSE 0 END AS couple
      FROM kept.life
     WHERE birth_date <= make_date($year - 18, 3, 31) AND birth_date > make_date($year - 65, 3, 31)
       AND (settled IS NULL OR settled <= make_date($year, 1, 1)) AND (death_date IS NULL OR death_date > make_date($year, 3, 31))
       AND (left_on IS NULL OR left_on > make_date($year, 3, 31)))
  SELECT insz, region, sex, need,
         CASE WHEN couple = 1 AND NOT refers_1 THEN nis_1 WHEN couple = 2 AND NOT refers_2 THEN nis_2 ELSE nis END AS nis,
         CASE WHEN birth_date > make_date($year - 25, 3, 31) THEN 1 ELSE 2 END AS age,
         CASE WHEN born_country = 0 OR belgian_since <= t THEN 1 WHEN c.eu_from <= t AND (c.eu_to IS NULL OR c.eu_to >= t) THEN 2 ELSE 3 END AS nationality,
         CASE WHEN draw($seed, 500, insz * 4096 + $year) < 0.05 THEN 1 + CAST(floor(3 * draw($seed, 501, insz * 4096 + $year)) AS INTEGER)
              WHEN eldest <= t AND youngest > t - 6575 AND CASE WHEN couple > 0 THEN draw($seed, 502, insz) < 0.6 ELSE sex = 2 OR with_father END THEN 3
              WHEN couple > 0 THEN 1
              WHEN t < moves_out AND ((mother IS NOT NULL AND (mother_died IS NULL OR mother_died > t)) OR (father IS NOT NULL AND (father_died IS NULL OR father_died > t))) THEN 1
              WHEN lodges_from <= t AND t < lodges_to THEN 1 ELSE 2 END AS category
    FROM here LEFT JOIN country c ON c.country = born_country;
DELETE FROM cell;
INSERT INTO cell
  SELECT region, category, sex, age, nationality, sum(need), sum(need) FROM adult GROUP BY region, category, sex, age, nationality;
