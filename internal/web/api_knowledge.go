package web

import (
	"context"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// articleBody is an article as it stands.
type articleBody struct {
	ID         string       `json:"id"`
	Source     string       `json:"source" doc:"The import it belongs to; api for one that came over this interface."`
	Path       string       `json:"path,omitempty"`
	Key        string       `json:"key,omitempty" doc:"Shared by its translations."`
	Title      string       `json:"title"`
	Language   languageCode `json:"language"`
	URL        string       `json:"url,omitempty"`
	Topic      string       `json:"topic"`
	Contract   contractBody `json:"contract"`
	Standing   standing     `json:"standing" doc:"Whether it supports an answer now (in_force, review_due), or why it does not."`
	Version    string       `json:"version"`
	Number     int          `json:"number" doc:"Of the version, from 1."`
	Suspicious bool         `json:"suspicious" doc:"It reads like instructions to a model."`
	Updated    time.Time    `json:"updated"`
	Text       string       `json:"text,omitempty" doc:"In plain words, as quoted. Left out of lists."`
}

// contractBody is what makes a text fit to be quoted.
type contractBody struct {
	Owner      string              `json:"owner,omitempty" maxLength:"200"`
	ValidFrom  *time.Time          `json:"valid_from,omitempty"`
	ValidUntil *time.Time          `json:"valid_until,omitempty"`
	ReviewBy   *time.Time          `json:"review_by,omitempty" doc:"Past it the article is flagged, not silenced."`
	AppliesTo  map[string][]string `json:"applies_to,omitempty" doc:"For whom it holds: product, plan, country, version."`
	Status     statusName          `json:"status,omitempty" doc:"approved where it is left out."`
	ApprovedBy string              `json:"approved_by,omitempty" doc:"Given by the desk; ignored in a request."`
}

func contractOf(c desk.Contract) contractBody {
	return contractBody{
		Owner: c.Owner, ValidFrom: optional(c.ValidFrom), ValidUntil: optional(c.ValidUntil), ReviewBy: optional(c.ReviewBy),
		AppliesTo: c.Scope, Status: statusName(c.Status), ApprovedBy: c.ApprovedBy,
	}
}

func (s *Server) articleOf(a desk.Article, contradicted map[string]bool) articleBody {
	return articleBody{
		ID: a.ID, Source: a.Source, Path: a.Path, Key: a.Key, Title: a.Title, Language: languageCode(a.Language), URL: knownAddress(a.URL), Topic: a.Topic,
		Contract: contractOf(a.Contract), Standing: standingOf(a, s.Now(), contradicted[a.ID]), Version: a.Version, Number: a.Number,
		Suspicious: a.Suspicious, Updated: a.Updated, Text: a.Text,
	}
}

type articlesInput struct {
	Source string `query:"source" maxLength:"200"`
	Status string `query:"status" enum:"draft,approved,withdrawn"`
	Topic  string `query:"topic" maxLength:"200"`
	After  string `query:"after" maxLength:"400" doc:"next of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type articlesOutput struct {
	Body struct {
		Articles []articleBody `json:"articles"`
		Next     string        `json:"next,omitempty" doc:"There are more: ask again with after set to this."`
	}
}

func (s *Server) listArticles(ctx context.Context, in *articlesInput) (*articlesOutput, error) {
	heads, next, contradicted, err := s.shelf(ctx, knowledge.Query{
		Source: in.Source, Status: desk.Status(in.Status), Topic: in.Topic, After: in.After, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := &articlesOutput{}
	out.Body.Next, out.Body.Articles = next, make([]articleBody, len(heads))
	for i, h := range heads {
		out.Body.Articles[i] = s.articleOf(h.Article, contradicted)
	}
	return out, nil
}

// shelf reads one page of articles, with what contradicts.
func (s *Server) shelf(ctx context.Context, q knowledge.Query) (heads []knowledge.Head, next string, contradicted map[string]bool, err error) {
	if q.After, err = openCursor("articles", "after", q.After); err != nil {
		return nil, "", nil, err
	}
	limit := q.Limit
	q.Limit++
	if heads, err = s.Library.List(ctx, q); err != nil {
		return nil, "", nil, err
	}
	if len(heads) > limit {
		heads = heads[:limit]
		next = sealCursor("articles", heads[limit-1].Article.ID)
	}
	contradicted, err = s.Contradicted(ctx)
	return heads, next, contradicted, err
}

type articleInput struct {
	ID string `path:"id" maxLength:"200"`
}

type articleOutput struct{ Body articleBody }

func (s *Server) readArticle(ctx context.Context, in *articleInput) (*articleOutput, error) {
	e, err := s.Library.Get(ctx, in.ID)
	if err != nil {
		return nil, orNoArticle(err, in.ID)
	}
	contradicted, err := s.Contradicted(ctx)
	if err != nil {
		return nil, err
	}
	return &articleOutput{Body: s.articleOf(e.Article, contradicted)}, nil
}

func orNoArticle(err error, id string) error {
	if desk.Is(err, desk.NotFound) {
		return desk.Errorf(desk.NotFound, "no article %q", clip(id, 200))
	}
	return err
}

type putInput struct {
	ID   string `path:"id" maxLength:"200"`
	Body struct {
		Title    string       `json:"title,omitempty" maxLength:"500" doc:"The first heading where it is left out."`
		Text     string       `json:"text" minLength:"1" doc:"Markdown. Front matter counts where a member here is left out."`
		Language languageCode `json:"language,omitempty"`
		Key      string       `json:"key,omitempty" maxLength:"200" doc:"Shared by its translations; the id where it is left out."`
		URL      string       `json:"url,omitempty" maxLength:"2000" doc:"Where customers can read it: https://…, http://…, or a path of a site, /…."`
		Topic    string       `json:"topic,omitempty" maxLength:"200"`
		Contract contractBody `json:"contract,omitzero"`
	}
}

// Article is articleBody where another body holds its members: see Conversation.
type Article = articleBody

type putOutput struct {
	Body struct {
		Article
		Changed bool `json:"changed" doc:"Whether this made a new version; a text that stands already does not."`
	}
}

func (s *Server) putArticle(ctx context.Context, in *putInput) (*putOutput, error) {
	key, err := s.require(ctx, access.KnowledgeWrite)
	if err != nil {
		return nil, err
	}
	b := in.Body
	if err := checkAddress("body.url", b.URL); err != nil {
		return nil, err
	}
	if err := checkFront(in.ID, b.Text); err != nil {
		return nil, err
	}
	c := desk.Contract{
		Owner: b.Contract.Owner, ValidFrom: moment(b.Contract.ValidFrom), ValidUntil: moment(b.Contract.ValidUntil), ReviewBy: moment(b.Contract.ReviewBy),
		Scope: b.Contract.AppliesTo, Status: desk.Status(b.Contract.Status), ApprovedBy: "key:" + key.ID,
	}
	if c.Status == "" {
		c.Status = desk.StatusApproved
	}
	e, changed, err := s.Library.Put(ctx, knowledge.Page{
		ID: in.ID, Key: b.Key, Title: b.Title, Text: b.Text, Language: desk.Language(b.Language), URL: b.URL, Topic: b.Topic, Contract: c,
	})
	if err != nil {
		return nil, err
	}
	contradicted, err := s.Contradicted(ctx)
	if err != nil {
		return nil, err
	}
	out := &putOutput{}
	out.Body.Article, out.Body.Changed = s.articleOf(e.Article, contradicted), changed
	return out, nil
}

// checkFront refuses a text whose front matter names an address that nobody may open. A text that cannot be read at all
// is left to the library, which says what is wrong with it.
func checkFront(id, text string) error {
	doc, err := extract.File(id+".md", []byte(text), extract.Options{})
	if err != nil {
		return nil //nolint:nilerr // the library reads the text again, and gives this error
	}
	return checkAddress("body.text: front matter: url", doc.Front.URL)
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

type deleteOutput struct{}

// deleteArticle withdraws an article: what was said from it stays explained.
func (s *Server) deleteArticle(ctx context.Context, in *articleInput) (*deleteOutput, error) {
	key, err := s.require(ctx, access.KnowledgeWrite)
	if err != nil {
		return nil, err
	}
	return &deleteOutput{}, orNoArticle(s.Library.Delete(ctx, in.ID, "key:"+key.ID), in.ID)
}
