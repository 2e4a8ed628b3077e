#!/bin/sh
# Time, peak memory and report of the synthetic warehouse at full scale, and that two runs with
# other numbers of threads give the same bytes at a hundredth of it.
#
#   bench/synth.sh BERAAD DIR [RESIDENTS]
#
# DIR must not exist; the warehouse stays there, its report is DIR/report.csv.
set -eu

[ $# -ge 2 ] || { echo "usage: $0 BERAAD DIR [RESIDENTS]" >&2; exit 2; }
beraad=$1
warehouse=$2
residents=${3:-11700000}
BERAAD_CATALOGUE_PATH=${BERAAD_CATALOGUE_PATH:-$(dirname "$0")/../catalogue}
export BERAAD_CATALOGUE_PATH
small=$(mktemp -d)
trap 'rm -rf "$small"' EXIT

digests()
{
    (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum)
}

for threads in 1 2; do
    "$beraad" warehouse synth "$small/$threads" --residents 117000 --seed 1 --threads "$threads" --quiet \
        > /dev/null
done
if [ "$(digests "$small/1")" = "$(digests "$small/2")" ]; then
    echo "same bytes with 1 and 2 threads at 117000 residents: yes"
else
    echo "same bytes with 1 and 2 threads at 117000 residents: NO"
    exit 1
fi

# The engine's own bound is below the 8 GiB that the whole process may take.
/usr/bin/time -f "wall %e s, user %U s, system %S s, peak %M KiB" \
    "$beraad" warehouse synth "$warehouse" --residents "$residents" --seed 1 --threads 2 --memory 5GB
du -sm "$warehouse" | awk '{ print "size " $1 " MiB" }'
