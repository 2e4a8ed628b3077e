// Judges a ledger's published files with the implementation that Go's own checksum database uses
// (golang.org/x/mod/sumdb), knowing nothing of beraad but doc/format/ledger.md.
//
//	verify ledger DIR VKEY [KNOWN...]     tiles, bundles, entries and signatures; KNOWN: checkpoints seen before
//	verify attack DIR VKEY                the same must fail after every flip of a bit and every rearrangement
//	verify proof FILE ENTRY VKEY          an inclusion proof (C2SP tlog-proof)
//	verify grown FILE KNOWN VKEY          a consistency proof (the request of C2SP tlog-witness)
//	verify witnessed FILE VKEY WITNESS    a checkpoint with a cosignature/v1
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type files map[string][]byte

func load(dir string) files {
	all := files{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			var content []byte
			content, err = os.ReadFile(path)
			all[strings.TrimPrefix(path, strings.TrimSuffix(dir, "/")+"/")] = content
		}
		return err
	})
	must(err)
	return all
}

func must(err error) {
	if err != nil {
		fmt.Println("rejected:", err)
		os.Exit(1)
	}
}

// Go's tiles have the height in their names, those of tlog-tiles have not; entries are "data" to Go.
func name(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tile.H))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

type reader files

func (r reader) Height() int { return height }
func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		content, there := r[name(tile)]
		if !there || len(content) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s is missing or of another size", name(tile))
		}
		all = append(all, content)
	}
	return all, nil
}
func (r reader) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func checkpoint(content []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(content, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.SplitN(opened.Text, "\n", 2)
	if lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("checkpoint of another ledger")
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + lines[1]))
}

// The entries of the bundles, in order.
func entries(all files, size int64) ([][]byte, error) {
	var list [][]byte
	for number := int64(0); number*256 < size; number++ {
		width := size - number*256
		if width > 256 {
			width = 256
		}
		path := name(tlog.Tile{H: height, L: -1, N: number, W: int(width)})
		bundle, there := all[path]
		if !there {
			return nil, fmt.Errorf("%s is missing", path)
		}
		for len(bundle) >= 2 && len(bundle) >= 2+int(binary.BigEndian.Uint16(bundle)) {
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			list = append(list, bundle[2:end])
			bundle = bundle[end:]
		}
		if len(bundle) != 0 {
			return nil, fmt.Errorf("%s has bytes behind its last entry", path)
		}
	}
	if int64(len(list)) != size {
		return nil, fmt.Errorf("%s for a tree of %d", counted(int64(len(list))), size)
	}
	return list, nil
}

type entry struct {
	Actor     string
	At        int64
	Body      map[string]interface{}
	Ledger    string
	Number    int64
	Signature string
	Type      string
}

var signature = regexp.MustCompile(`"signature":"[A-Za-z0-9+/=]*",`)

// Number, ledger and time of each entry, and its signature by a key that an earlier entry brought.
func judge(list [][]byte, ledger string) error {
	keys := map[string]ed25519.PublicKey{}
	last := int64(0)
	for at, content := range list {
		var e entry
		if err := json.Unmarshal(content, &e); err != nil {
			return err
		}
		if e.Number != int64(at) || e.Ledger != ledger || e.At < last {
			return fmt.Errorf("entry %d has another number, ledger or time", at)
		}
		last = e.At
		brings := map[string]ed25519.PublicKey{}
		if text, has := e.Body["public_key"].(string); has {
			key, err := base64.StdEncoding.DecodeString(text)
			if err != nil || len(key) != ed25519.PublicKeySize {
				return fmt.Errorf("entry %d: not a key", at)
			}
			who := e.Actor
			if e.Type != "custody_created" {
				who = e.Body["actor"].(string)
			}
			// A new key signs from the next entry on; the first of all signs its own.
			brings[who] = key
			if e.Type == "custody_created" {
				keys[who] = key
			}
		}
		if e.Type == "actor_key_revoked" {
			brings[e.Body["actor"].(string)] = nil
		}
		if e.Type == "refused" {
			continue
		}
		made, err := base64.StdEncoding.DecodeString(e.Signature)
		signed := append([]byte("beraad ledger entry v1\n"), signature.ReplaceAll(content, nil)...)
		if err != nil || keys[e.Actor] == nil || !ed25519.Verify(keys[e.Actor], signed, made) {
			return fmt.Errorf("entry %d: its signature does not hold", at)
		}
		for who, key := range brings {
			keys[who] = key
		}
	}
	return nil
}

