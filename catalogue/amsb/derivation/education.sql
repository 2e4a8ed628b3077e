-- Highest diploma in the snapshot of 1 January of the reference year; no row: unknown.
WITH highest AS (
    SELECT
        e.insz AS person,
        e.level AS education_level,
        e.field AS field_of_study,
        ROW_NUMBER() OVER (
            PARTITION BY e.insz
            ORDER BY CASE WHEN e.level IS NULL THEN -1 ELSE e.level END DESC,
                     CASE WHEN e.field IS NULL THEN 99 ELSE e.field END
        ) AS choice
    FROM education e
    WHERE e.year = $year
      AND e.insz IN (SELECT s.person FROM subject s)
)
SELECT h.person AS person, h.education_level AS education_level, h.field_of_study AS field_of_study
FROM highest h
WHERE h.choice = 1
