-- A warehouse in which 400 recognisable persons (canaries) get a living wage at every reference date. Their numbers pass the
-- INSZ check (two check digits: 97 less the first nine modulo 97) and begin with 700101.
CREATE TABLE canary AS
  SELECT base * 100 + 97 - base % 97 AS insz, place FROM (SELECT place, 700101001 + place AS base FROM range(0, 400) AS r(place));
COPY (FROM read_parquet('@WAREHOUSE@/person.parquet') UNION ALL BY NAME
  SELECT insz, 'RR' AS register, DATE '1970-01-01' AS birth_date, 2 - (place + 1) % 2 AS sex, 'BE' AS birth_nationality, 'BE' AS nationality,
    CAST(NULL AS DATE) AS nationality_since, CAST(NULL AS DATE) AS death_date FROM canary) TO '@OUT@/person.parquet' (FORMAT parquet);
COPY (FROM read_parquet('@WAREHOUSE@/filiation.parquet')) TO '@OUT@/filiation.parquet' (FORMAT parquet);
COPY (FROM read_parquet('@WAREHOUSE@/centre.parquet')) TO '@OUT@/centre.parquet' (FORMAT parquet);
COPY (FROM read_parquet('@WAREHOUSE@/insz_history.parquet')) TO '@OUT@/insz_history.parquet' (FORMAT parquet);
CREATE TABLE reference AS SELECT UNNEST([2012, 2014, 2016]) AS year;
COPY (FROM read_parquet('@WAREHOUSE@/household_member/**/*.parquet', hive_partitioning = true) UNION ALL BY NAME
  SELECT year, insz, insz AS reference_insz, 1 AS relation, 10 AS civil_state, FALSE AS collective, 21004 AS nis FROM canary, reference)
  TO '@OUT@/household_member' (FORMAT parquet, PARTITION_BY (year));
COPY (FROM read_parquet('@WAREHOUSE@/activity/**/*.parquet', hive_partitioning = true) UNION ALL BY NAME
  SELECT year, 1 AS quarter, insz, 33 AS position, 0.0 AS worked, 1.0 AS workable, FALSE AS student FROM canary, reference)
  TO '@OUT@/activity' (FORMAT parquet, PARTITION_BY (year));
COPY (FROM read_parquet('@WAREHOUSE@/education/**/*.parquet', hive_partitioning = true) UNION ALL BY NAME
  SELECT year, insz, 2 AS level, 0 AS field FROM canary, reference) TO '@OUT@/education' (FORMAT parquet, PARTITION_BY (year));
COPY (FROM read_parquet('@WAREHOUSE@/living_wage_payment/**/*.parquet', hive_partitioning = true) UNION ALL BY NAME
  SELECT year, 3 AS month, insz, 21004 AS nis, 1 AS kind, 1 AS amount_type, 2 AS category, make_date(year, 3, 1) AS first_day,
    make_date(year, 3, 31) AS last_day, 83371 AS amount_cents FROM canary, reference)
  TO '@OUT@/living_wage_payment' (FORMAT parquet, PARTITION_BY (year));
