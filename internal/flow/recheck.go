package flow

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

// Recheck looks at what an operator is about to send in answer to a held turn: the draft as it stands, or text in its
// place. author is the operator's name, which the text may hold.
//
// The draft keeps the findings of its own check; what is new is whether the pages that it stands on still stand. Another
// text is checked by the whole guard as words of one's own, against the pages that the draft cites and what the question
// finds now, all as they are today: an operator may well know a better page than the model did. Its one ease: who writes
// is a person, so check human only notes. Whatever could not be looked at is a blocking finding, as everywhere.
func (f *Flow) Recheck(ctx context.Context, turn desk.Turn, d desk.Decision, text, author string) ([]desk.Finding, desk.Verdict, error) {
	view := f.Knowledge.View()
	var findings []desk.Finding
	if text == d.Draft.Text {
		lapsed, err := f.lapsed(ctx, view, d.Draft)
		if err != nil {
			return nil, desk.Held, err
		}
		findings = append(slices.Clone(d.Findings), lapsed...)
	} else {
		in, err := f.edited(ctx, view, turn, d, text, author)
		if err != nil {
			return nil, desk.Held, err
		}
		_, findings = f.Guard.Check(ctx, in)
		for i := range findings {
			if findings[i].Check == "human" {
				findings[i].Severity = desk.Note
			}
		}
	}
	return findings, desk.VerdictOf(findings), nil
}

// lapsed tells which claims of a draft stand on what no longer stands: a page that was withdrawn, changed, expired or
// found to contradict another since the draft was written.
func (f *Flow) lapsed(ctx context.Context, view retrieve.View, draft desk.Draft) ([]desk.Finding, error) {
	var findings []desk.Finding
	said := map[string]bool{}
	for n, claim := range draft.Claims {
		for _, e := range claim.Evidence {
			why, err := f.whyLapsed(ctx, view, e)
			if err != nil {
				return nil, err
			}
			if why != "" && !said[why] {
				said[why] = true
				findings = append(findings, desk.Finding{Check: "inforce", Severity: desk.Block, Claim: n, Message: why})
			}
		}
	}
	return findings, nil
}

func (f *Flow) whyLapsed(ctx context.Context, view retrieve.View, e desk.Evidence) (string, error) {
	today, there, err := f.today(ctx, view, e.Version)
	switch {
	case err != nil:
		return "", err
	case !there:
		return fmt.Sprintf("%q has been withdrawn since the draft was written", e.Title), nil
	case today.Version != e.Version:
		return fmt.Sprintf("%q has changed since the draft was written", e.Title), nil
	case !today.Contract.InForce(f.Now()):
		return fmt.Sprintf("%q is no longer in force", e.Title), nil
	case len(f.Knowledge.Contradicted(e.Article)[e.Unit]) > 0:
		return fmt.Sprintf("%q is contradicted by another page", e.Title), nil
	}
	return "", nil
}

// today gives the article of a version as it stands now; false where it is gone.
func (f *Flow) today(ctx context.Context, view retrieve.View, version string) (desk.Article, bool, error) {
	page, err := f.Knowledge.Page(ctx, version)
	if desk.Is(err, desk.NotFound) {
		return desk.Article{}, false, nil
	}
	if err != nil {
		return desk.Article{}, false, err
	}
	found := view.Part(page.Article.Language).Counterpart(page.Article.Key)
	if found == nil || found.Article.ID != page.Article.ID {
		return desk.Article{}, false, nil
	}
	return found.Article, true, nil
}

