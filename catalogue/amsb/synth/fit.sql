-- One pass of iterative proportional fitting of the cells to the profile of $year. Sums are of whole millionths: their order
-- does not matter.
UPDATE cell SET wanted = wanted * f.factor FROM (
  SELECT p.number, p.value * n.value * 1e6 / sum(CAST(c.wanted * 1e6 AS HUGEINT)) AS factor
    FROM cell c JOIN profile p ON p.year = $year AND p.measure = 'region' AND p.number = c.region
    JOIN profile n ON n.year = $year AND n.measure = 'cohort' GROUP BY p.number, p.value, n.value) f
 WHERE cell.region = f.number;
UPDATE cell SET wanted = wanted * f.factor FROM (
  SELECT p.number, p.value * n.value * 1e6 / sum(CAST(c.wanted * 1e6 AS HUGEINT)) AS factor
    FROM cell c JOIN profile p ON p.year = $year AND p.measure = 'category' AND p.number = c.category
    JOIN profile n ON n.year = $year AND n.measure = 'cohort' GROUP BY p.number, p.value, n.value) f
 WHERE cell.category = f.number;
UPDATE cell SET wanted = wanted * f.factor FROM (
  SELECT p.number, p.value * n.value * 1e6 / sum(CAST(c.wanted * 1e6 AS HUGEINT)) AS factor
    FROM cell c JOIN profile p ON p.year = $year AND p.measure = 'sex' AND p.number = c.sex
    JOIN profile n ON n.year = $year AND n.measure = 'cohort' GROUP BY p.number, p.value, n.value) f
 WHERE cell.sex = f.number;
UPDATE cell SET wanted = wanted * f.factor FROM (
  SELECT p.number, p.value * n.value * 1e6 / sum(CAST(c.wanted * 1e6 AS HUGEINT)) AS factor
    FROM cell c JOIN profile p ON p.year = $year AND p.measure = 'age' AND p.number = c.age
    JOIN profile n ON n.year = $year AND n.measure = 'cohort' GROUP BY p.number, p.value, n.value) f
 WHERE cell.age = f.number;
UPDATE cell SET wanted = wanted * f.factor FROM (
  SELECT p.number, p.value * n.value * 1e6 / sum(CAST(c.wanted * 1e6 AS HUGEINT)) AS factor
    FROM cell c JOIN profile p ON p.year = $year AND p.measure = 'nationality' AND p.number = c.nationality
    JOIN profile n ON n.year = $year AND n.measure = 'cohort' GROUP BY p.number, p.value, n.value) f
 WHERE cell.nationality = f.number;
