package index

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"math"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// Load reads an index that Save wrote. Whatever the bytes are, it gives a whole index or an error of kind Invalid, upon
// which the index is to be built anew. The texts of the index share the memory that was read.
func Load(r io.Reader) (*Index, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, desk.Wrap(err, desk.Unavailable, "the saved index could not be read: build it anew")
	}
	if len(data) < checkBytes || crc32.Checksum(data[:len(data)-checkBytes], castagnoli()) != binary.LittleEndian.Uint32(data[len(data)-checkBytes:]) {
		return nil, desk.Errorf(desk.Invalid, "the saved index is damaged or not whole: build it anew")
	}
	d := &decoder{rest: string(data[:len(data)-checkBytes])}
	x := d.index()
	if d.err == nil && d.rest != "" {
		d.fail("bytes after the end")
	}
	if d.err != nil {
		return nil, d.err
	}
	return x, nil
}

// decoder reads until the first fault, and gives zeros after it. Every count is checked against the bytes that are left
// before anything is made of it, so that a lying file cannot ask for more memory than a few times its size.
type decoder struct {
	rest string
	err  error
}

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = desk.Errorf(desk.Invalid, "the saved index is not one that this release reads (%s): build it anew", what)
	}
	d.rest = ""
}

func (d *decoder) raw(n int) string {
	if n < 0 || n > len(d.rest) {
		d.fail("cut short")
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) number() uint64 {
	n, shift := uint64(0), 0
	for i := range min(len(d.rest), binary.MaxVarintLen64) {
		b := d.rest[i]
		if i == binary.MaxVarintLen64-1 && b > 1 {
			break
		}
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
		shift += 7
	}
	d.fail("a number is broken")
	return 0
}

func (d *decoder) signed() int64 {
	n := d.number()
	v := int64(n >> 1) // the top bit has just been shifted out
	if n&1 != 0 {
		v = ^v
	}
	return v
}

// count reads how many things follow, each of at least so many bytes.
func (d *decoder) count(bytes int) int {
	n := d.number()
	if n > uint64(len(d.rest)/bytes) { //nolint:gosec // never negative
		d.fail("a count is too great")
		return 0
	}
	return int(n) //nolint:gosec // not above the length of a text
}

func (d *decoder) text() string { return d.raw(d.count(1)) }

func (d *decoder) texts() []string {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = d.text()
	}
	return list
}

func (d *decoder) truth() bool { return d.number() == 1 }

func (d *decoder) time() time.Time {
	if !d.truth() {
		return time.Time{}
	}
	seconds := d.signed()
	nanoseconds := d.number()
	if nanoseconds >= uint64(time.Second) {
		d.fail("a time is broken")
		return time.Time{}
	}
	return time.Unix(seconds, int64(nanoseconds)).UTC()
}

func (d *decoder) scope() desk.Scope {
	n := d.count(2)
	if n == 0 {
		return nil
	}
	s := desk.Scope{}
	for range n {
		key := d.text()
		s[key] = d.texts()
	}
	return s
}

func (d *decoder) index() *Index {
	if d.raw(len(mark)) != mark || d.number() != formatNow {
		d.fail("another format")
		return nil
	}
	if d.text() != fingerprint() {
		d.fail("words are cut otherwise now")
		return nil
	}
	x := New()
	next := x.current.Load().next(d.signed())
	for range d.count(1) {
		s := d.shard()
		if d.err != nil {
			return nil
		}
		if _, twice := next.shards[s.language]; twice || len(s.documents) == 0 {
			d.fail("a language twice or empty")
			return nil
		}
		next.shards[s.language] = []live{{shard: s}}
		x.place(s.language, s)
	}
	next.settle()
	if len(x.placed) != next.articles {
		d.fail("an article twice")
		return nil
	}
	x.current.Store(next)
	return x
}

