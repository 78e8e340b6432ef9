package guard

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	windowLength = 3  // consecutive sentences of a source that may support one claim together
	mostKeys     = 64 // content words of one sentence that are compared; a longer one is supported by its very words only
	closeLooks   = 24 // windows of a claim that are looked at closely

	questionPart  = .8  // what a word counts that only the question holds
	strangerPart  = .2  // of these a name that no source knows
	elsewherePart = .35 // and one that the sources hold elsewhere
	pairPart      = .3  // of a claim's score that its pairs of words make
	leastHeld     = .3  // of a claim's words that its windows must hold for either to count
)

// window is a stretch of lines [from, to) of one source.
type window struct {
	from, to int
	mask     uint64 // keys of the claim that it holds, its title and headings included
	figures  uint64 // figures of the claim that it holds
}

// assessment is what was found out about one claim before the checks look at it.
type assessment struct {
	*reading
	number   int      // of the claim in the draft
	verbatim bool     // stands word for word in a source
	empty    bool     // says nothing that could be true or false: courtesy, an announcement, an honest "I cannot say"
	long     bool     // has too many words to be compared
	said     []string // keys of what it says of the matter
	mask     uint64   // those that the windows hold
	aside    []bool   // tokens that say nothing of the matter
	brand    []bool   // tokens of the company's own names; nil where there is none
	names    []nameUse
	windows  []window
	quoted   span // of a verbatim claim: its code points in the Text of source quotedIn
	quotedIn int
	share    float64 // of the keys, covered
	strict   float64 // of the keys, in the windows alone
	paired   float64 // of the pairs of neighbouring words, neighbours in a line of the windows too
	clauses  []clausePair
	twins    []twinPair
	listed   int // it announces a list of so many items; 0: none
}

// study is one reading of a whole Input: everything that the checks of a model's own words need, made once. It does not
// change after it was made.
type study struct {
	in       Input
	library  *library
	question *reading
	asked    map[string]bool // keys of the question
	claims   []assessment
	freed    []freedom // what the sources leave open
	over     string    // why the whole is too much to be compared; then nothing else was read
}

// What one study compares; more is blocked, not skipped.
const (
	longestShelf = 1 << 20 // bytes of all units
	mostPairs    = 500_000 // values of the draft times values of the sources
)

// Prepared gives an Input that carries its study, so that the checks of composed drafts read sources and claims once and
// not each for itself. An Input without one is read by each check anew, with the same result.
func Prepared(in Input) Input {
	if in.study == nil && tooMuch(in) == "" {
		in.study = newStudy(in)
	}
	return in
}

func studied(in Input) *study {
	if in.study != nil {
		return in.study
	}
	return newStudy(in)
}

func newStudy(in Input) *study {
	language := in.Draft.Language
	if language != desk.English && language != desk.French {
		language = in.Language
	}
	r := newReader(language)
	if bytes := shelfLength(in.Sources); bytes > longestShelf {
		s := &study{in: in, library: newLibrary(nil, r), question: r.read(""), over: sprint("the sources have more than %d bytes: too much to be compared", longestShelf)}
		s.claims = make([]assessment, len(in.Draft.Claims))
		return s
	}
	s := &study{in: in, library: newLibrary(in.Sources, r), question: r.read(in.Question), asked: map[string]bool{}}
	for _, key := range s.question.keys {
		s.asked[key] = true
		if nation, _, part := strings.Cut(key, "-"); part && key[0] == '@' {
			s.asked[nation] = true
		}
	}
	s.freed = s.library.freedoms()
	cut := stretcher{}
	for n, c := range in.Draft.Claims {
		s.claims = append(s.claims, s.assess(n, c, cut))
	}
	for n := range s.claims {
		s.claims[n].listed = s.announces(n)
	}
	values := 0
	for n := range s.claims {
		values += len(s.claims[n].figures)
	}
	if values*len(s.library.figures) > mostPairs {
		s.over = "draft and sources give too many values to be compared"
	}
	return s
}

