package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

func file(t *testing.T, name, text string) extract.Document {
	t.Helper()
	doc, err := extract.File(name, []byte(text), extract.Options{})
	if err != nil {
		t.Fatalf("File(%s): %v", name, err)
	}
	return doc
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestFrontMatter(t *testing.T) {
	doc := file(t, "returns.md", `---
title: "Returns: how they work"
lang: en-GB
url: https://example.org/returns
topic: orders
owner: lea
valid_from: 2026-01-01
valid_until: 2026-12-31
review_by: 2026-06-30T12:00:00+02:00
applies_to:
  Plan: [Balcony, garden, Balcony]
  country: FR
status: approved
slug: returns
tags: [a, b]
nested: {a: {b: c}}
---
Text.
`)
	want := extract.Front{
		Title: "Returns: how they work", Language: desk.English, URL: "https://example.org/returns", Topic: "orders", Owner: "lea",
		ValidFrom: day("2026-01-01"), ValidUntil: day("2027-01-01"), ReviewBy: time.Date(2026, 6, 30, 10, 0, 0, 0, time.UTC),
		AppliesTo: desk.Scope{"plan": {"balcony", "garden"}, "country": {"fr"}}, Status: desk.StatusApproved,
		Other: map[string]string{"slug": "returns", "tags": "a, b"},
	}
	if diff := cmp.Diff(want, doc.Front); diff != "" {
		t.Errorf("front (-want +got):\n%s", diff)
	}
	if doc.Text != "Text.\n" {
		t.Errorf("text %q", doc.Text)
	}
}

func TestAppliesToAsList(t *testing.T) {
	doc := file(t, "a.md", "---\napplies_to: [\"plan: Garden\", version=8]\n---\nx")
	if diff := cmp.Diff(desk.Scope{"plan": {"garden"}, "version": {"8"}}, doc.Front.AppliesTo); diff != "" {
		t.Errorf("applies_to (-want +got):\n%s", diff)
	}
}

func TestDraftsOfOtherTools(t *testing.T) {
	for text, want := range map[string]desk.Status{
		"draft: true": desk.StatusDraft, "draft: false": "", "published: false": desk.StatusDraft, "published: true": "",
		"published: 2026-01-02": "", "status: published": "", "status: Withdrawn": desk.StatusWithdrawn,
		"draft: true\nstatus: approved": desk.StatusDraft, "status: approved\ndraft: true": desk.StatusDraft,
	} {
		if doc := file(t, "a.md", "---\n"+text+"\n---\nx"); doc.Front.Status != want {
			t.Errorf("%s: status %q, want %q", text, doc.Front.Status, want)
		}
	}
}

func TestFrontMatterFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"date":       {"---\ntitle: a\nvalid_until: soon\n---\n", `a.md: line 3: valid_until: "soon" is no date: write it as 2026-12-31`},
		"status":     {"---\nstatus: live\n---\n", `a.md: line 2: status: "live" is no status: use draft, approved or withdrawn`},
		"language":   {"---\nlang: français moderne\n---\n", `line 2: lang: "français moderne" is no language code: use en or fr`},
		"title":      {"---\ntitle: [a, b]\n---\n", `line 2: title: must be one line of text`},
		"scope":      {"---\napplies_to: balcony\n---\n", `line 2: applies_to: "balcony" does not say what it is: write it as plan: balcony`},
		"scope deep": {"---\napplies_to: {plan: {a: b}}\n---\n", `line 2: applies_to: must be a map`},
		"scope void": {"---\napplies_to: {plan: []}\n---\n", `line 2: applies_to: plan has no value`},
		"twice":      {"---\nowner: a\nOwner: b\n---\n", `line 3: owner is there twice: keep one`},
		"never":      {"---\nvalid_from: 2026-02-01\nvalid_until: 2026-01-01\n---\n", `valid_until is not after valid_from`},
		"yaml":       {"---\ntitle: a: b\n---\n", `front matter is not valid YAML`},
		"open":       {"---\ntitle: a\n\nText", `line 1: front matter is not closed: put --- on a line of its own after it`},
		"list":       {"---\n- a\n- b\n---\n", `line 2: front matter must be lines of "key: value"`},
		"toml":       {"+++\ntitle = 'a'\n+++\n", `write it as YAML between ---`},
		"too large":  {"---\na: " + strings.Repeat("x", 70_000) + "\n---\n", `it may have 65536`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := extract.File("a.md", []byte(c.text), extract.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want %q", err, c.want)
			}
			if !desk.Is(err, desk.Invalid) && !desk.Is(err, desk.TooLarge) {
				t.Errorf("kind %v", desk.KindOf(err))
			}
		})
	}
}

