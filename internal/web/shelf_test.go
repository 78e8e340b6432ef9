package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

// bring imports texts as a folder.
func (h *house) bring(texts map[string]string) {
	h.t.Helper()
	var documents []map[string]string
	for path, text := range texts {
		documents = append(documents, map[string]string{"path": path, "text": text})
	}
	h.want(h.ask(asked{method: "POST", path: "/api/v1/imports?source=help", key: h.key, body: map[string]any{"documents": documents}}), http.StatusOK)
}

// titled gives the id of the article with a title.
func (h *house) titled(title string) string {
	h.t.Helper()
	heads, _, err := h.db.Browse(context.Background(), knowledge.Browse{Title: title, Limit: 2})
	if err != nil || len(heads) != 1 {
		h.t.Fatalf("%d articles with %q in the title, %v", len(heads), title, err)
	}
	return heads[0].Article.ID
}

// TestShelfList narrows the list in every way that the page offers, and walks its pages.
func TestShelfList(t *testing.T) {
	h := open(t)
	h.shelve()
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for query, want := range map[string][2]string{
		"q=RETURNS": {"About returns", "About sale"}, "sort=expired": {"About sale", "About returns"}, "sort=due": {"About shipping", "About sale"},
		"sort=suspicious": {"No article fits", "About"}, "sort=contradicted": {"No article fits", "About"}, "language=fr": {"No article fits", "About"},
		"language=en&topic=sale": {"About sale", "About returns"}, "status=draft": {"About draft", "About sale"}, "sort=nonsense": {"About sale", "No article fits"},
	} {
		page := h.want(h.get(client, "/knowledge?"+query+"&lang=en"), http.StatusOK)
		_, table, _ := strings.Cut(page.raw, "</form>\n")
		if !strings.Contains(table, want[0]) || strings.Contains(table, want[1]+"<") || want[1] == "About" && strings.Contains(table, "About ") {
			t.Errorf("%s: want %q and not %q in %s", query, want[0], want[1], table)
		}
	}
	texts := map[string]string{}
	for i := range 60 {
		texts[fmt.Sprintf("p%02d.md", i)] = fmt.Sprintf("# Page %02d\n\nThis page is about subject number %d.\n", i, i)
	}
	h.bring(texts)
	seen, path := map[string]bool{}, "/knowledge?q=page&lang=en"
	for n := 0; path != "" && n < 9; n++ {
		page := h.want(h.get(client, path), http.StatusOK)
		for _, title := range regexp.MustCompile(`>Page \d\d<`).FindAllString(page.raw, -1) {
			if seen[title] {
				t.Errorf("%s stands on two pages", title)
			}
			seen[title] = true
		}
		next := regexp.MustCompile(`href="([^"]*)" rel="next"`).FindStringSubmatch(page.raw)
		path = ""
		if next != nil {
			path = strings.ReplaceAll(next[1], "&amp;", "&")
		}
	}
	if len(seen) != 60 {
		t.Errorf("%d of 60 articles on all pages together", len(seen))
	}
}

// TestArticlePage reads an article, its units and what changed between versions.
func TestArticlePage(t *testing.T) {
	h := open(t)
	h.bring(map[string]string{"a.md": "# Returns <b>\n\n## How long\n\nYou have 14 days.\n\n```\nrun <this>\n```\n"})
	h.bring(map[string]string{"a.md": "# Returns <b>\n\n## How long\n\nYou have 30 days.\n\n```\nrun <this>\n```\n"})
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	id := h.titled("returns")
	page := h.want(h.get(client, "/knowledge/articles/"+id+"?lang=en"), http.StatusOK)
	h.shows(page, "You have 30 days.", "How long</h2>", "run &lt;this&gt;", "an import", "Leads and owners", "but not", "14 days", "<form method=\"post\" action=\"/knowledge", "<this>")
	h.shows(h.want(h.get(client, "/knowledge/articles/"+id+"?view=units"), http.StatusOK), "<span class=\"tag\">Text</span>", "How long", "run &lt;this&gt;")
	page = h.want(h.get(client, "/knowledge/articles/"+id+"?view=versions"), http.StatusOK)
	h.shows(page, "from version 1 to version 2", `removed: </span>You have 14 days.`, `added: </span>You have 30 days.`, "Lines added: 1, removed: 1")
	h.shows(h.want(h.get(client, "/knowledge/articles/"+id+"?view=versions&before=2&after=1"), http.StatusOK), `added: </span>You have 14 days.`)
	h.want(h.get(client, "/knowledge/articles/none"), http.StatusNotFound)
	h.want(h.get(client, "/knowledge/articles/"+id+"?view=versions&before=9&after=x"), http.StatusOK)
	h.want(h.get(client, "/knowledge/nowhere"), http.StatusNotFound)
}

