package mutate

import (
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

const (
	paddedBytes = 50_000 // of a padded mutant
	buriedMost  = 3_500  // code points of a buried one: what is sent to a customer at once
)

// trueSentences gives the sentences of the sources that the answer does not say.
func (s *subject) trueSentences() []string {
	said := plainWords(s.answer.Draft.Text)
	seen := map[string]bool{}
	var list []string
	for _, text := range s.trueTexts() {
		for sentence := range analysis.SentenceTexts(text) {
			sentence = strings.TrimSpace(sentence)
			words := plainWords(sentence)
			if len(strings.Fields(words)) < leastMain || seen[words] || strings.Contains(said, words) {
				continue
			}
			seen[words] = true
			list = append(list, sentence)
		}
	}
	return list
}

// numberBuried puts the answer with one number changed amid the other sentences of its sources, each once.
func (s *subject) numberBuried() (Case, string) {
	wrong, change, why := s.wrongNumber()
	if why != "" {
		return Case{}, why
	}
	room := buriedMost - utf8.RuneCountInString(wrong)
	var around []string
	for _, sentence := range s.trueSentences() {
		if room -= utf8.RuneCountInString(sentence) + 1; room < 0 {
			break
		}
		around = append(around, sentence)
	}
	if len(around) < 2 {
		return Case{}, "its sources say too little else to bury a number in"
	}
	half := len(around) / 2
	text := strings.Join(around[:half], " ") + " " + wrong + " " + strings.Join(around[half:], " ")
	return s.reword(text, "amid true sentences: "+change), ""
}

// padded puts the answer with one number changed amid 50 KB of its sources' text.
func (s *subject) padded() (Case, string) {
	wrong, change, why := s.wrongNumber()
	if why != "" {
		return Case{}, why
	}
	truth := strings.TrimSpace(strings.Join(s.trueTexts(), " "))
	if truth == "" {
		truth = strings.TrimSpace(s.answer.Draft.Text)
	}
	half := strings.Repeat(truth+" ", paddedBytes/2/(len(truth)+1)+1)
	half = strings.ToValidUTF8(half[:paddedBytes/2], "") + " " // the cut may have halved a letter
	return s.reword(half+wrong+" "+half, "amid 50 KB of true text: "+change), ""
}
