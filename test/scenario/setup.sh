# Sourced by every scenario: $BERAAD is the program, $WAREHOUSE a synthetic warehouse of 20,000 residents.
export BERAAD_CATALOGUE_PATH=$PROJECT/catalogue
export BERAAD_CUSTODY=$PWD/custody BERAAD_CUSTODY_PASSPHRASE_FILE=$PWD/secret/custody
export LC_ALL=C.UTF-8 NO_COLOR=1 XDG_STATE_HOME=$PWD/state
unset BERAAD_ACTOR BERAAD_PASSPHRASE_FILE
beraad() { "$BERAAD" "$@"; }
as() { # as NAME COMMAND...: acts as that person
  local name=$1
  shift
  BERAAD_ACTOR=$name BERAAD_PASSPHRASE_FILE=$PWD/secret/$name "$@"
}
people() { # a custody with an operator, an approver and a recipient's key; ID is the recipient
  mkdir secret
  for name in custody els jan ria; do echo "the passphrase of $name" >"secret/$name"; done
  beraad custody init --name ksz.test >/dev/null
  beraad actor add els --role operator --new-passphrase-file secret/els >/dev/null
  beraad actor add jan --role approver --new-passphrase-file secret/jan >/dev/null
  age-keygen -o identity.txt 2>/dev/null
  age-keygen -y identity.txt >public.txt
  as els beraad recipient add "$1" --age-key public.txt >/dev/null
}
years_after() { # years_after DAY N: the day so many years later; of 29 February the 28th where there is none
  /usr/bin/python3 -c 'import calendar, sys; y, m, d = map(int, sys.argv[1].split("-")); y += int(sys.argv[2]); print("%d-%02d-%02d" % (y, m, min(d, calendar.monthrange(y, m)[1])))' "$@"
}
registered() { # registered FILE ID: proposed by els, confirmed by jan
  as els beraad deliberation register "$1" --quiet >/dev/null
  as jan beraad deliberation approve "$2" --quiet >/dev/null
}
