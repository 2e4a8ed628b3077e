-- The equivalent support (kind 2) of new settlers from outside the EU, partly before they had their number; a few persons of
-- the BIS register; and the bounds that birth, settlement, death and departure set. Streams 550-569.
INSERT INTO piece
  SELECT l.insz, l.nis, CASE WHEN l.eldest IS NOT NULL THEN 3 WHEN draw($seed, 551, l.insz) < 0.4 THEN 1 ELSE 2 END, 2,
         (year(settled) - 2003) * 12 + month(settled) - 1 - CASE WHEN a.insz IS NOT NULL THEN CAST(floor(12 * draw($seed, 552, l.insz)) AS INTEGER) ELSE 0 END,
         (year(settled) - 2003) * 12 + month(settled) - 1 + CAST(floor(30 * draw($seed, 553, l.insz) * draw($seed, 554, l.insz)) AS INTEGER), true, true
    FROM kept.life l LEFT JOIN (SELECT DISTINCT insz FROM alias WHERE reason = 'bis_to_rr') a ON a.insz = l.insz
   WHERE settled >= DATE '2003-02-01' AND birth_date <= settled - 7000 AND born_country > 12 AND draw($seed, 550, l.insz) < 0.35
     AND l.insz NOT IN (SELECT insz FROM piece);
INSERT INTO piece
  SELECT insz, nis, 2, 1, month_, month_ + CAST(floor(30 * draw($seed, 557, insz)) AS INTEGER), true, true
    FROM (SELECT *, CAST(floor(260 * draw($seed, 556, insz)) AS INTEGER) AS month_ FROM bis_person
           WHERE birth_date BETWEEN DATE '1958-01-01' AND DATE '1984-01-01' AND draw($seed, 555, insz) < 0.02);

CREATE TABLE claim AS
  WITH bounded AS (
    SELECT p.*, coalesce(l.death_date, l.left_on) AS last_day,
           CASE WHEN l.insz IS NULL THEN p.from_ ELSE greatest(p.from_, 0, (year(l.birth_date) + 18 - 2003) * 12 + month(l.birth_date),
                CASE WHEN p.kind = 1 AND l.settled IS NOT NULL THEN (year(l.settled) - 2003) * 12 + month(l.settled) ELSE 0 END) END AS first_month,
           least(p.to_, 263, coalesce((year(coalesce(l.death_date, l.left_on)) - 2003) * 12 + month(coalesce(l.death_date, l.left_on)) - 1, 263),
                coalesce((year(l.birth_date) + 65 - 2003) * 12 + month(l.birth_date) + 2, 263)) AS last_month
      FROM piece p LEFT JOIN kept.life l ON l.insz = p.insz)
  SELECT insz, nis, category, kind, first_month AS from_, last_month AS to_, opens OR first_month > from_ AS opens, closes, last_day,
         draw($seed, 560, insz) < 0.30 AS partial, draw($seed, 561, insz) < $wrong_per_million / 1e6 AS wrong
    FROM bounded WHERE first_month <= last_month AND last_month >= 0
   ORDER BY insz, from_;
DROP TABLE piece; DROP TABLE edge; DROP TABLE duration; DROP TABLE adult;
CREATE TABLE rate AS
  SELECT m AS month_, category, max_by(cents, valid_from) AS cents
    FROM range(264) r(m), (SELECT valid_from, category, CASE category WHEN 1 THEN cohabiting WHEN 2 THEN single ELSE family END AS cents FROM amount, range(1, 4) c(category)) a
   WHERE a.valid_from <= make_date(2003 + m // 12, m % 12 + 1, 1) GROUP BY m, category;
