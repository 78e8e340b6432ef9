package ui

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/vigie-desk/vigie/internal/desk"
)

// nasty is what a customer, an article or an operator may hold.
const nasty = `<script>alert(1)</script> "quoted" & 'single' ` + "\u202e" + ` <img src=x onerror=alert(1)>`

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func frameIn(w *Words) Frame {
	return Frame{W: w, Title: "Title " + nasty, Brand: "Lumen " + nasty, Switch: "/x?lang=fr", Now: now, Zone: time.UTC}
}

func operatorFrame(w *Words, role desk.Role) Frame {
	f := frameIn(w)
	f.Me = &Me{ID: "o1", Name: "Claire " + nasty, Role: role, Leads: role != desk.RoleOperator}
	f.Here, f.Script = "desk", "desk.js"
	return f
}

func customerFrame(w *Words) Frame {
	f := frameIn(w)
	f.Customer, f.Script = true, "chat.js"
	return f
}

func sources() []Source {
	return []Source{
		{Title: nasty, URL: "https://lumen.example/a?b=c&d=e", Version: "version 3", Quotes: []string{nasty, "second"}},
		{Title: "No address", Version: nasty, Lapsed: true},
	}
}

func messages() []Bubble {
	return []Bubble{
		{ID: "m1", Author: desk.ByCustomer, Name: "You", Text: nasty, At: now.Add(-25 * time.Hour)},
		{ID: "m2", Author: desk.ByAssistant, Text: nasty, Language: desk.French, At: now, Verdict: "checked", Sources: sources()},
		{ID: "m3", Author: desk.ByAssistant, Text: "Which one?", Language: desk.English, At: now, Verdict: "fixed"},
		{ID: "m4", Author: desk.ByDesk, Text: "A person answers.", At: now},
		{ID: "m5", Author: desk.ByOperator, Name: nasty, Text: nasty, At: now},
	}
}

func findings() []Finding {
	return []Finding{
		{Says: "says", Check: "covers", Severity: "blocks", Blocks: true, Where: nasty, Message: nasty}, {Says: nasty, Check: "form", Severity: "note", Message: "m"},
	}
}

func drafts() []Draft {
	return []Draft{
		{
			Turn: "t1", Conversation: "c1", Question: nasty, Reason: "r", Due: now.Add(-time.Hour), Text: nasty, Language: desk.English,
			Claims: []Claim{
				{Text: nasty, Kind: "price", Sources: sources(), Verdict: "stands"},
				{Text: "alone", Kind: "fact", Verdict: "held back", Blocked: true, Findings: findings()},
				{Text: "Hello!", Kind: "courtesy", Plain: true},
			},
			Made: nasty, Blocked: true, Approval: &Edit{Reason: nasty, Findings: findings(), Fault: "say why"},
			Edit:     &Edit{Text: nasty, Reason: nasty, Findings: findings(), Fault: nasty},
			Findings: findings(),
		},
		{Turn: "t2", Conversation: "c2", Question: "q", Text: "a draft without claims", Due: now.Add(time.Hour), Alone: true},
		{Turn: "t3", Conversation: "c3", Question: "q", Text: "an empty edit", Edit: &Edit{Text: " "}},
	}
}

