package ui

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// alike are the words that are the same in English and in French, or stay what they are in any language.
func alike() []string {
	return []string{
		"Widget", "vigie serve", "Ctrl K", "Assistant", "Conversation", "Conversations", "Urgent", "API", "E-mail", "version %d", "Vigie", "Chat", "action", "Sources", "Article",
		"Articles", "Code", "PDF", "Contradictions", "Question", "Score", "Second passage", "Source", "Version", "Versions",
	}
}

// TestWordsThatAreTheSame lists what both languages say alike: a word that nobody translated stands out.
func TestWordsThatAreTheSame(t *testing.T) {
	english, french := flat(t, english()), flat(t, french())
	letters := regexp.MustCompile(`\pL{2,}`)
	for place, text := range english {
		if french[place] == text && letters.MatchString(strings.ReplaceAll(text, "%s", "")) && !slices.Contains(alike(), text) {
			t.Errorf("%s is %q in both languages; translate it, or add it to what is alike", place, text)
		}
	}
}

// TestFrenchIsWrittenAsFrench looks for English left in the French words, for spaces that break before a double sign, and
// for straight quotes around what is quoted.
func TestFrenchIsWrittenAsFrench(t *testing.T) {
	foreign := regexp.MustCompile(`(?i)(?:^|[^\pL-])(the|and|with|your|this|that|what|who|from|not|you|are|was|will|have|please|sorry|send|answer|reply|click|help|ticket|agent|feedback|email|login|draft)(?:[^\pL-]|$)`)
	loose := regexp.MustCompile(`[^\x{00a0}\x{202f}\s][;!?»]| [:;!?»]|« |[\pL]: `)
	settings := regexp.MustCompile(`VIGIE_[A-Z_]+`)
	for place, text := range flat(t, french()) {
		text = settings.ReplaceAllString(text, "")
		if m := foreign.FindString(text); m != "" {
			t.Errorf("%s: %q is English in %q", place, m, text)
		}
		if m := loose.FindString(text); m != "" && !strings.Contains(text, "://") {
			t.Errorf("%s: no unbreakable space at %q in %q", place, m, text)
		}
	}
}

// TestTemplatesHoldNoWords: what a page says comes from the words of its language, never from its template.
func TestTemplatesHoldNoWords(t *testing.T) {
	names, err := fs.Glob(files, "pages/*.tmpl")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	instructions := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tags, word := regexp.MustCompile(`(?s)<[^>]*>?|^[^<>]*>`), regexp.MustCompile(`\pL{2,}`)
	said := regexp.MustCompile(`\b(?:title|alt|aria-label|placeholder|label|summary)="([^"{]*\pL{2}[^"]*)"`)
	allowed := []string{"Ctrl", "https", "nbsp"}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllSubmatch(text, -1) {
			if !strings.Contains(string(m[1]), "https://") {
				t.Errorf("%s: an attribute says %q", name, m[1])
			}
		}
		// Instructions become nothing, so that a tag that one of them stands in is one tag still.
		plain := tags.ReplaceAllString(instructions.ReplaceAllString(string(text), ""), " ")
		for _, w := range word.FindAllString(plain, -1) {
			if !slices.Contains(allowed, w) {
				t.Errorf("%s: %q stands in the template itself", name, w)
			}
		}
	}
}

// TestScriptsHoldNoWords: what a script shows comes from the page, or from the widget's words.
func TestScriptsHoldNoWords(t *testing.T) {
	shown := regexp.MustCompile("(?:textContent|innerText|title|ariaLabel|placeholder)\\s*(?:\\|\\|)?=\\s*[\"'`][^\"'`]*\\pL{2}|\"aria-label\": *[\"'`]\\pL|alert\\(|confirm\\(|prompt\\(")
	for pattern, from := range map[string]fs.FS{"static/*.js": files, "widget/*.js": widgetFiles} {
		names, err := fs.Glob(from, pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(from, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range shown.FindAllString(string(text), -1) {
				t.Errorf("%s: %q", name, m)
			}
		}
	}
}

// TestWidgetWordsAreThoseOfItsScript: the script finds each word it names, and no word is carried for nothing.
func TestWidgetWordsAreThoseOfItsScript(t *testing.T) {
	used := map[string]bool{}
	names, err := fs.Glob(widgetFiles, "widget/*.js")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	var whole strings.Builder
	for _, name := range names {
		text, err := fs.ReadFile(widgetFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		whole.Write(text)
		for _, m := range regexp.MustCompile(`\bsays\.(\w+)`).FindAllSubmatch(text, -1) {
			used[string(m[1])] = true
		}
	}
	words := english().widget()
	for name := range used {
		if words[name] == "" {
			t.Errorf("the script says %q, and there is no such word", name)
		}
	}
	for name, text := range words {
		if !used[name] && !regexp.MustCompile(`"`+name+`"`).MatchString(whole.String()) && !strings.Contains(whole.String(), "kind: \""+name) {
			t.Errorf("nothing says %q", name)
		}
		if other := french().widget()[name]; other == "" || other == text && !slices.Contains(alike(), text) {
			t.Errorf("%s: %q in English, %q in French", name, text, other)
		}
	}
}
