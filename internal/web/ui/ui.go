// Package ui holds what a browser gets: templates, styles, small scripts, and every word in English and French. It turns
// one typed struct a page into bytes, and knows nothing of HTTP.
//
// It promises: a page is rendered whole or not at all; every word exists in every language; no script and no style stands
// inside a page, so that the strictest content policy holds.
package ui

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed pages static
var files embed.FS

// Pages renders. It is safe for concurrent use.
type Pages struct {
	templates map[string]*template.Template
	assets    map[string]Asset // by name
	release   string           // a hash of all assets
	words     map[desk.Language]*Words
	widget    Widget
}

// Asset is a style, script or picture. Its address changes with the content of any of them, so it may be kept for ever.
type Asset struct {
	Type    string
	Content []byte
}

// New reads the embedded files. It fails where a template cannot be parsed.
func New() (*Pages, error) {
	p := &Pages{
		templates: map[string]*template.Template{}, assets: map[string]Asset{},
		words: map[desk.Language]*Words{desk.English: english(), desk.French: french()},
	}
	if err := p.readAssets(); err != nil {
		return nil, err
	}
	if err := p.makeWidget(); err != nil {
		return nil, err
	}
	pages, err := fs.Glob(files, "pages/*.page.tmpl")
	if err != nil {
		return nil, err
	}
	for _, name := range pages {
		t, err := template.New("").Funcs(p.functions()).ParseFS(files, "pages/*.part.tmpl", name)
		if err != nil {
			return nil, fmt.Errorf("ui: %w", err)
		}
		p.templates[strings.TrimSuffix(path.Base(name), ".page.tmpl")] = t
	}
	return p, nil
}

func (p *Pages) readAssets() error {
	names, err := fs.ReadDir(files, "static")
	if err != nil {
		return err
	}
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	sum := sha256.New()
	for _, entry := range names {
		content, err := fs.ReadFile(files, "static/"+entry.Name())
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(sum, "%s %d ", entry.Name(), len(content))
		sum.Write(content)
		p.assets[entry.Name()] = Asset{Type: types[path.Ext(entry.Name())], Content: content}
	}
	// One hash for all of them: a script finds the one it imports beside itself.
	p.release = hex.EncodeToString(sum.Sum(nil)[:8])
	return nil
}

// Asset gives what stands at an address below /static/: "<release>/<name>".
func (p *Pages) Asset(address string) (Asset, bool) {
	release, name, _ := strings.Cut(address, "/")
	a, ok := p.assets[name]
	return a, ok && release == p.release
}

// Words gives the words of a language, English where it is not spoken here.
func (p *Pages) Words(language desk.Language) *Words {
	if w, ok := p.words[language]; ok {
		return w
	}
	return p.words[desk.English]
}

// functions are what templates can call besides the fields of their page.
func (p *Pages) functions() template.FuncMap {
	return template.FuncMap{
		"asset":   func(name string) string { return "/static/" + p.release + "/" + name },
		"iso":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"initial": initial,
		"dict":    dict,
		"inc":     func(n int) int { return n + 1 },
	}
}

// dict gives a part of a page more than one thing: names and values, in turn.
func dict(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			out[name] = pairs[i+1]
		}
	}
	return out
}

// initial gives the first letter of a name, for a round badge.
func initial(name string) string {
	for _, r := range strings.ToUpper(strings.TrimSpace(name)) {
		return string(r)
	}
	return "?"
}

// Page is what can be rendered: one struct for each template.
type Page interface{ template() string }

// Render gives a whole document.
func (p *Pages) Render(page Page) ([]byte, error) {
	var out bytes.Buffer
	t, ok := p.templates[page.template()]
	if !ok {
		return nil, fmt.Errorf("ui: no template %q", page.template())
	}
	if err := t.ExecuteTemplate(&out, "layout", page); err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	return out.Bytes(), nil
}
