package topic

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func stored(t testing.TB, m *Model) []byte {
	t.Helper()
	data, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sealed gives a body of parts a valid beginning and checksum, so that what is tested is the reading of the parts.
func sealed(parts []byte) []byte {
	data := append([]byte(mark), version, 0)
	data = append(data, parts...)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...)
}

func TestStoredModelIsTheSame(t *testing.T) {
	for name, m := range map[string]*Model{
		"zero":    {},
		"empty":   mustTrain(t, nil, nil, Options{}),
		"one":     mustTrain(t, shop[:1], nil, Options{}),
		"trained": mustTrain(t, shop, []string{"tell me a joke"}, Options{Threshold: 0.3}),
	} {
		data := stored(t, m)
		var back Model
		if err := back.UnmarshalBinary(data); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.Equal(data, stored(t, &back)) {
			t.Errorf("%s: written again it differs", name)
		}
		for _, e := range shop {
			topic, p := m.Guess(e.Text)
			if got, q := back.Guess(e.Text); got != topic || q != p {
				t.Errorf("%s: %q: got %s %v, want %s %v", name, e.Text, got, q, topic, p)
			}
		}
	}
}

func TestDamagedModelIsRefused(t *testing.T) {
	data := stored(t, mustTrain(t, shop[:8], nil, Options{}))
	changed := func(at int) []byte {
		c := bytes.Clone(data)
		c[at] ^= 1
		return c
	}
	parts := data[len(mark)+2 : len(data)-sha256.Size]
	for name, c := range map[string]struct {
		data  []byte
		words string
	}{
		"nothing":           {nil, "no topic model"},
		"another file":      {[]byte(strings.Repeat("PK", 200)), "no topic model"},
		"its mark only":     {[]byte(mark), "cut off"},
		"another version":   {changed(len(mark)), "version 0"},
		"a bit flipped":     {changed(len(data) / 2), "damaged"},
		"checksum flipped":  {changed(len(data) - 1), "damaged"},
		"half":              {data[:len(data)/2], "damaged or cut off"},
		"a byte short":      {data[:len(data)-1], "damaged or cut off"},
		"a byte long":       {append(bytes.Clone(data), 0), "damaged or cut off"},
		"no parts":          {sealed(nil), "ends too early"},
		"parts cut":         {sealed(parts[:len(parts)-1]), "ends too early"},
		"parts left over":   {sealed(append(bytes.Clone(parts), 0)), "left over"},
		"threshold of 2":    {sealed(append([]byte{0, 0, 0, 0, 0, 0, 0, 0x40}, parts[8:]...)), "threshold"},
		"threshold of NaN":  {sealed(append(bytes.Repeat([]byte{0xff}, 8), parts[8:]...)), "not finite"},
		"too many topics":   {sealed(append(bytes.Clone(parts[:16+8*signCount]), 0xff, 0xff, 0xff, 0xff)), "too many topics"},
		"topic without end": {sealed(append(bytes.Clone(parts[:16+8*signCount]), 1, 0, 0, 0, 0xff, 0)), "ends too early"},
	} {
		m := mustTrain(t, shop[:1], nil, Options{})
		err := m.UnmarshalBinary(c.data)
		if !desk.Is(err, desk.Invalid) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
		if got, _ := m.Best("where is my parcel"); got != "delivery" {
			t.Errorf("%s: the model was changed all the same", name)
		}
	}
}

// FuzzUnmarshalBinary reads any parts behind a valid seal: a model or an error, and never a guess that is no guess.
func FuzzUnmarshalBinary(f *testing.F) {
	small := stored(f, mustTrain(f, []Example{{"a b", "x"}, {"c", "y"}}, nil, Options{}))
	f.Add(small[len(mark)+2 : len(small)-sha256.Size])
	empty := stored(f, &Model{})
	f.Add(empty[len(mark)+2 : len(empty)-sha256.Size])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, parts []byte) {
		var m Model
		if m.UnmarshalBinary(parts) == nil {
			t.Error("unsealed parts were taken")
		}
		if err := m.UnmarshalBinary(sealed(parts)); err != nil {
			if !desk.Is(err, desk.Invalid) {
				t.Errorf("%v", err)
			}
			return
		}
		for _, text := range []string{"a b", "c", "c a b", "\xff", ""} {
			if topic, p := m.Guess(text); !(p >= 0 && p <= 1) || topic == "" {
				t.Errorf("%q: %q %v", text, topic, p)
			}
		}
		if !bytes.Equal(stored(t, &m), sealed(parts)) {
			t.Error("written again it differs")
		}
	})
}

// FuzzGuess: any bytes give a topic of the model or Other, the same one each time.
func FuzzGuess(f *testing.F) {
	m := mustTrain(f, shop, []string{"tell me a joke"}, Options{})
	known := map[string]bool{Other: true}
	for _, name := range m.Topics() {
		known[name] = true
	}
	for _, text := range []string{"", "where is my parcel", "\xff\xfe", strings.Repeat("a", 5000), strings.Repeat("é ", 3000), "l'adresse d'où", "1,000.50"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		topic, p := m.Guess(text)
		if !known[topic] || !(p >= 0 && p <= 1) {
			t.Errorf("%q %v", topic, p)
		}
		if again, q := m.Guess(text); again != topic || q != p {
			t.Errorf("then %q %v, now %q %v", topic, p, again, q)
		}
	})
}
