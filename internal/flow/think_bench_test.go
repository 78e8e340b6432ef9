package flow_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/flow"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/index"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/chunk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// BenchmarkThink: a turn from its message to its decision, with nothing kept and nothing waited for, over the number of
// units that the desk knows. Beside BenchmarkAnswer in app it shows what thinking costs and what the database.
func BenchmarkThink(b *testing.B) {
	for _, units := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("units=%d", units), func(b *testing.B) {
			shelf, questions := shelfOf(b, units)
			asked := &mind{shelf: shelf}
			reasons := map[desk.Reason]int{}
			f := flow.New(flow.Parts{
				Memory: asked, Knowledge: shelf, Guard: flow.NewGuarded(guard.Checks(), time.Second), Now: time.Now, Log: slog.New(slog.DiscardHandler),
				Levels: func(context.Context) ([]desk.Level, error) { return nil, nil },
				Settle: func(_ context.Context, _ conversation.Claim, d desk.Decision) error {
					reasons[d.Reason]++
					return nil
				},
			}, flow.Config{Ceiling: desk.Auto, Within: 12 * time.Second, Lease: time.Second, Tuning: retrieve.DefaultTuning(), Workers: 1})
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				asked.text = questions[i%len(questions)]
				start := time.Now()
				if err := f.Answer(b.Context(), conversation.Claim{Turn: "t", Conversation: "c"}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			if reasons[desk.Fault]+reasons[desk.Deadline] > 0 {
				b.Errorf("not every turn was thought through: %v", reasons)
			}
		})
	}
}

// BenchmarkGuardDraft: the guard's cost for each sentence of a draft, while the draft grows. Flat is linear.
func BenchmarkGuardDraft(b *testing.B) {
	for _, sentences := range []int{5, 10, 20, 30} {
		b.Run(fmt.Sprintf("sentences=%d", sentences), func(b *testing.B) {
			in := draftOf(sentences)
			checks := guard.Checks()
			for b.Loop() {
				for _, c := range checks {
					if _, err := c.Run(in); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(sentences), "ns/sentence")
		})
	}
}

// draftOf is a draft of so many sentences, each of them the whole of a unit of one page.
func draftOf(sentences int) guard.Input {
	said := make([]string, sentences)
	for i := range said {
		said[i] = fmt.Sprintf("The orchard box number %d leaves our workshop in week %d and reaches most gardens within %d working days.", i+1, i%52+1, i%9+2)
	}
	text := strings.Join(said, "\n\n")
	in := guard.Input{
		Question: "How many working days does the orchard box need to reach my garden?", Language: desk.English, At: time.Now(),
		Draft: desk.Draft{Mode: desk.Quote, Language: desk.English, Text: text, Claims: guard.Claims(text, desk.English)},
	}
	at := 0
	for i, s := range said {
		source := guard.Source{
			Article: "a", Version: "v", Unit: knowledge.UnitID("v", i), Title: "Boxes", Language: desk.English, Kind: desk.Prose,
			Contract: desk.Contract{Status: desk.StatusApproved}, Text: text, Start: at, End: at + len(s), Shown: s,
		}
		in.Sources = append(in.Sources, source)
		in.Draft.Claims[i].Evidence = []desk.Evidence{{Article: "a", Version: "v", Unit: source.Unit, Title: "Boxes", Start: at, End: source.End, Quote: s}}
		at += len(s) + 2
	}
	return in
}

// mind is a memory of one message.
type mind struct {
	*shelf
	text string
}

func (m *mind) ClaimTurn(_ context.Context, c conversation.Claim, _, _ time.Time) (conversation.Claim, error) {
	return c, nil
}

func (m *mind) Turn(context.Context, string) (desk.Turn, error) {
	return desk.Turn{ID: "t", Conversation: "c", Message: "m", Created: time.Now()}, nil
}

func (m *mind) Conversation(context.Context, string) (desk.Conversation, error) {
	return desk.Conversation{ID: "c", Language: desk.English, Owner: desk.Owner{Kind: desk.OwnedByAssistant}}, nil
}

func (m *mind) Customer(context.Context, string) (desk.Customer, error) { return desk.Customer{}, nil }

func (m *mind) RecentMessages(context.Context, string, int) ([]desk.Message, error) {
	return []desk.Message{{ID: "m", Author: desk.ByCustomer, Text: m.text}}, nil
}

// shelf is an index and the pages behind it.
type shelf struct {
	index *index.Index
	pages map[string]answer.Page
}

func (s *shelf) View() retrieve.View                     { return s.index.Snapshot() }
func (s *shelf) Contradicted(string) map[string][]string { return nil }

func (s *shelf) Page(_ context.Context, version string) (answer.Page, error) {
	return s.pages[version], nil
}

// shelfOf writes and cuts pages of about eight units until there are so many units, in words as frequent as in real
// text (Zipf), and asks for the titles of some.
func shelfOf(b *testing.B, units int) (*shelf, []string) {
	b.Helper()
	random := rand.New(rand.NewPCG(7, uint64(units)))
	zipf := rand.NewZipf(random, 1.1, 8, 20_000)
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf("w%dx", zipf.Uint64())
		}
		return strings.Join(list, " ")
	}
	s := &shelf{index: index.New(), pages: map[string]answer.Page{}}
	var entries []index.Entry
	var questions []string
	for p := range units / 8 {
		title := words(4)
		var text strings.Builder
		for range 4 {
			fmt.Fprintf(&text, "## Part %s\n\n%s. %s. %s.\n\n%s. %s. %s.\n\n", words(3), words(14), words(16), words(15), words(14), words(16), words(15))
		}
		doc, err := extract.File(fmt.Sprintf("p%d.md", p), []byte("# Page "+title+"\n\n"+text.String()), extract.Options{})
		if err != nil {
			b.Fatal(err)
		}
		page := pageOf(fmt.Sprint("a", p), doc)
		s.pages[page.Article.Version] = page
		entries = append(entries, index.Entry{Article: page.Article, Units: page.Units})
		if len(questions) < 200 {
			questions = append(questions, "How do I find "+title+"?")
		}
	}
	s.index.Put(1, entries...)
	return s, questions
}

func pageOf(id string, doc extract.Document) answer.Page {
	a := desk.Article{
		ID: id, Key: id, Path: "help/" + id + ".md", Language: desk.English, Title: doc.Title, Text: doc.Text, Version: id + "@1", Number: 1,
		Contract: desk.Contract{Status: desk.StatusApproved}, Updated: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	units := chunk.Units(doc, nil)
	for i := range units {
		units[i].Article, units[i].Version, units[i].ID = a.ID, a.Version, knowledge.UnitID(a.Version, i)
	}
	return answer.Page{Article: a, Units: units}
}
