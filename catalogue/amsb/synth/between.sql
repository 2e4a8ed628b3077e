-- Those who receive support between the anchors of $year - 2 and $year only: as many as a steady flow asks. Who was in the first
-- cohort or comes into the second is more likely to be there in between as well, where months are free. Streams 530-539.
INSERT INTO piece
  WITH flow_ AS (SELECT CASE WHEN $year > 2015 THEN 1 ELSE 0 END AS era, CASE WHEN $year > 2015 THEN 0.216 ELSE 0.160 END AS long_share,
                        CASE WHEN $year > 2015 THEN $between_after WHEN $year > 2008 THEN $between_before ELSE 3 * $between_before END * ($residents / 11700000.0) AS pace, ($year - 2 - 2003) * 12 + 2 AS anchor),
  known AS (
    SELECT insz, max(to_) AS left_, min(right_) AS right_ FROM (
      SELECT insz, to_, NULL AS right_ FROM piece UNION ALL SELECT insz, -99, from_ FROM edge WHERE year = $year) GROUP BY insz),
  weighed AS (
    SELECT a.insz, a.nis, a.category, greatest(coalesce(k.left_ + 2, 0), anchor + 1, 0) AS first_month, least(coalesce(k.right_ - 2, 9999), anchor + 23) AS last_month,
           c.wanted / c.need * a.need * CASE WHEN k.insz IS NULL THEN 1 WHEN k.left_ >= anchor OR k.right_ <= anchor + 24 THEN 400 ELSE 30 END * pace AS pace_
      FROM flow_, adult a LEFT JOIN known k ON k.insz = a.insz
      JOIN cell c ON c.region = a.region AND c.category = a.category AND c.sex = a.sex AND c.age = a.age AND c.nationality = a.nationality),
  begun AS (
    SELECT insz, nis, category, era, last_month, first_month + CAST(floor((last_month - first_month + 1) * draw($seed, 532, insz * 4096 + $year)) AS INTEGER) AS start_,
           CASE WHEN draw($seed, 533, insz * 4096 + $year) < long_share THEN 1 ELSE 0 END AS long_, CAST(floor(200 * draw($seed, 534, insz * 4096 + $year)) AS INTEGER) AS pick
      FROM weighed, flow_
     WHERE last_month >= first_month AND draw($seed, 531, insz * 4096 + $year) < pace_ * (last_month - first_month + 1))
  SELECT b.insz, b.nis, b.category, 1, start_, start_ + d.months, true, true
    FROM begun b JOIN duration d ON d.era = b.era AND d.long_ = b.long_ AND d.pick = b.pick AND d.most = 400
   WHERE start_ + d.months <= last_month;
