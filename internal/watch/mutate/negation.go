package mutate

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// turn is a text in which something is denied, or no longer denied.
type turn struct{ text, change string }

// negationAdded denies what the answer affirms, in one place.
func (s *subject) negationAdded() (Case, string) {
	var turns []turn
	for i := range s.said.tokens {
		var t turn
		if s.answer.Language == desk.French {
			t = s.denyFrench(i)
		} else {
			t = s.denyEnglish(i)
		}
		if t.text != "" {
			turns = append(turns, t)
		}
	}
	if len(turns) == 0 {
		return Case{}, "it affirms nothing in a form that can be denied"
	}
	t := one(s, turns)
	return s.reword(t.text, t.change), ""
}

// negationRemoved affirms what the answer denies, in one place.
func (s *subject) negationRemoved() (Case, string) {
	var turns []turn
	for i := range s.said.tokens {
		var t turn
		if s.answer.Language == desk.French {
			t = s.affirmFrench(i)
		} else {
			t = s.affirmEnglish(i)
		}
		if t.text != "" {
			turns = append(turns, t)
		}
	}
	if len(turns) == 0 {
		return Case{}, "it denies nothing in a form that can be turned round"
	}
	t := one(s, turns)
	return s.reword(t.text, t.change), ""
}

func (s *subject) denyEnglish(i int) turn {
	d := s.said
	word, next := d.text(i), d.text(i+1)
	if d.opens[i] && slices.Contains(s.words.imperatives, word) {
		return turn{d.splice(d.tokens[i].Start, d.tokens[i].End, "Do not "+lowerFirst(d.word(i))), word + " -> do not " + word}
	}
	if !slices.Contains([]string{"can", "may", "must", "will", "is", "are"}, word) || i+1 >= d.ends[i] || d.opens[i] || !plainGap(d.gap(i+1)) {
		return turn{}
	}
	if next == "not" || next == "no" || next == "never" || word == "may" && d.capital(i) {
		return turn{}
	}
	denied := word + " not"
	if word == "can" {
		denied = "cannot"
	}
	return turn{d.put(i, i+1, denied), word + " -> " + denied}
}

func (s *subject) affirmEnglish(i int) turn {
	d := s.said
	word, before, next := d.text(i), d.text(i-1), d.text(i+1)
	flat := map[string]string{
		"cannot": "can", "can't": "can", "don't": "do", "doesn't": "does", "isn't": "is", "aren't": "are", "won't": "will", "never": "always", "without": "with",
	}
	if to := flat[word]; to != "" {
		return turn{d.put(i, i+1, to), word + " -> " + to}
	}
	if word == "no" && next == "longer" {
		return turn{d.put(i, i+2, "still"), "no longer -> still"}
	}
	if word != "not" || slices.Contains([]string{"only", "necessarily", "merely", "just"}, next) || slices.Contains([]string{"or", "if", "why", "but"}, before) {
		return turn{}
	}
	if next == "" || !plainGap(d.gap(i+1)) {
		return turn{}
	}
	to := d.word(i + 1)
	if d.capital(i) {
		to = upperFirst(to)
	}
	return turn{d.splice(d.tokens[i].Start, d.tokens[i+1].End, to), before + " not -> " + before}
}

// plainGap tells whether nothing but a space stands between two words.
func plainGap(gap string) bool { return groupGap(gap) }

func (s *subject) denyFrench(i int) turn {
	d := s.said
	word := d.text(i)
	if d.opens[i] && strings.HasSuffix(word, "ez") && word != "chez" && word != "assez" && i+1 < d.ends[i] && plainGap(d.gap(i+1)) {
		verb := lowerFirst(d.word(i))
		return turn{d.splice(d.tokens[i].Start, d.tokens[i].End, upperFirst(ne(verb))+" pas"), verb + " -> " + ne(verb) + " pas"}
	}
	verbs := []string{"est", "sont", "peut", "peuvent", "pouvez", "doit", "doivent", "devez", "sera", "seront"}
	if !slices.Contains(verbs, word) || d.opens[i] || i+1 >= d.ends[i] || !plainGap(d.gap(i+1)) {
		return turn{}
	}
	clitics := strings.Fields("ne se le la les lui leur y en me te")
	if slices.Contains(clitics, d.text(i-1)) || slices.Contains([]string{"pas", "plus", "jamais", "que"}, d.text(i+1)) || d.elided(i) || !plainGap(d.gap(i)) {
		return turn{}
	}
	return turn{d.put(i, i+1, ne(d.word(i))+" pas"), word + " -> " + ne(word) + " pas"}
}

// ne puts the first word of a French negation before a verb.
func ne(verb string) string {
	if opensOnVowel(verb) {
		return "n'" + verb
	}
	return "ne " + verb
}

func opensOnVowel(word string) bool {
	folded := strings.TrimSpace(plainWords(word))
	return folded != "" && strings.ContainsRune("aeiouyh", rune(folded[0]))
}

func (s *subject) affirmFrench(i int) turn {
	d := s.said
	if d.text(i) == "sans" {
		return turn{d.put(i, i+1, "avec"), "sans -> avec"}
	}
	first := i                // the token behind the negation
	keep := d.tokens[i].Start // what stays begins here, in code points
	from := keep              // the negation begins here
	switch {
	case d.text(i) == "ne":
		first, keep = i+1, d.tokens[i].End+len([]rune(d.gap(i+1)))-len([]rune(strings.TrimLeft(d.gap(i+1), " ")))
	case d.elided(i) && d.tokens[i].Start >= 2 && strings.EqualFold(string(d.runes[d.tokens[i].Start-2]), "n") && d.leads(d.tokens[i].Start-2):
		from = d.tokens[i].Start - 2
	default:
		return turn{}
	}
	for k := first; k < min(first+5, d.ends[i]); k++ {
		if strings.ContainsAny(d.gap(k), ".,;:\n()") && k > first {
			break
		}
		if w := d.text(k); w != "pas" && w != "plus" && w != "jamais" {
			continue
		}
		said := string(d.runes[min(keep, d.tokens[k].Start):d.tokens[k].Start])
		tail := strings.TrimLeft(string(d.runes[d.tokens[k].End:]), " ")
		if tail == "" || strings.ContainsRune(".,;:!?)", []rune(tail)[0]) {
			said = strings.TrimRight(said, " ")
		}
		said += tail
		if d.opens[i] {
			said = upperFirst(said)
		}
		return turn{string(d.runes[:from]) + said, "ne ... " + d.text(k) + " -> "}
	}
	return turn{}
}

// leads tells whether a code point is the first of its word.
func (d reading) leads(at int) bool {
	return at == 0 || !isLetter(d.runes[at-1])
}
