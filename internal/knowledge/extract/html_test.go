package extract_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

func TestHTML(t *testing.T) {
	texts(t, "a.html", map[string]struct{ in, want string }{
		"page": {
			"<html><body><header>Site</header><nav><a>x</a></nav><main><h1>Pay</h1><p>By <b>card</b>,\n or <a href=/x>cash</a>.</p></main><footer>c</footer></body></html>",
			"# Pay\n\nBy card, or cash.\n",
		},
		"no main":     {"<h2>A</h2>words<p>more</p>tail", "## A\n\nwords\n\nmore\n\ntail\n"},
		"lists":       {"<ol start=3><li>a<ul><li>b<li>c</ul><li><p>d</p><p>e</p></ol>", "3. a\n   - b\n   - c\n4. d\n   e\n"},
		"definitions": {"<dl><dt>Term</dt><dd>Meaning</dd><dt>B</dt><dt>C</dt><dd>d</dd></dl>", "- Term: Meaning\n- B C: d\n"},
		"table": {
			"<table><caption>Prices</caption><thead><tr><td>Plan<td>EUR</thead><tr><td>Balcony<td>3<br>4<tr><td colspan=2>Both</table>",
			"Prices\n\n| Plan | EUR |\n| --- | --- |\n| Balcony | 3 4 |\n| Both | Both |\n",
		},
		"row header": {"<table><tr><th>A<td>1<tr><th>B<td>2</table>", "| A | 1 |\n| B | 2 |\n"},
		"inner":      {"<table><tr><th>A<tr><td><table><tr><td>x</table></table>", "| A |\n| --- |\n| x |\n"},
		"code":       {"<pre><code>a  b\n  c</code></pre>", "```\na  b\n  c\n```\n"},
		"note":       {"<div class='alert alert-warning'><p>Hot</p></div><aside>See x</aside>", "> Hot\n\n> See x\n"},
		"details":    {"<details><summary>More</summary>words</details>", "More:\n\nwords\n"},
		"hidden":     {"<p>a</p><p hidden>b</p><p style='display: none'>c</p><span style='font-size:0px'>d</span><p style='color:#FFF'>e</p><p aria-hidden=true>f</p>g", "a\n\ng\n"},
		"shown":      {"<p style='color: #111; font-size: 10px; opacity: 0.9'>a</p>", "a\n"},
		"broken":     {"<p>a<div>b</p></b><li>c", "a\n\nb\n\nc\n"},
		"break":      {"<p>a<br>b</p>", "a\nb\n"},
	})
}

func TestHead(t *testing.T) {
	doc := file(t, "a.html", "<html lang=fr-FR><head><title>Payer</title><link rel=canonical href=https://e.org/p></head><body><p>Oui</p></body>")
	want := extract.Front{Title: "Payer", Language: desk.French, URL: "https://e.org/p"}
	if diff := cmp.Diff(want, doc.Front); diff != "" {
		t.Errorf("front (-want +got):\n%s", diff)
	}
}

func TestDeclaredEncoding(t *testing.T) {
	doc := file(t, "a.html", "<meta charset=iso-8859-1><p>caf\xe9 \x80</p>")
	if doc.Text != "café €\n" {
		t.Errorf("text %q", doc.Text)
	}
}
