Output requests: what is asked for wrongly, and by whom it may not be asked.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ for name in rik chris; do echo "the passphrase of $name" >"secret/$name"; done
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ table() { beraad output table $ID "$@"; }

Before the deliberation is registered, and before she has signed what paragraph 10 asks of her:

  $ as rik table --by sex --year 2016
  refused: output request
    - deliberation 'IVC/KSZG/19/002' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as rik table --by sex --year 2016
  refused: output request
    - actor 'rik' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  beraad: refused, for 1 reason
  [5]

A checker asks for nothing, an operator neither:

  $ as chris table --by sex --year 2016
  refused: output request
    - 'output request' is not for the role checker (but for: researcher)
    - actor 'chris' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  beraad: refused, for 2 reasons
  [5]
  $ as els table --by sex --year 2016 --json
  {"act":"output request","deliberation":"IVC/KSZG/19/002","reasons":[{"cites":[],"code":"role","words":"'output request' is not for the role operator (but for: researcher)"},{"cites":[10],"code":"undertaking","words":"actor 'els' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'"}],"verdict":"refused"}
  {"error":"refused","hint":"","message":"refused, for 2 reasons"}
  [5]

What is said wrongly is told; what the deliberation does not allow is refused, with its paragraph, and stands in the ledger:

  $ as rik beraad undertaking sign $ID --quiet >/dev/null
  $ as rik table --year 2016
  beraad: expected '--by' with 1 to 5 dimensions, and at most 4 '--where'
  [2]
  $ as rik table --by income --year 2016
  refused: output request
    - variable 'income' is not in deliberation 'IVC/KSZG/19/002'  [3]
  beraad: refused, for 1 reason
  [5]
  $ as rik table --by sex
  beraad: option '--by': expected a year, as VARIABLE@YEAR or by '--year'
  [2]
  $ as rik table --by sex --year 2015
  refused: output request
    - year 2015 is not a year of communication 'population' (allowed: 2012, 2014, 2016, 2018, 2020, 2022, 2024)  [2, 4, 8, 9]
  beraad: refused, for 1 reason
  [5]
  $ as rik table --by age:age4 --year 2016
  refused: output request
    - variable 'age' may come out in classes that are unions of those of 'age7' only, not in 'age4'  [3]
  beraad: refused, for 1 reason
  [5]
  $ as rik table --by sex,sex --year 2016
  beraad: dimension 'sex' is there twice
  [2]
  $ as rik table --by sex --where age=8 --year 2016
  beraad: option '--where': variable 'age': code 1 of the condition is no class of 'age7'
  [2]
  $ as rik table --by sex --where age --year 2016
  beraad: option '--where': expected VARIABLE=CODE
  [2]

  $ as rik table --by income,origin:origin3 --where age:age4@2015=1 --year 2010
  refused: output request
    - year 2010 is not a year of communication 'population' (allowed: 2012, 2014, 2016, 2018, 2020, 2022, 2024)  [2, 4, 8, 9]
    - year 2015 is not a year of communication 'population' (allowed: 2012, 2014, 2016, 2018, 2020, 2022, 2024)  [2, 4, 8, 9]
    - variable 'income' is not in deliberation 'IVC/KSZG/19/002'  [3]
  beraad: refused, for 3 reasons
  [5]
  $ beraad ledger show --json | jq -c 'select(.type == "refused") | [.body.act, .body.years, [.body.reasons[] | [.code, .cites]]]' | tail -n 4
  ["output request",[2016],[["variable",[3]]]]
  ["output request",[2015],[["year",[2,4,8,9]]]]
  ["output request",[2016],[["class-list",[3]]]]
  ["output request",[2010,2015],[["year",[2,4,8,9]],["year",[2,4,8,9]],["variable",[3]]]]

Nothing was taken in, and there is nothing to judge:

  $ as rik beraad output list
  output  state  deliberation  author  round  votes  found
  ------  -----  ------------  ------  -----  -----  -----
  $ as chris beraad output show 1
  refused: output show
    - there is no output 1
  beraad: refused, for 1 reason
  [5]
  $ as chris beraad output approve x
  beraad: output: expected a number from 1
  [2]
  $ as chris beraad output reject 1
  beraad: option '--reason': expected up to 2000 bytes of text
  [2]
  $ as chris beraad output protect 1 --method blur
  beraad: option '--method': expected recode, suppress, round or cell-key
  [2]
  $ as rik beraad output request $ID 1
  refused: output request
    - no year is asked for  [2, 4, 9]
  beraad: refused, for 1 reason
  [5]
  $ ls custody/outgoing custody/held
  custody/held:
  
  custody/outgoing:
