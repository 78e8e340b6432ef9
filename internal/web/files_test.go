package web_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// painted gives a picture in one colour.
func painted(t testing.TB, width, height int) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := 0; i < width*height; i++ {
		m.Set(i%width, i/width, color.RGBA{R: uint8(i % width), G: 110, B: uint8(i / width), A: 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

type sentFile struct{ name, kind, content string }

// bring sends one file ahead.
func (h *house) bringFile(conversation, key, name, content string, header ...string) answer {
	h.t.Helper()
	a := asked{method: "POST", path: conversations + "/" + conversation + "/files?filename=" + url.QueryEscape(name), key: key, body: content, header: map[string]string{"Content-Type": "application/octet-stream"}}
	for i := 0; i+1 < len(header); i += 2 {
		a.header[header[i]] = header[i+1]
	}
	return h.ask(a)
}

// postFiles sends a form with files, as a browser without scripts does.
func (h *house) postFiles(client *http.Client, path string, fields map[string]string, files ...sentFile) answer {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		_ = form.WriteField(name, value)
	}
	for _, f := range files {
		head := textproto.MIMEHeader{}
		head.Set("Content-Disposition", `form-data; name="files"; filename="`+strings.ReplaceAll(f.name, `"`, `\"`)+`"`)
		head.Set("Content-Type", f.kind)
		part, err := form.CreatePart(head)
		if err != nil {
			h.t.Fatal(err)
		}
		_, _ = part.Write([]byte(f.content))
	}
	_ = form.Close()
	return h.askWith(client, asked{method: "POST", path: path, body: body.Bytes(), header: map[string]string{
		"Content-Type": form.FormDataContentType(), "Accept": "text/html", "Origin": h.server.URL, "Sec-Fetch-Site": "same-origin", "Referer": h.server.URL + path,
	}})
}

func (h *house) begunByVisitor(text string) (id, token string) {
	h.t.Helper()
	got := h.want(h.ask(asked{method: "POST", path: conversations, body: map[string]any{"text": text}, header: wait(5)}), http.StatusOK)
	return got.text("id"), got.text("visitor_token")
}

func TestFilesOverTheAPI(t *testing.T) {
	h := open(t)
	id, token := h.begunByVisitor("hello there")
	other, theirs := h.begunByVisitor("another one")
	dot := painted(t, 8, 4)
	got := h.want(h.bringFile(id, token, `C:\Users\me\my scan.png`, dot, "Idempotency-Key", "one"), http.StatusOK)
	if got.text("name") != "my scan.png" || got.text("type") != "image/png" || got.at("width") != 8.0 || got.at("bytes") != float64(len(dot)) || got.at("url") != nil {
		t.Errorf("taken: %s", got.raw)
	}
	if again := h.want(h.bringFile(id, token, "my scan.png", dot, "Idempotency-Key", "one"), http.StatusOK); again.text("id") != got.text("id") {
		t.Errorf("the same request again: %s", again.raw)
	}
	h.want(h.bringFile(id, token, "other.png", dot, "Idempotency-Key", "one"), http.StatusUnprocessableEntity)
	h.want(h.bringFile(id, theirs, "a.png", dot), http.StatusNotFound)
	h.want(h.bringFile(id, "", "a.png", dot), http.StatusUnauthorized)
	h.want(h.bringFile("none", h.key, "a.png", dot), http.StatusNotFound)

	send := func(conversation, key string, body map[string]any) answer {
		return h.ask(asked{method: "POST", path: conversations + "/" + conversation + "/messages", key: key, body: body, header: wait(5)})
	}
	h.want(send(other, theirs, map[string]any{"text": "look", "files": []string{got.text("id")}}), http.StatusConflict)
	h.want(send(id, token, map[string]any{"text": "look", "files": []string{got.text("id"), got.text("id")}}), http.StatusConflict)
	h.want(send(id, token, map[string]any{"text": " "}), http.StatusUnprocessableEntity)
	h.want(send(id, token, map[string]any{"text": "x", "files": []string{"1", "2", "3", "4", "5", "6"}}), http.StatusUnprocessableEntity)
	h.want(send(id, token, map[string]any{"text": "look at this", "files": []string{got.text("id")}}), http.StatusOK)
	h.want(send(id, token, map[string]any{"text": "again", "files": []string{got.text("id")}}), http.StatusConflict)

	read := h.want(h.ask(asked{method: "GET", path: conversations + "/" + id, key: token}), http.StatusOK)
	address := read.text("messages", 2, "files", 0, "url")
	if address != "/files/"+got.text("id")+"/my%20scan.png" {
		t.Fatalf("address %q in %s", address, read.raw)
	}
	served := h.want(h.ask(asked{method: "GET", path: address, key: token}), http.StatusOK)
	for name, want := range map[string]string{
		"Content-Type": "image/png", "Content-Disposition": `inline; filename="my scan.png"`, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
		"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if served.header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, served.header.Get(name), want)
		}
	}
	if served.raw != dot {
		t.Error("it is not what was sent")
	}
	missing := h.ask(asked{method: "GET", path: "/files/none/x.png", key: token})
	for says, a := range map[string]asked{
		"nobody": {path: address}, "another visitor": {path: address, key: theirs}, "another name": {path: strings.Replace(address, "scan.png", "scan.html", 1), key: token},
		"a key that is none": {path: address, key: "x"},
	} {
		a.method = "GET"
		if got := h.want(h.ask(a), http.StatusNotFound); got.text("detail") != missing.text("detail") {
			t.Errorf("%s: %s", says, got.raw)
		}
	}
	o := h.signUp("Claire Martin", desk.RoleOperator)
	h.want(h.get(h.signedIn(o), address), http.StatusOK)
	loose := h.want(h.bringFile(id, token, "b.txt", "hello"), http.StatusOK)
	h.want(h.ask(asked{method: "GET", path: "/files/" + loose.text("id") + "/b.txt", key: token}), http.StatusNotFound)
	h.want(send(id, token, map[string]any{"files": []string{loose.text("id")}}), http.StatusOK)
	text := h.want(h.ask(asked{method: "GET", path: "/files/" + loose.text("id") + "/b.txt", key: token}), http.StatusOK)
	if text.header.Get("Content-Type") != "text/plain; charset=utf-8" || text.header.Get("Content-Disposition") != "attachment; filename=b.txt" {
		t.Errorf("a text: %v", text.header)
	}
	if strings.Contains(h.logged(), "scan") {
		t.Error("the name of a file is in the log")
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	h := open(t, func(_ *house, c *web.Config, _ *web.Deps) {
		c.Limits.Visitor, c.Limits.Network = web.Limit{PerMinute: 1e6, Burst: 1e6}, web.Limit{PerMinute: 1e6, Burst: 1e6}
	})
	id, token := h.begunByVisitor("hello there")
	dot := painted(t, 2, 2)
	for says, c := range map[string]struct {
		name, content, declared string
		status                  int
		detail                  string
	}{
		"html named png":    {"a.png", "<!doctype html><script>alert(1)</script>", "image/png", 422, "HTML"},
		"svg":               {"a.svg", `<svg onload="alert(1)"/>`, "image/svg+xml", 422, "HTML"},
		"png named html":    {"a.html", dot, "", 422, ".png"},
		"png stated as pdf": {"a.png", dot, "application/pdf", 422, "image/png"},
		"zip":               {"a.pdf", "PK\x03\x04", "application/pdf", 422, "type"},
		"nothing":           {"a.txt", "", "text/plain", 400, "body"},
		"5 MiB and a byte":  {"a.txt", strings.Repeat("a", 5<<20+1), "text/plain", 413, "larger"},
	} {
		got := h.want(h.bringFile(id, token, c.name, c.content, "Content-Type", c.declared), c.status)
		if !strings.Contains(got.text("detail"), c.detail) {
			t.Errorf("%s: %q, want %q in it", says, got.text("detail"), c.detail)
		}
	}
	h.want(h.bringFile(id, token, "a.txt", strings.Repeat("a", 5<<20)), http.StatusOK)
	if got := h.want(h.bringFile(id, token, "a.txt", strings.Repeat("a", 9<<20)), http.StatusRequestEntityTooLarge); got.text("detail") == "" {
		t.Error("no reason")
	}
	form := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../x.txt\"\r\n\r\nhello\r\n--b--\r\n"
	if got := h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/files", key: token, body: form, header: map[string]string{"Content-Type": "multipart/form-data; boundary=b"}}), http.StatusOK); got.text("name") != "x.txt" {
		t.Errorf("a form: %s", got.raw)
	}
	h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/files", key: token, body: form, header: map[string]string{"Content-Type": "multipart/form-data; boundary=c"}}), http.StatusUnprocessableEntity)
}

func TestFirstMessageWithFiles(t *testing.T) {
	h := open(t)
	body := map[string]any{"files": []any{map[string]any{"name": "a.png", "content": base64.StdEncoding.EncodeToString([]byte(painted(t, 3, 3)))}}}
	header := map[string]string{"Idempotency-Key": "a-key-that-nobody-guesses", "Prefer": "wait=5"}
	first := h.want(h.ask(asked{method: "POST", path: conversations, body: body, header: header}), http.StatusOK)
	again := h.want(h.ask(asked{method: "POST", path: conversations, body: body, header: header}), http.StatusOK)
	read := h.want(h.ask(asked{method: "GET", path: conversations + "/" + first.text("id"), key: again.text("visitor_token")}), http.StatusOK)
	if again.text("id") != first.text("id") || read.text("messages", 0, "files", 0, "name") != "a.png" || read.text("messages", 0, "text") != "" {
		t.Errorf("%s", read.raw)
	}
	body["files"] = []any{map[string]any{"name": "a.png", "content": base64.StdEncoding.EncodeToString([]byte("<html>"))}}
	h.want(h.ask(asked{method: "POST", path: conversations, body: body}), http.StatusUnprocessableEntity)
}

// TestFilesWithoutScripts goes through the pages as a browser without scripts does.
func TestFilesWithoutScripts(t *testing.T) {
	h := open(t)
	visitor := browser()
	dot := sentFile{"mon écran.png", "image/png", painted(t, 600, 300)}
	fields := func(page answer, text string) map[string]string {
		return map[string]string{"key": field(page, "key"), "text": text}
	}
	page := h.get(visitor, "/chat/web")
	h.shows(page, `enctype="multipart/form-data"`, `type="file"`, "at most 5 files of 5\u00a0MB each")
	for text, c := range map[string]struct {
		files []sentFile
		says  string
	}{
		"keep this": {[]sentFile{dot, {"a.svg", "image/svg+xml", "<svg/>"}}, "is a web page or holds HTML"},
		"and this":  {[]sentFile{dot, dot, dot, dot, dot, dot}, "at most 5 files"},
		"that too":  {[]sentFile{{"big.txt", "text/plain", strings.Repeat("a", 5<<20+1)}}, "“big.txt” is too large"},
	} {
		refused := h.postFiles(visitor, "/chat/web", fields(page, text), c.files...)
		if refused.status != 422 && refused.status != 413 {
			t.Errorf("status %d", refused.status)
		}
		h.shows(refused, c.says, ">"+text+"</textarea>")
	}
	h.want(h.postFiles(visitor, "/chat/web", fields(page, ""), sentFile{"", "application/octet-stream", ""}), 422)
	sent := fields(page, "look at this screen")
	h.want(h.postFiles(visitor, "/chat/web", sent, dot, sentFile{"notes.txt", "text/plain", "hello"}), http.StatusSeeOther)
	page = h.get(visitor, "/chat/web")
	sent = fields(page, "and more")
	for range 2 { // sent twice it counts once
		h.want(h.postFiles(visitor, "/chat/web", sent, sentFile{"more.gif", "image/gif", "GIF89a\x05\x00\x07\x00\x00\x00\x00"}), http.StatusSeeOther)
	}
	page = h.get(visitor, "/chat/web")
	h.shows(page, `width="240" height="120" loading="lazy"`, `alt="mon écran.png"`, "<bdi>notes.txt</bdi>", "Text, 5\u00a0B")
	if n := strings.Count(page.raw, "<img "); n != 2 {
		t.Errorf("%d pictures on the page", n)
	}
	_, rest, _ := strings.Cut(page.raw, `<a class="picture" href="`)
	address, _, _ := strings.Cut(rest, `"`)
	h.want(h.get(visitor, address), http.StatusOK)
	h.want(h.get(browser(), address), http.StatusNotFound)
	_, rest, _ = strings.Cut(page.raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)

	o := h.signUp("Claire Martin", desk.RoleOperator)
	client := h.signedIn(o)
	reply := "/desk/conversations/" + id + "/reply"
	key := "0f5f9f0e-6d5c-4f3e-9c1d-6a2d9a8a7b10"
	h.shows(h.get(client, "/desk/conversations/"+id), `alt="mon écran.png"`, `enctype="multipart/form-data"`)
	h.shows(h.want(h.postFiles(client, reply, map[string]string{"key": key, "way": "note", "text": "a note"}, dot), 422), "A note carries no files", ">a note</textarea>")
	for range 2 {
		h.want(h.postFiles(client, reply, map[string]string{"key": key, "way": "reply", "text": ""}, sentFile{"guide.pdf", "application/pdf", "%PDF-1.7"}), http.StatusSeeOther)
	}
	if n := strings.Count(h.get(visitor, "/chat/web").raw, "<bdi>guide.pdf</bdi>"); n != 1 {
		t.Errorf("the operator's file is %d times on the customer's page", n)
	}
	early := h.want(h.postFiles(client, "/desk/conversations/"+id+"/files", nil, dot), http.StatusOK)
	h.want(h.postFiles(client, reply, map[string]string{"way": "reply", "text": "here", "file": early.text("id")}), http.StatusSeeOther)
	h.shows(h.want(h.postFiles(client, reply, map[string]string{"way": "reply", "text": "here it is again", "file": early.text("id")}), http.StatusConflict), "was sent already", ">here it is again</textarea>")
	if got := h.want(h.postFiles(client, "/desk/conversations/"+id+"/files", nil, sentFile{"a.exe", "", "MZ\x00"}), 422); !strings.Contains(got.text("fault"), "is of a type that is not taken") {
		t.Errorf("%s", got.raw)
	}
	h.want(h.postFiles(browser(), "/desk/conversations/"+id+"/files", nil, dot), http.StatusUnauthorized)
}

// conversationOf gives the conversation that a browser has on the chat page.
func (h *house) conversationOf(visitor *http.Client) string {
	h.t.Helper()
	_, rest, _ := strings.Cut(h.get(visitor, "/chat/web").raw, `data-conversation="`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

func mustURL(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
