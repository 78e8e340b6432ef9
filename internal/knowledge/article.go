package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// page makes the article that a document says, before anybody knows what stood in the base.
func (im *importing) page(file, place string, doc extract.Document) page {
	key, _ := extract.Key(file)
	language, foreign := languageOf(file, doc)
	fragment := strings.TrimPrefix(place, file)
	front := doc.Front
	a := desk.Article{
		ID: articleID(im.opts.Source, place), Source: im.opts.Source, Key: key + fragment, Path: place, Language: language,
		Title: doc.Title, URL: im.address(file, fragment, front), Topic: im.topic(key, front), Text: doc.Text,
		Suspicious: len(doc.Suspicious) > 0,
		Contract: desk.Contract{
			Owner: front.Owner, ValidFrom: front.ValidFrom, ValidUntil: front.ValidUntil, ReviewBy: front.ReviewBy,
			Scope: merge(front.AppliesTo, scopeOf(im.rules, place)),
		},
	}
	return page{article: a, document: doc, declared: front.Status, foreign: foreign}
}

func (im *importing) address(file, fragment string, front extract.Front) string {
	if front.URL != "" || im.opts.URL == "" {
		return front.URL
	}
	name := strings.TrimSuffix(file, path.Ext(file))
	if base := path.Base(name); base == "index" || base == "_index" {
		name = strings.TrimSuffix(name, base)
	}
	return strings.TrimSuffix(im.opts.URL, "/") + "/" + strings.Trim(name, "/") + fragment
}

// topic is what the file says, else the first folder below the import, its language and number left out, else the
// import's own. A page of a site has one topic whatever part of the site is imported.
func (im *importing) topic(key string, front extract.Front) string {
	if front.Topic != "" {
		return slug(front.Topic)
	}
	if im.site {
		return or(siteTopic(key), or(slug(im.opts.Topic), OtherTopic))
	}
	root, _ := extract.Key(im.opts.Path + "/x")
	below := strings.TrimPrefix(key, strings.TrimSuffix(root, "x"))
	if folder, _, inside := strings.Cut(below, "/"); inside {
		if topic := slug(unnumbered(folder)); topic != "" {
			return topic
		}
	}
	return or(slug(im.opts.Topic), OtherTopic)
}

// unnumbered takes an ordering number off a folder's name: "02.apps" gives "apps", "10-billing" gives "billing".
func unnumbered(folder string) string {
	rest := strings.TrimLeft(folder, "0123456789")
	if rest == folder || rest == "" || !strings.ContainsRune(".-_ ", rune(rest[0])) {
		return folder
	}
	if rest = strings.TrimLeft(rest, ".-_ "); rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		return folder
	}
	return rest
}

// slug puts a topic's name into its one form: lower case, words joined by hyphens.
func slug(name string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '/'
	}), "-"), ".")
}

// digest is what Article.Hash holds: equal where nothing that a customer or operator could see has changed. The status
// that a file declares counts, the one that somebody gave the article does not.
func digest(a desk.Article, declared desk.Status) (string, error) {
	contract := a.Contract
	contract.Status, contract.ApprovedBy = declared, ""
	text, err := json.Marshal([]any{a.Text, a.Title, a.URL, a.Topic, a.Key, a.Path, a.Language, contract})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), nil
}

// cutOf hashes units without their ids, which name the version.
func cutOf(units []desk.Unit) (string, error) {
	bare := make([]desk.Unit, len(units))
	for i, u := range units {
		u.ID, u.Version = "", ""
		bare[i] = u
	}
	text, err := json.Marshal(bare)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), nil
}
