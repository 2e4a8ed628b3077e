-- All who share a household with a subject on 1 January of the reference year: the one reading of that large table for the
-- derivations that need it. One row for each member; the age is that on the reference date.
WITH own AS (
    SELECT DISTINCT h.reference_insz AS household
    FROM household_member h
    WHERE h.year = $year
      AND h.insz IN (SELECT s.person FROM subject s)
),
listed AS (
    SELECT
        h.insz AS person,
        h.reference_insz AS household,
        h.relation AS relation,
        h.civil_state AS civil_state,
        MAX(CASE WHEN h.collective OR h.relation = 20 THEN 1 ELSE 0 END)
            OVER (PARTITION BY h.reference_insz) AS collective,
        ROW_NUMBER() OVER (PARTITION BY h.insz ORDER BY h.relation, h.reference_insz) AS choice
    FROM household_member h
    WHERE h.year = $year
      AND h.reference_insz IN (SELECT o.household FROM own o)
),
birth AS (
    SELECT p.insz AS person, MIN(p.birth_date) AS birth_date, MIN(p.sex) AS sex
    FROM person p
    WHERE p.insz IN (SELECT l.person FROM listed l)
    GROUP BY p.insz
)
SELECT
    l.person AS person,
    l.household AS household,
    l.relation AS relation,
    l.civil_state AS civil_state,
    l.collective AS collective,
    b.sex AS sex,
    EXTRACT(YEAR FROM $date) - EXTRACT(YEAR FROM b.birth_date)
        - CASE WHEN 100 * EXTRACT(MONTH FROM $date) + EXTRACT(DAY FROM $date)
                  < 100 * EXTRACT(MONTH FROM b.birth_date) + EXTRACT(DAY FROM b.birth_date)
               THEN 1 ELSE 0 END AS age
FROM listed l
LEFT JOIN birth b ON b.person = l.person
WHERE l.choice = 1
