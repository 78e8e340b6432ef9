package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Front is what an article says of itself: the part of its contract that its author wrote. Zero fields were not given.
type Front struct {
	Title      string
	Language   desk.Language
	URL        string
	Topic      string
	Owner      string
	ValidFrom  time.Time // a date means its first moment, UTC
	ValidUntil time.Time // a date means the end of that day, UTC: the text still holds on it
	ReviewBy   time.Time
	AppliesTo  desk.Scope
	Status     desk.Status
	Other      map[string]string // keys that mean nothing here, kept aside; lists joined by ", ", maps left out
}

// maxFront is the size of the largest front matter, in bytes.
const maxFront = 64 << 10

// splitFront takes the front matter off a text. The first line is 1; body starts on line `line`.
func splitFront(name, text string) (front Front, body string, err error) {
	if strings.HasPrefix(text, "+++\n") {
		return Front{}, "", desk.Errorf(desk.Invalid, "%s: line 1: front matter between +++ is not read: write it as YAML between ---", name)
	}
	if !strings.HasPrefix(text, "---\n") {
		return Front{}, text, nil
	}
	raw, body, closed := cutFront(text[len("---\n"):])
	if !closed {
		if !keyLine(text[len("---\n"):]) {
			return Front{}, text, nil // a thematic break, not front matter
		}
		return Front{}, "", desk.Errorf(desk.Invalid, "%s: line 1: front matter is not closed: put --- on a line of its own after it", name)
	}
	if len(raw) > maxFront {
		return Front{}, "", desk.Errorf(desk.TooLarge, "%s: line 1: front matter of %d bytes; it may have %d", name, len(raw), maxFront)
	}
	front, err = parseFront(name, raw)
	return front, body, err
}

func cutFront(text string) (raw, body string, closed bool) {
	for at := 0; at <= len(text); {
		line, _, more := strings.Cut(text[at:], "\n")
		if fence := strings.TrimRight(line, " \t"); fence == "---" || fence == "..." {
			return text[:at], text[min(at+len(line)+1, len(text)):], true
		}
		if !more {
			break
		}
		at += len(line) + 1
	}
	return "", "", false
}

// keyLine tells whether a text begins like front matter: "key: value".
func keyLine(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	key, _, found := strings.Cut(line, ":")
	return found && key != "" && !strings.ContainsAny(key, " \t#*")
}

// parseFront reads YAML that starts on line 2 of its file.
func parseFront(name, raw string) (Front, error) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(raw), &root); err != nil {
		return Front{}, desk.Wrap(err, desk.Invalid, fmt.Sprintf(
			"%s: front matter is not valid YAML (%s, counted from the line after ---): put quotes around values that hold a colon",
			name, strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	if len(root.Content) == 0 {
		return Front{}, nil
	}
	fields := root.Content[0]
	if fields.Kind != yaml.MappingNode {
		return Front{}, desk.Errorf(desk.Invalid, "%s: line %d: front matter must be lines of \"key: value\"", name, fields.Line+1)
	}
	front := Front{}
	seen := map[string]bool{}
	for i := 0; i+1 < len(fields.Content); i += 2 {
		key, value := strings.ToLower(fields.Content[i].Value), fields.Content[i+1]
		if value.Kind == yaml.AliasNode && value.Alias != nil {
			value = value.Alias
		}
		place := fmt.Sprintf("%s: line %d", name, fields.Content[i].Line+1)
		if seen[key] {
			return Front{}, desk.Errorf(desk.Invalid, "%s: %s is there twice: keep one", place, key)
		}
		seen[key] = true
		if err := front.set(key, fieldOf(value)); err != nil {
			return Front{}, desk.Errorf(desk.Invalid, "%s: %s: %v", place, key, err)
		}
	}
	return front, front.order(name)
}

// field is one value of front matter or of a record: a word, a list of words, or a map of them.
type field struct {
	word    string
	list    []string
	scope   desk.Scope
	isList  bool
	isMap   bool
	nested  bool // deeper than what any key here takes
	missing bool // null
}

func fieldOf(n *yaml.Node) field {
	switch n.Kind {
	case yaml.ScalarNode:
		return field{word: clean(n.Value), missing: n.Tag == "!!null"}
	case yaml.SequenceNode:
		f := field{isList: true}
		for _, c := range n.Content {
			if c.Kind != yaml.ScalarNode {
				f.nested = true
				continue
			}
			f.list = append(f.list, clean(c.Value))
		}
		return f
	case yaml.MappingNode:
		f := field{isMap: true, scope: desk.Scope{}}
		for i := 0; i+1 < len(n.Content); i += 2 {
			inner := fieldOf(n.Content[i+1])
			f.nested = f.nested || inner.isMap || inner.nested
			f.scope[clean(n.Content[i].Value)] = inner.words()
		}
		return f
	case yaml.DocumentNode, yaml.AliasNode:
	}
	return field{nested: true}
}

func (f field) words() []string {
	if f.isList {
		return f.list
	}
	if f.word == "" {
		return nil
	}
	return []string{f.word}
}

// set takes one key. What it answers names the mend; the caller names the place.
func (f *Front) set(key string, v field) (err error) {
	if v.missing {
		return nil
	}
	switch key {
	case "title":
		f.Title, err = v.line()
	case "lang", "language", "locale":
		f.Language, err = v.language()
	case "url", "canonical", "canonical_url":
		f.URL, err = v.address()
	case "topic", "theme":
		f.Topic, err = v.line()
	case "owner":
		f.Owner, err = v.line()
	case "valid_from":
		f.ValidFrom, err = v.moment(false)
	case "valid_until":
		f.ValidUntil, err = v.moment(true)
	case "review_by":
		f.ReviewBy, err = v.moment(true)
	case "applies_to":
		f.AppliesTo, err = v.appliesTo()
	case "status":
		status, fault := v.status()
		if f.Status == "" || status != desk.StatusApproved { // "draft: true" is not undone
			f.Status = status
		}
		err = fault
	case "draft", "published": // what other tools call a text that is not to be used yet
		if v.word == "true" && key == "draft" || v.word == "false" && key == "published" {
			f.Status = desk.StatusDraft
		}
	default:
		f.aside(key, v)
	}
	return err
}

func (f *Front) aside(key string, v field) {
	if v.isMap {
		return
	}
	if f.Other == nil {
		f.Other = map[string]string{}
	}
	f.Other[key] = strings.Join(v.words(), ", ")
}

// order refuses a text that would never hold.
func (f *Front) order(name string) error {
	if !f.ValidFrom.IsZero() && !f.ValidUntil.IsZero() && !f.ValidFrom.Before(f.ValidUntil) {
		return desk.Errorf(desk.Invalid, "%s: valid_until is not after valid_from, so the text would never hold: mend one of the two dates", name)
	}
	return nil
}

func (v field) line() (string, error) {
	if v.isList || v.isMap || v.nested {
		return "", errors.New("must be one line of text")
	}
	return squeeze(v.word), nil
}

// address reads where customers can read the page: an address of the web, or a path of a site. Any other scheme
// (javascript:, data:, file:) would run or open something else on a customer's page, so it makes the file a broken one.
func (v field) address() (string, error) {
	word, err := v.line()
	if err != nil {
		return "", err
	}
	scheme, _, found := strings.Cut(word, ":")
	if !found || strings.ContainsAny(scheme, "/?#") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http") {
		return word, nil
	}
	return "", fmt.Errorf("%q is no address of the web: begin it with https:// or http://, write a path that begins with /, or leave it out", word)
}

func (v field) language() (desk.Language, error) {
	word, err := v.line()
	if err != nil {
		return desk.Unknown, err
	}
	if word == "" {
		return desk.Unknown, nil
	}
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(word), "_", "-"), "-")
	switch code {
	case "en", "fr":
		return desk.Language(code), nil
	}
	if len(code) == 2 || len(code) == 3 {
		return desk.Unknown, nil // a language that is not spoken here
	}
	return desk.Unknown, fmt.Errorf("%q is no language code: use en or fr", word)
}

