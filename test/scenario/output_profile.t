The profile: a report from released outputs only, and nothing from a file that is not the one released.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ for name in rik chris; do echo "the passphrase of $name" >"secret/$name"; done
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as rik beraad undertaking sign $ID --quiet >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 2016 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ for year in 2012 2016; do as rik beraad output table $ID --by sex --year $year >/dev/null; done
  $ for output in 1 2; do as chris beraad output check $output >/dev/null; done
  $ as chris beraad output protect 1 >/dev/null
  $ for output in 1 2; do as chris beraad output approve $output >/dev/null; done

Approved is not released:

  $ beraad output profile $ID
  beraad: no output of this deliberation was released yet
  [6]
  $ for output in 1 2; do as chris beraad output release $output >/dev/null; done
  $ beraad output profile $ID --out pages
  profile written: pages/profile-nl.html
  profile written: pages/profile-fr.html
  profile written: pages/profile-en.html
  $ beraad output profile $ID --out one --language fr --json
  ["one/profile-fr.html"]
  $ ls one
  profile-fr.html

Each report stands in the ledger, with the outputs that it is made of and the digest of each page:

  $ beraad ledger show --json | jq -c 'select(.type == "output_profiled") | [.actor, .body.outputs, (.body.pages | length)]'
  ["custody",[1,2],3]
  ["custody",[1,2],1]
  $ beraad ledger show --json | jq -r 'select(.type == "output_profiled") | .body.pages[]' | sort -u >recorded
  $ sha256sum pages/*.html one/*.html | sed 's/^/sha256:/; s/ .*//' | sort -u | diff - recorded && echo the same
  the same

Of a deliberation that is not there nothing is written; a person says who she is with her key:

  $ beraad output profile IVC/KSZG/19/003
  refused: output profile
    - deliberation 'IVC/KSZG/19/003' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ as chris beraad output profile $ID --out hers --language nl
  profile written: hers/profile-nl.html
  $ beraad ledger show --json | jq -r 'select(.type == "output_profiled") | .actor' | tail -n 1
  chris

The pages ask nothing of any network: what a browser would fetch is not there, and it is told not to.

  $ grep -cE '<(link|img|iframe|script src)' pages/*.html
  pages/profile-en.html:0
  pages/profile-fr.html:0
  pages/profile-nl.html:0
  [1]
  $ grep -c "default-src 'none'" pages/profile-en.html
  1

The numbers of the page are those of the released files, the newest year by itself and both as a series, without the class that nobody
is in; and what is suppressed there is marked here:

  $ /usr/bin/python3 - <<'PY'
  > import csv, re
  > page = open("pages/profile-en.html", encoding="utf-8").read()
  > tables = re.findall(r"<table>.*?</table>", page, re.S)
  > shown = [re.findall(r'<td class="n[^>]*>([^<]*)', table) for table in tables]
  > released = [[row["count"] or "\u00d7" for row in csv.DictReader(open(f"custody/outgoing/output-{n}/table.csv"))] for n in (1, 2)]
  > wanted = [released[1], [number for pair in zip(*released) if pair != ("0", "0") for number in pair], []]
  > print([[n.replace(",", "") for n in table] for table in shown] == wanted)
  > PY
  True
  $ grep -c ',s$' custody/outgoing/output-1/table.csv
  2

A file that is not the one released stops it before anything is written, and so does a record:

  $ sed -i 's/,p$/,k/' custody/outgoing/output-1/table.csv
  $ beraad output profile $ID --out never
  beraad: output 1: 'table.csv' is not the file that was released
  [6]
  $ sed -i 's/,k$/,p/' custody/outgoing/output-1/table.csv
  $ sed -i 's/"round":1/"round":2/' custody/outgoing/output-2/record.json
  $ beraad output profile $ID --out never
  beraad: output 2: 'record.json' is not the file that was released
  [6]
  $ test -e never
  [1]
