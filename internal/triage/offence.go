package triage

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed lexicon/offence.txt
var offenceText string

var offenceBook, offenceFault = parsePhrases(offenceText)

// Offensive tells whether a text demeans or threatens a group of people or insults or threatens its reader. It goes by
// words: it looks past hidden spellings, and lets pass what only names a group, what speaks against hatred or denies it,
// and what stands between quotation marks beside a comment. It misses hatred put in decent words. A list that
// cannot be read makes everything offensive. Both languages are always looked for.
func Offensive(text string, _ desk.Language) bool {
	r := readOffence(text)
	return offenceFault != nil || r.hateful() || r.insulting()
}

// Hateful tells whether a text demeans or threatens a group of people: Offensive without plain insults of one person.
func Hateful(text string, _ desk.Language) bool {
	return offenceFault != nil || readOffence(text).hateful()
}

// offenceReading is what was found outside quotations: how often each kind, and where groups and hostile words stand.
type offenceReading struct {
	counts          map[string]int
	groups, hostile []int // indexes of sentences
}

func (r offenceReading) hateful() bool {
	slur := r.counts["slur"] > 0 || r.counts["soft slur"] > 0 && r.counts["soft context"]+r.counts["hostile"] > 0
	return !r.excused() && (slur || r.aimed())
}

// aimed tells whether hostile words stand in a sentence that names a group or in the one after it.
func (r offenceReading) aimed() bool {
	for _, g := range r.groups {
		if slices.Contains(r.hostile, g) || slices.Contains(r.hostile, g+1) {
			return true
		}
	}
	return false
}

// excused tells whether the text speaks against hatred or denies it.
func (r offenceReading) excused() bool { return r.counts["counter"] > 0 || r.counts["kind"] > 0 }

func (r offenceReading) insulting() bool { return r.counts["insult"] > 0 && !r.excused() }

// readOffence looks for patterns in a text with hidden spellings undone. A quotation is left out where the text says
// something besides it.
func readOffence(text string) offenceReading {
	words := parted(unquoted(scanWords(unmask(excerpt(text)))))
	sentences := make([]int, len(words))
	for i := range words {
		if i > 0 {
			sentences[i] = sentences[i-1] + int(flag(words[i].before == sentence))
		}
	}
	r := offenceReading{counts: map[string]int{}}
	for _, m := range offenceBook.find(words) {
		r.counts[m.tag]++
		switch at := sentences[m.from]; m.tag {
		case "group":
			r.groups = appendNew(r.groups, at)
		case "hostile":
			r.hostile = appendNew(r.hostile, at)
		}
	}
	return r
}

// appendNew adds a sentence to an ascending list unless it stands at its end already.
func appendNew(list []int, at int) []int {
	if n := len(list); n > 0 && list[n-1] == at {
		return list
	}
	return append(list, at)
}

// leastComment is how many words beside a quotation make it one that is spoken about.
const leastComment = 3

func unquoted(words []word) []word {
	kept := make([]word, 0, len(words))
	for _, w := range words {
		if !w.quoted {
			kept = append(kept, w)
		}
	}
	if len(kept) < leastComment {
		return words
	}
	return kept
}

// parted cuts words that were run together, where neither lexicon knows the whole and both know the parts.
func parted(words []word) []word {
	out := make([]word, 0, len(words))
	for _, w := range words {
		at := seam(w.fold)
		if at == 0 {
			out = append(out, w)
			continue
		}
		tail := word{text: w.text, fold: w.fold[at:], short: w.fold[at:], bangs: w.bangs, asks: w.asks}
		w.fold, w.short = w.fold[:at], w.fold[:at]
		out = append(out, w, tail)
	}
	return out
}

// How long a word may be, in bytes, and how long its parts must be, for a seam to be looked for.
const (
	longestRun = 32
	leastPart  = 4
)

// seam gives where a word falls into two listed ones, or 0.
func seam(fold string) int {
	if len(fold) < 2*leastPart || len(fold) > longestRun || listed(fold) {
		return 0
	}
	for at := len(fold) - leastPart; at >= leastPart; at-- {
		if listed(fold[:at]) && listed(fold[at:]) {
			return at
		}
	}
	return 0
}

func listed(fold string) bool {
	_, common := languageWords[fold]
	_, offence := offenceBook.words[fold]
	return common || offence
}

// unmask undoes two ways to hide a word: letters set apart ("i d i o t") and digits for letters ("1d1ot").
func unmask(text string) string {
	fields := strings.Fields(text)
	out := fields[:0]
	for i := 0; i < len(fields); {
		end := i
		for end < len(fields) && singleLetter(fields[end]) {
			end++
		}
		if end-i >= 3 {
			out = append(out, strings.Join(fields[i:end], ""))
			i = end
			continue
		}
		out = append(out, unleet(fields[i]))
		i++
	}
	return strings.Join(out, " ")
}

func singleLetter(field string) bool {
	letters := 0
	for _, r := range field {
		switch {
		case unicode.IsLetter(r):
			letters++
		case !unicode.IsPunct(r):
			return false
		}
	}
	return letters == 1
}

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s")

// unleet turns digits to letters in a word that has more letters than digits.
func unleet(field string) string {
	letters, masks := 0, 0
	for _, r := range field {
		switch {
		case unicode.IsLetter(r):
			letters++
		case strings.ContainsRune("013457@$", r):
			masks++
		}
	}
	if masks == 0 || letters <= masks {
		return field
	}
	return leet.Replace(field)
}
