-- The households of 1 January $year. Streams 400-419.

-- state: every resident. A person without `host` is at the head of a household, alone or in a couple.
CREATE TABLE state AS
  WITH here AS (
    SELECT *, make_date($year, 1, 1) AS t,
           CASE WHEN from_1 <= make_date($year, 1, 1) AND make_date($year, 1, 1) < end_1 THEN 1
                WHEN from_2 <= make_date($year, 1, 1) AND make_date($year, 1, 1) < end_2 THEN 2 ELSE 0 END AS couple
      FROM kept.life
     WHERE birth_date < make_date($year, 1, 1) AND (settled IS NULL OR settled <= make_date($year, 1, 1))
       AND (death_date IS NULL OR death_date >= make_date($year, 1, 1)) AND (left_on IS NULL OR left_on >= make_date($year, 1, 1))),
  judged AS (
    SELECT *, couple = 0 AND collective_from <= t AND (collective_for_good OR in_days(collective_from, 1200) > t) AS collective,
           mother IS NOT NULL AND (mother_died IS NULL OR mother_died >= t) AS has_mother,
           father IS NOT NULL AND (father_died IS NULL OR father_died >= t) AND (father_settled IS NULL OR father_settled <= t) AS has_father
      FROM here),
  hosted AS (
    SELECT *, CASE WHEN couple > 0 OR collective IS TRUE THEN NULL
                   WHEN t < moves_out AND has_father AND (NOT has_mother OR (with_father AND apart <= t)) THEN father
                   WHEN t < moves_out AND has_mother THEN mother
                   WHEN t < moves_out AND guardian IS NOT NULL THEN guardian
                   WHEN carer IS NOT NULL AND t - birth_date > 26298 THEN carer
                   WHEN lodges_from <= t AND t < lodges_to AND (eldest IS NULL OR eldest > t) THEN landlord END AS host
      FROM judged)
  SELECT insz, couple, host,
         collective IS TRUE OR (host IS NULL AND couple = 0 AND t - birth_date < 5844) AS collective,
         CASE WHEN host IS NULL OR host = mother OR host = father THEN 1 WHEN host = guardian THEN 2 WHEN host = carer THEN 3 ELSE 4 END AS bond,
         mother, father, nis, t - birth_date AS age_days,
         CASE couple WHEN 1 THEN refers_1 WHEN 2 THEN refers_2 ELSE true END AS refers,
         CASE WHEN couple = 1 AND NOT refers_1 THEN partner_1 WHEN couple = 2 AND NOT refers_2 THEN partner_2 ELSE insz END AS refer,
         CASE WHEN couple = 1 AND NOT refers_1 THEN nis_1 WHEN couple = 2 AND NOT refers_2 THEN nis_2 ELSE nis END AS home,
         CAST(CASE WHEN (couple = 1 AND wed_1 <= t) OR (couple = 2 AND wed_2 <= t) THEN 20
              WHEN wed_2 < end_2 AND end_2 <= t THEN CASE WHEN end_2 = split_2 THEN 41 ELSE 30 END
              WHEN wed_1 < end_1 AND end_1 <= t THEN CASE WHEN end_1 < split_1 THEN 30 WHEN end_1 > in_days(t, -365) AND couple = 0 THEN 20
                                                          WHEN end_1 < DATE '1994-10-01' THEN 40 WHEN insz % 60 = 0 THEN 51 ELSE 41 END
              WHEN partner_1 IS NULL AND birth_date < DATE '1943-01-01' THEN CASE WHEN insz % 10 < 6 THEN 30 ELSE 10 END
              ELSE 10 END AS SMALLINT) AS civil_state
    FROM hosted;

