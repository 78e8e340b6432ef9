package crawl

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestRobotsAllow(t *testing.T) {
	tests := []struct {
		name, robots string
		allowed      string // paths, with blanks between
		refused      string
	}{
		{"nothing", "", "/ /a", ""},
		{"everything", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a"},
		{"nothing is refused", "User-agent: *\nDisallow:", "/ /a", ""},
		{"our group alone counts", "User-agent: *\nDisallow: /\n\nUser-agent: Vigie\nDisallow: /private", "/ /a", "/private /private/a /privately"},
		{"our name in any case, with a version", "user-agent: vigie/2.0\ndisallow: /a", "/b", "/a"},
		{"a longer name is another", "User-agent: Vigiebot\nDisallow: /", "/a", ""},
		{"a shorter name is another", "User-agent: Vig\nDisallow: /", "/a", ""},
		{"two groups of ours are one", "User-agent: Vigie\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: Vigie\nDisallow: /c", "/b", "/a /c"},
		{"a group of several names", "User-agent: x\nUser-agent: Vigie\nUser-agent: y\nDisallow: /a\nUser-agent: z\nDisallow: /b", "/b", "/a"},
		{"a delay does not end the names", "User-agent: Vigie\nCrawl-delay: 1\nUser-agent: x\nDisallow: /a", "/b", "/a"},
		{"the longest rule", "User-agent: *\nAllow: /docs/public\nDisallow: /docs", "/docs/public /docs/publications /", "/docs /docs/x"},
		{"of two as long the allowing one", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", ""},
		{"by octets", "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/", "/example/page/disallowed.gif"},
		{"stars", "User-agent: *\nDisallow: /*.gif$\nDisallow: /*/print", "/a.gifs /print /a/b", "/a.gif /a/b.gif /a/print /a/b/printed"},
		{"a star at the end", "User-agent: *\nDisallow: /a*", "/b", "/a /ab"},
		{"the end alone", "User-agent: *\nAllow: /$\nDisallow: /", "/", "/a"},
		{"queries", "User-agent: *\nDisallow: /*?print=", "/a?x=1", "/a?print=1"},
		{"comments and blanks", "  User-agent : * # all\n # no\nDisallow : /a # and below\n", "/b", "/a"},
		{"escapes", "User-agent: *\nDisallow: /caf%C3%A9\nDisallow: /a%2fb\nDisallow: /~x\nDisallow: /ツ", "/a/b /cafe", "/café /caf%c3%a9 /a%2Fb /%7Ex /%E3%83%84"},
		{"old line ends and a mark", "\ufeffUser-agent: *\rDisallow: /a\r\n", "/b", "/a"},
		{"rules before any name", "Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"a page and no rules", "<html><body>Not found: /</body></html>", "/a", ""},
	}
	for _, tt := range tests {
		r := parseRobots(tt.robots, Product)
		for path := range strings.FieldsSeq(tt.allowed) {
			if !r.allows(address(t, path)) {
				t.Errorf("%s: %s is refused", tt.name, path)
			}
		}
		for path := range strings.FieldsSeq(tt.refused) {
			if r.allows(address(t, path)) {
				t.Errorf("%s: %s is allowed", tt.name, path)
			}
		}
	}
}

func address(t *testing.T, path string) *url.URL {
	t.Helper()
	u, err := url.Parse("https://example.org" + path)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestRobotsDelayAndSitemaps(t *testing.T) {
	r := parseRobots("Sitemap: /one.xml\nUser-agent: *\nCrawl-delay: 9\nSitemap: https://example.org/two.xml\nUser-agent: Vigie\nCrawl-delay: 1.5\n", Product)
	if r.delay != 1500*time.Millisecond || strings.Join(r.sitemaps, " ") != "/one.xml https://example.org/two.xml" {
		t.Errorf("%+v", r)
	}
	for _, text := range []string{"-1", "x", "NaN", "Inf", "1e99"} {
		if r := parseRobots("User-agent: *\nCrawl-delay: "+text, Product); r.delay != 0 {
			t.Errorf("a delay of %s is %s", text, r.delay)
		}
	}
}

// A pattern that grows with stars takes no more than its length times the target's.
func TestStarsAreCheap(t *testing.T) {
	begun := time.Now()
	if matches(strings.Repeat("*a", 5000)+"b$", strings.Repeat("a", 10_000)) {
		t.Error("matched")
	}
	if time.Since(begun) > 2*time.Second {
		t.Errorf("took %s", time.Since(begun))
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%41", "/ab?x=%")
	f.Add("user-agent:vigie\nallow:/\ndisallow:*", "/")
	f.Add("\ufeff:\n::\n$\nDisallow: $", "//%2f%zz")
	f.Fuzz(func(t *testing.T, text, path string) {
		u, err := url.Parse("https://example.org/" + path)
		if err != nil || u.Host != "example.org" {
			return
		}
		r := parseRobots(text, Product)
		allowed := r.allows(u)
		if len(r.rules) == 0 && !allowed {
			t.Fatalf("nothing refuses %q and it is refused", path)
		}
		everything := robots{rules: append(r.rules, robotsRule{pattern: strings.Repeat("*", 5000)})}
		if everything.allows(u) && u.EscapedPath() != "/robots.txt" && normal(u.EscapedPath()) != "/robots.txt" {
			t.Fatalf("a longer rule refuses %q and it is allowed", path)
		}
	})
}
