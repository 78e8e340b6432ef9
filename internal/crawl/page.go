package crawl

import (
	"bytes"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// page makes a page of an answer that has no fault. Noindex says that the site does not want it found.
func (r reply) page(place string) (page knowledge.WebPage, noindex bool, err error) {
	form := r.form()
	if form == "" {
		return page, false, desk.Errorf(desk.Invalid, "%s: is of the kind %s, which is not read: HTML, Markdown, plain text and JSON lines are", r.url, cut(r.kind))
	}
	if form != ".jsonl" && len(r.body) > pageMost {
		return page, false, desk.Errorf(desk.TooLarge, "%s: has more than %d bytes, which is the most that one page may have", r.url, pageMost)
	}
	page = knowledge.WebPage{Place: place, Form: form, URL: r.url.String(), Data: r.text()}
	noindex = forbids(r.header.Values("X-Robots-Tag"))
	if form == ".html" {
		h := headOf(page.Data)
		noindex = noindex || h.noindex
		if u, err := r.url.Parse(strings.TrimSpace(h.canonical)); h.canonical != "" && err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && u.Host != "" {
			tidy(u)
			page.URL = u.String()
		}
	}
	return page, noindex, nil
}

// form says how an answer is read, by its media type; where that says little, by the ending of its address. Empty: not at
// all.
func (r reply) form() string {
	ending := strings.ToLower(path.Ext(r.url.Path))
	switch ending {
	case ".md", ".mdx", ".txt", ".jsonl":
	case ".markdown":
		ending = ".md"
	case ".ndjson":
		ending = ".jsonl"
	default:
		ending = ""
	}
	switch r.kind {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "text/markdown", "text/x-markdown":
		if ending == ".mdx" {
			return ending
		}
		return ".md"
	case "application/jsonl", "application/x-jsonl", "application/x-ndjson", "application/ndjson", "application/jsonlines", "application/x-jsonlines":
		return ".jsonl"
	case "text/plain", "text/mdx":
		if ending == "" {
			return ".txt"
		}
		return ending
	case "", "application/octet-stream", "binary/octet-stream":
		if ending == "" && strings.HasPrefix(http.DetectContentType(r.body), "text/html") {
			return ".html"
		}
		return ending
	}
	return ""
}

// text gives the body in UTF-8 where the answer names another encoding. A body that is UTF-8 whatever the answer says
// stays as it is; one that names none is left to who reads it.
func (r reply) text() []byte {
	if r.charset == "" || utf8.Valid(r.body) && bytes.IndexByte(r.body, 0) < 0 {
		return r.body
	}
	decoder, err := charset.NewReaderLabel(r.charset, bytes.NewReader(r.body))
	if err != nil {
		return r.body
	}
	decoded, err := io.ReadAll(decoder)
	if err != nil {
		return r.body
	}
	return decoded
}

// head is what a page says of itself to programs.
type head struct {
	canonical string
	noindex   bool
}

// headOf reads a page up to the end of its head.
func headOf(data []byte) head {
	var h head
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return h
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.Data {
			case "body":
				return h
			case "link":
				if h.canonical == "" && slices.ContainsFunc(strings.Fields(attribute(t, "rel")), isWord("canonical")) {
					h.canonical = attribute(t, "href")
				}
			case "meta":
				name := strings.ToLower(strings.TrimSpace(attribute(t, "name")))
				if name == "robots" || name == strings.ToLower(Product) {
					h.noindex = h.noindex || forbids([]string{attribute(t, "content")})
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "head" {
				return h
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func isWord(word string) func(string) bool {
	return func(other string) bool { return strings.EqualFold(other, word) }
}

// forbids tells whether words for robots keep a page out of indexes: "noindex", "none", also for this program alone.
func forbids(values []string) bool {
	for _, value := range values {
		if agent, rest, named := strings.Cut(value, ":"); named {
			if agent = strings.TrimSpace(agent); !strings.ContainsAny(agent, ", ") && !strings.EqualFold(agent, Product) {
				continue // for another program, or a date
			}
			if strings.EqualFold(agent, Product) {
				value = rest
			}
		}
		for word := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
			if strings.EqualFold(word, "noindex") || strings.EqualFold(word, "none") {
				return true
			}
		}
	}
	return false
}
