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

What is no dimension, no class, no year:

  $ as rik table --year 2016
  beraad: expected '--by' with 1 to 5 dimensions, and at most 4 '--where'
  [2]
  $ as rik table --by income --year 2016
  beraad: option '--by': expected a variable of the deliberation
  [2]
  $ as rik table --by sex
  beraad: option '--by': variable 'sex' has no year
  [2]
  $ as rik table --by sex --year 2015
  beraad: option '--by': variable 'sex': 2015 is no year of communication 'population'
  [2]
  $ as rik table --by age:age4 --year 2016
  beraad: option '--by': variable 'age': the classes of 'age4' are not unions of those of the data set ('age7')
  [2]
  $ as rik table --by sex,sex --year 2016
  beraad: dimension 'sex' is there twice
  [2]
  $ as rik table --by sex --where age=8 --year 2016
  beraad: option '--where': variable 'age': code 1 of the condition is no class of 'age7'
  [2]
  $ as rik table --by sex --where age --year 2016
  beraad: option '--where': expected VARIABLE=CODE
  [2]

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
  beraad: option '--method': expected suppress, round or cell-key
  [2]
  $ as rik beraad output request $ID 1
  refused: output request
    - actor 'rik' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
    - no year is asked for  [2, 4, 9]
  beraad: refused, for 2 reasons
  [5]
  $ ls custody/outgoing custody/held
  custody/held:
  
  custody/outgoing:
