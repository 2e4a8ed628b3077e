-- The one socio-economic position of the reference quarter; no row: unknown.
SELECT a.insz AS person, MIN(a.position) AS socio_economic_position
FROM activity a
WHERE a.year = $year
  AND a.quarter = $quarter
  AND a.insz IN (SELECT s.person FROM subject s)
GROUP BY a.insz
