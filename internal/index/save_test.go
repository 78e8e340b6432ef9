package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// filled sets every field of a value to something that is not zero, so that a field that is added and not saved is seen.
func filled(v reflect.Value) {
	switch kind := v.Kind(); {
	case kind == reflect.String:
		v.SetString("x" + v.Type().Name())
	case v.CanInt():
		v.SetInt(7)
	case kind == reflect.Bool:
		v.SetBool(true)
	case kind == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0))
		filled(v.Index(1))
	case kind == reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		filled(key)
		filled(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case kind == reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 22, 1, 2, 3, 4, time.UTC)))
			return
		}
		for _, field := range v.Fields() {
			filled(field)
		}
	}
}

func full() *Index {
	e := Entry{Units: make([]desk.Unit, 2), Vectors: [][]float32{{1, 0}, {0, 1}}}
	filled(reflect.ValueOf(&e.Article).Elem())
	e.Article.Text = ""
	e.Article.Language = desk.French
	for i := range e.Units {
		filled(reflect.ValueOf(&e.Units[i]).Elem())
		e.Units[i].Text = "Le système de rendez-vous (SRV) répond en 3 jours."
	}
	x := New()
	x.Put(6, e, page("b", desk.English, "Refunds", "A refund takes two days.", "Nothing else."), page("c", desk.English, "Gone", "bye"))
	x.Put(7, page("d", desk.English, "Parcels", "Parcels leave daily."))
	x.Remove(8, "c")
	return x
}

func saved(t testing.TB, x *Index) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Snapshot().Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func documents(s *Snapshot) map[string]retrieve.Document {
	all := map[string]retrieve.Document{}
	for _, language := range s.Languages() {
		for _, shard := range s.Part(language).Shards() {
			for number := range shard.Totals().Articles {
				if doc := shard.Document(uint32(number)); doc != nil {
					plain := *doc
					plain.Title, plain.Slug, plain.Intents = nil, nil, nil
					plain.Passages = nil
					for _, p := range doc.Passages {
						p.Terms, p.Heading = nil, nil
						plain.Passages = append(plain.Passages, p)
					}
					all[doc.Article.ID] = plain
				}
			}
		}
	}
	return all
}

func TestSavedAndLoadedIsTheSame(t *testing.T) {
	x := full()
	y, err := Load(bytes.NewReader(saved(t, x)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(documents(x.Snapshot()), documents(y.Snapshot())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(x.Snapshot().Scopes(), y.Snapshot().Scopes()); diff != "" || y.Snapshot().Generation() != 8 || y.Snapshot().Units() != 5 {
		t.Errorf("generation %d, %d units: %s", y.Snapshot().Generation(), y.Snapshot().Units(), diff)
	}
	for _, word := range []string{"refund", "parcels", "nothing", "bye"} {
		if diff := cmp.Diff(holders(x.Snapshot(), desk.English, word), holders(y.Snapshot(), desk.English, word)); diff != "" {
			t.Errorf("%s: %s", word, diff)
		}
	}
	if got := y.Snapshot().Part(desk.French).Synonyms("srv"); len(got) == 0 {
		t.Error("the short name is forgotten")
	}
	if got := y.Snapshot().Part(desk.French).Shards()[0].Nearest([]float32{0, 3}, 1); len(got) != 1 || got[0].Unit != 1 {
		t.Errorf("vectors: %v", got)
	}
	y.Put(9, page("b", desk.English, "Refunds", "okapi"))
	if got := holders(y.Snapshot(), desk.English, "refund"); len(got) != 1 {
		t.Errorf("an article is not replaced after loading: %v", got) // its title still says refunds
	}
}

func TestEmptyIndexIsSaved(t *testing.T) {
	y, err := Load(bytes.NewReader(saved(t, New())))
	if err != nil || y.Snapshot().Articles() != 0 {
		t.Fatal(err)
	}
}

func TestEveryDamagedByteIsSeen(t *testing.T) {
	whole := saved(t, full())
	for i := range whole {
		broken := bytes.Clone(whole)
		broken[i] ^= 0x20
		if _, err := Load(bytes.NewReader(broken)); !desk.Is(err, desk.Invalid) {
			t.Fatalf("byte %d: %v", i, err)
		}
		if _, err := Load(bytes.NewReader(whole[:i])); !desk.Is(err, desk.Invalid) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
}

// sealed gives bytes their right checksum, so that what lies behind it is tried.
func sealed(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(bytes.Clone(body), crc32.Checksum(body, castagnoli()))
}

func TestEveryLyingByteIsAnErrorOrAnIndex(t *testing.T) {
	whole := saved(t, full())
	body := whole[:len(whole)-checkBytes]
	for i := range body {
		for _, lie := range []byte{0, 0x7f, 0xff, body[i] + 1} {
			broken := bytes.Clone(body)
			broken[i] = lie
			x, err := Load(bytes.NewReader(sealed(broken)))
			if err == nil {
				held(x.Snapshot())
			} else if !desk.Is(err, desk.Invalid) {
				t.Fatalf("byte %d as %x: %v", i, lie, err)
			}
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }
func (failing) Read([]byte) (int, error)  { return 0, errors.New("disk gone") }

func TestFaultsOfTheDiskAreErrors(t *testing.T) {
	if err := full().Snapshot().Save(failing{}); !desk.Is(err, desk.Unavailable) {
		t.Error(err)
	}
	if _, err := Load(failing{}); !desk.Is(err, desk.Unavailable) {
		t.Error(err)
	}
}

func FuzzLoad(f *testing.F) {
	whole := saved(f, full())
	f.Add(whole[:len(whole)-checkBytes])
	f.Add(saved(f, New())[:20])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, body []byte) {
		x, err := Load(bytes.NewReader(sealed(body)))
		if err != nil {
			return
		}
		retrieve.Search(x.Snapshot(), retrieve.Query{Text: "refund parcels", Language: desk.English}, retrieve.DefaultTuning())
	})
}
