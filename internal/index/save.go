package index

import (
	"bufio"
	"encoding/binary"
	"hash/crc32"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// A saved index is the mark, the format's number, the fingerprint of the words' analysis, the body, and the CRC-32C of
// all that. In the body numbers are varints and texts are their length and bytes. Postings, spellings and signs are not
// saved: they are derived again faster than they are read.
const (
	mark       = "VIGIEIDX"
	formatNow  = uint64(2)
	checkBytes = 4
)

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// Save writes the state so that Load can bring it back.
func (s *Snapshot) Save(w io.Writer) error {
	buffered := bufio.NewWriterSize(w, 1<<20)
	sum := crc32.New(castagnoli())
	e := &encoder{w: io.MultiWriter(buffered, sum)}
	e.raw([]byte(mark))
	e.number(formatNow)
	e.text(fingerprint())
	e.signed(s.generation)
	e.number(uint64(len(s.languages)))
	for _, language := range s.languages {
		e.shard(compacted(s.shards[language]))
	}
	if e.err == nil {
		_, e.err = buffered.Write(binary.LittleEndian.AppendUint32(nil, sum.Sum32()))
	}
	if e.err == nil {
		e.err = buffered.Flush()
	}
	if e.err != nil {
		return desk.Wrap(e.err, desk.Unavailable, "the index could not be saved: see whether the disk is full")
	}
	return nil
}

// compacted gives one shard with only what is there.
func compacted(shards []live) *shard {
	whole := shards[0]
	for _, next := range shards[1:] {
		whole = live{shard: merge(whole, next)}
	}
	if whole.lost > 0 {
		return merge(whole, live{shard: &shard{}})
	}
	return whole.shard
}

// fingerprint gives what the analysis makes of fixed words. An index saved by a release that cut or stemmed words
// otherwise must not be searched by this one.
func fingerprint() string {
	const probe = "L'abonnement résilié, packageLock v8.0 ne s'annulait pas: cancellations weren't running 1,000.50 times — naïve œuvre"
	var print strings.Builder
	for _, language := range []desk.Language{desk.English, desk.French} {
		analyser := retrieve.NewAnalyser(language)
		for _, word := range retrieve.Words(probe) {
			if term, content := analyser.Term(word); content {
				print.WriteString(term + " ")
			}
		}
		for _, intent := range retrieve.Intents("Comment faire ? What is it?") {
			print.WriteString(intent + " ")
		}
	}
	return print.String()
}

// encoder writes until the first error, and remembers it.
type encoder struct {
	w       io.Writer
	err     error
	scratch [binary.MaxVarintLen64]byte
}

func (e *encoder) raw(b []byte) {
	if e.err == nil {
		_, e.err = e.w.Write(b)
	}
}

func (e *encoder) number(n uint64) {
	e.raw(e.scratch[:binary.PutUvarint(e.scratch[:], n)])
}

func (e *encoder) signed(n int64) {
	e.raw(e.scratch[:binary.PutVarint(e.scratch[:], n)])
}

func (e *encoder) text(s string) {
	e.number(uint64(len(s)))
	e.raw([]byte(s))
}

func (e *encoder) texts(list []string) {
	e.number(uint64(len(list)))
	for _, s := range list {
		e.text(s)
	}
}

func (e *encoder) truth(b bool) {
	if b {
		e.number(1)
		return
	}
	e.number(0)
}

func (e *encoder) time(t time.Time) {
	e.truth(!t.IsZero())
	if !t.IsZero() {
		e.signed(t.Unix())
		e.number(uint64(t.Nanosecond())) //nolint:gosec // never negative
	}
}

func (e *encoder) scope(s desk.Scope) {
	e.number(uint64(len(s)))
	for _, key := range slices.Sorted(maps.Keys(s)) {
		e.text(key)
		e.texts(s[key])
	}
}

func (e *encoder) shard(s *shard) {
	e.text(string(s.language))
	e.texts(s.words)
	e.number(uint64(len(s.documents)))
	for _, doc := range s.documents {
		e.document(doc)
	}
	e.scope(desk.Scope(s.acronyms))
	e.number(uint64(s.vectors.width)) //nolint:gosec // never negative
	e.number(uint64(len(s.vectors.at)))
	row := make([]byte, 0, 4*s.vectors.width)
	for i, at := range s.vectors.at {
		e.number(uint64(at.article))
		e.number(uint64(at.unit))
		row = row[:0]
		for _, x := range s.vectors.row(i) {
			row = binary.LittleEndian.AppendUint32(row, math.Float32bits(x))
		}
		e.raw(row)
	}
}

func (e *encoder) document(doc *retrieve.Document) {
	e.article(&doc.Article)
	e.terms(doc.Title)
	e.terms(doc.Slug)
	e.terms(doc.Intents)
	e.number(uint64(len(doc.Passages)))
	for i := range doc.Passages {
		p := &doc.Passages[i]
		e.unit(&p.Unit, &doc.Article)
		e.number(uint64(p.Holds))
		e.terms(p.Terms)
		same := i > 0 && sameRun(p.Heading, doc.Passages[i-1].Heading)
		e.truth(same)
		if !same {
			e.terms(p.Heading)
		}
	}
}

func (e *encoder) terms(terms []uint32) {
	e.number(uint64(len(terms)))
	for _, t := range terms {
		e.number(uint64(t))
	}
}

func (e *encoder) article(a *desk.Article) {
	for _, s := range []string{a.ID, a.Source, a.Key, a.Path, string(a.Language), a.Title, a.URL, a.Topic, a.Version, a.Hash} {
		e.text(s)
	}
	e.signed(int64(a.Number))
	e.truth(a.Suspicious)
	e.time(a.Updated)
	c := &a.Contract
	for _, s := range []string{c.Owner, string(c.Status), c.ApprovedBy, c.AmendedBy} {
		e.text(s)
	}
	e.time(c.ValidFrom)
	e.time(c.ValidUntil)
	e.time(c.ReviewBy)
	e.scope(c.Scope)
}

// unit leaves out what a unit shares with its article.
func (e *encoder) unit(u *desk.Unit, a *desk.Article) {
	e.text(u.ID)
	own := u.Article == a.ID && u.Version == a.Version
	e.truth(own)
	if !own {
		e.text(u.Article)
		e.text(u.Version)
	}
	e.signed(int64(u.Ordinal))
	e.text(string(u.Kind))
	e.texts(u.Path)
	e.signed(int64(u.Start))
	e.signed(int64(u.End))
	e.text(u.Text)
	e.scope(u.Scope)
}
