-- Volume worked over volume workable of the members of working age who are not young students, over the four quarters that
-- end with the reference quarter. In exact decimals, so that a limit between two classes is the same limit always.
-- -1: no private household; -2: no member of working age; no row: unknown.
WITH volume AS (
    SELECT
        a.insz AS person,
        MAX(CASE WHEN a.student THEN 1 ELSE 0 END) AS student,
        MAX(CAST(a.worked AS DECIMAL(9, 6))) AS worked,
        MAX(CAST(a.workable AS DECIMAL(9, 6))) AS workable
    FROM activity a
    WHERE a.year = $year
      AND a.quarter = $quarter
      AND a.insz IN (SELECT g.person FROM derived_household_members g WHERE g.collective = 0)
    GROUP BY a.insz
),
counted AS (
    SELECT g.household AS household, v.person AS active, v.worked AS worked, v.workable AS workable
    FROM derived_household_members g
    LEFT JOIN volume v ON v.person = g.person
    WHERE g.collective = 0
      AND g.age BETWEEN $work_intensity_age_from AND $work_intensity_age_to
      AND NOT (g.age < $work_intensity_student_below AND COALESCE(v.student, 0) = 1)
),
total AS (
    SELECT
        c.household AS household,
        COUNT(c.active) AS active,
        SUM(c.worked) AS worked,
        SUM(c.workable) AS workable
    FROM counted c
    GROUP BY c.household
),
member AS (
    SELECT
        l.person AS person,
        CASE
            WHEN l.collective = 1 THEN -1
            WHEN t.household IS NULL THEN -2
            WHEN t.active = 0 THEN NULL
            WHEN t.workable > 0 THEN CAST(t.worked / t.workable AS DECIMAL(9, 6))
            ELSE -2
        END AS work_intensity
    FROM derived_household_members l
    LEFT JOIN total t ON t.household = l.household
    WHERE l.person IN (SELECT s.person FROM subject s)
)
SELECT
    s.person AS person,
    CASE
        WHEN m.person IS NOT NULL THEN m.work_intensity
        WHEN f.register IN ('BIS', 'RAD') THEN -1
    END AS work_intensity
FROM subject s
LEFT JOIN member m ON m.person = s.person
LEFT JOIN derived_person_facts f ON f.person = s.person
