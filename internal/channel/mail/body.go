package mail

import (
	"html"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// block is one part of a letter, written twice: as text and as HTML.
type block struct {
	kind blockKind
	text string
}

type blockKind int

const (
	plain blockKind = iota
	quote           // what the customer wrote
	label           // who says what follows
	said            // words of ours
	link            // an address alone
	small           // what stands below
)

// body is what a letter says.
type body struct {
	subject   string
	language  desk.Language
	blocks    []block
	ai        bool // holds words that the machine chose
	automatic bool // nobody wrote it by hand
}

const askedMost = 500 // code points of the customer's own words

func (c *Channel) body(p deliver.Parcel) body {
	if p.Delivery.Channel == deliver.OperatorMail {
		return c.operatorBody(p)
	}
	l := p.Letter
	w := wordsIn(p.Conversation.Language.Or(l.Inbox.Language))
	b := body{subject: w.fill(w.subject, l.Inbox.Brand), language: w.language}
	if asked := withoutLinks(clip(strings.TrimSpace(l.Asked), askedMost), w.removed); asked != "" {
		b.add(plain, w.asked)
		b.add(quote, asked)
	}
	for _, m := range l.Said {
		b.ai = b.ai || m.AI()
		b.add(label, w.author(m))
		b.add(said, m.Text)
		if len(m.Files) > 0 {
			b.add(small, w.files+fileNames(m))
		}
		if sources := sourcesOf(m); len(sources) > 0 {
			b.add(small, w.sources+"\n"+strings.Join(sources, "\n"))
		}
	}
	b.automatic = b.ai
	expires := c.Now().Add(LinkKept)
	b.add(plain, w.open)
	b.add(link, c.Back(p.Conversation.ID, l.Epoch, expires))
	b.add(small, w.fill(w.kept, w.day(expires.In(c.Zone))))
	b.add(small, w.noReply)
	b.add(small, w.noMore)
	return b
}

// operatorBody holds the customer's first line, so that an operator can tell whether to get up for it, and nothing else
// of what was said.
func (c *Channel) operatorBody(p deliver.Parcel) body {
	const firstLineMost, soon = 140, 20 * time.Minute
	l := p.Letter
	w := wordsIn(operatorLanguage(l))
	first, _, _ := strings.Cut(strings.TrimSpace(l.Asked), "\n")
	b := body{subject: w.fill(w.waits, l.Inbox.Brand), language: w.language, automatic: true}
	says, why := w.waitsSays, w.operatorWhy
	if l.Missed {
		b.subject, says, why = w.fill(w.missed, l.Inbox.Brand), w.missedSays, w.leadWhy
	}
	b.add(plain, says)
	if !l.By.IsZero() {
		by := w.moment(l.By.In(c.Zone), c.Now().In(c.Zone))
		if l.By.Sub(c.Now()) <= soon && !l.Missed {
			b.subject = w.fill(w.soon, l.Inbox.Brand, by)
		}
		b.add(plain, w.fill(w.promised, by))
	}
	b.add(quote, withoutLinks(clip(strings.TrimSpace(first), firstLineMost), w.removed))
	b.add(link, c.Desk(p.Conversation.ID))
	b.add(small, why)
	return b
}

func operatorLanguage(l *deliver.Letter) desk.Language {
	for _, spoken := range l.Operator.Languages {
		if spoken == desk.English || spoken == desk.French {
			return spoken
		}
	}
	return l.Inbox.Language
}

func (b *body) add(kind blockKind, text string) {
	if text != "" {
		b.blocks = append(b.blocks, block{kind, text})
	}
}

// sourcesOf lists the pages that an answer stands on, each once.
func sourcesOf(m desk.Message) []string {
	var list []string
	seen := map[string]bool{}
	for _, claim := range m.Claims {
		for _, e := range claim.Evidence {
			if seen[e.Article] {
				continue
			}
			seen[e.Article] = true
			line := "- " + e.Title
			if strings.HasPrefix(e.URL, "https://") || strings.HasPrefix(e.URL, "http://") {
				line += " " + e.URL
			}
			list = append(list, line)
		}
	}
	return list
}

// fileNames lists the files of a message. They are read in the conversation, whose link the letter has; none travels by mail.
func fileNames(m desk.Message) string {
	var list strings.Builder
	for _, f := range m.Files {
		list.WriteString("\n- " + oneLine(f.Name, nameMost))
	}
	return list.String()
}

// withoutLinks takes addresses of the web out of a customer's words. Mailboxes make links of them, and whoever gives
// somebody else's address as their own could have us send them.
func withoutLinks(text, instead string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		words := strings.Split(line, " ")
		for j, word := range words {
			if lower := strings.ToLower(word); strings.Contains(lower, "://") || strings.Contains(lower, "www.") || strings.Contains(lower, "mailto:") || dotted(lower) {
				words[j] = instead
			}
		}
		lines[i] = strings.Join(words, " ")
	}
	return strings.Join(lines, "\n")
}

// dotted tells a bare name with a path, such as example.org/prize, that a mailbox may take for an address.
func dotted(word string) bool {
	host, _, found := strings.Cut(word, "/")
	return found && strings.Contains(strings.Trim(host, "."), ".")
}

// text is the letter for those who read plain text.
func (b body) text() string {
	var out strings.Builder
	for i, part := range b.blocks {
		if i > 0 {
			out.WriteString("\n")
		}
		switch part.kind {
		case quote:
			out.WriteString("> " + strings.ReplaceAll(part.text, "\n", "\n> "))
		case label:
			out.WriteString("--- " + part.text + " ---")
		case plain, said, link, small:
			out.WriteString(part.text)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// html is the same letter for the others: no picture, no script, nothing from elsewhere.
func (b body) html() string {
	var out strings.Builder
	out.WriteString(`<!DOCTYPE html><html lang="` + string(b.language) + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
		`</head><body style="font-family:sans-serif;line-height:1.5;max-width:40em;margin:0 auto;padding:1em">` + "\n")
	for _, part := range b.blocks {
		escaped := strings.ReplaceAll(html.EscapeString(part.text), "\n", "<br>\n")
		switch part.kind {
		case plain:
			out.WriteString("<p>" + escaped + "</p>\n")
		case quote:
			out.WriteString(`<blockquote dir="auto" style="margin:0 0 1em;padding:0 0 0 1em;border-left:3px solid #999">` + escaped + "</blockquote>\n")
		case label:
			out.WriteString(`<p style="margin:1em 0 0"><strong>` + escaped + "</strong></p>\n")
		case said:
			out.WriteString(`<div dir="auto" style="margin:.3em 0 1em">` + escaped + "</div>\n")
		case link:
			out.WriteString(`<p><a href="` + html.EscapeString(part.text) + `">` + escaped + "</a></p>\n")
		case small:
			out.WriteString(`<p style="font-size:85%">` + escaped + "</p>\n")
		}
	}
	out.WriteString("</body></html>\n")
	return out.String()
}

// moment says when, in few words.
func (w *words) moment(at, now time.Time) string {
	clock, today := at.Format(w.clock), at.Format(time.DateOnly) == now.Format(time.DateOnly)
	switch {
	case w.language == desk.French && today:
		return "aujourd’hui à " + clock
	case w.language == desk.French:
		return "le " + w.day(at) + " à " + clock
	case today:
		return clock + " today"
	}
	return clock + " on " + w.day(at)
}