// TestLargeArticle shows a page of a megabyte in parts, and two versions of it.
func TestLargeArticle(t *testing.T) {
	h := open(t)
	large := func(word string) string {
		var b strings.Builder
		b.WriteString("# Large\n\n")
		for i := range 9_000 {
			fmt.Fprintf(&b, "The %s number %d stands here, alone in its paragraph, and says what it says.\n\n", word, i)
		}
		return b.String()
	}
	h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/large", key: h.key, body: map[string]any{"title": "Large", "text": large("one")}}), http.StatusOK)
	h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/large", key: h.key, body: map[string]any{"title": "Large", "text": large("two")}}), http.StatusOK)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for _, view := range []string{"", "?view=units&from=250", "?view=versions", "?from=99999999", "?from=-3"} {
		start := h.clock()
		page := h.want(h.get(client, "/knowledge/articles/large"+view), http.StatusOK)
		if len(page.raw) > 900_000 {
			t.Errorf("%s: %d bytes", view, len(page.raw))
		}
		t.Logf("%q: %d bytes in %v", view, len(page.raw), h.clock().Sub(start))
	}
	h.shows(h.want(h.get(client, "/knowledge/articles/large?lang=en"), http.StatusOK), "Further units")
	h.shows(h.want(h.get(client, "/knowledge/articles/large?view=versions"), http.StatusOK), "Lines not shown here: ", "Lines added: ")
}

// hidden gives a hidden field of a page.
func hidden(page answer, name string) string {
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page.raw)
	if found == nil {
		return ""
	}
	return found[1]
}

// TestArticleStatus: leads approve, withdraw and restore, on record; who read an earlier version decides nothing.
func TestArticleStatus(t *testing.T) {
	h := open(t)
	h.bring(map[string]string{"a.md": "# Returns\n\nYou have 14 days.\n"})
	operator, lead := h.signUp("Olga Petit", desk.RoleOperator), h.signUp("Claire Martin", desk.RoleLead)
	client, id := h.signedIn(lead), h.titled("returns")
	path := "/knowledge/articles/" + id
	for _, form := range [][]string{{"/status", "action", "withdraw", "number", "1"}, {"/terms", "owner", "me"}} {
		h.want(h.post(h.signedIn(operator), path+form[0], form[1:]...), http.StatusForbidden)
	}
	step := func(action, number string, want desk.Status) {
		t.Helper()
		h.want(h.post(client, path+"/status", "action", action, "number", number, "reason", "because of "+action), http.StatusSeeOther)
		e, err := h.library.Get(context.Background(), id)
		if err != nil || e.Article.Contract.Status != want || e.Article.Contract.ApprovedBy != lead.ID {
			t.Errorf("%s: %+v %v", action, e.Article.Contract, err)
		}
	}
	step("withdraw", "1", desk.StatusWithdrawn)
	step("restore", "1", desk.StatusDraft)
	step("approve", "1", desk.StatusApproved)
	h.shows(h.want(h.get(client, path+"?lang=en"), http.StatusOK), "Claire Martin", "Claire Martin restored it as a draft", "because of withdraw")
	h.bring(map[string]string{"a.md": "# Returns\n\nYou have 30 days.\n"})
	h.shows(h.want(h.post(client, path+"/status", "action", "withdraw", "number", "1"), http.StatusConflict), "changed this article meanwhile", "You have 30 days.")
	for _, form := range [][]string{{"action", "delete", "number", "2"}, {"action", "approve"}, {"number", "2"}} {
		h.want(h.post(client, path+"/status", form...), http.StatusUnprocessableEntity)
	}
	h.want(h.post(client, "/knowledge/articles/none/status", "action", "approve", "number", "1"), http.StatusNotFound)
	if e, err := h.library.Get(context.Background(), id); err != nil || e.Article.Contract.Status != desk.StatusApproved {
		t.Errorf("%+v %v", e.Article.Contract, err)
	}
}

