package proving

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

type fitEx struct {
	set, kind string
	text      string
	x         []float64
	right     bool
	part      int
	w         float64
	f         retrieve.Features
}

// names of things that no help centre here is about, and everyday nouns
const donorWords = `Netflix Germany Suisse Tesla Klarna iPad Bitcoin Paris students étudiants piano aquarium Japan Kindle WhatsApp giraffe
warranty garantie lawnmower bicycle vélo saxophone Snapchat Minecraft Chile Brésil umbrella parapluie visa diploma diplôme dentist dentiste mortgage
pregnancy grossesse divorce holiday vacances thermostat printer imprimante drone Alexa Bluetooth Android Windows Mac Linux camera caméra microphone
passport passeport taxi train avion hotel hôtel restaurant pizza chocolate chocolat coffee café wedding mariage concert museum musée football tennis
cheque loyalty fidélité voucher coupon annual monthly weekly business enterprise premium child enfant dog chien cat chat`

func rarest(view retrieve.View, text string, language desk.Language) string {
	an := retrieve.NewAnalyser(language)
	best, bestDF := "", 1<<30
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ?.,;:!'\"()’-/", r) }) {
		if len([]rune(f)) < 4 {
			continue
		}
		term, ok := an.Term(analysis.Fold(f))
		if !ok {
			continue
		}
		df := 0
		for _, sh := range view.Part(language).Shards() {
			_, ps, _ := sh.Lookup(term)
			df += len(ps)
		}
		if df > 0 && df < bestDF {
			best, bestDF = f, df
		}
	}
	return best
}

func hash(s string) uint32 { h := fnv.New32a(); h.Write([]byte(s)); return h.Sum32() }

func fitExamples(t *testing.T, tn retrieve.Tuning) []fitEx {
	tn.Threshold = 0
	at := time.Now()
	rng := rand.New(rand.NewSource(5))
	var out []fitEx
	ask := func(view retrieve.View, q RetrievalQuestion) retrieve.Result {
		return retrieve.Search(view, retrieve.Query{Text: q.Text, Language: q.Language, At: at}, tn)
	}
	add := func(set, kind, text, group string, r retrieve.Result, right bool) {
		if len(r.Articles) == 0 {
			return
		}
		out = append(out, fitEx{set, kind, text, r.Features.Vector(), right, int(hash(group) / 7 % 2), 1, r.Features})
	}
	var sets []rset
	fromSheets := func(name string, list []Sheet, qs []RetrievalQuestion) rset {
		s := rset{name: name}
		for _, sh := range list {
			s.entries = append(s.entries, index.Entry{Article: sh.Article, Units: pieces(sh)})
		}
		s.qs = qs
		return s
	}
	sets = append(sets,
		fromSheets("cnil", sheets(t, "kb/cnil.jsonl", desk.French), questions(t, "retrieval/cnil-questions.jsonl", desk.French)),
		fromSheets("sp", sheets(t, "kb/service-public.jsonl", desk.French), questions(t, "retrieval/service-public-questions.jsonl", desk.French)),
		fromSheets("sf", sheets(t, "retrieval/stackfaq.jsonl", desk.English), questions(t, "retrieval/stackfaq.jsonl", desk.English)))
	sets = append(sets, realSets(t)...)
	kb := os.Getenv("VIGIE_TESTDATA") + "/kb/"
	for _, n := range []string{"npm", "letsencrypt", "github-site-policy", "yunohost"} {
		s := rset{name: n, entries: imported(t, kb+n)}
		perm := rng.Perm(len(s.entries))
		for _, i := range perm[:min(len(perm), 80)] {
			a := s.entries[i].Article
			s.qs = append(s.qs, RetrievalQuestion{Text: a.Title, Language: a.Language, Articles: []string{a.ID}})
		}
		sets = append(sets, s)
	}
	donors := []string{}
	for _, w := range strings.Fields(donorWords) {
		donors = append(donors, w)
	}
	bank := readTexts(t, "routing/banking77-test.jsonl", rng, 120)
	clinc := readTexts(t, "routing/clinc150-val.jsonl", rng, 120)
	oos := readTexts(t, "routing/clinc150-oos_val.jsonl", rng, 100)
	var sf, cnil, spq []string
	for _, q := range sets[2].qs {
		sf = append(sf, q.Text)
	}
	for _, q := range sets[0].qs {
		cnil = append(cnil, q.Text)
	}
	for _, q := range sets[1].qs {
		spq = append(spq, q.Text)
	}
	for _, s := range sets {
		x := index.New()
		x.Put(1, s.entries...)
		byID := map[string]index.Entry{}
		for _, e := range s.entries {
			byID[e.Article.ID] = e
		}
		view := x.Snapshot()
		titles := s.name == "npm" || s.name == "letsencrypt" || s.name == "github-site-policy" || s.name == "yunohost"
		qs := s.qs
		if s.name == "sf" {
			qs = slices.Clone(qs)
			rng.Shuffle(len(qs), func(i, j int) { qs[i], qs[j] = qs[j], qs[i] })
			qs = qs[:300]
		}
		for _, q := range qs {
			known := slices.DeleteFunc(slices.Clone(q.Articles), func(id string) bool { _, ok := byID[id]; return !ok })
			if len(known) == 0 {
				add(s.name, "uncovered", q.Text, q.Text, ask(view, q), false)
				continue
			}
			r := ask(view, q)
			kind := "covered"
			if titles {
				kind = "title"
			}
			add(s.name, kind, q.Text, known[0], r, rankOf(r, known) == 1)
			if titles {
				continue
			}
			if rankOf(r, known) == 1 {
				if w := rarest(view, q.Text, q.Language); w != "" {
					donor := donors[rng.Intn(len(donors))]
					text := strings.Replace(q.Text, w, donor, 1)
					add(s.name, "swapped", text, known[0], ask(view, RetrievalQuestion{Text: text, Language: q.Language}), false)
				}
			}
			gone := slices.Clone(known)
			var back []index.Entry
			for _, e := range s.entries {
				if slices.Contains(known, e.Article.ID) || e.Article.Key == byID[known[0]].Article.Key {
					gone = append(gone, e.Article.ID)
					back = append(back, e)
				}
			}
			x.Remove(2, gone...)
			add(s.name, "removed", q.Text, known[0], ask(x.Snapshot(), q), false)
			x.Put(3, back...)
		}
		cross := func(texts []string, lang desk.Language, kind string, n int) {
			if !slices.Contains(view.Languages(), lang) {
				return
			}
			for _, i := range rng.Perm(len(texts))[:min(n, len(texts))] {
				add(s.name, kind, texts[i], texts[i], ask(view, RetrievalQuestion{Text: texts[i], Language: lang}), false)
			}
		}
		if s.name != "larkbank" && s.name != "demo" && s.name != "telmira" {
			cross(bank, desk.English, "x-bank", 60)
		}
		cross(clinc, desk.English, "x-clinc", 60)
		cross(oos, desk.English, "x-oos", 60)
		if s.name != "sf" {
			cross(sf, desk.English, "x-sf", 60)
		}
		if s.name != "cnil" {
			cross(cnil, desk.French, "x-cnil", 60)
		}
		if s.name != "sp" && s.name != "cnil" {
			cross(spq, desk.French, "x-sp", 60)
		}
	}
	return out
}