func verify(all files, verifier note.Verifier, known []tlog.Tree) (tlog.Tree, error) {
	tree, err := checkpoint(all["checkpoint"], verifier)
	if err != nil {
		return tree, err
	}
	hashes := tlog.TileHashReader(tree, reader(all))
	list, err := entries(all, tree.N)
	if err != nil {
		return tree, err
	}
	var indexes []int64
	for at := range list {
		indexes = append(indexes, tlog.StoredHashIndex(0, int64(at)))
	}
	leaves, err := hashes.ReadHashes(indexes)
	if err != nil {
		return tree, err
	}
	for at, content := range list {
		if tlog.RecordHash(content) != leaves[at] {
			return tree, fmt.Errorf("entry %d is not that of the tree", at)
		}
	}
	for _, old := range known {
		if old.N > tree.N {
			return tree, fmt.Errorf("an old checkpoint: %s, %d were seen", counted(tree.N), old.N)
		}
		root, err := tlog.TreeHash(old.N, hashes)
		if err != nil {
			return tree, err
		}
		if root != old.Hash {
			return tree, fmt.Errorf("a fork: another history of the first %d entries was seen", old.N)
		}
	}
	return tree, judge(list, verifier.Name())
}

func (all files) with(path string, content []byte) files {
	changed := files{}
	for name, old := range all {
		changed[name] = old
	}
	changed[path] = content
	return changed
}

func bundle(list [][]byte) []byte {
	var made []byte
	for _, content := range list {
		made = append(made, byte(len(content)>>8), byte(len(content)))
		made = append(made, content...)
	}
	return made
}

// A clever forger: the tile fits the entries, whatever they are. Of small ledgers only.
func rearranged(all files, list [][]byte, size int64) files {
	var leaves []byte
	for _, content := range list {
		hash := tlog.RecordHash(content)
		leaves = append(leaves, hash[:]...)
	}
	path := name(tlog.Tile{H: height, L: -1, N: 0, W: int(size)})
	tile := name(tlog.Tile{H: height, L: 0, N: 0, W: int(size)})
	return all.with(path, bundle(list)).with(tile, leaves)
}

func attack(all files, verifier note.Verifier) {
	tree, err := verify(all, verifier, nil)
	must(err)
	if tree.N > 255 {
		must(errors.New("too large for attacks"))
	}
	flips, tried := 0, 0
	for path, content := range all {
		// A partial tile of an earlier size is not part of this tree.
		tile := strings.HasPrefix(path, "tile/")
		if path != "checkpoint" && !(tile && strings.HasSuffix(path, fmt.Sprintf(".p/%d", tree.N))) {
			continue
		}
		for at := range content {
			flipped := append([]byte{}, content...)
			flipped[at] ^= 1 << (at % 8)
			if _, err := verify(all.with(path, flipped), verifier, nil); err == nil {
				must(fmt.Errorf("%s: a flip at byte %d was accepted", path, at))
			}
			flips++
		}
		if _, err := verify(all.with(path, content[:len(content)-1]), verifier, nil); err == nil {
			must(fmt.Errorf("%s: accepted without its last byte", path))
		}
	}
	list, _ := entries(all, tree.N)
	for at := range list {
		var dropped, repeated, swapped [][]byte
		dropped = append(append(dropped, list[:at]...), list[at+1:]...)
		repeated = append(append(append(repeated, list[:at+1]...), list[at]), list[at+1:]...)
		swapped = append(swapped, list...)
		swapped[at], swapped[(at+1)%len(list)] = swapped[(at+1)%len(list)], swapped[at]
		inPlace := append([][]byte{}, list...)
		inPlace[at] = list[(at+1)%len(list)]
		for _, forged := range [][][]byte{dropped, repeated, swapped, inPlace, list[:at]} {
			if _, err := verify(rearranged(all, forged, tree.N), verifier, nil); err == nil {
				must(fmt.Errorf("entry %d dropped, repeated, moved or cut off: accepted", at))
			}
			tried++
		}
	}
	fmt.Printf("rejected: %t flips, %t rearrangements\n", flips > 1000, tried > 10)
}

