package triage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLexiconsParse(t *testing.T) {
	for name, err := range map[string]error{
		"person": personFault, "courtesy": courtesyFault, "dispute": disputeFault, "cases": casesFault, "mood-en": moodFaultEN,
		"mood-fr": moodFaultFR, "offence": offenceFault,
	} {
		if err != nil {
			t.Errorf("lexicon/%s.txt: %v", name, err)
		}
	}
}

func TestPhrases(t *testing.T) {
	book, err := parsePhrases(`
# classes and tags
@who = ~human|real_person
[talk]
speak|talk to a|the? @who
[list]
= alpha beta_gamma
[gap]
give ... back
[ends]
^ hello $
[pause]
great , another
[prefix]
rembours* moi
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"I want to talk to a humna now", []string{"talk: talk to a humna"}},
		{"Talk to real person", []string{"talk: Talk to real person"}},
		{"Talk to a. Human", nil},
		{"beta gamma alpha", []string{"list: beta gamma", "list: alpha"}},
		{"beta, gamma", nil},
		{"give my own money back", []string{"gap: give my own money back"}},
		{"give all of my own money back", nil},
		{"give me, now, back", nil},
		{"Yes. Hello! Bye", []string{"ends: Hello"}},
		{"Hello you", nil},
		{"great... another", []string{"pause: great another"}},
		{"great another", []string{"pause: great another"}},
		{"great. Another", nil},
		{"remboursez-moi", []string{"prefix: remboursez moi"}},
	} {
		var got []string
		words := scanWords(c.text)
		for _, m := range book.find(words) {
			got = append(got, m.tag+": "+wording(words[m.from:m.to]))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func TestPhrasesNameTheBadLine(t *testing.T) {
	if _, err := parsePhrases("[a]\nfine\n@nobody here"); err == nil || err.Error() != "phrase book, line 3: class @nobody is not defined above this line" {
		t.Errorf("%v", err)
	}
}

// TestMatchesLieInTheText holds every lexicon to matches that are not empty and within the words.
func TestMatchesLieInTheText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := scanWords(rapid.String().Draw(r, "text"))
		for _, book := range []*phraseBook{personBook, courtesyBook, casesBook, moodBookEN, moodBookFR, offenceBook} {
			for _, m := range book.find(words) {
				if m.from < 0 || m.to <= m.from || m.to > len(words) {
					r.Fatalf("match %+v among %d words", m, len(words))
				}
			}
		}
	})
}