func readTexts(t *testing.T, name string, rng *rand.Rand, n int) []string {
	f := testdata(t, name)
	var out []string
	for _, l := range lines[struct{ Text string }](t, f.Name()) {
		out = append(out, l.Text)
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(n, len(out))]
}

func weigh(exs []fitEx) []Example {
	counts := map[string]int{}
	for _, e := range exs {
		counts[e.set+e.kind]++
	}
	base := map[string]float64{"covered": 100, "removed": 30, "uncovered": 60, "swapped": 40, "title": 10}
	var out []Example
	for _, e := range exs {
		b, ok := base[e.kind]
		if !ok {
			b = 10
		}
		w := b / float64(counts[e.set+e.kind])
		if c := counts[e.set+e.kind]; c < 40 {
			w *= float64(c) / 40
		}
		out = append(out, Example{e.x, e.right, w})
	}
	return out
}

func TestZZFit(t *testing.T) {
	tn := retrieve.DefaultTuning()
	exs := fitExamples(t, tn)
	ridge := 1.0
	fmt.Sscan(os.Getenv("RIDGE"), &ridge)
	part := func(k int, in bool) []fitEx {
		var o []fitEx
		for _, e := range exs {
			if (e.part == k) == in {
				o = append(o, e)
			}
		}
		return o
	}
	p := map[*fitEx]float64{}
	for k := 0; k < 2; k++ {
		m := FitLogistic(weigh(part(k, false)), ridge)
		for i := range exs {
			if exs[i].part == k {
				p[&exs[i]] = m.Probability(exs[i].x)
			}
		}
		fmt.Printf("fold %d bias %.2f weights %.2f\n", k, m.Bias, m.Weights)
	}
	for _, th := range []float64{0.3, 0.4, 0.5, 0.6, 0.7, 0.8} {
		fmt.Printf("== %.2f\n", th)
		type cell struct{ n, ans, right int }
		cells := map[string]*cell{}
		for i := range exs {
			e := &exs[i]
			for _, key := range []string{e.set + "/" + e.kind, "ALL/" + e.kind} {
				c := cells[key]
				if c == nil {
					c = &cell{}
					cells[key] = c
				}
				c.n++
				if p[e] >= th {
					c.ans++
					if e.right {
						c.right++
					}
				}
			}
		}
		var keys []string
		for k := range cells {
			if os.Getenv("LONG") != "" || k[:3] == "ALL" || len(k) > 8 && k[len(k)-7:] == "covered" {
				keys = append(keys, k)
			}
		}
		sort.Strings(keys)
		for _, k := range keys {
			c := cells[k]
			fmt.Printf("  %-28s n %4d answered %.3f right %.3f wrong-of-answered %.3f\n", k, c.n, float64(c.ans)/float64(c.n), float64(c.right)/float64(c.n), float64(c.ans-c.right)/max(1, float64(c.ans)))
		}
	}
	m := FitLogistic(weigh(exs), ridge)
	fmt.Printf("FULL Bias: %.3f Weights: []float64{", m.Bias)
	for _, w := range m.Weights {
		fmt.Printf("%.3f, ", w)
	}
	fmt.Println("}")
	if os.Getenv("SHOW") != "" {
		idx := make([]*fitEx, 0)
		for i := range exs {
			if !exs[i].right {
				idx = append(idx, &exs[i])
			}
		}
		sort.Slice(idx, func(a, b int) bool { return p[idx[a]] > p[idx[b]] })
		for _, e := range idx[:60] {
			fmt.Printf("%.2f %s/%s %s %.2f\n", p[e], e.set, e.kind, e.text, e.f)
		}
	}
}

