package guard

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// sharing is what several checks read of one Input. Each part is read when the first of them asks for it, once, however
// many run at the same time; nobody changes what was read.
type sharing struct {
	in Input

	draft      readOnce[plain]
	tokens     readOnce[[]analysis.Token] // of the draft
	sentences  readOnce[[]string]         // of the draft
	utterances readOnce[[]utterance]
	claims     readOnce[[]plain] // the claims' words
	quoted     readOnce[map[int]bool]
	cited      readOnce[[]*passage]
	numbers    readOnce[[]int]    // of the sources cited
	sources    readOnce[[]Source] // those cited
	sourceText readOnce[string]
	words      readOnce[[]sourceWords]
	ready      readOnce[[]readOnce[*passage]]
}

// readOnce is one thing that is read once. Where reading it panicked, asking again does too.
type readOnce[T any] struct {
	once  sync.Once
	read  bool
	value T
}

func (p *readOnce[T]) get(read func() T) T {
	p.once.Do(func() {
		p.value = read()
		p.read = true
	})
	if !p.read {
		return read() // it panicked, and does so for each check that asks
	}
	return p.value
}

// sourceWords is a source's text as it is written and as it is shown.
type sourceWords struct{ raw, shown string }

// Shared gives an Input whose checks read once what they have in common, and not each for itself. The result of a check
// is the same without. What the Input holds must not be changed after it.
func Shared(in Input) Input {
	in.sharing = nil
	in.sharing = &sharing{in: in}
	return in
}

// sharingOf gives what the checks of an Input share, or, of an Input that carries none or was changed, a reading of its own.
func sharingOf(in Input) *sharing {
	if in.sharing != nil && in.sharing.of(in) {
		return in.sharing
	}
	in.sharing = nil
	return &sharing{in: in}
}

// of tells whether a reading is of an Input.
func (c *sharing) of(in Input) bool {
	return sameList(c.in.Sources, in.Sources) && sameList(c.in.Draft.Claims, in.Draft.Claims) && c.in.Draft.Text == in.Draft.Text
}

// sameList tells whether two slices are one.
func sameList[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// draftPlain gives the draft's words without form.
func draftPlain(in Input) plain {
	c := sharingOf(in)
	return c.draft.get(func() plain { return strip(c.in.Draft.Text) })
}

// draftTokens gives the draft's tokens.
func draftTokens(in Input) []analysis.Token {
	c := sharingOf(in)
	return c.tokens.get(func() []analysis.Token { return analysis.Tokens(c.in.Draft.Text) })
}

// draftSentences gives the draft's sentences: joined they are its text.
func draftSentences(in Input) []string {
	c := sharingOf(in)
	return c.sentences.get(func() []string {
		var list []string
		for sentence := range analysis.SentenceTexts(c.in.Draft.Text) {
			list = append(list, sentence)
		}
		return list
	})
}

// claimPlain gives a claim's words without form.
func claimPlain(in Input, claim int) plain {
	c := sharingOf(in)
	return c.claims.get(func() []plain {
		list := make([]plain, len(c.in.Draft.Claims))
		for n := range list {
			list[n] = strip(c.in.Draft.Claims[n].Text)
		}
		return list
	})[claim]
}

// utterances gives a draft's sentences, whether or not a claim covers them.
func utterances(in Input) []utterance {
	c := sharingOf(in)
	return c.utterances.get(func() []utterance { return readUtterances(c.in.Draft, draftSentences(in)) })
}

// sourceText gives the words of all sources that were not found suspicious, as written and as shown.
func sourceText(in Input) string {
	c := sharingOf(in)
	return c.sourceText.get(func() string { return readSourceText(in) })
}

// quotedClaims gives the claims that stand word for word in a source that they cite.
func quotedClaims(in Input) map[int]bool {
	c := sharingOf(in)
	return c.quoted.get(func() map[int]bool {
		quoted := map[int]bool{}
		for _, p := range cited(in) {
			for _, at := range p.placed {
				quoted[at.claim] = true
			}
		}
		return quoted
	})
}

// cited gives the sources that the draft's evidence names, each once, in the order of the claims. A claim whose evidence
// names no source given is the evidence check's to block.
func cited(in Input) []*passage {
	c := sharingOf(in)
	return c.cited.get(func() []*passage { return placedPassages(in) })
}

// citedSources gives the sources that the draft's evidence names, each once, without making them ready.
func citedSources(in Input) []Source {
	c := sharingOf(in)
	return c.sources.get(func() []Source {
		var sources []Source
		for _, n := range citedNumbers(in) {
			sources = append(sources, c.in.Sources[n])
		}
		return sources
	})
}

// citedNumbers gives the indexes of the sources that the draft's evidence names, each once.
func citedNumbers(in Input) []int {
	c := sharingOf(in)
	return c.numbers.get(func() []int {
		var numbers []int
		seen := map[int]bool{}
		for _, claim := range c.in.Draft.Claims {
			for n := range sourcesOf(c.in, claim) {
				if !seen[n] {
					seen[n] = true
					numbers = append(numbers, n)
				}
			}
		}
		return numbers
	})
}

// wordsOfSources gives the words of each source.
func wordsOfSources(in Input) []sourceWords {
	c := sharingOf(in)
	return c.words.get(func() []sourceWords {
		list := make([]sourceWords, len(c.in.Sources))
		for n := range list {
			list[n].raw, list[n].shown = c.in.Sources[n].words()
		}
		return list
	})
}

// readySource gives a source made ready, without claims placed in it.
func readySource(in Input, n int) *passage {
	c := sharingOf(in)
	list := c.ready.get(func() []readOnce[*passage] { return make([]readOnce[*passage], len(c.in.Sources)) })
	return list[n].get(func() *passage { return ready(c.in.Sources[n]) })
}

// readUtterances cuts a draft's sentences into words.
func readUtterances(draft desk.Draft, sentences []string) []utterance {
	list := make([]utterance, 0, len(sentences))
	at, claim := 0, 0
	for _, sentence := range sentences {
		lead := utf8.RuneCountInString(sentence[:len(sentence)-len(strings.TrimLeftFunc(sentence, unicode.IsSpace))])
		for claim < len(draft.Claims) && draft.Claims[claim].End <= at+lead {
			claim++
		}
		u := utterance{claim: -1, text: strings.TrimSpace(sentence), words: hear(sentence, at)}
		if claim < len(draft.Claims) && draft.Claims[claim].Start <= at+lead {
			u.claim = claim
		}
		if len(u.words) > 0 {
			list = append(list, u)
		}
		at += utf8.RuneCountInString(sentence)
	}
	return list
}
