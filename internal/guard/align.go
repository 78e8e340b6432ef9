package guard

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// windowLength is how many consecutive sentences of a passage may support one claim together.
const windowLength = 3

// line is one sentence of a passage made ready for comparison.
type line struct {
	passage    int
	start, end int // code points of the passage's text
	text       string
	stems      map[string]bool // of every word, function words too
	prefixes   map[string]bool // how the longer of them begin
	quantities []quantity
	denied     map[string]bool // stems that a negation stands close before
	denies     bool
}

// library is the passages of one request, cut into sentences and indexed by stem.
type library struct {
	passages []Passage
	plains   []plain
	lines    []line
	byStem   map[string][]int // stem -> lines, ascending
	byPrefix map[string][]int
	values   map[string][]quantity
	squashed string // the folded tokens of all passages and titles without anything between
	contacts string // all passages as contactText gives them
	masks    []uint64
	stemmer  *analysis.Stemmer
}

func newLibrary(passages []Passage, stemmer *analysis.Stemmer) *library {
	l := &library{passages: passages, byStem: map[string][]int{}, byPrefix: map[string][]int{}, values: map[string][]quantity{}, stemmer: stemmer}
	var squashed, contacts strings.Builder
	for n, p := range passages {
		l.plains = append(l.plains, strip(p.Text))
		contacts.WriteString(contactText(p.Text) + "\n")
		at := 0
		for sentence := range analysis.SentenceTexts(p.Text) {
			start := at
			at += utf8.RuneCountInString(sentence)
			l.add(line{passage: n, start: start, end: at, text: sentence}, &squashed)
		}
		for _, t := range analysis.Tokens(p.Title) {
			squashed.WriteString(t.Text)
		}
		squashed.WriteByte('\n')
	}
	l.squashed, l.contacts = squashed.String(), contacts.String()
	l.masks = make([]uint64, len(l.lines))
	return l
}

func (l *library) add(n line, squashed *strings.Builder) {
	if !spoken(n.text) {
		return
	}
	id := len(l.lines)
	n.stems, n.prefixes = map[string]bool{}, map[string]bool{}
	n.quantities = quantitiesIn(n.text)
	for _, q := range n.quantities {
		l.values[q.value] = append(l.values[q.value], q)
	}
	for _, t := range analysis.Tokens(n.text) {
		squashed.WriteString(t.Text)
		stem := l.stemmer.Stem(t.Text)
		if n.stems[stem] {
			continue
		}
		n.stems[stem] = true
		l.byStem[stem] = appendLast(l.byStem[stem], id)
		if len(stem) >= prefixMatch {
			n.prefixes[stem[:prefixMatch]] = true
			l.byPrefix[stem[:prefixMatch]] = appendLast(l.byPrefix[stem[:prefixMatch]], id)
		}
	}
	n.denied, n.denies = deniedIn(n.text, l.stemmer)
	l.lines = append(l.lines, n)
}

func appendLast(list []int, id int) []int {
	if len(list) > 0 && list[len(list)-1] == id {
		return list
	}
	return append(list, id)
}

// linesWith gives the lines that hold a stem, or a word that begins alike.
func (l *library) linesWith(stem string) []int {
	if len(stem) >= prefixMatch {
		return l.byPrefix[stem[:prefixMatch]]
	}
	return l.byStem[stem]
}

// statement is a claim made ready for comparison.
type statement struct {
	text       string
	plain      plain
	stems      []string
	quantities []quantity
	near       [][]string // for each quantity, the stems of the content words nearest to it
	names      []string
	initials   map[string]string // name -> the initials of the names it stands among
	policy     []string          // words of promise and duty
	said       map[string]bool   // stems of every word
	denied     map[string]bool
	denies     bool
}

