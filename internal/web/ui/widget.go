package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed widget
var widgetFiles embed.FS

// Widget is the chat that other sites embed: one script of ours, with its style and its words inside.
type Widget struct {
	Script     []byte
	Compressed []byte // the same, by gzip
	Tag        string // of the content, for caches
}

// Widget gives the script.
func (p *Pages) Widget() Widget { return p.widget }

// widgetParts are the script's, in the order in which they build on one another.
func widgetParts() []string {
	return []string{"settings.js", "memory.js", "wire.js", "talk.js", "view.js", "log.js", "files.js", "opinion.js", "start.js"}
}

// makeWidget joins the parts into one script that leaves nothing behind in the page's own world.
func (p *Pages) makeWidget() error {
	words := map[desk.Language]map[string]string{}
	for language, w := range p.words {
		words[language] = w.widget()
	}
	said, err := json.Marshal(words)
	if err != nil {
		return err
	}
	style, err := widgetFiles.ReadFile("widget/style.css")
	if err != nil {
		return err
	}
	dressed, err := json.Marshal(string(style))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	_, _ = fmt.Fprintf(&out, "(() => {\n\"use strict\";\nconst words = %s;\nconst style = %s;\n", said, dressed)
	for _, name := range widgetParts() {
		part, err := widgetFiles.ReadFile("widget/" + name)
		if err != nil {
			return err
		}
		out.Write(part)
	}
	out.WriteString("})();\n")
	var small bytes.Buffer
	z, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(out.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	sum := sha256.Sum256(out.Bytes())
	p.widget = Widget{Script: out.Bytes(), Compressed: small.Bytes(), Tag: hex.EncodeToString(sum[:8])}
	return nil
}