-- member: those who live with a host, with the head that they come under after one, two or three steps.
CREATE TABLE member AS
  WITH one AS (
    SELECT s.insz, s.bond, s.mother, s.father, h.host AS next_host, h.bond AS next_bond, h.refer, h.home, h.couple, h.collective
      FROM state s JOIN state h ON h.insz = s.host WHERE s.host IS NOT NULL),
  two AS (
    SELECT o.insz, o.bond, o.mother, o.father, o.next_bond, 1 AS steps, refer, home, couple, collective, CAST(NULL AS BIGINT) AS next_host FROM one o WHERE next_host IS NULL
    UNION ALL
    SELECT o.insz, o.bond, o.mother, o.father, o.next_bond, 2, h.refer, h.home, h.couple, h.collective, h.host FROM one o JOIN state h ON h.insz = o.next_host),
  three AS (
    SELECT insz, bond, mother, father, next_bond, steps, refer, home, couple, collective FROM two WHERE next_host IS NULL
    UNION ALL
    SELECT o.insz, o.bond, o.mother, o.father, o.next_bond, 3, h.refer, h.home, h.couple, h.collective FROM two o JOIN state h ON h.insz = o.next_host AND h.host IS NULL)
  SELECT insz, refer, home, collective,
         CAST(CASE WHEN bond = 3 THEN CASE WHEN refer_is_child THEN 6 ELSE 7 END
                   WHEN bond = 4 THEN CASE WHEN insz % 5 = 0 THEN 11 WHEN insz % 5 = 1 THEN 17 ELSE 12 END
                   WHEN bond = 2 THEN CASE WHEN steps = 1 THEN 11 ELSE 12 END
                   WHEN mother = refer OR father = refer THEN 3
                   WHEN steps = 1 THEN 13
                   WHEN next_bond = 1 THEN 5 WHEN next_bond = 3 THEN 9 ELSE 12 END AS SMALLINT) AS relation
    FROM (SELECT t.*, c.mother IS NOT NULL AND c.mother = t.insz AS refer_is_child FROM three t LEFT JOIN state c ON c.insz = CASE WHEN t.bond = 3 THEN t.refer END)
   WHERE NOT (bond = 4 AND (couple > 0 OR steps > 1)) AND NOT collective;

-- A child whom no household could take in lives in an institution.
UPDATE state SET collective = true WHERE host IS NOT NULL AND age_days < 5844 AND insz NOT IN (SELECT insz FROM member);

-- Homes and institutions: the people of a municipality in up to three of them.
CREATE TABLE institution AS
  SELECT nis, third, min(insz) AS refer FROM (SELECT nis, insz % 3 AS third, insz FROM state WHERE collective) GROUP BY nis, third;

-- Numbers are those that held on the day (alias), for the person and for the reference.
CREATE TABLE then_ AS
  SELECT insz, number FROM alias WHERE since <= make_date($year, 1, 1) AND make_date($year, 1, 1) < until AND reason = 'correction';
COPY (
  WITH listed AS (
    SELECT s.insz, CASE WHEN s.collective THEN i.refer WHEN m.insz IS NOT NULL THEN m.refer ELSE s.refer END AS reference,
           CASE WHEN s.collective THEN 20 WHEN m.insz IS NOT NULL THEN m.relation WHEN s.refers THEN 1 WHEN s.civil_state = 20 THEN 2 ELSE 12 END AS relation,
           s.civil_state, s.collective, CASE WHEN s.collective THEN s.nis WHEN m.insz IS NOT NULL THEN m.home ELSE s.home END AS nis
      FROM state s LEFT JOIN member m ON m.insz = s.insz
      LEFT JOIN institution i ON i.nis = CASE WHEN s.collective THEN s.nis END AND i.third = s.insz % 3)
  SELECT CAST($year AS SMALLINT) AS year, coalesce(a.number, l.insz) AS insz, coalesce(b.number, l.reference) AS reference_insz,
         CAST(relation AS SMALLINT) AS relation, civil_state, collective, CAST(CASE WHEN $year >= 2019 THEN u.nis_2019 ELSE u.nis END AS INTEGER) AS nis
    FROM listed l LEFT JOIN then_ a ON a.insz = l.insz LEFT JOIN then_ b ON b.insz = l.reference JOIN municipality u ON u.nis = l.nis
   ORDER BY 2
) TO '$out/household_member/year=$year/part.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
DROP TABLE institution; DROP TABLE member; DROP TABLE state; DROP TABLE then_;
