package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Miss is one question that nothing in the knowledge answered.
type Miss struct {
	Conversation string
	Question     string
	Topic        string
	Language     desk.Language
	At           time.Time
}

// Gap is what the knowledge lacks: questions with the same content words.
type Gap struct {
	Question      string // the last one, as it was understood
	Topic         string
	Language      desk.Language
	Asked         int
	Last          time.Time
	Conversations []string // in which it was asked, the last first, each once
}

// Gaps puts questions together that have the same content words in any order, in one language: those asked in most
// conversations first, then those asked last. The same thing asked in other words is another gap.
func Gaps(missed []Miss) []Gap {
	stemmers := map[desk.Language]*analysis.Stemmer{}
	at, counted := map[string]int{}, map[string]bool{}
	var gaps []Gap
	for _, m := range missed {
		if strings.TrimSpace(m.Question) == "" {
			continue
		}
		if stemmers[m.Language] == nil {
			stemmers[m.Language] = analysis.NewStemmer(m.Language)
		}
		key := string(m.Language) + "\x00" + contentOf(stemmers[m.Language], m.Question)
		i, known := at[key]
		if !known {
			i = len(gaps)
			at[key] = i
			gaps = append(gaps, Gap{Question: m.Question, Topic: m.Topic, Language: m.Language, Last: m.At})
		}
		gaps[i].add(m)
		if in := key + "\x00" + m.Conversation; !counted[in] {
			counted[in] = true
			gaps[i].Conversations = append(gaps[i].Conversations, m.Conversation)
		}
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(len(b.Conversations), len(a.Conversations)), b.Last.Compare(a.Last))
	})
	return gaps
}

func (g *Gap) add(m Miss) {
	g.Asked++
	if m.At.After(g.Last) {
		g.Question, g.Topic, g.Last = m.Question, m.Topic, m.At
	}
}

// contentOf gives the content words of a question in one order, or, where it has none, the question itself.
func contentOf(s *analysis.Stemmer, question string) string {
	terms := s.Terms(question)
	slices.Sort(terms)
	if terms = slices.Compact(terms); len(terms) == 0 {
		return analysis.Fold(question)
	}
	return strings.Join(terms, " ")
}
