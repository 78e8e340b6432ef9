package guard

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// realPage is one page of a real help centre.
type realPage struct {
	id, title, text string
	language        desk.Language
}

// half of the articles is for development, the other is reported.
func (p realPage) developed() bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(p.id))
	return h.Sum32()%2 == 0
}

func pagesUnder(t *testing.T, root string, language func(path string) desk.Language) []realPage {
	t.Helper()
	var list []realPage
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") && !strings.HasSuffix(path, ".mdx") {
			return err
		}
		raw, err := os.ReadFile(path)
		if l := language(path); err == nil && l != desk.Unknown {
			list = append(list, realPage{id: path[len(root):], title: filepath.Base(path), text: withoutFront(string(raw)), language: l})
		}
		return err
	})
	if err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	return list
}

func withoutFront(text string) string {
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if _, body, found := strings.Cut(rest, "\n---"); found {
			return body
		}
	}
	return text
}

// realPages gives the pages that errors are injected into: English and French about alike.
func realPages(t *testing.T) []realPage {
	t.Helper()
	root := os.Getenv("VIGIE_TESTDATA")
	both := func(path string) desk.Language {
		switch {
		case strings.Contains(path, "/fr/") || strings.HasSuffix(path, ".fr.md") || strings.HasSuffix(path, "_fr.md"):
			return desk.French
		case regexp.MustCompile(`(\.|_|/)(de|es|it|ar|oc|ca|ru|eu|zh|pl|pt|nl|tr)(\.|/)`).MatchString(path):
			return desk.Unknown
		}
		return desk.English
	}
	list := pagesUnder(t, "../app/demo/company", both)
	if root == "" {
		t.Log("SKIPPED in part: VIGIE_TESTDATA is not set; errors are injected into the demo company's pages only")
		return list
	}
	list = append(list, pagesUnder(t, filepath.Join(root, "kb", "npm"), func(string) desk.Language { return desk.English })...)
	list = append(list, pagesUnder(t, filepath.Join(root, "kb", "yunohost"), both)...)
	f, err := os.Open(filepath.Join(root, "kb", "service-public.jsonl"))
	if err != nil {
		return list
	}
	defer func() { _ = f.Close() }()
	s := bufio.NewScanner(f)
	s.Buffer(make([]byte, 1<<20), 1<<24)
	articles := map[string]int{}
	for s.Scan() {
		var u struct{ ID, Article, Text string }
		if json.Unmarshal(s.Bytes(), &u) != nil || len(articles) > 1500 {
			continue
		}
		if n, ok := articles[u.Article]; ok {
			if len(list[n].text) < 9000 {
				list[n].text += "\n\n" + u.Text
			}
			continue
		}
		articles[u.Article] = len(list)
		list = append(list, realPage{id: u.Article, title: firstLine(u.Text), text: u.Text, language: desk.French})
	}
	return list
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// plainSentences gives the sentences of a page that a model could have been asked about.
func (p realPage) plainSentences() []string {
	var list []string
	for s := range analysis.SentenceTexts(p.start()) {
		said := strings.TrimSpace(s)
		words := len(strings.Fields(said))
		if words < 7 || words > 32 || !strings.HasSuffix(said, ".") || strings.ContainsAny(said, "|`<>*#[]{}=_\"«") || strings.Contains(said, "://") {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(said); !unicode.IsUpper(r) {
			continue
		}
		list = append(list, said)
	}
	return list
}

// start gives as much of a page as a draft is given.
func (p realPage) start() string {
	if len(p.text) > 12_000 {
		return strings.ToValidUTF8(p.text[:12_000], "")
	}
	return p.text
}

// says makes the Input of a draft that says one sentence, on the page and another one.
func (p realPage) says(sentence string, other realPage) Input {
	in := Input{Language: p.language, At: noon, Draft: desk.Draft{Mode: desk.Compose, Language: p.language, Text: sentence, Claims: Claims(sentence, p.language)}}
	for n, page := range []realPage{p, other} {
		text := page.start()
		in.Sources = append(in.Sources, Source{
			Article: strconv.Itoa(n), Version: "1", Unit: strconv.Itoa(n), Title: page.title, Language: p.language, Contract: desk.Contract{Status: desk.StatusApproved},
			Text: text, End: utf8.RuneCountInString(text), Shown: text, Kind: desk.Prose,
		})
	}
	return Prepared(in)
}

// injected counts, by language and kind of change, what was held of each half.
type injected struct {
	counts  map[string]*[2]struct{ held, all int }
	order   []string
	reasons map[string]int // checks that held what is harmless
	show    string
}

const mostInjected = 150 // changes of a kind, language and half

// TestInjectedErrors puts errors of one kind each into true sentences of real pages, and harmless changes beside them,
// and counts what the checks of a model's own words do. Thresholds were chosen on one half of the pages; the floors are
// held on the other.
func TestInjectedErrors(t *testing.T) {
	if testing.Short() {
		t.Skip("measured in the long run only")
	}
	pages := realPages(t)
	r := injected{counts: map[string]*[2]struct{ held, all int }{}, reasons: map[string]int{}, show: os.Getenv("VIGIE_INJECTED_SHOW")}
	for n, p := range pages {
		other := pages[(n*7+3)%len(pages)]
		for other.language != p.language || other.id == p.id {
			n++
			other = pages[(n*7+3)%len(pages)]
		}
		for _, c := range changesIn(p.language) {
			r.inject(t, p, other, c)
		}
	}
	r.report(t)
}

// inject alters up to three sentences of a page in one way.
func (r *injected) inject(t *testing.T, p, other realPage, c change) {
	t.Helper()
	part, done := 0, 0
	if !p.developed() {
		part = 1
	}
	key := string(p.language) + " " + c.name
	if r.counts[key] == nil {
		r.counts[key] = &[2]struct{ held, all int }{}
		r.order = append(r.order, key)
	}
	count := &r.counts[key][part]
	for _, s := range p.plainSentences() {
		if count.all >= mostInjected || done >= 3 {
			return
		}
		altered := c.make(p, s)
		if altered == "" || altered == s || strings.Contains(p.text, altered) {
			continue
		}
		done++
		count.all++
		in := p.says(altered, other)
		in.Draft.Claims = Align(in)
		why := wordBlocks(t, in)
		if len(why) > 0 {
			count.held++
			if !c.bad {
				r.reasons[fmt.Sprint(strings.SplitN(why[0], ":", 2)[0], " ", part)]++
			}
		}
		if part == 0 && r.show != "" && strings.Contains(key, r.show) && (len(why) > 0) != c.bad {
			t.Logf("%s: %s\n\tWAS %s\n\tNOW %s\n\t%s", key, p.id, s, altered, strings.Join(why, "; "))
		}
	}
}

// injectedFloors are what must be caught of the reported half, where it holds at least 40 changes of the kind.
var injectedFloors = map[string]float64{
	"number changed": .98, "amount changed": .98, "date changed": .98, "duration changed": .98, "unit changed": .85, "name absent": .92, "values swapped": .80,
	"names swapped": .80, "negation flipped": .80, "modality raised": .75, "condition dropped": .75, "comparator changed": .90, "side changed": .85, "promise added": .95,
	"policy added": .95, "invented sentence": .95,
}

func (r *injected) report(t *testing.T) {
	t.Helper()
	flags := map[string]*[2]struct{ held, all int }{"en": {}, "fr": {}}
	for _, key := range r.order {
		c := r.counts[key]
		t.Logf("%-24s developed %3d/%3d = %.3f   reported %3d/%3d = %.3f", key, c[0].held, c[0].all, share(c[0].held, c[0].all), c[1].held, c[1].all, share(c[1].held, c[1].all))
		language, name, _ := strings.Cut(key, " ")
		if strings.HasPrefix(name, "ok: ") {
			for part := range 2 {
				flags[language][part].held += c[part].held
				flags[language][part].all += c[part].all
			}
			continue
		}
		if floor := injectedFloors[name]; c[1].all >= 40 && share(c[1].held, c[1].all) < floor {
			t.Errorf("%s: %.3f caught, the floor is %.2f", key, share(c[1].held, c[1].all), floor)
		}
	}
	for language, c := range flags {
		t.Logf("%s false flags: developed %.3f of %d, reported %.3f of %d", language, share(c[0].held, c[0].all), c[0].all, share(c[1].held, c[1].all), c[1].all)
		if c[1].all >= 200 && share(c[1].held, c[1].all) > .02 {
			t.Errorf("%s: more than 2 %% of harmless changes are held", language)
		}
	}
	t.Logf("harmless changes held, by check and half: %v", r.reasons)
}

func share(part, all int) float64 { return float64(part) / float64(max(1, all)) }
