package triage

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestSentiment(t *testing.T) {
	for _, c := range []struct {
		text string
		lang desk.Language
		want Mood
	}{
		{"This is unacceptable, I am furious.", desk.English, Negative},
		{"Where is my order?", desk.English, Neutral},
		{"The app crashes when I open the camera.", desk.English, Neutral},
		{"Not helpful at all.", desk.English, Negative},
		{"I couldn't be happier.", desk.English, Positive},
		{"Great, another week without internet.", desk.English, Negative},
		{"The price is good, but the service is a nightmare.", desk.English, Negative},
		{"I would appreciate an answer at last, after three emails left unanswered.", desk.English, Negative},
		{"Love it 😍", desk.English, Positive},
		{"C'est inadmissible, je suis furieux.", desk.French, Negative},
		{"Où est ma commande ?", desk.French, Neutral},
		{"Cela fait trois semaines que j'attends votre réponse, malgré mes relances.", desk.French, Negative},
		{"Bravo, encore une semaine sans internet.", desk.French, Negative},
		{"Je ne suis pas satisfait.", desk.French, Negative},
		{"Rien à redire, c'est parfait !", desk.French, Positive},
		{"Merci beaucoup, vous êtes formidables !", desk.French, Positive},
		{"", desk.French, Neutral},
	} {
		if got, score := Sentiment(c.text, c.lang); got != c.want {
			t.Errorf("%q sounds %v (%.2f), want %v", c.text, got, score, c.want)
		}
	}
}

// TestSentimentOfOwnMessages holds the lexicons to the messages they were developed with.
func TestSentimentOfOwnMessages(t *testing.T) {
	moodOf := map[string]Mood{"-": Negative, "0": Neutral, "+": Positive}
	var table moodTable
	for _, line := range ownLines(t, "mood-own.txt", 3) {
		got, _ := Sentiment(line[2], desk.Language(line[0]))
		table[moodOf[line[1]]][got]++
	}
	if got := table.macroF1(); got < .9 {
		t.Errorf("macro-F1 %.3f, want .9: %v", got, table)
	}
}

// TestBlameNeverSoundsBetter: a plainly angry sentence added to a text does not raise its score above a little.
func TestBlameNeverSoundsBetter(t *testing.T) {
	var texts []string
	for _, line := range ownLines(t, "mood-own.txt", 3) {
		if line[0] == "en" {
			texts = append(texts, line[2])
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(r, "text")
		_, before := Sentiment(text, desk.English)
		if _, after := Sentiment(text+" This is a disgrace and I am furious.", desk.English); after > before+.1 {
			r.Errorf("%q: %.2f, and %.2f with blame", text, before, after)
		}
	})
}

func TestUnknownLanguageIsLookedUpInBoth(t *testing.T) {
	for _, text := range []string{"I am furious", "Je suis furieux"} {
		if got, _ := Sentiment(text, desk.Unknown); got != Negative {
			t.Errorf("%q sounds %v", text, got)
		}
	}
}

// moodTable counts: [truth][heard].
type moodTable [moods][moods]int

func (m moodTable) macroF1() float64 {
	total := 0.0
	for c := range m {
		both := 0
		for o := range m {
			both += m[c][o] + m[o][c]
		}
		total += 2 * float64(m[c][c]) / float64(max(1, both)) / float64(moods)
	}
	return total
}

type moodLine struct {
	Text  string `json:"text"`
	Label string `json:"label"`
	Trait string `json:"trait"`
}

func (l moodLine) mood() Mood {
	return map[string]Mood{"neutral": Neutral, "negative": Negative, "positive": Positive}[l.Label]
}

// TestSentimentFigures prints and holds the figures on the test half, and prints beside them what a public lexicon alone
// comes to.
func TestSentimentFigures(t *testing.T) {
	floors := map[desk.Language]float64{desk.English: .70, desk.French: .65}
	for language, floor := range floors {
		public := publicLexicon(t, language)
		var ours, theirs moodTable
		for _, l := range setLines[moodLine](t, "sentiment-"+string(language)+".jsonl", testHalf) {
			got, _ := Sentiment(l.Text, language)
			ours[l.mood()][got]++
			theirs[l.mood()][public.mood(l.Text)]++
		}
		t.Logf("sentiment-%s, test half: macro-F1 %.3f, [truth][heard] in the order neutral, negative, positive %v", language, ours.macroF1(), ours)
		if public != nil {
			t.Logf("sentiment-%s, test half: macro-F1 %.3f with AFINN alone", language, theirs.macroF1())
		}
		if got := ours.macroF1(); got < floor {
			t.Errorf("sentiment-%s: macro-F1 %.3f, want %.2f", language, got, floor)
		}
	}
}

// lexicon is a public list of words with weights.
type lexicon map[string]int

func (l lexicon) mood(text string) Mood {
	sum := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" ,.!?;:\"()«»", r) }) {
		sum += l[w]
	}
	switch {
	case sum > 0:
		return Positive
	case sum < 0:
		return Negative
	}
	return Neutral
}

// publicLexicon reads AFINN, or says aloud that it is not here.
func publicLexicon(t *testing.T, language desk.Language) lexicon {
	t.Helper()
	path := filepath.Join(os.Getenv("VIGIE_TESTDATA"), "lexicons", "AFINN-"+string(language)+"-165.txt")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Logf("no lexicon to compare with, VIGIE_TESTDATA is not set or lacks it: %v", err)
		return nil
	}
	l := lexicon{}
	for line := range strings.Lines(string(text)) {
		w, weight, _ := strings.Cut(strings.TrimSpace(line), "\t")
		l[w], _ = strconv.Atoi(weight)
	}
	return l
}
