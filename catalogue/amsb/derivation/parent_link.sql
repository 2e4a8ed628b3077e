-- The parents of the subjects, one row for each link: the one reading of the filiation for the derivations that look up.
SELECT f.child_insz AS person, f.parent_role AS parent_role, f.parent_insz AS parent
FROM filiation f
WHERE f.child_insz IN (SELECT s.person FROM subject s)
