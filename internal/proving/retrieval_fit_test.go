package proving

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// trial is one question put to one help centre.
type trial struct {
	set, kind string
	x         []float64
	right     bool
	passes    bool // the guard would let a quote of the first article through
	half      int  // by article or by question, so that the phrasings of one matter stay together
}

// heldBack is what a trial weighs whose quote the guard would hold: what the model says of it changes nothing now.
const heldBack = 0.2

// weightOf is what the trials of one kind weigh together in each help centre of forty and more.
func weightOf(kind string) float64 {
	switch kind {
	case "covered":
		return 100
	case "uncovered":
		return 60
	case "swapped":
		return 40
	case "removed":
		return 30
	}
	return 10
}

// foreign are names and things that none of the help centres is about: put in place of a question's rarest word, they
// make it one that is not covered.
const foreign = `Netflix Germany Suisse Tesla Klarna iPad Bitcoin Paris students étudiants piano aquarium Japan Kindle WhatsApp giraffe warranty
garantie lawnmower bicycle vélo saxophone Snapchat Minecraft Chile Brésil umbrella parapluie visa diploma diplôme dentist dentiste mortgage pregnancy
grossesse divorce holiday vacances thermostat printer imprimante drone Alexa Bluetooth Android Windows Mac Linux camera caméra microphone passport
passeport taxi train avion hotel hôtel restaurant pizza chocolate chocolat coffee café wedding mariage concert museum musée football tennis cheque
loyalty fidélité voucher coupon annual monthly weekly business enterprise premium child enfant dog chien cat chat`

// asker puts questions and keeps the trials.
type asker struct {
	t      testing.TB
	rng    *rand.Rand
	tuning retrieve.Tuning
	guard  *guarded // of the help centre at hand
	trials []trial
}

func (a *asker) ask(set, kind, group string, x *index.Index, q RetrievalQuestion, right []string) bool {
	view, at := x.Snapshot(), time.Now()
	found := retrieve.Search(view, retrieve.Query{Text: q.Text, Language: q.Language, At: at}, a.tuning)
	if len(found.Articles) == 0 {
		return false
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(group))
	hit := len(right) > 0 && rankOf(found, right) == 1
	a.trials = append(a.trials, trial{set, kind, found.Features.Vector(), hit, a.guard.passes(view, q, found, at), int(h.Sum32() / 7 % 2)})
	return hit
}

// group names what must stay in one half: an article with all its questions. Of the demonstration company, whose figure is
// told by itself, each question goes its own way.
func group(set asked, q RetrievalQuestion, right []string) string {
	if set.name == "demo" {
		return q.Text
	}
	return right[0]
}

// keptBack tells whether a trial has no part in the shipped weights: one half of the demonstration company's questions
// is there to report on.
func (e trial) keptBack() bool { return e.set == "demo" && e.half == 1 }

// own puts a help centre's own questions: as they are, with a foreign word, and without their article.
func (a *asker) own(set asked, x *index.Index, known map[string]bool, titles bool) {
	for _, i := range a.rng.Perm(len(set.questions))[:min(300, len(set.questions))] {
		q := set.questions[i]
		right := slices.DeleteFunc(slices.Clone(q.Articles), func(id string) bool { return !known[id] })
		switch {
		case len(right) == 0:
			a.ask(set.name, "uncovered", q.Text, x, q, nil)
			continue
		case titles:
			a.ask(set.name, "title", right[0], x, q, right)
			continue
		}
		words := strings.Fields(foreign)
		if rare := rarest(x, q); a.ask(set.name, "covered", group(set, q, right), x, q, right) && rare != "" {
			other := q
			other.Text = strings.Replace(q.Text, rare, words[a.rng.IntN(len(words))], 1)
			a.ask(set.name, "swapped", group(set, q, right), x, other, nil)
		}
		var gone []index.Entry
		for _, e := range set.entries {
			if slices.Contains(right, e.Article.ID) || e.Article.Key == keyOf(set.entries, right[0]) {
				gone = append(gone, e)
				x.Remove(2, e.Article.ID)
			}
		}
		a.ask(set.name, "removed", group(set, q, right), x, q, nil)
		x.Put(3, gone...)
	}
}

func keyOf(entries []index.Entry, id string) string {
	i := slices.IndexFunc(entries, func(e index.Entry) bool { return e.Article.ID == id })
	return entries[i].Article.Key
}

// rarest gives the word of a question that stands in the fewest articles.
func rarest(x *index.Index, q RetrievalQuestion) string {
	analyser, best, fewest := retrieve.NewAnalyser(q.Language), "", 1<<30
	for _, word := range strings.FieldsFunc(q.Text, func(r rune) bool { return strings.ContainsRune(" ?.,;:!'\"()’-/", r) }) {
		term, content := analyser.Term(analysis.Fold(word))
		if !content || len([]rune(word)) < 4 {
			continue
		}
		n := 0
		for _, shard := range x.Snapshot().Part(q.Language).Shards() {
			_, postings, _ := shard.Lookup(term)
			n += len(postings)
		}
		if n > 0 && n < fewest {
			best, fewest = word, n
		}
	}
	return best
}

