package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/burst"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// How drafts and what the checks say of them look on pages.

// draftShown shows a held draft, each sentence with what it stands on and what the checks say of it.
func (s *Server) draftShown(ctx context.Context, w *ui.Words, turn desk.Turn, d desk.Decision) (ui.Draft, error) {
	stands, err := s.standsOf(ctx, d.Draft)
	if err != nil {
		return ui.Draft{}, err
	}
	var whole []desk.Finding
	for _, f := range d.Findings {
		if f.Claim < 0 || f.Claim >= len(d.Draft.Claims) {
			f.Claim = desk.WholeDraft
			whole = append(whole, f)
		}
	}
	made := madeHow(w, d)
	if with := madeWith(d.Versions); with != "" {
		made += " · " + with
	}
	return ui.Draft{
		Turn: turn.ID, Conversation: turn.Conversation, Question: d.Question, Reason: w.Reasons[turn.Reason], Due: turn.Due, Text: d.Draft.Text,
		Language: d.Draft.Language, Claims: claimsShown(w, d.Draft.Claims, d.Findings, stands), Findings: findingsShown(w, whole, nil), Made: made,
		Blocked: desk.VerdictOf(d.Findings) != desk.Pass,
	}, nil
}

// stand is how a version that a draft cites stands now.
type stand struct {
	number int // 0: unknown
	newest int // of its article; 0: it is gone
}

// standsOf looks up every version that a draft cites.
func (s *Server) standsOf(ctx context.Context, draft desk.Draft) (map[string]stand, error) {
	stands := map[string]stand{}
	for _, c := range draft.Claims {
		for _, e := range c.Evidence {
			if _, known := stands[e.Version]; known || strings.HasPrefix(e.Version, burst.Prefix) {
				continue // a known issue has no versions
			}
			cited, err := orNothing(s.Version(ctx, e.Version))
			if err != nil {
				return nil, err
			}
			now, err := orNothing(s.Library.Get(ctx, e.Article))
			if err != nil {
				return nil, err
			}
			st := stand{cited.Article.Number, now.Article.Number}
			if now.Article.Contract.Status == desk.StatusWithdrawn {
				st.newest = 0
			}
			stands[e.Version] = st
		}
	}
	return stands, nil
}

func (st stand) words(w *ui.Words) string {
	switch {
	case st.newest == 0:
		return w.Drafts.Gone
	case st.number == 0:
		return fmt.Sprintf(w.Drafts.Earlier, st.newest)
	case st.newest != st.number:
		return fmt.Sprintf(w.Drafts.Replaced, st.number, st.newest)
	}
	return fmt.Sprintf(w.Drafts.Version, st.number)
}

// claimsShown shows claims with what they stand on. findings are of the same draft; stands may be nil: no versions are named.
func claimsShown(w *ui.Words, claims []desk.Claim, findings []desk.Finding, stands map[string]stand) []ui.Claim {
	out := make([]ui.Claim, len(claims))
	for i, c := range claims {
		out[i] = ui.Claim{Text: c.Text, Kind: w.Kinds[c.Kind], Plain: c.Kind == desk.CourtesyClaim, Sources: sourcesOf(c)}
		for j, e := range citedFirst(c) {
			if st, known := stands[e.Version]; known {
				out[i].Sources[j].Version, out[i].Sources[j].Lapsed = st.words(w), st.newest == 0 || st.newest != st.number
			}
		}
		var own []desk.Finding
		for _, f := range findings {
			if f.Claim == i {
				own = append(own, f)
			}
		}
		out[i].Findings = findingsShown(w, own, nil)
		out[i].Verdict, out[i].Blocked = verdictOn(w, c, own)
	}
	return out
}

// citedFirst gives the first evidence of each article that a claim cites, in the order in which sourcesOf lists them.
func citedFirst(c desk.Claim) []desk.Evidence {
	var first []desk.Evidence
	for _, e := range c.Evidence {
		if !slices.ContainsFunc(first, func(f desk.Evidence) bool { return f.Article == e.Article }) {
			first = append(first, e)
		}
	}
	return first
}

// verdictOn says in words what the checks hold of one sentence; nothing where there is nothing to hold.
func verdictOn(w *ui.Words, c desk.Claim, own []desk.Finding) (words string, blocked bool) {
	if desk.VerdictOf(own) != desk.Pass {
		return w.Drafts.Blocked, true
	}
	for _, f := range own {
		if f.Severity == desk.Warn {
			return w.Drafts.Look, false
		}
	}
	if len(c.Evidence) > 0 {
		return w.Drafts.Supported, false
	}
	return "", false
}

// unused begins what was found against an answer by the model that was not used; room flow writes it.
const unused = "of the model's choice, which was not used: "

// couldNot begins what stands in place of a check's own word where it broke or took too long; room flow writes it.
const couldNot = "the check failed: "

// findingsShown says findings in plain words, with the check's own beside them. claims are those that they speak of; nil
// where each stands beside what it speaks of.
func findingsShown(w *ui.Words, findings []desk.Finding, claims []desk.Claim) []ui.Finding {
	out := make([]ui.Finding, len(findings))
	for i, f := range findings {
		says, known := w.Checks[f.Check]
		switch {
		case strings.HasPrefix(f.Message, couldNot):
			says = w.Checks["guard"]
		case !known:
			says = w.Checks[""]
		}
		message, aside := strings.CutPrefix(f.Message, unused)
		if aside {
			says = fmt.Sprintf(w.Drafts.Unused, says)
		}
		where := ""
		if claims != nil && f.Claim >= 0 && f.Claim < len(claims) {
			where = fmt.Sprintf(w.Drafts.Sentence, shortened(claims[f.Claim].Text, 90))
		}
		out[i] = ui.Finding{Says: says, Check: f.Check, Severity: w.Severity[f.Severity], Blocks: f.Severity == desk.Block, Where: where, Message: message}
	}
	return out
}

// shortened cuts a text to so many characters, and says so.
func shortened(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return strings.TrimSpace(string(runes[:most])) + "…"
}

// madeHow says how an answer was made; nothing where there is none.
func madeHow(w *ui.Words, d desk.Decision) string {
	if d.Draft.Text == "" {
		return ""
	}
	how := w.Modes[d.Draft.Mode]
	inPlace := slices.ContainsFunc(d.Findings, func(f desk.Finding) bool {
		return f.Severity == desk.Note && (f.Check == "model" || strings.HasPrefix(f.Message, unused))
	})
	if d.Draft.Mode == desk.Quote && inPlace {
		how += " (" + w.Drafts.InPlace + ")"
	}
	return how
}

// madeWith names the model and the prompt that had a part in an answer.
func madeWith(v desk.Versions) string {
	if v.Model == "" {
		return ""
	}
	if v.Prompt == "" {
		return v.Model
	}
	return v.Model + ", " + v.Prompt
}