// Head, number, hashes and the note of a proof file.
func split(content []byte, head string) (int64, []tlog.Hash, []byte) {
	parts := strings.SplitN(string(content), "\n\n", 2)
	if len(parts) != 2 || !strings.HasPrefix(parts[0], head) {
		must(errors.New("not a proof"))
	}
	lines := strings.Split(strings.TrimPrefix(parts[0], head), "\n")
	var number int64
	_, err := fmt.Sscanf(lines[0], "%d", &number)
	must(err)
	var hashes []tlog.Hash
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		hashes = append(hashes, hash)
	}
	return number, hashes, []byte(parts[1])
}

// A witness's key: C2SP cosignature/v1, which Go's note does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(w.key, []byte(signed), sig[8:])
}

func newWitness(vkey string) witness {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	body, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	if len(body) != 33 || body[0] != 4 {
		must(errors.New("not a witness's key"))
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), body...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		must(errors.New("the key's hash is not the key's"))
	}
	return witness{parts[0], hash, body[1:]}
}

func read(path string) []byte {
	content, err := os.ReadFile(path)
	must(err)
	return content
}

func key(path string) note.Verifier {
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(path))))
	must(err)
	return verifier
}

func counted(count int64) string {
	if count == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", count)
}

func main() {
	words := os.Args[1:]
	switch words[0] {
	case "ledger":
		var known []tlog.Tree
		for _, path := range words[3:] {
			tree, err := checkpoint(read(path), key(words[2]))
			must(err)
			known = append(known, tree)
		}
		tree, err := verify(load(words[1]), key(words[2]), known)
		must(err)
		fmt.Printf("accepted: %s\n", counted(tree.N))
	case "attack":
		attack(load(words[1]), key(words[2]))
	case "proof":
		at, hashes, content := split(read(words[1]), "c2sp.org/tlog-proof@v1\nindex ")
		tree, err := checkpoint(content, key(words[3]))
		must(err)
		leaf := tlog.RecordHash(bytes.TrimSuffix(read(words[2]), []byte("\n")))
		must(tlog.CheckRecord(hashes, tree.N, tree.Hash, at, leaf))
		fmt.Printf("accepted: entry %d of %d\n", at, tree.N)
	case "grown":
		size, hashes, content := split(read(words[1]), "old ")
		tree, err := checkpoint(content, key(words[3]))
		must(err)
		old, err := checkpoint(read(words[2]), key(words[3]))
		must(err)
		if old.N != size {
			must(errors.New("the proof begins elsewhere"))
		}
		must(tlog.CheckTree(hashes, tree.N, tree.Hash, old.N, old.Hash))
		fmt.Printf("accepted: %s grew to %d\n", counted(old.N), tree.N)
	case "witnessed":
		opened, err := note.Open(read(words[1]), note.VerifierList(key(words[2]), newWitness(string(read(words[3])))))
		must(err)
		if len(opened.Sigs) != 2 {
			must(fmt.Errorf("%d signatures", len(opened.Sigs)))
		}
		fmt.Println("accepted: signed and cosigned")
	default:
		must(errors.New("what?"))
	}
}