// stories are every state of every page, with nothing behind them.
func stories(w *Words) map[string]Page {
	chat := func(stage Stage, change func(*Chat)) Chat {
		c := Chat{
			Frame: customerFrame(w), Inbox: "web", Conversation: "c1", Last: 7, Messages: messages(), Stage: stage, Team: nasty, By: now.Add(time.Hour),
			Person: nasty, Key: "k", Longest: 20000,
		}
		if change != nil {
			change(&c)
		}
		return c
	}
	options := []Option{{Value: "a", Label: nasty, Chosen: true}, {Value: "b", Label: "b"}}
	facts := []Fact{{"a", nasty}, {"b", ""}}
	all := map[string]Page{
		"start": Start{Frame: frameIn(w), Inbox: "web"},
		"chat empty": chat(Quiet, func(c *Chat) {
			c.Messages, c.Conversation = nil, ""
		}),
		"chat answered": chat(Quiet, nil), "chat thinking": chat(Thinking, func(c *Chat) { c.Refresh = 3 }), "chat held": chat(Held, nil),
		"chat waiting": chat(Waiting, nil), "chat person": chat(InHand, nil), "chat over": chat(Over, nil),
		"chat no promise": chat(Waiting, func(c *Chat) { c.By, c.Nobody = time.Time{}, true }),
		"chat busy":       chat(Quiet, func(c *Chat) { c.Fault, c.Text, c.Earlier = nasty, nasty, true }),
		"chat mail ask":   chat(Waiting, func(c *Chat) { c.Mail = MailForm{Kind: AskMail} }),
		"chat mail wrong": chat(Waiting, func(c *Chat) { c.Mail = MailForm{Kind: AskMail, Typed: nasty, Fault: nasty} }),
		"chat mail have":  chat(Quiet, func(c *Chat) { c.Mail = MailForm{Kind: HaveMail, Email: nasty, Refused: true} }),
		"chat mail none":  chat(Held, func(c *Chat) { c.Mail = MailForm{Kind: ComeBack} }),
		"back gone":       Back{Frame: customerFrame(w), Expired: true, Inbox: "web"}, "back nowhere": Back{Frame: customerFrame(w), Expired: true},
		"back other":  Back{Frame: customerFrame(w), Token: "c1.1.x.y", Inbox: "web"},
		"chat closed": chat(Quiet, func(c *Chat) { c.Closed = true }),
		"login":       Login{Frame: frameIn(w), Next: "/desk"},
		"login wrong": Login{Frame: func() Frame {
			f := frameIn(w)
			f.Fault, f.Done = "wrong", "out"
			return f
		}(), Email: nasty},
		"setup": Setup{Frame: frameIn(w), Name: nasty, Email: nasty}, "unset": Unset{frameIn(w)},
		"shelf": Shelf{Shelved: Shelved{Frame: knowledgeFrame(w)}, Statuses: options, Topic: nasty, Next: "/knowledge?after=x", Paged: true, Articles: []Article{
			{
				ID: "a", Title: nasty, URL: "https://lumen.example", Topic: nasty, Owner: nasty, Source: nasty, Language: desk.French, Standing: "expired",
				StandingLabel: "expired", Number: 3, Until: now, Review: now, Suspicious: true, Scope: facts,
			},
			{ID: "b", Title: "plain", Standing: "in_force"},
		}},
		"shelf empty": Shelf{Shelved: Shelved{Frame: knowledgeFrame(w)}},
		"widget":      WidgetSetup{Frame: operatorFrame(w, desk.RoleOwner), Inbox: "web", Tag: nasty, Accent: "#14506b"},
		"fault":       Fault{Frame: frameIn(w), Status: 500, Detail: nasty, Request: "r", Back: "/desk"},
	}
	maps.Copy(all, boardStories(w, options, facts))
	maps.Copy(all, stepStories(w))
	maps.Copy(all, watchStories(w))
	maps.Copy(all, shelfStories(w, options, facts))
	maps.Copy(all, issueStories(w))
	maps.Copy(all, recallStories(w, facts))
	maps.Copy(all, settingsStories(w))
	return all
}

func TestEveryStateOfEveryPage(t *testing.T) {
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, language := range []desk.Language{desk.English, desk.French} {
		for name, page := range stories(pages.Words(language)) {
			seen[page.template()] = true
			t.Run(fmt.Sprintf("%s/%s", name, language), func(t *testing.T) {
				text, err := pages.Render(page)
				if err != nil {
					t.Fatal(err)
				}
				for _, fault := range examine(string(text), language) {
					t.Error(fault)
				}
				if t.Failed() {
					t.Log(string(text))
				}
			})
		}
	}
	for name := range pages.templates {
		if !seen[name] {
			t.Errorf("no story shows the page %q", name)
		}
	}
}

