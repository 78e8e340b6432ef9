package knowledge_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/contradict"
)

// label is what a person says of two sentences of a real help centre: ids and hashes, no words of theirs.
type label struct {
	Source        string          `json:"source"`
	Kind          contradict.Kind `json:"kind"`
	Left          string          `json:"left"`
	LeftSentence  string          `json:"left_sentence"`
	Right         string          `json:"right"`
	RightSentence string          `json:"right_sentence"`
	Contradicts   bool            `json:"contradicts"`
	Note          string          `json:"note"`
}

func sentenceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// key names a pair whichever side is left.
func (l label) key() string {
	sides := []string{l.Left + "/" + l.LeftSentence, l.Right + "/" + l.RightSentence}
	slices.Sort(sides)
	return strings.Join(sides, " ")
}

func readLabels(t *testing.T) map[string][]label {
	t.Helper()
	f, err := os.Open("testdata/contradiction-labels.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	labels := map[string][]label{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var l label
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		labels[l.Source] = append(labels[l.Source], l)
	}
	return labels
}

// sources are the real help centres and how they are imported.
var sources = []struct {
	name string
	opts knowledge.Options
}{
	{"npm", knowledge.Options{Path: "npm", Scope: []string{"cli/{version}"}}},
	{"github-site-policy", knowledge.Options{Path: "github-site-policy"}},
	{"yunohost", knowledge.Options{Path: "yunohost"}},
	{"letsencrypt", knowledge.Options{Path: "letsencrypt"}},
	{"cnil", knowledge.Options{Path: "cnil.jsonl"}},
	{"service-public", knowledge.Options{Path: "service-public.jsonl"}},
}

// TestContradictionsOfRealHelpCentres prints how many pairs are found in each, and of those that a person has labelled how
// many of each kind are right. A pair that is found and has no label fails the test: read it and label it.
func TestContradictionsOfRealHelpCentres(t *testing.T) {
	root := testdata(t, "kb")
	scores := map[contradict.Kind]*score{}
	labels := readLabels(t)
	for _, s := range sources {
		found, sentences := foundIn(t, root, s.name, s.opts)
		withheld := 0
		byKey := map[string]contradict.Contradiction{}
		for _, c := range found {
			if c.Withholds {
				withheld++
			}
			byKey[pairOf(c)] = c
		}
		t.Logf("%s: %d pairs, %d distinct, %d withhold", s.name, len(found), len(byKey), withheld)
		for _, l := range labels[s.name] {
			if !sentences[l.Left+"/"+l.LeftSentence] || !sentences[l.Right+"/"+l.RightSentence] {
				t.Logf("%s: a labelled sentence is no longer there: %s", s.name, l.Note)
				continue
			}
			sc := scores[l.Kind]
			if sc == nil {
				sc = &score{}
				scores[l.Kind] = sc
			}
			_, flagged := byKey[l.key()]
			delete(byKey, l.key())
			sc.add(l.Contradicts, flagged)
		}
		for _, c := range byKey {
			t.Errorf("%s: found and not labelled: %s %s/%s %s/%s: %q, %q", s.name, c.Kind, c.Left.Article, sentenceHash(c.Left.Quote),
				c.Right.Article, sentenceHash(c.Right.Quote), c.Left.Quote, c.Right.Quote)
		}
	}
	for kind, s := range scores {
		t.Logf("%-10s %2d labelled pairs, %d contradict; found %d, of these right %d", kind, s.labelled, s.real, s.found, s.right)
	}
}

type score struct{ labelled, real, found, right int }

func (s *score) add(contradicts, found bool) {
	s.labelled++
	if contradicts {
		s.real++
	}
	if found {
		s.found++
	}
	if contradicts && found {
		s.right++
	}
}

func pairOf(c contradict.Contradiction) string {
	return label{
		Left: c.Left.Article, LeftSentence: sentenceHash(c.Left.Quote), Right: c.Right.Article, RightSentence: sentenceHash(c.Right.Quote),
	}.key()
}

// foundIn imports a help centre and gives what contradicts in it, and every sentence by article and hash.
func foundIn(t *testing.T, root, name string, opts knowledge.Options) ([]contradict.Contradiction, map[string]bool) {
	t.Helper()
	folder, file := root, opts.Path
	if !strings.HasSuffix(file, ".jsonl") {
		folder, file = root+"/"+opts.Path, "."
	}
	opts.Source, opts.Path, opts.Trusted = name, file, true
	l, _ := library(t)
	if _, err := l.Import(context.Background(), os.DirFS(folder), opts); err != nil {
		t.Fatal(err)
	}
	found, err := l.Contradictions(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sentences := map[string]bool{}
	_, err = l.All(context.Background(), func(e knowledge.Entry) error {
		for _, u := range e.Units {
			for text := range strings.SplitSeq(u.Text, "\n") {
				runes := []rune(text)
				for _, span := range analysis.Sentences(text) {
					sentences[e.Article.ID+"/"+sentenceHash(strings.TrimSpace(string(runes[span.Start:span.End])))] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, sentences
}
