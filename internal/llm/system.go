package llm

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// System is the text that tells a model what it is to do. It can be made in one way only: from a prompt file that is part
// of the program, with units of the company's knowledge. So nothing that a customer wrote or is can stand in it: an
// embed.FS is filled by the compiler, and a Source is a unit of an article. Do not copy a customer's words into a
// desk.Unit to get round this; they belong in a Message. The zero System is no text.
type System struct {
	text    string
	version string
}

// Text gives the text, for providers.
func (s System) Text() string { return s.text }

// Version names the prompt file and its content, as it goes into the ledger (desk.Versions.Prompt): "select.en@3f2a9c1d".
// The knowledge has its own version there.
func (s System) Version() string { return s.version }

// Prompt is a prompt file.
type Prompt struct{ text, version string }

// ReadPrompt reads a prompt file of the program. Its version is its name without folder and last ending, and the first
// 8 hexadecimal digits of the SHA-256 of its content, so that a changed prompt cannot keep its version.
func ReadPrompt(files embed.FS, name string) (Prompt, error) {
	content, err := files.ReadFile(name)
	if err != nil {
		return Prompt{}, desk.Wrap(err, desk.Internal, "read the prompt file "+name)
	}
	text := strings.TrimSpace(string(content))
	if text == "" || !utf8.ValidString(text) {
		return Prompt{}, desk.Errorf(desk.Internal, "the prompt file %s is empty or no UTF-8 text", name)
	}
	sum := sha256.Sum256(content)
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	return Prompt{text: text, version: base + "@" + hex.EncodeToString(sum[:4])}, nil
}

// Version is the version that a System made of this prompt has.
func (p Prompt) Version() string { return p.version }

// Source is one unit of the knowledge, with the article that it is from.
type Source struct {
	Article desk.Article
	Unit    desk.Unit
	Values  []string // of the unit, what a model should refer to rather than retype
}

// sourceLine is how a model sees a source. N counts from 1, in the order given.
type sourceLine struct {
	N       int      `json:"n"`
	Title   string   `json:"title"`
	Path    string   `json:"path,omitempty"`
	Applies string   `json:"applies,omitempty"`
	Text    string   `json:"text"`
	Values  []string `json:"values,omitempty"`
}

// With makes the system text: the prompt, then one line of JSON for each source, numbered from 1: {"n":1,"title":…,
// "path":…,"applies":…,"text":…,"values":[…]}. JSON keeps what a source says inside its own quotes, whatever it says.
func (p Prompt) With(sources ...Source) System {
	var b strings.Builder
	b.WriteString(p.text)
	if len(sources) > 0 {
		b.WriteString("\n\n")
	}
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	for i, s := range sources {
		scope := s.Unit.Scope
		if len(scope) == 0 {
			scope = s.Article.Contract.Scope
		}
		_ = lines.Encode(sourceLine{ // strings and a number: it cannot fail, nor can a strings.Builder
			N: i + 1, Title: s.Article.Title, Path: strings.Join(s.Unit.Path, " > "),
			Applies: scope.Describe(s.Article.Language), Text: s.Unit.Text, Values: s.Values,
		})
	}
	return System{text: strings.TrimSuffix(b.String(), "\n"), version: p.version}
}
