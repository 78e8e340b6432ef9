package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/recall"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// recallPage shows one recall.
func (s *Server) recallPage(w http.ResponseWriter, r *http.Request) error {
	page, err := s.recallShown(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.show(w, http.StatusOK, page)
}

// campaign is a recall with all that belongs to it.
type campaign struct {
	recall.Recall
	list        []recall.Shown
	corrections []recall.Correction
	texts       map[string]recall.Wording
	people      []desk.Operator
	names       map[string]string
}

func (s *Server) campaignOf(ctx context.Context, id string) (campaign, error) {
	var c campaign
	var err error
	if c.Recall, err = s.RecallBook.Recall(ctx, id); err != nil {
		return c, orNoRecall(err, id)
	}
	if c.list, err = s.RecallBook.Recipients(ctx, id); err != nil {
		return c, err
	}
	if c.corrections, err = s.RecallBook.Corrections(ctx, id); err != nil {
		return c, err
	}
	ids := map[string]bool{}
	for _, one := range c.list {
		ids[one.Wording] = true
	}
	var all []string
	for id := range ids {
		all = append(all, id)
	}
	slices.Sort(all)
	wordings, err := s.RecallBook.Wordings(ctx, all)
	if err != nil {
		return c, err
	}
	c.texts = map[string]recall.Wording{}
	for _, w := range wordings {
		c.texts[w.ID] = w
	}
	c.people, err = s.People.Operators(ctx)
	c.names = operatorNames(c.people)
	return c, err
}

func orNoRecall(err error, id string) error {
	if desk.Is(err, desk.NotFound) {
		return desk.Errorf(desk.NotFound, "no recall %q", clip(id, 60))
	}
	return err
}

func (s *Server) recallShown(r *http.Request, id string) (ui.Recall, error) {
	c, err := s.campaignOf(r.Context(), id)
	if err != nil {
		return ui.Recall{}, err
	}
	page := ui.Recall{Frame: s.frame(r, desk.Unknown, func(w *ui.Words) string { return w.Recall.One }), ID: id, At: recallPath(id)}
	page.Here, page.Switch = "recalls", inLanguage(&url.URL{Path: recallPath(id)}, s.pages.Words(languageOf(r, desk.Unknown)).OtherCode)
	w, me := page.W, operatorOf(r)
	page.State, page.Label, page.Revision = string(c.State), w.Recall.States[string(c.State)], c.Revision
	page.Origin, page.ByItself, page.Partial = w.Recall.Kinds[string(c.Kind)], c.ProposedBy == "", c.Partial
	page.Facts = c.facts(page.Frame)
	own := slices.Contains(c.Writers, me.ID)
	page.CanWrite, page.CanEnd = c.State.Open(), approves(me)
	page.CanList = c.State == recall.Proposed || c.State == recall.Drafting
	page.Waits = c.State == recall.Waiting
	page.CanApprove = page.Waits && approves(me)
	page.Own, page.Alone = own, own && c.nobodyElse()
	page.CanClose = c.State == recall.Sending && approves(me) && c.count(recall.Queued) == 0
	page.Going = c.State == recall.Sending || c.State == recall.Closed
	page.Seeds = s.seedsShown(r.Context(), w, c)
	page.Fates, page.Counts = c.fates(w), c.counts(w)
	page.Groups, page.Barred, err = s.groups(r.Context(), page.Frame, c)
	page.Corrections = s.correctionsShown(w, c)
	return page, err
}

// nobodyElse tells whether every lead and owner of this desk has written on it, so that none of them could approve.
func (c campaign) nobodyElse() bool {
	return !slices.ContainsFunc(active(c.people), func(o desk.Operator) bool { return approves(o) && !slices.Contains(c.Writers, o.ID) })
}

func (c campaign) count(s recall.Standing) (n int) {
	for _, one := range c.list {
		if one.Standing == s {
			n++
		}
	}
	return n
}

func (c campaign) facts(f ui.Frame) []ui.Fact {
	w := f.W.Recall
	line := func(by string) string { return or(c.names[by], or(by, w.Itself)) }
	facts := []ui.Fact{{Name: w.Proposed, Value: line(c.ProposedBy) + ", " + f.Stamp(c.Proposed)}}
	if len(c.Writers) > 0 {
		var names []string
		for _, id := range c.Writers {
			names = append(names, line(id))
		}
		facts = append(facts, ui.Fact{Name: w.Written, Value: strings.Join(names, ", ") + ", " + f.Stamp(c.Written)})
	}
	if c.ApprovedBy != "" {
		facts = append(facts, ui.Fact{Name: w.Approved, Value: line(c.ApprovedBy) + ", " + f.Stamp(c.Approved)})
	}
	if c.Alone != "" {
		facts = append(facts, ui.Fact{Name: w.AloneFact, Value: c.Alone})
	}
	if c.EndedBy != "" {
		facts = append(facts, ui.Fact{Name: w.Ended, Value: line(c.EndedBy) + ", " + f.Stamp(c.Ended)})
	}
	if c.Reason != "" {
		facts = append(facts, ui.Fact{Name: w.Reason, Value: c.Reason})
	}
	return facts
}

// seedsShown shows what was wrong, each with the article that it stood on.
func (s *Server) seedsShown(ctx context.Context, w *ui.Words, c campaign) []ui.RecallSeed {
	var out []ui.RecallSeed
	for _, seed := range c.Seeds {
		one := ui.RecallSeed{Text: seed.Text, Language: seed.Language}
		for _, what := range seed.Changed {
			one.Changed = append(one.Changed, w.Recall.Changes[what])
		}
		if c.State != recall.Closed && c.State != recall.Dismissed { // it reads every page
			if still, err := s.Behind.Saying(ctx, seed.Text, s.Now(), 1); err == nil && len(still) > 0 {
				one.Still, one.StillAt = still[0].Title, articlePath(still[0].Article)
			}
		}
		if seed.Article != "" {
			e, err := orNothing(s.Library.Get(ctx, seed.Article))
			if err == nil && e.Article.ID != "" {
				one.Title, one.At = or(e.Article.Title, seed.Article), articlePath(seed.Article)+"?view=versions"
			}
		}
		out = append(out, one)
	}
	return out
}

func (c campaign) counts(w *ui.Words) []ui.Fact {
	customers := map[string]bool{}
	listed := 0
	for _, one := range c.list {
		if one.Standing == recall.Listed || one.Standing == recall.Queued || one.Standing == recall.Sent {
			listed++
			customers[one.Customer] = true
		}
	}
	return []ui.Fact{
		{Name: w.Recall.CountClaims, Value: strconv.Itoa(len(c.list))},
		{Name: w.Recall.CountListed, Value: strconv.Itoa(listed)},
		{Name: w.Recall.CountCustomers, Value: strconv.Itoa(len(customers))},
		{Name: w.Recall.CountExcluded, Value: strconv.Itoa(len(c.list) - listed)},
	}
}

// fates counts how far corrections have come; a conversation with several claims gets one, and counts once.
func (c campaign) fates(w *ui.Words) []ui.Fact {
	counts, seen := map[recall.Fate]int{}, map[string]bool{}
	for _, one := range c.list {
		if one.Fate != "" && !seen[one.Conversation] {
			seen[one.Conversation] = true
			counts[one.Fate]++
		}
	}
	var facts []ui.Fact
	for _, f := range recall.Fates() {
		facts = append(facts, ui.Fact{Name: w.Recall.Fates[string(f)], Value: strconv.Itoa(counts[f])})
	}
	return facts
}

const (
	peopleMost = 25 // of one group that a page names
	groupsMost = 60
)

// groups shows who was told, by wording, the most told first; and who gets nothing, by reason.
func (s *Server) groups(ctx context.Context, f ui.Frame, c campaign) (groups, barred []ui.RecallGroup, err error) {
	at, why := map[string]int{}, map[recall.Bar]int{}
	for _, one := range c.list {
		list, index := &groups, 0
		if one.Bar != recall.NoBar && one.Bar != recall.Reworded {
			n, known := why[one.Bar]
			if !known {
				n = len(barred)
				why[one.Bar] = n
				barred = append(barred, ui.RecallGroup{Text: f.W.Recall.Bars[string(one.Bar)]})
			}
			list, index = &barred, n
		} else {
			key := one.Wording
			n, known := at[key]
			if !known {
				n = len(groups)
				at[key] = n
				text := c.texts[key]
				groups = append(groups, ui.RecallGroup{Wording: key, Text: or(text.Text, f.W.Recall.Gone), Language: text.Language, Out: one.Standing == recall.LeftOut})
			}
			index = n
		}
		g := &(*list)[index]
		g.Count++
		if one.ByEvidence {
			g.ByEvidence++
		}
		if len(g.People) == peopleMost {
			g.More++
			continue
		}
		p, err := s.toldShown(ctx, f, one)
		if err != nil {
			return nil, nil, err
		}
		g.People = append(g.People, p)
	}
	slices.SortStableFunc(groups, func(a, b ui.RecallGroup) int { return b.Count - a.Count })
	return groups[:min(len(groups), groupsMost)], barred, nil
}

func (s *Server) toldShown(ctx context.Context, f ui.Frame, one recall.Shown) (ui.RecallPerson, error) {
	customer, err := orNothing(s.Customer(ctx, one.Customer))
	return ui.RecallPerson{
		At: casePath(one.Conversation), Name: or(customer.Name, f.W.Desk.Nameless), Channel: channelLabel(f.W, one.Channel), Told: one.Told,
		Fate: f.W.Recall.Fates[string(one.Fate)], Bounced: one.Fate == recall.FateBounced,
	}, err
}

// correctionsShown shows what each language reads, with the day and the words of one who gets it.
func (s *Server) correctionsShown(w *ui.Words, c campaign) []ui.RecallCorrection {
	var out []ui.RecallCorrection
	for _, k := range c.corrections {
		one := ui.RecallCorrection{Language: k.Language, Label: w.Spoken[k.Language], Text: k.Text, Rightful: k.Rightful, Missing: recall.Check(k.Text) != nil}
		for _, r := range c.list {
			text := c.texts[r.Wording]
			if r.Language == k.Language && text.Text != "" && (r.Bar == recall.NoBar) {
				one.Preview = recall.Render(k, []string{text.Text}, r.Told, s.cfg.Zone)
				break
			}
		}
		out = append(out, one)
	}
	return out
}