func (d *decoder) shard() *shard {
	language := desk.Language(d.text())
	words := d.texts()
	numbers := make(map[string]uint32, len(words))
	for i, word := range words {
		numbers[word] = uint32(i) // see builder.number
	}
	if len(numbers) != len(words) {
		d.fail("a word twice")
	}
	documents := make([]*retrieve.Document, d.count(1))
	for i := range documents {
		documents[i] = d.document(language, uint64(len(words)))
	}
	known := acronyms(d.scope())
	if d.err != nil {
		return nil
	}
	s := invert(language, words, numbers, documents)
	s.acronyms = known
	s.vectors = d.vectors(documents)
	return s
}

func (d *decoder) vectors(documents []*retrieve.Document) vectors {
	v := vectors{}
	width := d.number()
	if width > maxWidth {
		d.fail("vectors are too wide")
		return v
	}
	row := make([]float32, width)
	for range d.count(2) {
		article, unit := d.number(), d.number()
		bytes := d.raw(4 * len(row))
		if d.err != nil {
			return v
		}
		if article >= uint64(len(documents)) || unit >= uint64(len(documents[article].Passages)) {
			d.fail("a vector of no unit")
			return v
		}
		for i := range row {
			b := bytes[4*i : 4*i+4]
			row[i] = math.Float32frombits(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
		}
		v.add(unitPlace{uint32(article), uint32(unit)}, row) //nolint:gosec // checked just above
	}
	v.settle()
	return v
}

func (d *decoder) document(language desk.Language, terms uint64) *retrieve.Document {
	doc := &retrieve.Document{Article: d.article()}
	if doc.Article.Language != language {
		d.fail("an article among those of another language")
	}
	doc.Shape = retrieve.Shape(&doc.Article)
	doc.Title, doc.Slug, doc.Intents = d.terms(terms), d.terms(terms), d.terms(terms)
	doc.Passages = make([]retrieve.Passage, d.count(8))
	for i := range doc.Passages {
		p := &doc.Passages[i]
		p.Unit = d.unit(&doc.Article)
		p.Holds = retrieve.Holds(d.number()) //nolint:gosec // bits that are none ask for nothing
		p.Terms = d.terms(terms)
		if !d.truth() {
			p.Heading = d.terms(terms)
		} else if i > 0 {
			p.Heading = doc.Passages[i-1].Heading
		}
	}
	return doc
}

func (d *decoder) terms(most uint64) []uint32 {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	terms := make([]uint32, n)
	for i := range terms {
		t := d.number()
		if t >= most {
			d.fail("a term that is none")
			return nil
		}
		terms[i] = uint32(t) //nolint:gosec // below the number of terms
	}
	return terms
}

func (d *decoder) article() desk.Article {
	a := desk.Article{}
	a.ID, a.Source, a.Key, a.Path, a.Language = d.text(), d.text(), d.text(), d.text(), desk.Language(d.text())
	a.Title, a.URL, a.Topic, a.Version, a.Hash = d.text(), d.text(), d.text(), d.text(), d.text()
	a.Number, a.Suspicious, a.Updated = int(d.signed()), d.truth(), d.time()
	c := &a.Contract
	c.Owner, c.Status, c.ApprovedBy, c.AmendedBy = d.text(), desk.Status(d.text()), d.text(), d.text()
	c.ValidFrom, c.ValidUntil, c.ReviewBy = d.time(), d.time(), d.time()
	c.Scope = d.scope()
	return a
}

func (d *decoder) unit(a *desk.Article) desk.Unit {
	u := desk.Unit{ID: d.text(), Article: a.ID, Version: a.Version}
	if !d.truth() {
		u.Article, u.Version = d.text(), d.text()
	}
	u.Ordinal, u.Kind, u.Path = int(d.signed()), desk.UnitKind(d.text()), d.texts()
	u.Start, u.End, u.Text, u.Scope = int(d.signed()), int(d.signed()), d.text(), d.scope()
	return u
}
