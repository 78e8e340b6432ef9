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
	half      int // by article or by question, so that the phrasings of one matter stay together
}

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
	trials []trial
}

func (a *asker) ask(set, kind, group string, x *index.Index, q RetrievalQuestion, right []string) bool {
	found := retrieve.Search(x.Snapshot(), retrieve.Query{Text: q.Text, Language: q.Language, At: time.Now()}, a.tuning)
	if len(found.Articles) == 0 {
		return false
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(group))
	hit := len(right) > 0 && rankOf(found, right) == 1
	a.trials = append(a.trials, trial{set, kind, found.Features.Vector(), hit, int(h.Sum32() / 7 % 2)})
	return hit
}

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
		if rare := rarest(x, q); a.ask(set.name, "covered", right[0], x, q, right) && rare != "" {
			other := q
			other.Text = strings.Replace(q.Text, rare, words[a.rng.IntN(len(words))], 1)
			a.ask(set.name, "swapped", right[0], x, other, nil)
		}
		var gone []index.Entry
		for _, e := range set.entries {
			if slices.Contains(right, e.Article.ID) || e.Article.Key == keyOf(set.entries, right[0]) {
				gone = append(gone, e)
				x.Remove(2, e.Article.ID)
			}
		}
		a.ask(set.name, "removed", right[0], x, q, nil)
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
		if half < 0 || e.half == half {
			out = append(out, Example{e.x, e.right, weightOf(e.kind) / float64(max(40, counts[e.set+e.kind]))})
		}
	}
	return out
}

// Each half of the questions is judged by a model fitted on the other, at the threshold that is shipped; and the shipped
// weights are those that all questions give.
func TestAbstention(t *testing.T) {
	list := trials(t)
	type tally struct{ n, answered, right int }
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
		if models[e.half].Probability(e.x) >= threshold {
			k.answered++
			if e.right {
				k.right++
			}
		}
	}
	for kind, k := range kinds {
		t.Logf("%-15s n=%4d answered %.3f right %.3f", kind, k.n, float64(k.answered)/float64(k.n), float64(k.right)/float64(k.n))
	}
	if k := kinds["covered"]; float64(k.answered-k.right) > 0.07*float64(k.answered) || float64(k.answered) < 0.35*float64(k.n) {
		t.Errorf("of %d covered questions %d are answered, %d rightly", k.n, k.answered, k.right)
	}
	for kind, most := range map[string]float64{"uncovered": 0.06, "out of scope": 0.02, "clinc150": 0.04, "banking77": 0.03, "stackfaq": 0.04, "removed": 0.10} {
		if k := kinds[kind]; float64(k.answered) > most*float64(k.n) {
			t.Errorf("%s: %d of %d are answered, at most %.2f may be", kind, k.answered, k.n, most)
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