// moment reads a date or an RFC 3339 time. The end of a date is the start of the next day.
func (v field) moment(end bool) (time.Time, error) {
	word, err := v.line()
	if err != nil || word == "" {
		return time.Time{}, err
	}
	if t, err := time.Parse(time.RFC3339, word); err == nil {
		return t.UTC(), nil
	}
	t, err := time.Parse(time.DateOnly, word)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no date: write it as 2026-12-31", word)
	}
	if end {
		t = t.AddDate(0, 0, 1)
	}
	return t, nil
}

func (v field) status() (desk.Status, error) {
	word, err := v.line()
	if err != nil || word == "" {
		return "", err
	}
	switch s := desk.Status(strings.ToLower(word)); s {
	case desk.StatusDraft, desk.StatusApproved, desk.StatusWithdrawn:
		return s, nil
	case "published", "active": // shown by another tool, which is no approval here
		return "", nil
	}
	return "", fmt.Errorf("%q is no status: use draft, approved or withdrawn", word)
}

// appliesTo reads a map of keys to values, or a list of "key: value" or "key=value" words; keys and values in lower case.
func (v field) appliesTo() (desk.Scope, error) {
	if v.nested {
		return nil, errors.New("must be a map like {plan: [balcony, garden], country: fr}")
	}
	if v.isMap {
		return lowerScope(v.scope)
	}
	scope := desk.Scope{}
	for _, w := range v.words() {
		key, value, found := strings.Cut(w, ":")
		if !found {
			key, value, found = strings.Cut(w, "=")
		}
		if !found {
			return nil, fmt.Errorf("%q does not say what it is: write it as plan: %s", w, w)
		}
		scope[key] = append(scope[key], value)
	}
	return lowerScope(scope)
}

func lowerScope(raw desk.Scope) (desk.Scope, error) {
	scope := desk.Scope{}
	for key, values := range raw {
		key = strings.ToLower(squeeze(key))
		for _, v := range values {
			v = strings.ToLower(squeeze(v))
			if key == "" || v == "" {
				return nil, errors.New("a key or a value is empty: write it as plan: balcony")
			}
			if !slices.Contains(scope[key], v) {
				scope[key] = append(scope[key], v)
			}
		}
		if len(values) == 0 {
			return nil, fmt.Errorf("%s has no value: write it as %s: balcony, or leave it out", key, key)
		}
		slices.Sort(scope[key])
	}
	if len(scope) == 0 {
		return nil, nil
	}
	return scope, nil
}