// TestArticleTerms sets a contract, and keeps what was filled in where it cannot be saved.
func TestArticleTerms(t *testing.T) {
	h := open(t)
	h.bring(map[string]string{"a.md": "---\nvalid_until: 2026-12-31\nreview_by: 2026-06-30T10:00:00Z\n---\n# Returns\n\nYou have 14 days.\n"})
	client, id := h.signedIn(h.signUp("Claire Martin", desk.RoleOwner)), h.titled("returns")
	path := "/knowledge/articles/" + id
	page := h.want(h.get(client, path+"?lang=en"), http.StatusOK)
	h.shows(page, `name="until" type="date" value="2026-12-31"`, "31 December 2026")
	fill := func(more ...string) []string {
		form := map[string]string{"mark": hidden(page, "mark"), "number": hidden(page, "number"), "owner": " Jonas  Weber ", "until": "2026-12-31", "review": "2026-06-30", "scope-plan": "Garden, garden , ORCHARD"}
		for i := 0; i < len(more); i += 2 {
			form[more[i]] = more[i+1]
		}
		var out []string
		for k, v := range form {
			out = append(out, k, v)
		}
		return out
	}
	wrong := h.want(h.post(client, path+"/terms", fill("from", "2027-05-01")...), http.StatusUnprocessableEntity)
	h.shows(wrong, "Valid until must lie after valid from", `value="2027-05-01"`, `value="Jonas Weber"`, "<details class=\"act\" id=\"terms\" open>")
	h.want(h.post(client, path+"/terms", fill("until", "yesterday")...), http.StatusUnprocessableEntity)
	h.want(h.post(client, path+"/terms", fill("mark", "0")...), http.StatusConflict)
	h.want(h.post(client, path+"/terms", fill()...), http.StatusSeeOther)
	e, err := h.library.Get(context.Background(), id)
	c := e.Article.Contract
	if err != nil || c.Owner != "Jonas Weber" || c.ValidUntil.Format("2006-01-02") != "2027-01-01" || c.ReviewBy.Hour() != 10 ||
		strings.Join(c.Scope["plan"], " ") != "garden orchard" || c.Status != desk.StatusApproved {
		t.Errorf("%+v %v", c, err)
	}
	h.shows(h.want(h.get(client, path), http.StatusOK), "Set here by", "changed the contract", "Plan garden, orchard")
	h.want(h.post(client, path+"/terms", fill()...), http.StatusConflict) // the form is of a past state
}

// TestTryPage shows each sort of outcome.
func TestTryPage(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	h.shows(h.want(h.get(client, "/knowledge/try?q=%3Cb%3E&language=fr&lang=en"), http.StatusOK), "&lt;b&gt;", `<option value="fr" selected>`)
	for question, want := range map[string][]string{
		"How long may I wait?": {"answered", "You can return a lamp within 30 days of delivery.", "91%", "in another language", "The checks have nothing to say."},
		"blocked may I?":       {"held", "at any time", "The checks hold this back"},
		"missing thing":        {"nothing in the knowledge", "40%", "31%; 57%", "There is no draft."},
		"empty":                {"No passage was found.", "No article that is approved and in force"},
		"person please":        {"was not searched"},
		"which one":            {"2", "asks which one"},
	} {
		page := h.want(h.post(client, "/knowledge/try", "question", question, "plan", " Garden "), http.StatusOK)
		h.shows(page, append(want, `value="garden"`)...)
	}
	h.shows(h.want(h.post(client, "/knowledge/try", "question", "  "), http.StatusUnprocessableEntity), "Write a question first.")
}

// contradicting brings two pages in that contradict each other.
func (h *house) contradicting() {
	h.t.Helper()
	h.bring(map[string]string{
		"returns.md": "# Returning a lamp\n\nYou can return a lamp within 14 days of delivery.\n",
		"faq.md":     "# Returning a lamp: questions\n\nYou can return a lamp within 30 days of delivery.\n",
	})
}

