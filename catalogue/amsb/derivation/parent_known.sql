-- Was a parent paid a living wage in any month before the reference quarter? 1 yes, 0 no; a person without a known
-- parent has no row.
WITH paid AS (
    SELECT DISTINCT p.insz AS parent
    FROM living_wage_payment p
    WHERE p.kind = $living_wage_kind
      AND p.year <= $year
      AND (p.year < $year OR p.month <= 3 * ($quarter - 1))
      AND p.insz IN (SELECT l.parent FROM derived_parent_link l)
)
SELECT l.person AS person, MAX(CASE WHEN p.parent IS NULL THEN 0 ELSE 1 END) AS parent_known
FROM derived_parent_link l
LEFT JOIN paid p ON p.parent = l.parent
GROUP BY l.person