// edited is what the guard is to look at where an operator writes.
func (f *Flow) edited(ctx context.Context, view retrieve.View, turn desk.Turn, d desk.Decision, text, author string) (guard.Input, error) {
	in := guard.Input{Question: d.Question, Language: d.Language, At: f.Now()}
	conversation, err := f.Memory.Conversation(ctx, turn.Conversation)
	if err != nil {
		return in, err
	}
	customer, err := f.Memory.Customer(ctx, conversation.Customer)
	if err != nil {
		return in, err
	}
	in.Attributes = f.attributes(customer)
	in.Brand = append(f.brand(), author, customer.Name) // a letter names its writer and its reader
	if in.Sources, err = f.groundOf(ctx, view, d, in.Attributes); err != nil {
		return in, err
	}
	in.Contradicted = f.contradicted(in.Sources)
	language := d.Draft.Language.Or(d.Language)
	text = unsigned(text, author)
	in.Draft = desk.Draft{Mode: desk.Compose, Language: language, Text: text, Claims: guard.Claims(text, language)}
	in.Draft.Claims = guard.Align(in)
	return guard.Prepared(in), nil // read once for every check
}

// unsigned leaves out how a letter ends: the writer's name, with the closing before it. It says nothing that a source
// could support, and stands last, so that no other sentence changes its place.
func unsigned(text, author string) string {
	end := strings.TrimRight(text, " \n.!")
	first, _, _ := strings.Cut(author, " ")
	for _, name := range []string{author, first} {
		letter, signed := strings.CutSuffix(end, name)
		if name == "" || !signed {
			continue
		}
		body := strings.TrimRight(letter, " \n-–—,")
		for _, closing := range closings() {
			if at := len(body) - len(closing); at > 0 && strings.EqualFold(body[at:], closing) && strings.ContainsAny(body[at-1:at], " \n") {
				return strings.TrimSpace(body[:at])
			}
		}
		if strings.Contains(letter[len(body):], "\n") {
			return body
		}
	}
	return text
}

// closings gives how letters end before the name, a longer one before one that it ends with.
func closings() []string {
	return []string{
		"with best regards", "best regards", "kind regards", "warm regards", "regards", "best wishes", "yours sincerely", "sincerely", "many thanks", "thanks",
		"bien cordialement", "cordialement", "bien à vous", "meilleures salutations", "sincères salutations", "salutations", "merci",
	}
}

// groundMost is how many units an edit is checked against: under the most that the guard looks at.
const groundMost = 60

// groundOf gives what an edit may stand on: the units that the draft cites, then the rest of their pages, then what the
// question finds, each once, as it stands today.
func (f *Flow) groundOf(ctx context.Context, view retrieve.View, d desk.Decision, attributes map[string]string) ([]guard.Source, error) {
	var cited, rest, found []guard.Source
	pages := map[string]bool{}
	for _, claim := range d.Draft.Claims {
		for _, e := range claim.Evidence {
			article, there, err := f.today(ctx, view, e.Version)
			if err != nil {
				return nil, err
			}
			if !there || pages[article.ID] || article.Suspicious {
				continue
			}
			pages[article.ID] = true
			page, err := f.page(ctx, article, view.Scopes())
			if err != nil {
				return nil, err
			}
			for _, s := range sources(page, page.Units) {
				if cites(d.Draft, s) {
					cited = append(cited, s)
				} else {
					rest = append(rest, s)
				}
			}
		}
	}
	material, err := f.gather(ctx, retrieve.Search(view, retrieve.Query{
		Text: d.Question, Language: d.Language, At: f.Now(), Attributes: attributes,
	}, f.cfg.Tuning), view.Scopes())
	if err != nil {
		return nil, err
	}
	for _, p := range material {
		if !pages[p.Page.Article.ID] {
			found = append(found, sources(p.Page, []desk.Unit{p.Unit})...)
		}
	}
	ground := slices.Concat(cited, found, rest)
	return ground[:min(len(ground), groundMost)], nil
}

// cites tells whether a draft quotes a unit, in whatever version of its page.
func cites(draft desk.Draft, s guard.Source) bool {
	for _, claim := range draft.Claims {
		for _, e := range claim.Evidence {
			if e.Article == s.Article && (e.Unit == s.Unit || e.Unit == "") {
				return true
			}
		}
	}
	return false
}
