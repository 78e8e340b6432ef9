package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

// planted is one wrong claim with what was said like it.
type planted struct {
	text     string
	language desk.Language
	others   []string // other ways of saying it
	near     []string // sentences near it that say something else
}

func plantedClaims(t testing.TB, file string) []planted {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list []planted
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case "=":
			language, rest, _ := strings.Cut(rest, " ")
			list = append(list, planted{text: rest, language: desk.Language(language)})
		case "+":
			list[len(list)-1].others = append(list[len(list)-1].others, rest)
		case "-":
			list[len(list)-1].near = append(list[len(list)-1].near, rest)
		}
	}
	return list
}

// filler says something true about one of many things: most of it a page's own sentence, some of it in a model's words.
func filler(rng *rand.Rand) store.Planted {
	pick := func(words string) string {
		list := strings.Fields(words)
		return list[rng.IntN(len(list))]
	}
	thing := pick("lamp bulb heater desk chair shelf cable charger battery app account plan invoice card voucher parcel order refund repair warranty password team project file export import backup address store price")
	part := pick("cover switch base handle socket label box manual screen menu button page limit code number date owner colour size weight power light shade stand screw key lock door window frame")
	n := 2 + rng.IntN(97)
	unit := pick("days hours weeks months euros dollars metres litres rows members points times pages watts")
	texts := []string{
		fmt.Sprintf("The %s of the %s is found after %d %s.", part, thing, n, unit),
		fmt.Sprintf("You can change the %s of your %s in the settings.", part, thing),
		fmt.Sprintf("A %s with a %s is delivered within %d %s.", thing, part, n, unit),
		fmt.Sprintf("We refund the %s when its %s is damaged within %d %s.", thing, part, n, unit),
		fmt.Sprintf("The %s cannot be returned without its %s.", thing, part),
		fmt.Sprintf("Open the %s, choose the %s and wait %d %s.", thing, part, n, unit),
	}
	p := store.Planted{Text: texts[rng.IntN(len(texts))], Language: desk.English, Article: fmt.Sprintf("a%d", rng.IntN(500)), Start: 60 * rng.IntN(30)}
	if rng.IntN(10) < 3 { // in a model's own words: said to nobody else
		p.Text = fmt.Sprintf("%s For your %s no %d this means the %s by the %s.", strings.TrimSuffix(p.Text, "."), pick("question request case matter"), rng.IntN(1_000_000), pick("side middle end front back top"), pick("wall floor table roof garden street"))
	}
	return p
}

// plantAll fills a desk with so many replies: fillers, and what was planted at known places. evidence says in what part of the
// planted replies the claim stands on the page's text; what is near stands on the same text as often.
func plantAll(t testing.TB, w *world, claims []planted, replies int, evidence float64) (places []map[string]bool) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	at := map[int]store.Planted{}
	places = make([]map[string]bool, len(claims))
	for i, c := range claims {
		places[i] = map[string]bool{}
		put := func(text string, wrong bool) {
			n := rng.IntN(replies)
			for at[n].Text != "" {
				n = rng.IntN(replies)
			}
			p := store.Planted{Text: text, Language: c.language}
			if rng.Float64() < evidence {
				p.Article, p.Start = fmt.Sprintf("wrong%d", i), 0
			}
			at[n] = p
			if wrong {
				places[i][store.PlantedConversation(n)] = true
			}
		}
		for _, text := range append([]string{c.text}, c.others...) {
			for range 3 {
				put(text, true)
			}
		}
		for _, text := range c.near {
			for range 3 {
				put(text, false)
			}
		}
	}
	const batch = 5_000
	for from := 0; from < replies; from += batch {
		var list []store.Planted
		for n := from; n < min(from+batch, replies); n++ {
			p, there := at[n]
			if !there {
				p = filler(rng)
			}
			list = append(list, p)
		}
		if err := w.db.Plant(t.Context(), from, list); err != nil {
			t.Fatal(err)
		}
	}
	begun, s := time.Now(), w.recalls()
	for {
		if err := s.Note(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left, err := w.db.Unnoted(t.Context(), 1); err != nil || len(left) == 0 {
			break
		}
	}
	t.Logf("%d replies noted, %.0f a second", replies, float64(replies)/time.Since(begun).Seconds())
	return places
}

// looked is what recalls of planted claims found.
type looked struct{ found, missed, wrong int }

func (l looked) share() (found, right float64) {
	return float64(l.found) / float64(l.found+l.missed), float64(l.found) / float64(max(1, l.found+l.wrong))
}

func recallAll(t testing.TB, w *world, claims []planted, places []map[string]bool) (l looked, slowest time.Duration) {
	t.Helper()
	for i, c := range claims {
		begun := time.Now()
		id, err := w.recalls().Propose(t.Context(), recall.Ask{Kind: recall.FromClaim, By: "ben", Seeds: []recall.Seed{{
			Text: c.text, Language: c.language, Article: fmt.Sprintf("wrong%d", i), Version: fmt.Sprintf("wrong%d-1", i), Start: 0, End: 50,
		}}})
		if err != nil {
			t.Fatal(err)
		}
		slowest = max(slowest, time.Since(begun))
		list := w.standings(t, id)
		for conversation, r := range list {
			if places[i][conversation] {
				l.found++
			} else {
				l.wrong++
				t.Logf("%q is listed for %q", textOf(t, w, r), c.text)
			}
		}
		missing := map[string]bool{}
		for conversation := range places[i] {
			if _, there := list[conversation]; !there {
				l.missed++
				said := w.messages(t, conversation)
				missing[said[len(said)-1].Text] = true
			}
		}
		for text := range missing {
			t.Logf("%q is missed for %q", text, c.text)
		}
	}
	return l, slowest
}

func textOf(t testing.TB, w *world, r recall.Shown) string {
	t.Helper()
	texts, err := w.db.Wordings(t.Context(), []string{r.Wording})
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	return texts[0].Text
}

// Among many replies, 50 wrong claims are told 15 times each, in the page's words and in four others, with as many sentences
// near them that say something else. Of who was told at least 95 in 100 are found, and of those listed 90 in 100 were told. Of
// claims that the comparison was never fitted to, it finds fewer where it has the wording alone.
func TestRecallFindsParaphrases(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: forty thousand replies, one after the other")
	}
	for _, c := range []struct {
		name, file   string
		replies      int
		evidence     float64
		found, right float64
	}{
		{"half on the text", "planted.txt", 100_000, .5, .95, .9},
		{"wording alone", "planted.txt", 10_000, 0, .95, .9},
		{"unseen, half on the text", "planted_unseen.txt", 10_000, .5, .8, .9},
		{"unseen, wording alone", "planted_unseen.txt", 10_000, 0, .7, .9},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, claims := newWorld(t, store.Config{Folder: t.TempDir()}), plantedClaims(t, c.file)
			places := plantAll(t, w, claims, c.replies, c.evidence)
			all, slowest := recallAll(t, w, claims, places)
			found, right := all.share()
			t.Logf("%d claims in %d replies: found %.3f, right %.3f; slowest list %v", len(claims), c.replies, found, right, slowest)
			if found < c.found || right < c.right {
				t.Errorf("found %.3f, want %.2f; right %.3f, want %.2f", found, c.found, right, c.right)
			}
		})
	}
}
