package proving

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

type exSet struct {
	name   string
	w      float64
	view   retrieve.View
	qs     []RetrievalQuestion
	known  map[string]bool
	titles map[string]string
}

func exSets(t *testing.T) []exSet {
	var out []exSet
	add := func(name string, w float64, list []Sheet, qs []RetrievalQuestion) {
		known := map[string]bool{}
		titles := map[string]string{}
		for _, s := range list {
			known[s.Article.ID] = true
			titles[s.Article.ID] = s.Article.Title
		}
		var kept []RetrievalQuestion
		for _, q := range qs {
			if len(q.Articles) > 0 && known[q.Articles[0]] {
				kept = append(kept, q)
			}
		}
		out = append(out, exSet{name, w, indexed(list).Snapshot(), kept, known, titles})
	}
	cnil := sheets(t, "kb/cnil.jsonl", desk.French)
	sp := sheets(t, "kb/service-public.jsonl", desk.French)
	sf := sheets(t, "retrieval/stackfaq.jsonl", desk.English)
	add("cnil", 3, cnil, questions(t, "retrieval/cnil-questions.jsonl", desk.French))
	add("sp", 1, sp, questions(t, "retrieval/service-public-questions.jsonl", desk.French))
	add("sf", 2, sf, questions(t, "retrieval/stackfaq.jsonl", desk.English))
	if os.Getenv("REAL") != "" {
		mis := exSet{name: "mis", w: 1}
		for _, r := range realSets(t) {
			x := index.New()
			x.Put(1, r.entries...)
			known := map[string]bool{}
			titles := map[string]string{}
			for _, e := range r.entries {
				known[e.Article.ID] = true
				titles[e.Article.ID] = e.Article.Title
			}
			var qs []RetrievalQuestion
			for _, q := range r.qs {
				if len(q.Articles) > 0 {
					qs = append(qs, q)
				}
			}
			out = append(out, exSet{r.name, 0.7, x.Snapshot(), qs, known, titles})
		}
		_ = mis
	}
	if os.Getenv("TYPO") != "" {
		rng := rand.New(rand.NewSource(3))
		typo := func(qs []RetrievalQuestion) []RetrievalQuestion {
			var o []RetrievalQuestion
			for _, q := range qs {
				ws := strings.Fields(q.Text)
				for i, w := range ws {
					r := []rune(w)
					if len(r) < 5 || rng.Float64() > 0.3 {
						continue
					}
					p := 1 + rng.Intn(len(r)-2)
					switch rng.Intn(4) {
					case 0:
						r[p], r[p+1] = r[p+1], r[p]
					case 1:
						r = append(r[:p], r[p+1:]...)
					case 2:
						r[p] = rune('a' + rng.Intn(26))
					case 3:
						r = append(r[:p+1], r[p:]...)
					}
					ws[i] = string(r)
				}
				q.Text = strings.Join(ws, " ")
				o = append(o, q)
			}
			return o
		}
		add("cniltypo", 1, cnil, typo(questions(t, "retrieval/cnil-questions.jsonl", desk.French)))
		add("sftypo", 1, sf, typo(questions(t, "retrieval/stackfaq.jsonl", desk.English)))
	}
	if os.Getenv("MORE") != "" {
		untitled := func(list []Sheet) ([]Sheet, []RetrievalQuestion) {
			var bare []Sheet
			var qs []RetrievalQuestion
			for _, s := range list {
				qs = append(qs, RetrievalQuestion{Text: s.Article.Title, Language: s.Article.Language, Articles: []string{s.Article.ID}})
				s.Article.Title = ""
				bare = append(bare, s)
			}
			return bare, qs
		}
		b, q := untitled(cnil)
		add("cnilbody", 1, b, q)
		b, q = untitled(sf)
		add("sfbody", 1, b, q)
	}
	return out
}

type score struct{ h1, h5, mrr float64 }

func exEval(s exSet, tn retrieve.Tuning, at time.Time) (score, []int) {
	r := MeasureRetrieval(Retrieval{View: s.view, Tuning: tn, At: at, Since: func() time.Duration { return 0 }}, s.qs)
	return score{r.Hit1, r.Hit5, r.MRR10}, r.Ranks
}

func exAll(sets []exSet, tn retrieve.Tuning, print string) float64 {
	at := time.Now()
	sum, ws := 0.0, 0.0
	line := ""
	for _, s := range sets {
		m, _ := exEval(s, tn, at)
		sum += s.w * (0.6*m.mrr + 0.25*m.h1 + 0.15*m.h5)
		ws += s.w
		line += fmt.Sprintf(" %s %.3f/%.3f/%.3f", s.name, m.h1, m.h5, m.mrr)
	}
	if print != "" {
		fmt.Printf("%-30s %.4f %s\n", print, sum/ws, line)
	}
	return sum / ws
}