// announces gives how many items follow a claim that does no more than announce them: it ends with a colon, and says next to
// nothing that neither the question nor a source has.
func (s *study) announces(n int) int {
	a := &s.claims[n]
	if !strings.HasSuffix(strings.TrimRight(a.text, " \t\r\n*_"), ":") {
		return 0
	}
	strangers := 0
	for _, key := range a.said {
		if !s.asked[key] && len(s.library.byKey[key]) == 0 && !slices.ContainsFunc(s.library.heads, func(h map[string]bool) bool { return h[key] }) {
			strangers++
		}
	}
	items := 0
	for _, c := range s.claims[n+1:] {
		if !listItem(strings.TrimLeft(c.text, " \t\n")) {
			break
		}
		items++
	}
	if strangers > 2 {
		return 0
	}
	return items
}

// shelfLength gives the bytes of all units.
func shelfLength(sources []Source) int {
	bytes := 0
	for _, s := range sources {
		raw, shown := s.words()
		bytes += max(len(raw), len(shown))
	}
	return bytes
}

// Align gives the claims of a draft with the evidence that comes nearest to each: the sentence that says the same word
// for word, else one or two stretches of at most three sentences that hold most of its content words, numbers and names.
// A claim that nothing comes near has no evidence. Evidence that a claim already names is replaced. That evidence was
// found does not mean that it supports the claim: the checks say that.
func Align(in Input) []desk.Claim {
	claims := slices.Clone(in.Draft.Claims)
	if tooMuch(in) != "" {
		return claims
	}
	s := studied(in)
	for n := range claims {
		if s.over != "" {
			claims[n].Evidence = nil
			continue
		}
		claims[n].Evidence = s.evidence(&s.claims[n])
	}
	return claims
}

// evidence gives the spans that a claim was aligned to.
func (s *study) evidence(a *assessment) []desk.Evidence {
	var list []desk.Evidence
	add := func(n, start, end int) {
		src := s.in.Sources[n]
		_, quote, _, ok := around(src.Text, start, end)
		if !ok {
			return
		}
		trimmed := strings.TrimSpace(quote)
		start += len([]rune(quote[:strings.Index(quote, trimmed)]))
		end = start + len([]rune(trimmed))
		if trimmed == "" {
			return
		}
		list = append(list, desk.Evidence{
			Article: src.Article, Version: src.Version, Unit: src.Unit, Title: src.Title, URL: src.URL, Start: start, End: end, Quote: trimmed,
		})
	}
	if a.verbatim {
		add(a.quotedIn, a.quoted.from, a.quoted.to)
		return list
	}
	for _, w := range a.windows {
		first, last := s.library.lines[w.from], s.library.lines[w.to-1]
		add(first.source, first.start, last.end)
	}
	return list
}

// assess aligns one claim.
func (s *study) assess(n int, c desk.Claim, cut stretcher) assessment {
	a := assessment{reading: s.library.reader.read(unlinked(c.Text)), number: n, quotedIn: -1}
	s.findVerbatim(&a, c)
	a.said = s.substance(&a)
	a.names = s.namesIn(&a)
	a.empty = c.Kind == desk.CourtesyClaim && len(a.figures) == 0 || s.saysNothing(&a)
	if len(a.said) > mostKeys {
		a.long = true
		return a
	}
	a.windows = s.windows(&a)
	for _, w := range a.windows {
		a.mask |= w.mask
	}
	a.share, a.strict, a.paired = s.share(&a), s.heldPart(&a), s.pairedPart(&a)
	a.clauses = s.pairs(&a)
	if !a.verbatim && !a.empty {
		a.twins = s.twins(&a, cut)
	}
	return a
}

