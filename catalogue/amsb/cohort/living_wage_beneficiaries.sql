-- Who receives a living wage (not its equivalent) on the reference date: a grant paid for that month, by a centre
-- whose intervention covers the day.
SELECT p.insz AS person
FROM living_wage_payment p
WHERE p.year = $year
  AND p.month = $month
  AND p.kind = $living_wage_kind
  AND p.amount_type = $grant_amount_type
  AND p.first_day <= $date
  AND p.last_day >= $date