func TestExamineFindsFaults(t *testing.T) {
	body := func(inner string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><main id="main"><h1>h</h1>` + inner + `</main></body></html>`
	}
	if faults := examine(body(`<p>fine</p>`), desk.English); len(faults) > 0 {
		t.Fatalf("a good page has faults: %v", faults)
	}
	for inner, want := range map[string]string{
		`<p><b>x</p></b>`:                           "closes",
		`<i id="main"></i>`:                         "twice",
		`<input name="q">`:                          "label",
		`<p style="color:red">x</p>`:                "style",
		`<p onclick="x()">x</p>`:                    "onclick",
		`<script>x()</script>`:                      "script",
		`<a href="#nowhere">x</a>`:                  "nowhere",
		`<label for="gone">x</label>`:               "gone",
		`<button></button>`:                         "without words",
		`<h1>again</h1>`:                            "h1",
		`<a href="#ZgotmplZ">x</a>`:                 "ZgotmplZ",
		`<p>%!d(string=x)</p>`:                      "%!",
		`<p aria-describedby="none">x</p>`:          "none",
		`<div class="x"><p>unclosed</div>`:          "closes",
		`<a href="https://a" target="_blank">x</a>`: "noopener",
	} {
		if faults := strings.Join(examine(body(inner), desk.English), "; "); !strings.Contains(faults, want) {
			t.Errorf("%s: %q, want something about %q", inner, faults, want)
		}
	}
}

// examine lists what is wrong with a page: tags that do not nest, ids that are not unique or do not exist, fields
// without a label, and what the content policy forbids.
func examine(page string, language desk.Language) []string {
	e := examination{ids: map[string]int{}, labelled: map[string]bool{}, language: language}
	e.read(page)
	return e.verdict(page)
}

type examination struct {
	faults   []string
	open     []string
	texts    []string // the words inside each open element
	ids      map[string]int
	labelled map[string]bool
	fields   []map[string]string
	refs     []string
	h1       int
	language desk.Language
}

func (e *examination) fault(format string, args ...any) {
	e.faults = append(e.faults, fmt.Sprintf(format, args...))
}

func (e *examination) read(page string) {
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(e.open) > 0 {
				e.fault("never closed: %v", e.open)
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			e.begin(z.Token())
		case html.EndTagToken:
			e.end(z.Token().Data)
		case html.TextToken:
			text := string(z.Text())
			for i := range e.texts {
				e.texts[i] += text
			}
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

func (e *examination) begin(t html.Token) {
	a := map[string]string{"": t.Data}
	for _, attr := range t.Attr {
		a[attr.Key] = attr.Val
	}
	e.attributes(t, a)
	switch t.Data {
	case "input", "select", "textarea":
		if a["type"] != "hidden" {
			e.fields = append(e.fields, a)
		}
	case "label":
		e.labelled[a["for"]] = true
		e.refs = append(e.refs, a["for"])
	case "h1":
		e.h1++
	case "html":
		if a["lang"] != string(e.language) {
			e.fault("html lang is %q", a["lang"])
		}
	case "script":
		if a["src"] == "" {
			e.fault("a script inside the page")
		}
	case "style":
		e.fault("a style inside the page")
	}
	switch t.Data {
	case "meta", "link", "input", "br", "img", "hr":
	default:
		e.open, e.texts = append(e.open, t.Data), append(e.texts, a["aria-label"])
	}
}

func (e *examination) attributes(t html.Token, a map[string]string) {
	for key, value := range a {
		switch {
		case strings.HasPrefix(key, "on"), key == "style":
			e.fault("%s has %s", t.Data, key)
		case key == "id":
			if e.ids[value]++; e.ids[value] > 1 {
				e.fault("id %s stands twice", value)
			}
		case key == "aria-describedby", key == "aria-labelledby":
			e.refs = append(e.refs, strings.Fields(value)...)
		case key == "href" && strings.HasPrefix(value, "#"):
			e.refs = append(e.refs, value[1:])
		}
	}
	if a["target"] == "_blank" && !strings.Contains(a["rel"], "noopener") {
		e.fault("a link to %s without noopener", a["href"])
	}
}

func (e *examination) end(name string) {
	last := len(e.open) - 1
	if last < 0 || e.open[last] != name {
		e.fault("</%s> closes %v", name, e.open)
		return
	}
	if words := strings.TrimSpace(e.texts[last]); words == "" && (name == "a" || name == "button" || name == "label" || name == "h1" || name == "h2" || name == "title") {
		e.fault("%s without words", name)
	}
	e.open, e.texts = e.open[:last], e.texts[:last]
}

func (e *examination) verdict(page string) []string {
	for _, f := range e.fields {
		if !e.labelled[f["id"]] && f["aria-label"] == "" {
			e.fault("%s %s has no label", f[""], f["name"])
		}
	}
	for _, ref := range e.refs {
		if e.ids[ref] == 0 {
			e.fault("nothing has the id %q", ref)
		}
	}
	if e.h1 != 1 {
		e.fault("%d h1 on the page", e.h1)
	}
	for _, bad := range []string{"ZgotmplZ", "%!", "<no value>", "<script>alert", "<img src=x"} {
		if strings.Contains(page, bad) {
			e.fault("the page holds %q", bad)
		}
	}
	return e.faults
}

func TestMachineNeverLooksLikeAPerson(t *testing.T) {
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []desk.Language{desk.English, desk.French} {
		w := pages.Words(language)
		for name, page := range stories(w) {
			if _, is := page.(Chat); !is || name == "chat closed" {
				continue
			}
			text, err := pages.Render(page)
			if err != nil {
				t.Fatal(err)
			}
			said := string(text)
			if !strings.Contains(said, html.EscapeString(w.Chat.Says)) || !strings.Contains(said, html.EscapeString(w.Chat.Person)) {
				t.Errorf("%s: does not say that it is an AI, or gives no way to a person", name)
			}
			for _, bubble := range strings.Split(said, `<li id="m-`)[1:] {
				head, _, _ := strings.Cut(bubble, `<p class="text"`)
				machine := strings.Contains(head, `class="bubble assistant"`) || strings.Contains(head, `class="bubble desk"`)
				labelled := strings.Contains(head, ">"+w.AIName+"<") || strings.Contains(head, ">"+w.NoticeName+"<")
				person := strings.Contains(head, "badge person") || strings.Contains(head, ">"+w.PersonLabel+"<")
				if machine != labelled || machine && person {
					t.Errorf("%s: a message of the machine without its label, or with a person's: %s", name, head)
				}
			}
		}
	}
}

func TestAssets(t *testing.T) {
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text, err := pages.Render(Unset{frameIn(pages.Words(desk.English))})
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), `href="/static/`)
	address, _, _ := strings.Cut(rest, `"`)
	if a, ok := pages.Asset(address); !ok || !strings.HasPrefix(a.Type, "text/css") || len(a.Content) == 0 {
		t.Errorf("the page's style at %q: %v %q", address, ok, a.Type)
	}
	for _, wrong := range []string{"", "vigie.css", "0000/vigie.css", address + "x", "../words.go", pages.release + "/../ui.go"} {
		if _, ok := pages.Asset(wrong); ok {
			t.Errorf("%q is an asset", wrong)
		}
	}
	for name, a := range pages.assets {
		if a.Type == "" {
			t.Errorf("%s has no type", name)
		}
	}
}
