package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// recallReport sends what was wrong, who was told, and what became of it, as Markdown. It names conversations by their ids,
// and no customer.
func (s *Server) recallReport(w http.ResponseWriter, r *http.Request) error {
	c, err := s.campaignOf(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	f := s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Recall.One })
	w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="recall-`+fileName(c.ID)+`.md"`)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write([]byte(c.report(f))) //nolint:gosec // Markdown, sent as a file that no browser renders
	return nil
}

func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, id)
}

func (c campaign) report(f ui.Frame) string {
	var b strings.Builder
	w := f.W.Recall
	section := func(title string) { fmt.Fprintf(&b, "\n## %s\n\n", title) }
	facts := func(list []ui.Fact) {
		for _, one := range list {
			fmt.Fprintf(&b, "- %s%s%s\n", one.Name, f.W.Colon, inline(one.Value))
		}
	}
	fmt.Fprintf(&b, "# %s\n\n", w.One)
	facts([]ui.Fact{{Name: f.W.Case.State, Value: w.States[string(c.State)]}, {Name: w.Origin, Value: w.Kinds[string(c.Kind)]}})
	facts(c.facts(f))
	section(w.Said)
	for _, seed := range c.Seeds {
		fmt.Fprintf(&b, "> %s\n\n", inline(seed.Text))
		if seed.Version != "" {
			fmt.Fprintf(&b, "%s %s, %s\n\n", w.Article, seed.Article, seed.Version)
		}
	}
	section(w.Told)
	facts(c.counts(f.W))
	section(w.Progress)
	facts(c.fates(f.W))
	section(w.Excluded)
	for _, bar := range recall.Bars() {
		n := 0
		for _, one := range c.list {
			if one.Bar == bar {
				n++
			}
		}
		if n > 0 {
			fmt.Fprintf(&b, "- %s%s%d\n", w.Bars[string(bar)], f.W.Colon, n)
		}
	}
	section(w.Correction)
	for _, k := range c.corrections {
		fmt.Fprintf(&b, "### %s\n\n%s\n\n", f.W.Spoken[k.Language], quoted(k.Text))
	}
	section(w.Everybody)
	fmt.Fprintf(&b, "| %s | %s | %s | %s |\n|---|---|---|---|\n", w.Conversation, w.When, w.Found, w.Outcome)
	for _, one := range c.list {
		outcome := w.Fates[string(one.Fate)]
		if one.Bar != recall.NoBar {
			outcome = w.Bars[string(one.Bar)]
		}
		found := w.ByWording
		if one.ByEvidence {
			found = w.ByEvidence
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", one.Conversation, one.Told.UTC().Format("2006-01-02 15:04 UTC"), found, outcome)
	}
	return b.String()
}

// inline keeps a text on its line, and from being read as marks.
func inline(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "<", "\\<", "|", "\\|", "#", "\\#").Replace(text)
}

func quoted(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, strings.TrimRight("> "+inline(line), " "))
	}
	return strings.Join(lines, "\n")
}
