-- One row for each person of the population register, with age and nationality on the reference date. Should two records
-- resolve to the same person, that of the National Register counts first.
WITH known AS (
    SELECT
        p.insz AS person,
        p.register AS register,
        p.birth_date AS birth_date,
        p.sex AS sex,
        p.birth_nationality AS birth_nationality,
        CASE WHEN p.nationality_since IS NULL OR p.nationality_since <= $date
             THEN p.nationality ELSE p.birth_nationality END AS nationality,
        ROW_NUMBER() OVER (
            PARTITION BY p.insz
            ORDER BY CASE p.register WHEN 'RR' THEN 1 WHEN 'RAD' THEN 2 ELSE 3 END, p.birth_date, p.sex,
                     p.birth_nationality, p.nationality
        ) AS choice
    FROM person p
    WHERE p.insz IN (SELECT s.person FROM subject s)
)
SELECT
    k.person AS person,
    k.register AS register,
    k.sex AS sex,
    k.birth_nationality AS birth_nationality,
    k.nationality AS nationality,
    CAST(EXTRACT(YEAR FROM $date) - EXTRACT(YEAR FROM k.birth_date)
         - CASE WHEN 100 * EXTRACT(MONTH FROM $date) + EXTRACT(DAY FROM $date)
                   < 100 * EXTRACT(MONTH FROM k.birth_date) + EXTRACT(DAY FROM k.birth_date)
                THEN 1 ELSE 0 END AS INTEGER) AS age
FROM known k
WHERE k.choice = 1