// TestDisputes settles one contradiction in each way.
func TestDisputes(t *testing.T) {
	for _, c := range []struct {
		form     []string
		open     string
		standing map[string]desk.Status
	}{
		{[]string{"verdict", "both"}, "Nothing contradicts", map[string]desk.Status{"questions": desk.StatusApproved}},
		{[]string{"verdict", "left"}, "wrong, not quoted", map[string]desk.Status{"questions": desk.StatusApproved}},
		{[]string{"verdict", "right", "withdraw", "yes"}, "Nothing contradicts", nil},
	} {
		h := open(t)
		h.contradicting()
		operator := h.signedIn(h.signUp("Olga Petit", desk.RoleOperator))
		page := h.want(h.get(operator, "/knowledge/contradictions?lang=en"), http.StatusOK)
		h.shows(page, "14", "30", "<mark>", "1 open", "withheld until settled", "but not", `method="post" action="/knowledge/contradictions`)
		lead := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
		page = h.want(h.get(lead, "/knowledge/contradictions?lang=en"), http.StatusOK)
		to := regexp.MustCompile(`action="(/knowledge/contradictions/[^"]+)"`).FindStringSubmatch(page.raw)
		if to == nil {
			t.Fatal(page.raw)
		}
		h.want(h.post(operator, to[1], c.form...), http.StatusForbidden)
		h.want(h.post(lead, to[1], "verdict", "perhaps"), http.StatusUnprocessableEntity)
		h.want(h.post(lead, to[1], c.form...), http.StatusSeeOther)
		page = h.want(h.get(lead, "/knowledge/contradictions?settled"), http.StatusOK)
		h.shows(page, "Settled.", c.open)
		for title, want := range c.standing {
			if e, err := h.library.Get(context.Background(), h.titled(title)); err != nil || e.Article.Contract.Status != want {
				t.Errorf("%v: %s is %s, %v", c.form, title, e.Article.Contract.Status, err)
			}
		}
		if c.standing == nil {
			h.shows(h.want(h.get(lead, "/knowledge?status=withdrawn"), http.StatusOK), "Returning a lamp")
		}
		if c.form[1] != "left" {
			h.shows(h.want(h.post(lead, to[1], c.form...), http.StatusNotFound), "settled already")
		}
	}
}

// TestGapsPage shows what was asked in vain, once for each set of words; trials and other hand-overs are not there.
func TestGapsPage(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	now := h.clock()
	h.setClock(func() time.Time { return now.AddDate(0, 0, -31) })
	h.say("unknown: do you deliver to Norway?")
	h.setClock(func() time.Time { return now })
	h.shows(h.want(h.get(client, "/knowledge/gaps?lang=en"), http.StatusOK), "Nothing was missing")
	first := h.say("unknown: do you deliver to Norway?").text("id")
	h.say("unknown: to Norway, do you DELIVER")
	h.say("unknown: is it dishwasher safe?")
	h.say("person I want somebody")
	page := h.want(h.get(client, "/knowledge/gaps"), http.StatusOK)
	h.shows(page, "2 times", "once", "/desk/conversations/"+first, "dishwasher", "Questions in all: 3", "/knowledge/try?language=en&amp;q=", "but not", "somebody")
}

type droppedFile struct{ name, text string }

