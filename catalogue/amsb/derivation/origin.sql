-- Origin after the Socio-economic Monitoring: the first sign of a country other than Belgium, looked for in this order:
-- birth nationality of the father, of the mother, of the person, present nationality of the person.
WITH parent AS (
    SELECT p.insz AS parent, MIN(p.birth_nationality) AS birth_nationality
    FROM person p
    WHERE p.insz IN (SELECT l.parent FROM derived_parent_link l)
    GROUP BY p.insz
),
parents AS (
    SELECT
        l.person AS person,
        MAX(CASE WHEN l.parent_role = 1 THEN p.birth_nationality END) AS father,
        MAX(CASE WHEN l.parent_role = 2 THEN p.birth_nationality END) AS mother
    FROM derived_parent_link l
    LEFT JOIN parent p ON p.parent = l.parent
    GROUP BY l.person
)
SELECT
    f.person AS person,
    CASE
        WHEN b.father <> 'BE' THEN b.father
        WHEN b.mother <> 'BE' THEN b.mother
        WHEN f.birth_nationality <> 'BE' THEN f.birth_nationality
        WHEN f.nationality <> 'BE' THEN f.nationality
        WHEN f.nationality = 'BE' AND f.birth_nationality = 'BE' AND b.father = 'BE' AND b.mother = 'BE' THEN 'BE'
        WHEN f.birth_nationality = 'BE' AND (b.father IS NULL OR b.mother IS NULL) THEN 'belgian_unplaced'
    END AS origin
FROM derived_person_facts f
LEFT JOIN parents b ON b.person = f.person
