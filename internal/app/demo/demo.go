// Package demo holds the small fictional company that `vigie demo` runs with: its help centre, its people and its
// questions. Everything in it was written for Vigie.
package demo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed company before questions.jsonl week.txt
var files embed.FS

// Brand is the company's name.
const Brand = "Brindille"

// HelpCentre gives the company's articles.
func HelpCentre() (fs.FS, error) { return fs.Sub(files, "company") }

// HelpCentreBefore gives them as they stood before the week's incident: some had fallen behind.
func HelpCentreBefore() (fs.FS, error) {
	now, err := fs.Sub(files, "company")
	if err != nil {
		return nil, err
	}
	before, err := fs.Sub(files, "before")
	return overlaid{FS: now, over: before}, err
}

// overlaid is a file system some of whose files have another content.
type overlaid struct {
	fs.FS
	over fs.FS
}

// Open implements fs.FS.
func (o overlaid) Open(name string) (fs.File, error) {
	if about, err := fs.Stat(o.over, name); err == nil && !about.IsDir() {
		return o.over.Open(name)
	}
	return o.FS.Open(name)
}

// Question is one that a customer of the company asks, and what should come of it.
type Question struct {
	Question string        `json:"question"`
	Language desk.Language `json:"language"`
	Expect   string        `json:"expect"`  // "quote" or "hand_over"
	Article  string        `json:"article"` // key of the article that answers
}

// Questions gives the company's test questions.
func Questions() ([]Question, error) {
	raw, err := files.ReadFile("questions.jsonl")
	if err != nil {
		return nil, err
	}
	var list []Question
	for n, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return nil, fmt.Errorf("questions.jsonl:%d: %w", n+1, err)
		}
		list = append(list, q)
	}
	return list, nil
}
