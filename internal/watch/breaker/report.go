package breaker

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Report writes the closing report of an incident as Markdown, in English, or in French where the language says so:
// what it was, since when, who was touched, what had changed shortly before, what was done and by whom, and how long it
// took until it was seen, stopped and put right, counted from when it began. Times are UTC. Operators are named as they
// stand in the incident. What others wrote is shown and cannot act as Markdown. Of an incident that is not closed it
// says what has not happened yet.
func Report(in Incident, language desk.Language) string {
	p := page{w: english()}
	if language == desk.French {
		p.w = french()
	}
	p.head(in)
	p.times(in)
	p.section(p.w.changes, in.entries(EntryChange))
	p.section(p.w.actions, in.entries(EntryAlarm, EntryStopped, EntryStage, EntryAction, EntrySince))
	p.section(p.w.notices, in.entries(EntryNotice))
	p.section(p.w.notes, in.entries(EntryNote))
	return p.text.String()
}

// page is a report as it is written.
type page struct {
	text strings.Builder
	w    words
}

func (p *page) head(in Incident) {
	e := in.Evidence
	fmt.Fprintf(&p.text, "# "+p.w.title+"\n\n", plain(in.ID), p.cause(in.Cause))
	p.fact(p.w.what, p.saw(e))
	p.fact(p.w.severity, p.named(p.w.severities[in.Severity], string(in.Severity)))
	p.fact(p.w.stage, p.named(p.w.stages[in.Stage], string(in.Stage)))
	p.fact(p.w.since, p.moment(in.since()))
	p.fact(p.w.opened, p.moment(in.Opened.At)+p.w.by+p.who(in.Opened.By))
	p.fact(p.w.alarms, strconv.Itoa(e.Alarms))
	p.fact(p.w.scopes, plainList(in.Scopes))
	p.fact(p.w.touched, fmt.Sprintf(p.w.counts, in.Conversations, in.Customers))
	p.fact(p.w.first, plainList(e.Conversations))
	if in.Round > 0 {
		p.fact(p.w.reopened, strconv.Itoa(in.Round)+p.w.lastly+p.moment(in.Reopened.At))
	}
}

// saw says where the alarm came from, with its figures where it has any.
func (p *page) saw(e Evidence) string {
	where := fmt.Sprintf(p.w.source, plain(e.Stream), plain(e.Scope))
	if e.Value == e.Line { // a person's word has no figures
		return where
	}
	return where + fmt.Sprintf(p.w.figures, p.number(e.Value), p.number(e.Line))
}

// since is when the harm began, as far as is known.
func (in Incident) since() time.Time {
	if in.Since.IsZero() || in.Since.After(in.Opened.At) {
		return in.Opened.At
	}
	return in.Since
}

func (p *page) fact(name, value string) {
	fmt.Fprintf(&p.text, "- **%s%s** %s\n", name, p.w.colon, value)
}

func (p *page) times(in Incident) {
	fmt.Fprintf(&p.text, "\n## %s\n\n| %s |\n| --- | --- | --- | --- |\n", p.w.howLong, strings.Join(p.w.columns[:], " | "))
	for _, row := range []struct {
		name string
		mark Mark
	}{{p.w.seen, in.Seen}, {p.w.stopped, in.Stopped}, {p.w.right, in.Closed}} {
		if row.mark == (Mark{}) {
			fmt.Fprintf(&p.text, "| %s | %s | – | – |\n", row.name, p.w.notYet)
			continue
		}
		fmt.Fprintf(&p.text, "| %s | %s | %s | %s |\n", row.name, p.moment(row.mark.At), p.span(row.mark.At.Sub(in.since())), p.who(row.mark.By))
	}
}

func (p *page) section(title string, entries []Entry) {
	fmt.Fprintf(&p.text, "\n## %s\n\n", title)
	if len(entries) == 0 {
		p.text.WriteString(p.w.none + "\n")
	}
	for _, e := range entries {
		fmt.Fprintf(&p.text, "- %s, %s%s %s\n", p.moment(e.At), p.who(e.By), p.w.colon, p.told(e))
	}
}

// told says what an entry tells.
func (p *page) told(e Entry) string {
	switch e.Kind {
	case EntryNotice:
		rung := p.named(p.w.rungs[e.Rung], string(e.Rung))
		if e.Repeat > 0 {
			rung += " " + strconv.Itoa(e.Repeat)
		}
		return fmt.Sprintf(p.w.notice, rung, plainList(e.To))
	case EntryAlarm:
		if e.Value == 0 {
			return p.w.alarm
		}
		return p.w.alarm + fmt.Sprintf(p.w.value, p.number(e.Value))
	case EntryStopped:
		return p.because(p.w.halted, e.Text)
	case EntryStage:
		return p.because(p.named(p.w.stages[e.Stage], string(e.Stage)), e.Text)
	case EntrySince:
		return p.w.began + p.w.colon + " " + plain(e.Text)
	case EntryAction, EntryNote, EntryChange:
		return plain(e.Text)
	}
	return plain(e.Text)
}

func (p *page) because(what, why string) string {
	if strings.TrimSpace(why) == "" {
		return what
	}
	return what + " (" + plain(why) + ")"
}

// named gives our word for a value, or the value itself, harmless, where there is none.
func (p *page) named(word, value string) string {
	if word == "" {
		return plain(value)
	}
	return word
}

func (p *page) cause(c Cause) string { return p.named(p.w.causes[c], string(c)) }

func (p *page) who(by string) string {
	if strings.TrimSpace(by) == "" {
		return p.w.desk
	}
	return plain(by)
}

func (p *page) moment(t time.Time) string {
	if t.IsZero() {
		return p.w.unknown
	}
	return t.UTC().Format(time.DateTime) + " UTC"
}

// number gives four digits, with the decimal sign of the language.
func (p *page) number(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'g', 4, 64), ".", p.w.decimal, 1)
}

// part is one unit of a duration.
type part struct {
	n    int64
	unit string
}

// span gives a duration in its two greatest units, never a negative one: 3 d 4 h, 2 h 5 min, 4 min 30 s, 0 s.
func (p *page) span(d time.Duration) string {
	s := int64(max(0, d) / time.Second)
	parts := []part{{s / 86400, p.w.day}, {s / 3600 % 24, "h"}, {s / 60 % 60, "min"}, {s % 60, "s"}}
	from := slices.IndexFunc(parts, func(u part) bool { return u.n > 0 })
	if from < 0 {
		return "0 s"
	}
	var said []string
	for _, u := range parts[from:min(from+2, len(parts))] {
		if u.n > 0 {
			said = append(said, strconv.FormatInt(u.n, 10)+" "+u.unit)
		}
	}
	return strings.Join(said, " ")
}