func newStatement(text string, stemmer *analysis.Stemmer) statement {
	s := statement{text: text, plain: strip(text), quantities: quantitiesIn(text), said: map[string]bool{}}
	for _, stem := range contentStems(text, stemmer) {
		if _, meta := metaWords[stem]; !meta {
			s.stems = append(s.stems, stem)
		}
	}
	w := newWritten(text)
	for _, name := range w.names(stemmer.Language()) {
		if _, meta := metaWords[stemmer.Stem(name)]; !meta {
			s.names = append(s.names, name)
		}
	}
	s.initials = w.initials()
	for i, t := range w.tokens {
		s.said[stemmer.Stem(t.Text)] = true
		if _, month := dateWords[t.Text]; month && (w.capital(i) || i > 0 && w.tokens[i-1].Number()) {
			s.names = appendNew(s.names, t.Text)
		}
		if _, ok := promiseWords[t.Text]; ok {
			s.policy = appendNew(s.policy, t.Text)
		}
	}
	for _, q := range s.quantities {
		s.near = append(s.near, nearest(w.tokens, q.at, stemmer))
	}
	s.denied, s.denies = deniedIn(text, stemmer)
	return s
}

// nearest gives the stems of up to four content words within six words of a token, nearest first.
func nearest(tokens []analysis.Token, at int, stemmer *analysis.Stemmer) []string {
	const reach, most = 6, 4
	var stems []string
	for step := 1; step <= reach && len(stems) < most; step++ {
		for _, i := range []int{at - step, at + step} {
			if i < 0 || i >= len(tokens) || len(stems) == most {
				continue
			}
			word := tokens[i].Text
			_, filler := fillers[word]
			_, unit := unitNames[word]
			if !filler && !unit && !tokens[i].Number() && !analysis.Stop(stemmer.Language(), word) {
				stems = appendNew(stems, stemmer.Stem(word))
			}
		}
	}
	return stems
}

// window is a stretch of lines [from, to) of one passage and how well it supports a statement.
type window struct {
	from, to int
	share    float64 // of the statement's content stems
	missing  []string
}

// mostStems is how many content words of one sentence are compared; a longer one is supported by its very words only.
const mostStems = 64

// best gives the window that supports a statement best: the one that misses no number, name or negation before others,
// then the greater share of content words, then the shorter. ok is false where no line shares a word with it.
func (l *library) best(s statement) (best window, ok bool) {
	if len(s.stems) == 0 || len(s.stems) > mostStems {
		return window{}, false
	}
	for _, w := range l.candidates(s) {
		w.missing = l.missing(s, w)
		if !ok || w.better(best) {
			best, ok = w, true
		}
		if len(w.missing) == 0 && w.share >= leastSupport {
			break // candidates come best first
		}
	}
	return best, ok
}

// closeLooks is how many windows of a statement are looked at word by word.
const closeLooks = 24

// candidates gives the windows that hold most of a statement's content words, the greatest share first, then the
// shortest, then the earliest.
func (l *library) candidates(s statement) []window {
	touched := l.mark(s)
	defer func() {
		for _, id := range touched {
			l.masks[id] = 0
		}
	}()
	var list []window
	for _, id := range touched {
		var mask uint64
		for to := id + 1; to <= min(id+windowLength, len(l.lines)) && l.lines[to-1].passage == l.lines[id].passage; to++ {
			before := mask
			if mask |= l.masks[to-1]; mask == before {
				continue // a longer window that holds no more
			}
			list = append(list, window{from: id, to: to, share: float64(bits.OnesCount64(mask)) / float64(len(s.stems))})
		}
	}
	slices.SortStableFunc(list, func(a, b window) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.to-a.from, b.to-b.from))
	})
	return list[:min(len(list), closeLooks)]
}

// mark sets in masks, for each line, the bits of the statement's stems that it holds, and gives the lines in order.
func (l *library) mark(s statement) []int {
	var touched []int
	for bit, stem := range s.stems {
		for _, id := range l.linesWith(stem) {
			if l.masks[id] == 0 {
				touched = append(touched, id)
			}
			l.masks[id] |= 1 << bit
		}
	}
	slices.Sort(touched)
	return touched
}

// better orders windows; see best.
func (w window) better(than window) bool {
	whole, thanWhole := len(w.missing) == 0 && w.share >= leastSupport, len(than.missing) == 0 && than.share >= leastSupport
	if whole != thanWhole {
		return whole
	}
	if w.share != than.share {
		return w.share > than.share
	}
	return len(w.missing) < len(than.missing)
}

