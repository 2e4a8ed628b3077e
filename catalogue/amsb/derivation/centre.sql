-- Category and centre of the payment that covers the reference date. Of several centres in one month the last to begin
-- counts, then the lowest number. The size of a centre is its number of beneficiaries on that date.
WITH paid AS (
    SELECT p.insz AS person, p.nis AS nis, p.category AS category, p.first_day AS first_day
    FROM living_wage_payment p
    WHERE p.year = $year
      AND p.month = $month
      AND p.kind = $living_wage_kind
      AND p.amount_type = $grant_amount_type
      AND p.first_day <= $date
      AND p.last_day >= $date
),
size AS (
    SELECT p.nis AS nis, COUNT(DISTINCT p.person) AS beneficiaries
    FROM paid p
    GROUP BY p.nis
),
ranked AS (
    SELECT
        p.person AS person,
        p.nis AS nis,
        p.category AS category,
        ROW_NUMBER() OVER (
            PARTITION BY p.person ORDER BY p.first_day DESC, p.nis, p.category
        ) AS choice
    FROM paid p
    WHERE p.person IN (SELECT s.person FROM subject s)
)
SELECT
    r.person AS person,
    r.category AS living_wage_category,
    CASE
        WHEN r.nis IN $big_city_nis THEN 'big_city'
        WHEN z.beneficiaries >= $centre_very_large_from THEN 'very_large'
        WHEN z.beneficiaries >= $centre_large_from THEN 'large'
        WHEN z.beneficiaries >= $centre_medium_from THEN 'medium'
        ELSE 'small'
    END AS centre_dimension
FROM ranked r
LEFT JOIN size z ON z.nis = r.nis
WHERE r.choice = 1