// upload sends the form of an import.
func (h *house) upload(client *http.Client, accept string, fields map[string]string, files ...droppedFile) answer {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		_ = form.WriteField(name, value)
	}
	for _, f := range files {
		part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="files"; filename=%q`, f.name)}})
		if err != nil {
			h.t.Fatal(err)
		}
		_, _ = part.Write([]byte(f.text))
	}
	_ = form.Close()
	r, err := http.NewRequest(http.MethodPost, h.server.URL+"/knowledge/import", &body)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Accept", accept)
	resp, err := client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer{status: resp.StatusCode, header: resp.Header, raw: string(raw)}
}

func helpZip(t *testing.T, texts map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range texts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
	}
	_ = z.Close()
	return out.String()
}

// TestImportPage brings in an archive, then single files, as a browser without scripts sends them.
func TestImportPage(t *testing.T) {
	h := open(t)
	operator := h.signedIn(h.signUp("Olga Petit", desk.RoleOperator))
	h.want(h.get(operator, "/knowledge/import"), http.StatusForbidden)
	h.want(h.upload(operator, "text/html", nil, droppedFile{"a.md", "# A\n\nText.\n"}), http.StatusForbidden)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleLead))
	h.shows(h.want(h.get(client, "/knowledge/import?lang=en"), http.StatusOK), `enctype="multipart/form-data"`, `value="upload"`)
	archive := droppedFile{"help.zip", helpZip(t, map[string]string{
		"billing/refunds.md": "# Refunds\n\nA refund takes 5 days.\n", "returns.md": "# Returns\n\nYou have 14 days.\n", "broken.md": "\xff", "empty.md": "---\ntitle: Only a title\n---\n",
	})}
	page := h.want(h.upload(client, "text/html", map[string]string{"source": "help", "as": "draft", "whole": "yes"}, archive), http.StatusOK)
	h.shows(page, "What the import did", "<dt>New</dt><dd>2</dd>", "<dt>Faulty</dt><dd>1</dd>", "broken.md", "empty.md")
	if e, err := h.library.Get(context.Background(), h.titled("refunds")); err != nil || e.Article.Contract.Status != desk.StatusDraft || e.Article.Path != "billing/refunds.md" {
		t.Errorf("%+v %v", e.Article, err)
	}
	one := droppedFile{"returns.md", "# Returns\n\nYou have 30 days.\n"}
	page = h.want(h.upload(client, "text/html", map[string]string{"source": "help", "as": "approved"}, one), http.StatusOK)
	h.shows(page, "<dt>Changed</dt><dd>1</dd>", "<dt>Withdrawn</dt><dd>0</dd>")
	page = h.want(h.upload(client, "text/html", map[string]string{"source": "help", "as": "approved", "whole": "yes"}, one), http.StatusOK)
	h.shows(page, "<dt>Unchanged</dt><dd>1</dd>", "<dt>Withdrawn</dt><dd>1</dd>")
	lines := h.upload(client, "application/x-ndjson", map[string]string{"source": "folder"}, droppedFile{"docs/x/a.md", "# A page\n\nText.\n"}, droppedFile{"../../etc/b.md", "# B page\n\nText.\n"}).raw
	if !strings.Contains(lines, `"done":2,"total":`) || !strings.Contains(lines, `{"page":"`) {
		t.Errorf("no progress: %s", lines)
	}
	if e, err := h.library.Get(context.Background(), h.titled("b page")); err != nil || e.Article.Path != "etc/b.md" || e.Article.Contract.Status != desk.StatusApproved {
		t.Errorf("%+v %v", e.Article, err)
	}
	for name, c := range map[string]struct {
		status int
		says   string
		files  []droppedFile
	}{
		"nothing":      {http.StatusUnprocessableEntity, "choose an archive", nil},
		"empty field":  {http.StatusUnprocessableEntity, "choose an archive", []droppedFile{{"", ""}}},
		"no zip":       {http.StatusUnprocessableEntity, "not a zip archive", []droppedFile{{"a.zip", "PK"}}},
		"two archives": {http.StatusUnprocessableEntity, "one archive", []droppedFile{archive, archive}},
		"both":         {http.StatusUnprocessableEntity, "one archive", []droppedFile{archive, one}},
		"same twice":   {http.StatusUnprocessableEntity, "path of its own", []droppedFile{one, one}},
		"not readable": {http.StatusUnprocessableEntity, "Nothing was changed", []droppedFile{{"a.exe", "x"}}},
		"too large":    {http.StatusRequestEntityTooLarge, "64 MiB", []droppedFile{{"a.md", strings.Repeat("word ", 14<<20)}}},
	} {
		if name == "too large" && testing.Short() {
			continue
		}
		t.Run(name, func(t *testing.T) {
			page := h.want(h.upload(client, "text/html", map[string]string{"source": "kept name"}, c.files...), c.status)
			h.shows(page, c.says, `value="kept name"`)
		})
	}
}
