package triage

import (
	_ "embed"
	"math"
	"sort"
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed lexicon/mood-en.txt
var moodTextEN string

//go:embed lexicon/mood-fr.txt
var moodTextFR string

var (
	moodBookEN, moodFaultEN = parsePhrases(moodTextEN)
	moodBookFR, moodFaultFR = parsePhrases(moodTextFR)
)

// moodFeature is a place in a moodVector.
type moodFeature int

// The features. Sums are squashed by x/(2+x), counts by log(1+n), so that long messages do not drown short ones. Trouble
// is a problem told in two words or more, or waiting.
const (
	biasFeature  moodFeature = iota
	praise                   // sum of the positive weights of 2 and more
	blame                    // sum of the negative weights of 2 and more, as a positive number
	mildPraise               // sum of the smaller positive weights
	mildBlame                // sum of the smaller negative weights
	mostPraise               // the greatest positive weight, in thirds
	mostBlame                // the greatest negative weight, in thirds
	lastWord                 // weights of the last clause that has any, in [-1, 1]
	afterBut                 // weights after the last but, in [-1, 1]
	irony                    // cues of irony
	ironyTrouble             // irony or praise together with trouble
	politeAnger              // cues of anger in polite words
	angerTrouble             // such cues together with trouble
	duration                 // cues of waiting and repetition
	request                  // words of plain business
	asking                   // a question mark
	stressedGood             // exclamation marks and capitals, where there is praise
	stressedBad              // ... where there is blame or trouble
	gladFace
	sadFace
	mockFace
	thanked
	thankedBut // thanks, then a but or a problem
	digits
	plainness // nothing of weight was found
	praiseOnly
	blameOnly
	moodFeatureCount
)

type moodVector [moodFeatureCount]float64

// moodFeatures reads the features off a text. Unknown languages are looked up in both lexicons.
func moodFeatures(words []word, lang desk.Language) moodVector {
	r := moodReading{words: words, weights: make([]float64, len(words)), cues: map[string]int{}}
	if lang != desk.French {
		r.add(moodBookEN.find(words))
	}
	if lang != desk.English {
		r.add(moodBookFR.find(words))
	}
	return r.vector()
}

// moodReading gathers what the lexicons say of a text.
type moodReading struct {
	words   []word
	weights []float64 // at the first word of each weighted match
	cues    map[string]int
	buts    []int // where clauses turn
}

// add enters the matches of one lexicon.
func (r *moodReading) add(matches []phraseMatch) {
	var weighted []phraseMatch
	for _, m := range matches {
		if _, err := strconv.Atoi(m.tag); err == nil {
			weighted = append(weighted, m)
			continue
		}
		r.cues[m.tag]++
		if m.tag == "but" {
			r.buts = append(r.buts, m.from)
		}
	}
	for _, m := range disjoint(weighted, len(r.words)) {
		r.weigh(m)
	}
}

// disjoint keeps of overlapping matches the longest; of equally long ones a zero, then the heaviest.
func disjoint(matches []phraseMatch, n int) []phraseMatch {
	sort.SliceStable(matches, func(i, j int) bool {
		a, b := matches[i], matches[j]
		if a.to-a.from != b.to-b.from {
			return a.to-a.from > b.to-b.from
		}
		wa, wb := weightOf(a.tag), weightOf(b.tag)
		return wa == 0 && wb != 0 || wb != 0 && math.Abs(wa) > math.Abs(wb)
	})
	taken := make([]bool, n)
	kept := matches[:0]
	for _, m := range matches {
		if touched(taken[m.from:m.to]) {
			continue
		}
		for i := m.from; i < m.to; i++ {
			taken[i] = true
		}
		kept = append(kept, m)
	}
	return kept
}

func weightOf(tag string) float64 {
	w, _ := strconv.Atoi(tag)
	return float64(w)
}

// weigh enters a match with its weight as negation and stress change it.
func (r *moodReading) weigh(m phraseMatch) {
	weight := weightOf(m.tag)
	if r.negated(m) {
		if weight > 0 {
			weight *= -0.8
		} else {
			weight *= -0.25
		}
	}
	weight *= r.degree(m)
	last := r.words[m.to-1]
	if last.loud {
		weight *= 1.2
	}
	weight *= 1 + 0.1*float64(min(last.bangs, 3))
	r.weights[m.from] += weight
}

// negated tells whether a negation governs a match: a negator up to three words before it in the same clause, or, in
// French, pas and the like right after a verb. A match that begins with a negator has it counted in.
func (r *moodReading) negated(m phraseMatch) bool {
	if _, own := negators[r.words[m.from].fold]; own && m.to-m.from > 1 {
		return false
	}
	for i := m.from; i > max(0, m.from-4) && r.words[i].before == joined; i-- {
		if r.negator(i - 1) {
			return true
		}
	}
	return m.to-m.from == 1 && m.from > 0 && m.to < len(r.words) && r.words[m.to].before == joined && r.trailingNegator(m.to)
}

// trailingNegator tells whether a word is a French negator that follows its verb; "plus" only after ne.
func (r *moodReading) trailingNegator(i int) bool {
	switch r.words[i].fold {
	case "pas", "jamais", "guere":
		return true
	case "plus":
		return i > 1 && (r.words[i-2].fold == "n" || r.words[i-2].fold == "ne")
	}
	return false
}

func (r *moodReading) negator(i int) bool {
	fold := r.words[i].fold
	if fold == "plus" { // "more" unless ne goes before
		for j := i - 1; j >= max(0, i-3); j-- {
			if f := r.words[j].fold; f == "ne" || f == "n" {
				return true
			}
		}
		return false
	}
	if _, found := negators[fold]; !found {
		return false
	}
	next := ""
	if i+1 < len(r.words) {
		next = r.words[i+1].fold
	}
	notBad := fold == "pas" && next == "mal"
	return next != "only" && next != "seulement" && !notBad
}

var negators = setOf("not no never nobody nothing none without neither nor hardly barely dont doesnt didnt isnt arent wasnt werent wont wouldnt cant " +
	"cannot couldnt havent hasnt hadnt shouldnt aint pas jamais aucun aucune ni sans guere nullement plus rien")

// degree gives how much the word before a match strengthens or weakens it.
func (r *moodReading) degree(m phraseMatch) float64 {
	if m.from == 0 || r.words[m.from].before != joined {
		return 1
	}
	fold := r.words[m.from-1].fold
	if _, strong := strengtheners[fold]; strong {
		return 1.3
	}
	if _, weak := weakeners[fold]; weak {
		return 0.6
	}
	return 1
}

var strengtheners = setOf("very really so absolutely totally utterly completely extremely deeply truly incredibly bloody such most super quite simply " +
	"tres vraiment trop si tellement hyper ultra extremement particulierement absolument totalement completement profondement carrement vachement franchement")

var weakeners = setOf("bit slightly somewhat little rather fairly almost nearly peu assez plutot presque legerement")