// An address is one of the web, or a path. Whatever else a browser would run or open is refused where it stands.
func TestAddresses(t *testing.T) {
	for address, fit := range map[string]bool{
		"https://example.org/a": true, "HTTP://example.org": true, "/help/returns": true, "help/returns": true, "/help/a:b": true, "?page=a:b": true, "": true,
		"javascript:alert(1)": false, "JavaScript:alert(1)": false, " javascript:alert(1)": false, "java script:alert(1)": false, "data:text/html,x": false,
		"file:///etc/passwd": false, "mailto:a@example.org": false, "vbscript:x": false, "C:\\help": false, "ftp://example.org": false,
	} {
		for _, key := range []string{"url", "canonical", "canonical_url"} {
			_, err := extract.File("a.md", []byte("---\ntitle: a\n"+key+": \""+strings.ReplaceAll(address, `\`, `\\`)+"\"\n---\nText."), extract.Options{})
			checkAddress(t, address, fit, err, "a.md: line 3: "+key+": ")
		}
		_, err := extract.File("a.html", []byte(`<html><head><link rel="canonical" href="`+address+`"></head><body><p>Text.</p></body></html>`), extract.Options{})
		checkAddress(t, address, fit, err, "a.html: canonical link: ")
		records, err := extract.Records("a.jsonl", []byte(`{"id":"bad","url":"`+strings.ReplaceAll(address, `\`, `\\`)+`","text":"Text."}`+"\n"+`{"id":"good","text":"Text."}`))
		checkAddress(t, address, fit, err, "a.jsonl: line 1: url: ")
		if len(records) == 0 || records[len(records)-1].ID != "good" {
			t.Errorf("%q takes the other article with it: %v", address, records)
		}
	}
}

func checkAddress(t *testing.T, address string, fit bool, err error, place string) {
	t.Helper()
	if fit && err != nil {
		t.Errorf("%q is refused: %v", address, err)
	}
	if !fit && (!strings.HasPrefix(fmt.Sprint(err), place) || !strings.Contains(fmt.Sprint(err), "https://")) {
		t.Errorf("%q: %v, want one that begins with %q and names the mend", address, err, place)
	}
}

func TestNoFrontMatter(t *testing.T) {
	for _, text := range []string{"---\n\nA rule above.\n", "Words.\n", ""} {
		if doc := file(t, "how-to_pay.fr.md", text); doc.Title != "How to pay" || doc.Front.Other != nil {
			t.Errorf("%q: title %q, front %+v", text, doc.Title, doc.Front)
		}
	}
}

func TestUnreadableBytes(t *testing.T) {
	for name, c := range map[string]struct {
		file, data, want string
		kind             desk.Kind
	}{
		"latin 1":   {"a.md", "one\ncaf\xe9\n", "a.md: line 2 is not valid UTF-8", desk.Invalid},
		"zero":      {"a.txt", "one\x00", "a.txt: line 1 holds a zero byte", desk.Invalid},
		"too large": {"a.md", strings.Repeat("a", extract.MaxBytes+1), "split it", desk.TooLarge},
		"kind":      {"a.docx", "x", "use .md, .mdx, .html or .txt", desk.Invalid},
		"html":      {"a.html", "<p>caf\xe9", "not valid UTF-8", desk.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := extract.File(c.file, []byte(c.data), extract.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || !desk.Is(err, c.kind) {
				t.Errorf("error %v (%v), want %q", err, desk.KindOf(err), c.want)
			}
		})
	}
}
