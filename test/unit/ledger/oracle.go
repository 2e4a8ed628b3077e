// Judges what export.c writes with the implementation that Go's own checksum database uses (golang.org/x/mod/sumdb).
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, arguments ...interface{}) {
	fmt.Printf(format+"\n", arguments...)
	os.Exit(1)
}

// One growing tree, hashed by tlog alone.
type tree struct {
	hashes []tlog.Hash
	size   int64
}

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		found[at] = t.hashes[index]
	}
	return found, nil
}

func (t *tree) add(entry []byte) {
	stored, err := tlog.StoredHashes(t.size, entry, t)
	if err != nil {
		fail("tlog: %v", err)
	}
	t.hashes = append(t.hashes, stored...)
	t.size++
}

func (t *tree) root(size int64) tlog.Hash {
	root, err := tlog.TreeHash(size, t)
	if err != nil {
		fail("tlog: %v", err)
	}
	return root
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		fail("not a number: %s", text)
	}
	return value
}

func hashes(texts []string) []tlog.Hash {
	var list []tlog.Hash
	for _, text := range texts {
		bytes, err := hex.DecodeString(text)
		if err != nil || len(bytes) != tlog.HashSize {
			fail("not a hash: %s", text)
		}
		var hash tlog.Hash
		copy(hash[:], bytes)
		list = append(list, hash)
	}
	return list
}

func decode(text string) []byte {
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		fail("not base64")
	}
	return bytes
}

// A note is accepted as it is, says what the entries so far hash to, and is rejected after a flip at any byte.
func judgeNote(bytes []byte, verifier note.Verifier, ledger *tree) {
	known := note.VerifierList(verifier)
	opened, err := note.Open(bytes, known)
	if err != nil {
		fail("note: %v", err)
	}
	parsed, err := tlog.ParseTree([]byte("go.sum database tree\n" + strings.SplitN(opened.Text, "\n", 2)[1]))
	if err != nil {
		fail("checkpoint: %v", err)
	}
	if parsed.N != ledger.size || parsed.Hash != ledger.root(ledger.size) {
		fail("checkpoint of %d entries has another root", parsed.N)
	}
	for at := range bytes {
		flipped := append([]byte{}, bytes...)
		flipped[at] ^= 1 << (at % 8)
		if _, err := note.Open(flipped, known); err == nil {
			fail("note: flip at byte %d accepted", at)
		}
	}
}

func main() {
	var verifier note.Verifier
	var ledger, leaves tree
	for at := 0; at < 64; at++ {
		leaves.add([]byte{byte(at)})
	}
	counts := map[string]int{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), " ")
		counts[parts[0]]++
		switch parts[0] {
		case "vkey":
			var err error
			if verifier, err = note.NewVerifier(parts[1]); err != nil {
				fail("verifier key: %v", err)
			}
		case "entry":
			ledger.add(decode(parts[1]))
		case "note":
			judgeNote(decode(parts[1]), verifier, &ledger)
		case "root":
			if hashes(parts[2:])[0] != leaves.root(number(parts[1])) {
				fail("root of %s leaves", parts[1])
			}
		case "inclusion":
			size, at := number(parts[1]), number(parts[2])
			leaf := tlog.RecordHash([]byte{byte(at)})
			if err := tlog.CheckRecord(hashes(parts[3:]), size, leaves.root(size), at, leaf); err != nil {
				fail("inclusion of %d in %d: %v", at, size, err)
			}
		case "consistency":
			old, size := number(parts[1]), number(parts[2])
			if err := tlog.CheckTree(hashes(parts[3:]), size, leaves.root(size), old, leaves.root(old)); err != nil {
				fail("consistency of %d with %d: %v", old, size, err)
			}
		default:
			fail("unknown line: %s", parts[0])
		}
	}
	if counts["vkey"] != 1 || counts["entry"] == 0 || counts["note"] == 0 || counts["inclusion"] == 0 {
		fail("nothing to judge")
	}
	fmt.Printf("accepted: %d entries, %d notes, %d inclusion and %d consistency proofs\n", counts["entry"], counts["note"],
		counts["inclusion"], counts["consistency"])
}