// missing says which numbers, names and negations of a statement a window does not hold.
func (l *library) missing(s statement, w window) []string {
	var missing []string
	lines := l.lines[w.from:w.to]
	for i, q := range s.quantities {
		if !l.attached(w, q, s.near[i]) {
			missing = append(missing, q.value)
		}
	}
	title := l.passages[lines[0].passage].Title
	for _, name := range s.names {
		known := func(n line) bool { return n.stems[l.stemmer.Stem(name)] || n.stems[s.initials[name]] }
		if !slices.ContainsFunc(lines, known) && !strings.Contains(wordsOf(title), " "+name+" ") {
			missing = append(missing, name)
		}
	}
	if flipped(s, lines) {
		missing = append(missing, "not")
	}
	return missing
}

// attached tells whether a line of a window says a number of what the statement says it of: three quarters of the content
// words nearest to the number stand in that line, or in the line before where it opens by pointing back.
func (l *library) attached(w window, q quantity, near []string) bool {
	const least = .75
	for i := w.from; i < w.to; i++ {
		if !slices.ContainsFunc(l.lines[i].quantities, q.matches) {
			continue
		}
		back := i > w.from && opensBack(l.lines[i].text)
		held := 0
		for _, stem := range near {
			if l.lines[i].holds(stem) || back && l.lines[i-1].holds(stem) {
				held++
			}
		}
		if float64(held) >= least*float64(len(near)) {
			return true
		}
	}
	return false
}

// holds tells whether a line has a stem, or a word that begins alike.
func (n line) holds(stem string) bool {
	return n.stems[stem] || len(stem) >= prefixMatch && n.prefixes[stem[:prefixMatch]]
}

// flipped tells whether a statement and the line nearest to it deny different things: a stem that one of them denies and
// the other says without denying it.
func flipped(s statement, lines []line) bool {
	nearest, most := lines[0], -1
	for _, n := range lines {
		held := 0
		for _, stem := range s.stems {
			if n.holds(stem) {
				held++
			}
		}
		if held > most {
			nearest, most = n, held
		}
	}
	if s.denies != nearest.denies {
		for stem := range s.said {
			if s.denied[stem] && nearest.stems[stem] || nearest.denied[stem] {
				return true
			}
		}
	}
	return s.denies && !slices.ContainsFunc(lines, func(n line) bool { return n.denies })
}

// deniedIn gives the content stems that stand right behind a negation, up to two of each, and whether there is one.
func deniedIn(text string, stemmer *analysis.Stemmer) (denied map[string]bool, any bool) {
	tokens := analysis.Tokens(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	denied = map[string]bool{}
	for i, w := range words {
		_, denies := denials[w]
		deniesFrench := stemmer.Language() == desk.French && (w == "pas" || w == "aucun" || w == "aucune")
		if !denies && !deniesFrench && w != "no" {
			continue
		}
		any = true
		taken := 0
		for n := i + 1; n < min(len(words), i+5) && taken < 1; n++ {
			if !analysis.Stop(stemmer.Language(), words[n]) {
				denied[stemmer.Stem(words[n])] = true
				taken++
			}
		}
	}
	return denied, any
}

// Stems of the words with which an answer speaks of its sources.
var metaWords = setOf(`passag provid base accord given mention state inform text context sourc document articl excerpt
	fourni mentionn inform text contexte sourc documen articl extrait selon`)

var dateWords = setOf(`january february march april may june july august september october november december monday tuesday
	wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
	decembre lundi mardi mercredi jeudi vendredi samedi dimanche`)

// Words of promise and duty: said of nothing without the source saying them of it.
var promiseWords = setOf(`must always never only guarantee guaranteed guarantees free unlimited refund refunds refunded refundable
	mandatory required forbidden prohibited every instantly immediately automatically
	doit devez toujours jamais uniquement seulement garanti garantie garantis gratuit gratuite gratuitement illimite illimitee
	rembourse remboursement obligatoire interdit immediatement automatiquement`)