// findVerbatim looks for the very words of a claim in the sources.
func (s *study) findVerbatim(a *assessment, c desk.Claim) {
	needle := strip(c.Text)
	if needle.text == "" || !spoken(needle.text) {
		return
	}
	for n := range s.library.plains {
		for _, p := range []plain{s.library.raws[n], s.library.plains[n]} {
			from, to, ok := p.find(needle, 0)
			if !ok || !p.opensSentence(from) || !p.closesSentence(to) {
				continue
			}
			src := s.in.Sources[n]
			a.verbatim, a.quotedIn, a.quoted = true, n, span{src.Start, src.End}
			if p.text == s.library.raws[n].text {
				a.quoted = span{src.Start + p.at[from], src.Start + p.at[to-1] + 1}
			}
			return
		}
	}
}

// score is how well a claim is covered, 0 to 1.
func (s *study) score(n int) float64 {
	a := &s.claims[n]
	switch {
	case s.over != "":
		return 0
	case a.verbatim || a.empty:
		return 1
	case a.long:
		return 0
	}
	return round(a.strict * (1 - pairPart + pairPart*a.paired))
}

// windows gives the one or two stretches that support a claim best.
func (s *study) windows(a *assessment) []window {
	if len(a.said) == 0 && len(a.figures) == 0 {
		return nil
	}
	list := s.candidates(a)
	if len(list) == 0 {
		return nil
	}
	best := s.pick(a, list, 0, nil)
	if bits.OnesCount64(best.mask) == len(a.said) && bits.OnesCount64(best.figures) == len(a.figures) {
		return []window{best}
	}
	second := s.pick(a, list, best.mask, &best)
	if gained := bits.OnesCount64(second.mask &^ best.mask); gained >= 2 || second.figures&^best.figures != 0 {
		return []window{best, second}
	}
	return []window{best}
}

// pick gives the window that holds most keys beyond those already held, and figures; the shorter and earlier of equals.
func (s *study) pick(a *assessment, list []window, held uint64, but *window) window {
	var best window
	most := -1.
	had := uint64(0)
	if but != nil {
		had = but.figures
	}
	for _, w := range list {
		if but != nil && w.from < but.to && but.from < w.to {
			continue
		}
		value := float64(bits.OnesCount64(w.mask&^held)) + 1.5*float64(bits.OnesCount64(w.figures&^had)) - .25*float64(w.to-w.from)
		if value > most {
			best, most = w, value
		}
	}
	return best
}

// candidates gives the windows that hold most of a claim's keys, the best closeLooks of them.
func (s *study) candidates(a *assessment) []window {
	masks, touched := s.mark(a)
	var list []window
	for _, id := range touched {
		var mask uint64
		for to := id + 1; to <= min(id+windowLength, len(s.library.lines)) && s.library.lines[to-1].source == s.library.lines[id].source; to++ {
			had := mask
			if mask |= masks[to-1]; mask == had && to > id+1 && !s.library.lines[to-1].back {
				continue // a longer window that holds no more
			}
			list = append(list, window{from: id, to: to, mask: mask})
		}
	}
	slices.SortStableFunc(list, func(x, y window) int {
		return cmp.Or(cmp.Compare(bits.OnesCount64(y.mask), bits.OnesCount64(x.mask)), cmp.Compare(x.to-x.from, y.to-y.from))
	})
	list = list[:min(len(list), closeLooks)]
	for i := range list {
		list[i].mask |= s.headMask(a, s.library.lines[list[i].from].source)
		list[i].figures = s.figuresHeld(a, list[i])
	}
	return list
}

// mark gives for each line that shares a key with a claim which keys, and those lines in order. A figure of the claim
// counts as touching its line.
func (s *study) mark(a *assessment) (masks map[int]uint64, touched []int) {
	masks = map[int]uint64{}
	for bit, key := range a.said {
		for _, id := range s.library.byKey[key] {
			masks[id] |= 1 << bit
		}
	}
	for _, f := range a.figures {
		for _, id := range s.library.byKey[f.key()] {
			masks[id] |= 0
		}
	}
	for id := range masks {
		touched = append(touched, id)
	}
	slices.Sort(touched)
	return masks, touched
}