func override(tn *retrieve.Tuning, key string, val float64) {
	v := reflect.ValueOf(tn).Elem()
	name, idx, _ := strings.Cut(key, ".")
	f := v.FieldByName(name)
	if idx != "" {
		f = f.Index(int(idx[0] - '0'))
	}
	if f.Kind() == reflect.Int {
		f.SetInt(int64(val))
	} else {
		f.SetFloat(val)
	}
}

func get(tn *retrieve.Tuning, key string) float64 {
	v := reflect.ValueOf(tn).Elem()
	name, idx, _ := strings.Cut(key, ".")
	f := v.FieldByName(name)
	if idx != "" {
		f = f.Index(int(idx[0] - '0'))
	}
	if f.Kind() == reflect.Int {
		return float64(f.Int())
	}
	return f.Float()
}

func TestZZEval(t *testing.T) {
	sets := exSets(t)
	tn := retrieve.DefaultTuning()
	if o := os.Getenv("OV"); o != "" {
		m := map[string]float64{}
		if err := json.Unmarshal([]byte(o), &m); err != nil {
			t.Fatal(err)
		}
		for k, v := range m {
			override(&tn, k, v)
		}
	}
	exAll(sets, tn, "base")
	// sweep: SW="K1=0.5,1,2;UnitB=0,0.5"
	for _, sw := range strings.Split(os.Getenv("SW"), ";") {
		k, vs, ok := strings.Cut(sw, "=")
		if !ok {
			continue
		}
		for _, v := range strings.Split(vs, ",") {
			var f float64
			fmt.Sscan(v, &f)
			c := tn
			override(&c, k, f)
			exAll(sets, c, k+"="+v)
		}
	}
}

func fold(sets []exSet, keep func(h uint32) bool) []exSet {
	var out []exSet
	for _, s := range sets {
		c := s
		c.qs = nil
		for _, q := range s.qs {
			h := fnv.New32a()
			h.Write([]byte(q.Articles[0]))
			if keep(h.Sum32()) {
				c.qs = append(c.qs, q)
			}
		}
		out = append(out, c)
	}
	return out
}

var final retrieve.Tuning

// coordinate random search
func TestZZSearch(t *testing.T) {
	sets := exSets(t)
	if f := os.Getenv("FOLD"); f != "" {
		k := uint32(f[0] - '0')
		test := fold(sets, func(h uint32) bool { return h/7%2 == k })
		sets = fold(sets, func(h uint32) bool { return h/7%2 != k })
		exAll(test, retrieve.DefaultTuning(), "TEST before")
		defer func() { exAll(test, final, "TEST after") }()
	}
	tn := retrieve.DefaultTuning()
	keys := strings.Split(os.Getenv("KEYS"), ",")
	rng := rand.New(rand.NewSource(1))
	best := exAll(sets, tn, "start")
	n := 100
	fmt.Sscan(os.Getenv("N"), &n)
	for i := 0; i < n; i++ {
		c := tn
		for j := 0; j < 1+rng.Intn(3); j++ {
			k := keys[rng.Intn(len(keys))]
			old := get(&c, k)
			if strings.HasPrefix(k, "Norms") || k == "UnitB" {
				override(&c, k, math.Max(0, math.Min(1, old+rng.NormFloat64()*0.2)))
			} else {
				if old == 0 {
					old = 0.05
				}
				override(&c, k, old*math.Exp(rng.NormFloat64()*0.5))
			}
		}
		if s := exAll(sets, c, ""); s > best {
			best, tn = s, c
			exAll(sets, tn, fmt.Sprint(i))
		}
	}
	fmt.Printf("%+v\n", tn)
	final = tn
}

func TestZZFail(t *testing.T) {
	for _, s := range exSets(t) {
		if s.name != os.Getenv("SET") {
			continue
		}
		for _, q := range s.qs {
			r := retrieve.Search(s.view, retrieve.Query{Text: q.Text, Language: q.Language, At: time.Now()}, retrieve.DefaultTuning())
			k := rankOf(r, q.Articles)
			if k == 1 {
				continue
			}
			fmt.Printf("%d %s\n   want %s %s\n", k, q.Text, q.Articles[0], s.titles[q.Articles[0]])
			for _, h := range r.Articles[:min(3, len(r.Articles))] {
				fmt.Printf("   got %s %s %.3f %.2f\n", h.Article.ID, h.Article.Title, h.Score, h.Parts)
			}
		}
	}
}
