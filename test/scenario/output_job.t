What a job left in quarantine is asked for, refused with its reason, mended and released; the proof that comes with it is checked.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ echo "the passphrase of chris" >secret/chris
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ masked() { sed -E 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/MOMENT              /; s/[(]20[0-9]{2}-[0-9]{2}-[0-9]{2}[)]/(DAY)/'; }
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as ria beraad undertaking sign $ID --quiet >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 2014 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ job() { as ria beraad enclave run $ID --quiet --json "$@" | jq -r .outcome; }

A table of who moved between two years has cells of a few persons:

  $ as ria beraad enclave import $ID "$PROJECT/example/transition/transition.py" --quiet >/dev/null
  $ job transition.py 2012 2014
  done
  $ as ria beraad output request $ID 1
  output 1: requested
    deliberation  IVC/KSZG/19/002, population
    author        ria, from job 1
    votes         0 of 1
  $ as ria beraad output check 1 | sed -n '/FAIL.*: too few persons/,+3p'
  FAIL  transition.csv: too few persons (10 cells)
          socio_economic_position@2012=*, socio_economic_position@2014=1
          socio_economic_position@2012=*, socio_economic_position@2014=4
          socio_economic_position@2012=1, socio_economic_position@2014=*
  $ as chris beraad output approve 1
  refused: output approve
    - output 1 has findings with which nobody can approve it  [9, 10]
  beraad: refused, for 1 reason
  [5]
  $ as chris beraad output reject 1 --reason "too fine" --quiet >/dev/null

A job that nobody of hers ran has nothing to ask for, nor has one that left no sidecar:

  $ as ria beraad output request $ID 9
  refused: output request
    - no year is asked for  [2, 4, 9]
  beraad: refused, for 1 reason
  [5]
  $ job true
  done
  $ as ria beraad output request $ID 2
  beraad: job 2 left no 'output.yaml' beside its files
          the job itself says in it what each file is; 'man beraad' shows how
  [4]

By sex alone, with a figure and a note; under names that would carry something, and beside them a picture that calls itself a table:

  $ cat >sex.py <<'.'
  > import csv, collections
  > rows = list(csv.DictReader(open("/data/population-2012.csv", newline="")))
  > counts = collections.Counter(row["sex"] for row in rows)
  > with open("/out/born-1970-01-01.csv", "w") as file:
  >     file.write("sex,count\n")
  >     for code, count in counts.items():
  >         file.write(f"{code},{count}\n")
  > open("/out/picture.csv", "wb").write(b"\x89PNG\r\n")
  > open("/out/figure.json", "w").write('{"mark": "bar", "encoding": {"y": {"type": "quantitative", "field": "count"},'
  >     ' "x": {"field": "s\\u0065x", "type": "nominal"}}}')
  > open("/out/remark.txt", "w").write("Women are the larger part.  \n")
  > open("/out/output.yaml", "w").write("""output: 1
  > files:
  >   - {file: born-1970-01-01.csv, type: frequency_table, year: 2012, by: [sex]}
  >   - {file: figure.json, type: figure, of: born-1970-01-01.csv}
  >   - {file: remark.txt, type: note}
  > """ + ("  - {file: picture.csv, type: frequency_table, year: 2012, by: [sex]}\n" if __import__("sys").argv[1:] else ""))
  > .
  $ as ria beraad enclave import $ID sex.py --quiet >/dev/null
  $ job sex.py picture
  done
  $ as ria beraad output request $ID 3 --quiet >/dev/null
  $ as ria beraad output check 2 | grep -A 1 "FAIL.*picture"
  FAIL  picture.csv: the file is of a kind that never leaves
          a PNG picture
  $ job sex.py
  done
  $ as ria beraad output request $ID 4 --quiet >/dev/null
  $ as ria beraad output check 3 | grep FAIL
  FAIL  born-1970-01-01.csv: too few persons (1 cell)
  $ as chris beraad output protect 3 --method round | masked
  output 3: checked
    deliberation  IVC/KSZG/19/002, population
    author        ria, from job 4
    round         2, method round
    votes         0 of 1
  
  born-1970-01-01.csv: frequency_table by sex@2012; protected by round
  sex  count  status
  ---  -----  ------
  1       74  r
  2       90  r
  9        0  r
  *      164  r
  
  figure.json
  {"$schema":"https://vega.github.io/schema/vega-lite/v5.json","data":{"url":"1.csv"},"encoding":{"x":{"field":"sex","type":"nominal"},"y":{"field":"count","type":"quantitative"}},"mark":"bar"}
  
  remark.txt
  Women are the larger part.
  
  judged at the level of persons and households
  
  note  figure.json: what could be hidden in it, in bits (9)
          by doc/format/output-request.md
          do: read it, and think of that
  
  note  remark.txt: what could be hidden in it, in bits (189)
          by doc/format/output-request.md
          do: read it, and think of that
  
  how it came to this
  round  at                    by     method  fail  review  note
  -----  --------------------  -----  ------  ----  ------  ----
      1  MOMENT                ria    none       1       0     2
      2  MOMENT                chris  round      0       0     2
  $ as chris beraad output approve 3 --quiet >/dev/null
  $ as chris beraad output release 3 --quiet >/dev/null
  $ cd custody/outgoing/output-3
  $ ls
  1.csv
  2.json
  3.txt
  decision.json
  decision.tlog-proof
  record.json
  record.json.note
  $ cat 1.csv 2.json 3.txt
  sex,count,status
  1,74,r
  2,90,r
  9,0,r
  *,164,r
  {"$schema":"https://vega.github.io/schema/vega-lite/v5.json","data":{"url":"1.csv"},"encoding":{"x":{"field":"sex","type":"nominal"},"y":{"field":"count","type":"quantitative"}},"mark":"bar"}
  Women are the larger part.
  $ grep -rl born-1970 .
  [1]
  $ jq -c '[.files[] | [.name, .method]], .checkers, .author' record.json
  [["1.csv","round"],["2.json","none"],["3.txt","none"]]
  ["chris"]
  "ria"

Whoever has the ledger's key checks that the decision stands in it, and that the record means this proof:

  $ beraad ledger check decision.tlog-proof --entry decision.json --key ../../public/beraad.vkey
  entry 42 is in the ledger 'ksz.test' of 43 entries
  $ test "$(jq -r .ledger_proof record.json)" = "sha256:$(sha256sum <decision.tlog-proof | cut -d ' ' -f 1)" && echo this one
  this one
  $ jq -c '[.type, .body.output]' decision.json
  ["output_decided",3]
  $ sed 's/yes/no/; s/true/false/' decision.json >changed.json
  $ beraad ledger check decision.tlog-proof --entry changed.json --key ../../public/beraad.vkey 2>&1 | head -n 1
  beraad: the proof does not hold for this entry

The report draws the figure from the cells of the table that left, and has the remark as text:

  $ cd ../../..
  $ beraad output profile $ID --language en >/dev/null
  $ /usr/bin/python3 - <<'PY'
  > import html, json, re
  > page = open("profile-en.html", encoding="utf-8").read()
  > charts = [json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', page)]
  > print([(chart["mark"]["type"] if isinstance(chart["mark"], dict) else chart["mark"], [(v["a"], v["n"]) for v in chart["data"]["values"]]) for chart in charts])
  > print([html.unescape(text) for text in re.findall(r"<blockquote>(.*?)</blockquote>", page, re.S)])
  > PY
  [('bar', [('male', 74.0), ('female', 90.0)]), ('bar', [('male', 74.0), ('female', 90.0)])]
  ['Women are the larger part.\n']
