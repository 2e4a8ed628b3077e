#!/bin/bash
# Time and peak memory of audit, kit and its check, over a ledger of so many entries that all bear on one deliberation.
#
#   bench/audit.sh BUILD DIR [ENTRIES]
#
# DIR must not exist; custody and kit stay there.
set -euo pipefail

[ $# -ge 2 ] || { echo "usage: $0 BUILD DIR [ENTRIES]" >&2; exit 2; }
build=$(realpath "$1")
project=$(realpath "$(dirname "$0")/..")
entries=${3:-1000000}
id=IVC/KSZG/19/002
mkdir "$2" && cd "$2"
export BERAAD_CATALOGUE_PATH=$project/catalogue BERAAD_CUSTODY=$PWD/custody
export BERAAD_CUSTODY_PASSPHRASE_FILE=$PWD/secret BERAAD_PASSPHRASE_FILE=$PWD/secret BERAAD_NEW_PASSPHRASE_FILE=$PWD/secret
beraad=$build/src/beraad
head -c 18 /dev/urandom | base64 >secret

measured() { # measured WORDS COMMAND...
    local words=$1
    shift
    /usr/bin/time -f "$words: %e s, processor %U + %S s, peak %M KiB" "$@"
}

"$beraad" custody init --name bench >/dev/null
"$beraad" actor add els --role operator >/dev/null
"$beraad" actor add jan --role approver >/dev/null
"$beraad" deliberation register "$project/deliberation/ksz-19-002.yaml" --as els --quiet >/dev/null
"$beraad" deliberation approve "$id" --as jan --quiet >/dev/null
measured "grown by $entries entries" "$build/test/proof/proof-grow" custody secret "$entries" "$id"
measured "audit" "$beraad" audit "$id" >audit.txt
measured "audit --json" "$beraad" audit "$id" --json >audit.json
measured "audit kit" "$beraad" audit kit "$id" kit
echo "audit.json $(stat -c %s audit.json) bytes; kit $(find kit -type f | wc -l) files, $(du -sm kit | cut -f 1) MiB"
cd kit
measured "sha256sum --check" sha256sum --check --strict --quiet SHA256SUMS
measured "verify.py" env -i PATH=/usr/bin:/bin python3 verify.py