// strange puts questions of other domains.
func (a *asker) strange(set asked, x *index.Index, kind string, questions []RetrievalQuestion) {
	for _, i := range a.rng.Perm(len(questions))[:min(60, len(questions))] {
		if slices.Contains(x.Snapshot().Languages(), questions[i].Language) {
			a.ask(set.name, kind, questions[i].Text, x, questions[i], nil)
		}
	}
}

func texts(t testing.TB, name string) []RetrievalQuestion {
	t.Helper()
	var list []RetrievalQuestion
	for _, l := range linesOf[struct{ Text string }](t, publicPath(t, name)) {
		list = append(list, RetrievalQuestion{Text: l.Text, Language: desk.English})
	}
	return list
}

func trials(t testing.TB) []trial {
	t.Helper()
	a := &asker{t: t, rng: rand.New(rand.NewPCG(5, 5)), tuning: retrieve.DefaultTuning()}
	a.tuning.Threshold = 0
	sets := publicSets(t)
	elsewhere := map[string][]RetrievalQuestion{
		"cnil": sets[0].questions, "service-public": sets[1].questions, "stackfaq": sets[2].questions,
		"banking77": texts(t, "routing/banking77-test.jsonl"), "clinc150": texts(t, "routing/clinc150-val.jsonl"),
		"out of scope": texts(t, "routing/clinc150-oos_val.jsonl"),
	}
	// What may be answered there after all.
	skip := map[string]string{"larkbank": "banking77", "demo": "banking77", "telmira": "banking77", "cnil": "service-public"}
	sets = append(sets, invented(t)...)
	real := len(sets)
	for _, name := range []string{"npm", "letsencrypt", "github-site-policy", "yunohost"} {
		sets = append(sets, titled(t, name, 80))
	}
	for i, set := range sets {
		x, known := set.index()
		a.guard = newGuarded(set)
		a.own(set, x, known, i >= real)
		for _, kind := range []string{"cnil", "service-public", "stackfaq", "banking77", "clinc150", "out of scope"} {
			if kind != set.name && kind != skip[set.name] {
				a.strange(set, x, kind, elsewhere[kind])
			}
		}
	}
	return a.trials
}

func examples(list []trial, half int) []Example {
	counts := map[string]int{}
	for _, e := range list {
		counts[e.set+e.kind]++
	}
	var out []Example
	for _, e := range list {
		if half >= 0 && e.half != half || half < 0 && e.keptBack() {
			continue
		}
		weight := weightOf(e.kind) / float64(max(40, counts[e.set+e.kind]))
		if !e.passes {
			weight *= heldBack
		}
		out = append(out, Example{e.x, e.right, weight})
	}
	return out
}

// Each half of the questions is judged by a model fitted on the other, at the threshold that is shipped, and by the guard;
// and the shipped weights are those that all questions give.
func TestAbstention(t *testing.T) {
	list := trials(t)
	type tally struct{ n, covered, sent, right int }
	kinds := map[string]*tally{}
	threshold := retrieve.DefaultTuning().Threshold
	models := []retrieve.Logistic{FitLogistic(examples(list, 1), 0.3), FitLogistic(examples(list, 0), 0.3)}
	for _, e := range list {
		k := kinds[e.kind]
		if k == nil {
			k = &tally{}
			kinds[e.kind] = k
		}
		k.n++
		if models[e.half].Probability(e.x) < threshold {
			continue
		}
		k.covered++
		if e.passes {
			k.sent++
			if e.right {
				k.right++
			}
		}
	}
	for kind, k := range kinds {
		n := float64(k.n)
		t.Logf("%-15s n=%4d taken for covered %.3f, sent %.3f, right %.3f", kind, k.n, float64(k.covered)/n, float64(k.sent)/n, float64(k.right)/n)
	}
	if k := kinds["covered"]; float64(k.sent-k.right) > 0.04*float64(k.sent) || float64(k.right) < 0.34*float64(k.n) {
		t.Errorf("of %d covered questions %d are answered, %d rightly", k.n, k.sent, k.right)
	}
	for kind, most := range map[string]float64{"uncovered": 0.11, "out of scope": 0.02, "clinc150": 0.04, "banking77": 0.03, "stackfaq": 0.04, "removed": 0.06} {
		if k := kinds[kind]; float64(k.sent) > most*float64(k.n) {
			t.Errorf("%s: %d of %d are answered, at most %.2f may be", kind, k.sent, k.n, most)
		}
	}
	shipped, whole := retrieve.AnswerModel(), FitLogistic(examples(list, -1), 0.3)
	t.Log("fitted on all: " + fmt.Sprintf("Bias: %.3f, Weights: %.3f", whole.Bias, whole.Weights))
	drift := 0.0
	for _, e := range list {
		drift = max(drift, shipped.Probability(e.x)-whole.Probability(e.x), whole.Probability(e.x)-shipped.Probability(e.x))
	}
	if drift > 0.1 {
		t.Errorf("the shipped weights are no longer those of the data: a probability is off by %.3f", drift)
	}
}
