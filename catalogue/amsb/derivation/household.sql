-- LIPRO position, household type and size from the snapshot of 1 January of the reference year: who stands in which
-- relation to the reference person, and who is whose parent. Unmarried couples are not registered but inferred.
WITH home AS (
    SELECT
        l.household AS household,
        COUNT(*) AS size,
        MAX(l.collective) AS collective,
        COALESCE(MAX(CASE WHEN l.relation = 1 AND l.person = l.household THEN l.person END),
                 MIN(CASE WHEN l.relation = 1 THEN l.person END)) AS head,
        MIN(CASE WHEN l.relation = 2 THEN l.person END) AS spouse
    FROM derived_household_members l
    GROUP BY l.household
),
-- Only private households of two and more need any thought.
living AS (
    SELECT
        l.person AS person,
        l.household AS household,
        l.relation AS relation,
        l.civil_state AS civil_state,
        l.sex AS sex,
        l.age AS age
    FROM derived_household_members l
    JOIN home h ON h.household = l.household AND h.collective = 0 AND h.size > 1
),
-- Filiation of which the parent lives in one of these households; the child need not.
kin AS (
    SELECT f.child_insz AS child, f.parent_insz AS parent
    FROM filiation f
    WHERE f.parent_insz IN (SELECT v.person FROM living v)
),
inside AS (
    SELECT c.household AS household, k.child AS child, k.parent AS parent
    FROM kin k
    JOIN living c ON c.person = k.child
    JOIN living p ON p.person = k.parent AND p.household = c.household
),
common AS (
    SELECT DISTINCT one.parent AS one, other.parent AS other
    FROM kin one
    JOIN kin other ON other.child = one.child AND other.parent <> one.parent
),
-- Members not related to a reference person without spouse, who could be the partner: by a common child, or by age and
-- sex. Parent and child are no couple.
possible AS (
    SELECT
        c.household AS household,
        c.person AS person,
        CASE WHEN m.one IS NULL THEN 0 ELSE 1 END AS shares_child
    FROM home h
    JOIN living head ON head.person = h.head AND head.household = h.household
    JOIN living c ON c.household = h.household AND c.relation = 12
    LEFT JOIN common m ON m.one = h.head AND m.other = c.person
    LEFT JOIN inside below ON below.child = c.person AND below.parent = h.head
    LEFT JOIN inside above ON above.child = h.head AND above.parent = c.person
    WHERE h.spouse IS NULL
      AND below.child IS NULL
      AND above.child IS NULL
      AND c.age >= $lipro_partner_age_from
      AND (m.one IS NOT NULL
           OR (ABS(c.age - head.age) <= $lipro_partner_age_gap
               AND (c.sex <> head.sex OR $lipro_partner_same_sex = 1)))
),
-- The grown child of a possible partner is not a second candidate.
candidate AS (
    SELECT p.household AS household, p.person AS person, p.shares_child AS shares_child
    FROM possible p
    WHERE NOT EXISTS (
        SELECT 1
        FROM inside i
        JOIN possible q ON q.person = i.parent AND q.household = i.household
        WHERE i.child = p.person
    )
),
-- One candidate is the partner; a common child decides between several.
partner AS (
    SELECT
        c.household AS household,
        CASE
            WHEN SUM(c.shares_child) = 1 THEN MAX(CASE WHEN c.shares_child = 1 THEN c.person END)
            WHEN SUM(c.shares_child) = 0 AND COUNT(*) = 1 THEN MAX(c.person)
        END AS partner
    FROM candidate c
    GROUP BY c.household
),
core AS (
    SELECT
        h.household AS household,
        h.head AS head,
        COALESCE(h.spouse, p.partner) AS partner,
        CASE WHEN h.spouse IS NOT NULL THEN 'M' WHEN p.partner IS NOT NULL THEN 'U' END AS couple
    FROM home h
    LEFT JOIN partner p ON p.household = h.household
    WHERE h.head IS NOT NULL
      AND h.collective = 0
      AND h.size > 1
),
-- Each child-in-law has one partner among the children: by a common child, else married where both are, else nearest
-- in age.
matched AS (
    SELECT
        c.person AS child,
        ROW_NUMBER() OVER (
            PARTITION BY law.person
            ORDER BY CASE WHEN m.one IS NULL THEN 1 ELSE 0 END,
                     CASE WHEN c.civil_state = law.civil_state AND c.civil_state = 20 THEN 0 ELSE 1 END,
                     ABS(c.age - law.age), c.person
        ) AS choice
    FROM living law
    JOIN living c ON c.household = law.household AND c.relation IN (3, 13) AND c.age >= $lipro_partner_age_from
    LEFT JOIN common m ON m.one = c.person AND m.other = law.person
    WHERE law.relation = 4
),
-- Whose registered parent belongs to the core. An equation first, the choice of two after it: joined with OR, the engine
-- would compare each with each.
descendant AS (
    SELECT DISTINCT i.household AS household, i.child AS child
    FROM core k
    JOIN inside i ON i.household = k.household
    WHERE i.parent = k.head
       OR i.parent = k.partner
),
-- Children of the core, whatever their age: by relation, by filiation to either partner, or a grandchild whose parent
-- does not live here. Who has a partner or child of his own in the household is none.
child AS (
    SELECT DISTINCT v.household AS household, v.person AS person
    FROM core k
    JOIN living v ON v.household = k.household AND v.person <> k.head
        AND (k.partner IS NULL OR v.person <> k.partner)
    LEFT JOIN descendant d ON d.household = v.household AND d.child = v.person
    WHERE (v.relation IN (3, 13)
           OR (v.relation NOT IN (1, 2) AND d.child IS NOT NULL)
           OR (v.relation = 5 AND NOT EXISTS (SELECT 1 FROM inside a WHERE a.child = v.person)))
      AND NOT EXISTS (SELECT 1 FROM inside own_child WHERE own_child.parent = v.person)
      AND NOT EXISTS (SELECT 1 FROM matched m WHERE m.child = v.person AND m.choice = 1)
),
family AS (
    SELECT
        k.household AS household,
        k.head AS head,
        k.partner AS partner,
        k.couple AS couple,
        COUNT(c.person) AS children
    FROM core k
    LEFT JOIN child c ON c.household = k.household
    GROUP BY k.household, k.head, k.partner, k.couple
),
placed AS (
    SELECT
        l.person AS person,
        h.size AS size,
        CASE
            WHEN h.collective = 1 THEN 'COLL'
            WHEN h.size = 1 THEN 'SING'
            WHEN f.couple = 'M' THEN CASE WHEN f.children > 0 THEN 'MAR+' ELSE 'MAR0' END
            WHEN f.couple = 'U' THEN CASE WHEN f.children > 0 THEN 'UNM+' ELSE 'UNM0' END
            WHEN f.children > 0 THEN '1PA'
            ELSE 'OTHR'
        END AS household_type,
        CASE WHEN l.person = f.head OR l.person = f.partner THEN 'core'
             WHEN c.person IS NOT NULL THEN 'child'
             ELSE 'other' END AS place
    FROM derived_household_members l
    JOIN home h ON h.household = l.household
    LEFT JOIN family f ON f.household = l.household
    LEFT JOIN child c ON c.household = l.household AND c.person = l.person
    WHERE l.person IN (SELECT s.person FROM subject s)
),
positioned AS (
    SELECT
        p.person AS person,
        p.size AS size,
        p.household_type AS household_type,
        CASE
            WHEN p.household_type IN ('COLL', 'SING', 'OTHR') THEN p.household_type
            WHEN p.place = 'other' THEN 'NFRP'
            WHEN p.place = 'core' AND p.household_type = '1PA' THEN 'H1PA'
            WHEN p.place = 'core' THEN p.household_type
            WHEN p.household_type = '1PA' THEN 'C1PA'
            WHEN p.household_type = 'MAR+' THEN 'CMAR'
            ELSE 'CUNM'
        END AS lipro
    FROM placed p
)
-- Outside the National Register the household cannot be determined: that is not the same as unknown.
SELECT
    s.person AS person,
    COALESCE(p.lipro, CASE WHEN f.register IN ('BIS', 'RAD') THEN 'NA' END) AS lipro,
    COALESCE(p.household_type, CASE WHEN f.register IN ('BIS', 'RAD') THEN 'NA' END) AS household_type,
    COALESCE(CAST(p.size AS INTEGER), CASE WHEN f.register IN ('BIS', 'RAD') THEN -1 END) AS household_size
FROM subject s
LEFT JOIN positioned p ON p.person = s.person
LEFT JOIN derived_person_facts f ON f.person = s.person
