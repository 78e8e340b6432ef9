package crawl

import (
	"io/fs"
	"net/url"
	"strings"
	"testing"
)

func TestPlaceOf(t *testing.T) {
	tests := []struct{ address, place string }{
		{"https://h/", "index"},
		{"https://h", "index"},
		{"https://h/docs/returns", "docs/returns"},
		{"https://h/docs/returns/", "docs/returns"},
		{"https://h//docs/./a/../returns", "docs/returns"},
		{"https://h/docs/returns.html#part", "docs/returns.html"},
		{"https://h/faq.php?id=5&x=a/b", "faq.php?id=5&x=a%2Fb"},
		{"https://h/caf%c3%a9", "caf%C3%A9"},
		{"https://h/café", "caf%C3%A9"},
		{"https://h/%7Euser/%41", "~user/A"},
		{"https://h/a%2Fb%23c", "a%2Fb%23c"},
		{"https://h/a%5Cb?c\\d", "a%5Cb?c%5Cd"},
		{"https://h/?p=1", "index?p=1"},
	}
	for _, tt := range tests {
		u, err := url.Parse(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		if got := placeOf(u); got != tt.place {
			t.Errorf("%s: %q, want %q", tt.address, got, tt.place)
		}
	}
}

// A place is one that the import takes as a path, has no # (which parts records), and normal form is a fixed point.
func FuzzPlace(f *testing.F) {
	for _, address := range []string{"https://h/a//b/../%2e%2e/c?x=/#y", "https://h/%zz", "https://h/\\?\\", "https://h/..", "http://h/%00"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return
		}
		place := placeOf(u)
		path, _, _ := strings.Cut(place, "?")
		if !fs.ValidPath(path) || strings.ContainsAny(place, "#\\ \n") || normal(normal(address)) != normal(address) {
			t.Fatalf("%q has the place %q", address, place)
		}
	})
}