func (s *study) headMask(a *assessment, source int) uint64 {
	var mask uint64
	for bit, key := range a.said {
		if s.library.heads[source][key] {
			mask |= 1 << bit
		}
	}
	return mask
}

func (s *study) figuresHeld(a *assessment, w window) uint64 {
	var held uint64
	for bit, f := range a.figures[:min(len(a.figures), 64)] {
		if slices.ContainsFunc(s.library.lines[w.from:w.to], func(n line) bool { return slices.ContainsFunc(n.figures, f.same) }) {
			held |= 1 << bit
		}
	}
	return held
}

// share gives how much of a claim's content its windows hold, weighed; what only the question holds, and what the sources
// say elsewhere, counts for a part. A claim of which the windows hold next to nothing has no share.
func (s *study) share(a *assessment) float64 {
	if len(a.said) == 0 {
		return 1
	}
	held, part, all := 0., 0., 0.
	for bit, key := range a.said {
		w := a.weightOf(key)
		all += w
		switch {
		case a.mask&(1<<bit) != 0:
			held += w
		case s.asked[key] && a.namesOnly(key) && len(s.library.byKey[key]) == 0:
			part += strangerPart * w
		case s.asked[key]:
			part += questionPart * w
		case len(s.library.byKey[key]) > 0:
			part += elsewherePart * w
		}
	}
	if held < leastHeld*all {
		part = 0
	}
	return (held + part) / all
}

// heldPart gives the part of all content words of a claim that its windows hold, polite ones included, each the same.
func (s *study) heldPart(a *assessment) float64 {
	content := a.content()
	if len(content) == 0 {
		return 1
	}
	held := 0
	for _, key := range content {
		if s.holds(a, key) {
			held++
		}
	}
	return float64(held) / float64(len(content))
}

// holds tells whether a claim's windows, or the titles above them, hold a key.
func (s *study) holds(a *assessment, key string) bool {
	for _, w := range a.windows {
		if s.library.heads[s.library.lines[w.from].source][key] {
			return true
		}
		for _, n := range s.library.lines[w.from:w.to] {
			if slices.Contains(n.keys, key) {
				return true
			}
		}
	}
	return false
}

// pairedPart gives the part of the pairs of neighbouring words, function words too, that stand side by side in a line of
// the windows: words that were put together anew do not.
func (s *study) pairedPart(a *assessment) float64 {
	if len(a.words) < 2 {
		return a.strict
	}
	near := map[[2]string]bool{}
	for _, id := range s.linesOf(a) {
		words := s.library.lines[id].words
		for i := 1; i < len(words); i++ {
			near[[2]string{words[i-1], words[i]}] = true
		}
	}
	held := 0
	for i := 1; i < len(a.words); i++ {
		if near[[2]string{a.words[i-1], a.words[i]}] {
			held++
		}
	}
	return float64(held) / float64(len(a.words)-1)
}

// namesOnly tells whether a key is that of a name or a country of the claim.
func (a *assessment) namesOnly(key string) bool {
	for i, k := range a.keys {
		if k == key && a.capital[i] && !a.opening[i] {
			return true
		}
	}
	return false
}

// weightOf gives the weight of a key of a claim, the least of its words.
func (a *assessment) weightOf(key string) float64 {
	least := 0.
	for i, k := range a.keys {
		if k == key && (least == 0 || a.weights[i] < least) {
			least = min(1, a.weights[i])
		}
	}
	return max(least, .4)
}

// uncovered gives the keys of a claim that neither its windows nor the question hold.
func (s *study) uncovered(a *assessment) []string {
	var list []string
	for bit, key := range a.said {
		if a.mask&(1<<bit) == 0 && !s.asked[key] {
			list = append(list, key)
		}
	}
	return list
}

// linesOf gives the lines of a claim's windows.
func (s *study) linesOf(a *assessment) []int {
	var ids []int
	for _, w := range a.windows {
		for id := w.from; id < w.to; id++ {
			ids = append(ids, id)
		}
	}
	return ids
}
