package knowledge

import (
	"context"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// BySystem is the source of articles that came over the API rather than from files.
const BySystem = "api"

// Page is an article as an API or an operator gives it.
type Page struct {
	ID       string // chosen by the caller, and stable
	Key      string // shared by its translations; empty: the id
	Title    string // empty: the first heading of level 1
	Text     string // Markdown; front matter counts where a field here is empty
	Language desk.Language
	URL      string
	Topic    string
	Contract desk.Contract // as it shall be; ApprovedBy names who asks
}

// Put writes an article and gives it as it then stands, with whether anything changed. What somebody else withdrew stays
// withdrawn: only they, or Approve, bring it back. Invalid where it has no id or no
// text, or cannot be read; Conflict where the id is one of an import's, or somebody else wrote it meanwhile.
func (l *Library) Put(ctx context.Context, p Page) (Entry, bool, error) {
	if err := p.check(); err != nil {
		return Entry{}, false, err
	}
	doc, err := extract.File(p.ID+".md", []byte(p.Text), extract.Options{})
	if err != nil {
		return Entry{}, false, err
	}
	if strings.TrimSpace(doc.Text) == "" {
		return Entry{}, false, desk.Errorf(desk.Invalid, "article %s: text is empty: write some, or delete the article", p.ID)
	}
	head, err := l.head(ctx, p.ID)
	if err != nil {
		return Entry{}, false, err
	}
	if head.Article.ID != "" && head.Article.Source != BySystem {
		return Entry{}, false, desk.Errorf(desk.Conflict, "article %s comes from the import %q: change its file %s and import again", p.ID, head.Article.Source, head.Article.Path)
	}
	known, most, err := l.surroundings(ctx)
	if err != nil {
		return Entry{}, false, err
	}
	if p.Language, err = p.language(doc, most); err != nil {
		return Entry{}, false, err
	}
	change, err := l.compose(p, doc, head, known)
	if err != nil || change == nil {
		stands, getErr := l.shelf.Entry(ctx, p.ID)
		if err == nil {
			err = getErr
		}
		return stands, false, err
	}
	return change.Entry, true, l.write(ctx, *change)
}

// compose makes the change that a put asks for: nil where nothing differs.
func (l *Library) compose(p Page, doc extract.Document, head Head, known desk.Scope) (*Change, error) {
	a := p.article(doc)
	gather(known, a.Contract.Scope)
	hash, err := digest(a, a.Contract.Status)
	if err != nil {
		return nil, err
	}
	if stood := head.Article.Contract; stood.Status == desk.StatusWithdrawn && stood.ApprovedBy != a.Contract.ApprovedBy {
		a.Contract.Status, a.Contract.ApprovedBy = stood.Status, stood.ApprovedBy
	}
	a.Contract = amended(a.Contract, head.Article.Contract)
	made := page{article: a, document: doc, units: cut(a, doc, known)}
	if made.cut, err = cutOf(made.units); err != nil {
		return nil, err
	}
	if head.Article.Hash == hash && head.Cut == made.cut && head.Article.Contract.Status == a.Contract.Status {
		return nil, nil
	}
	a.Hash, a.Updated = hash, l.now()
	a.Version, a.Number = l.newID(), head.Article.Number+1
	return newChange(NewVersion, a, &made, head.Article.Number), nil
}

// article fills what the page leaves open from the front matter of its text.
func (p Page) article(doc extract.Document) desk.Article {
	front := doc.Front
	a := desk.Article{
		ID: p.ID, Source: BySystem, Key: or(p.Key, p.ID), Path: p.ID, Language: or(p.Language, front.Language),
		Title: or(strings.Join(strings.Fields(p.Title), " "), doc.Title), URL: or(p.URL, front.URL),
		Topic: or(slug(or(p.Topic, front.Topic)), OtherTopic), Text: doc.Text,
		Contract: p.Contract, Suspicious: len(doc.Suspicious) > 0,
	}
	c := &a.Contract
	c.Owner, c.Scope = or(c.Owner, front.Owner), merge(c.Scope, front.AppliesTo)
	if c.ValidFrom.IsZero() {
		c.ValidFrom = front.ValidFrom
	}
	if c.ValidUntil.IsZero() {
		c.ValidUntil = front.ValidUntil
	}
	if c.ReviewBy.IsZero() {
		c.ReviewBy = front.ReviewBy
	}
	if c.Status = or(c.Status, front.Status); c.Status == "" || c.Status == desk.StatusApproved && c.ApprovedBy == "" {
		c.Status = desk.StatusDraft // nobody answers for it yet
	}
	return a
}

func or[T ~string](first, second T) T {
	if first != "" {
		return first
	}
	return second
}

// check refuses what could never be said to anybody.
func (p Page) check() error {
	if p.ID == "" || len(p.ID) > maxID {
		return desk.Errorf(desk.Invalid, "article id: give one of 1 to %d characters", maxID)
	}
	for _, r := range p.ID {
		if r <= ' ' || r >= 0x7f || r == '/' || r == '#' || r == '?' {
			return desk.Errorf(desk.Invalid, "article id %q: use letters, digits and - _ . : only", p.ID)
		}
	}
	switch p.Language {
	case desk.Unknown, desk.English, desk.French:
	default:
		return desk.Errorf(desk.Invalid, "article %s: language %q is not spoken here: use en or fr", p.ID, p.Language)
	}
	switch p.Contract.Status {
	case "", desk.StatusDraft, desk.StatusApproved, desk.StatusWithdrawn:
	default:
		return desk.Errorf(desk.Invalid, "article %s: status %q: use draft, approved or withdrawn", p.ID, p.Contract.Status)
	}
	if from, until := p.Contract.ValidFrom, p.Contract.ValidUntil; !from.IsZero() && !until.IsZero() && !from.Before(until) {
		return desk.Errorf(desk.Invalid, "article %s: valid_until is not after valid_from, so the text would never hold: mend one of the two", p.ID)
	}
	return nil
}

// maxID is the length of the longest id of an article, in bytes.
const maxID = 200

// language is what the caller says, else the text itself, else what most articles are written in.
func (p Page) language(doc extract.Document, most desk.Language) (desk.Language, error) {
	if l := p.Language.Or(extract.Language(doc)); l != desk.Unknown {
		return l, nil
	}
	if foreign(doc.Text) {
		return desk.Unknown, desk.Errorf(desk.Invalid, "article %s: is not in English or French, the languages spoken here: set language to en or fr if that is wrong", p.ID)
	}
	return most, nil
}

// head gives the head of one article, zero where there is none.
func (l *Library) head(ctx context.Context, id string) (Head, error) {
	entry, err := l.shelf.Entry(ctx, id)
	if desk.Is(err, desk.NotFound) {
		return Head{}, nil
	}
	if err != nil {
		return Head{}, err
	}
	cut, err := cutOf(entry.Units)
	return Head{Article: entry.Article, Cut: cut}, err
}

// surroundings gives the scope values that the base knows and the language that most articles are written in.
func (l *Library) surroundings(ctx context.Context) (known desk.Scope, most desk.Language, err error) {
	heads, err := l.shelf.Heads(ctx, Query{})
	known, french := desk.Scope{}, 0
	for _, h := range heads {
		gather(known, h.Article.Contract.Scope)
		if h.Article.Language == desk.French {
			french++
		}
	}
	if 2*french > len(heads) {
		return known, desk.French, err
	}
	return known, desk.English, err
}