func cvLoss(exs []fitEx, keep []int, ridge float64) (loss, auc float64, signs []float64) {
	mask := func(x []float64) []float64 {
		o := make([]float64, len(keep))
		for i, k := range keep {
			o[i] = x[k]
		}
		return o
	}
	w := weigh(exs)
	type pr struct {
		p, w  float64
		right bool
	}
	var all []pr
	tot := 0.0
	for k := 0; k < 2; k++ {
		var tr []Example
		for i, e := range exs {
			if e.part != k {
				tr = append(tr, Example{mask(e.x), e.right, w[i].Weight})
			}
		}
		m := FitLogistic(tr, ridge)
		signs = m.Weights
		for i, e := range exs {
			if e.part == k {
				p := m.Probability(mask(e.x))
				if e.right {
					loss -= w[i].Weight * math.Log(max(p, 1e-9))
				} else {
					loss -= w[i].Weight * math.Log(max(1-p, 1e-9))
				}
				tot += w[i].Weight
				all = append(all, pr{p, w[i].Weight, e.right})
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].p < all[j].p })
	neg, num, pos, negs := 0.0, 0.0, 0.0, 0.0
	for _, a := range all {
		if a.right {
			num += a.w * neg
			pos += a.w
		} else {
			neg += a.w
			negs += a.w
		}
	}
	return loss / tot, num / pos / negs, signs
}

func TestZZFeatures(t *testing.T) {
	exs := fitExamples(t, retrieve.DefaultTuning())
	names := []string{"Coverage", "Anywhere", "TitleAsked", "TitleGiven", "Heaviest", "Missing", "Evidence", "Phrase", "Unit", "Article", "Margin", "Known", "Single", "Intent", "Other", "CovEv", "CovTG"}
	all := []int{}
	for i := range exs[0].x {
		all = append(all, i)
	}
	l, a, s := cvLoss(exs, all, 0.3)
	fmt.Printf("all loss %.4f auc %.4f %.2f\n", l, a, s)
	var keep []int
	best := 9.0
	for len(keep) < len(all) {
		bi, bl, ba := -1, best, 0.0
		var bs []float64
		for _, i := range all {
			if slices.Contains(keep, i) {
				continue
			}
			l, a, s := cvLoss(exs, append(slices.Clone(keep), i), 0.3)
			neg := false
			for j, v := range s {
				if v < 0 && append(slices.Clone(keep), i)[j] != 5 && append(slices.Clone(keep), i)[j] != 12 {
					neg = true
				}
			}
			if l < bl && !neg {
				bi, bl, ba, bs = i, l, a, s
			}
		}
		if bi < 0 {
			break
		}
		keep = append(keep, bi)
		best = bl
		fmt.Printf("+%s loss %.4f auc %.4f %.2f\n", names[bi], bl, ba, bs)
	}
}
