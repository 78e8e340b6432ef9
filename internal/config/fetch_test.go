package config

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParsePermits(t *testing.T) {
	network := netip.MustParsePrefix
	tests := []struct {
		text string
		want []Permit
	}{
		{"wiki.internal", []Permit{{Host: "wiki.internal"}}},
		{"WIKI.internal.:8080,, localhost", []Permit{{Host: "wiki.internal", Port: 8080}, {Host: "localhost"}}},
		{"10.1.2.3/16", []Permit{{Net: network("10.1.0.0/16")}}},
		{"10.0.0.0/8:8080", []Permit{{Net: network("10.0.0.0/8"), Port: 8080}}},
		{"127.0.0.1", []Permit{{Net: network("127.0.0.1/32")}}},
		{"127.0.0.1:8080", []Permit{{Net: network("127.0.0.1/32"), Port: 8080}}},
		{"::1", []Permit{{Net: network("::1/128")}}},
		{"[::1]", []Permit{{Net: network("::1/128")}}},
		{"[::1]:8080", []Permit{{Net: network("::1/128"), Port: 8080}}},
		{"::ffff:10.0.0.1", []Permit{{Net: network("10.0.0.1/32")}}},
		{"fd00::/8", []Permit{{Net: network("fd00::/8")}}},
		{"fd00::/8:8080", []Permit{{Net: network("fd00::/8"), Port: 8080}}},
		{":8443", []Permit{{Port: 8443}}},
	}
	for _, tt := range tests {
		got, err := parsePermits(tt.text)
		if diff := cmp.Diff(tt.want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); err != nil || diff != "" {
			t.Errorf("%q: %v %s", tt.text, err, diff)
		}
		again, err := parsePermits(showPermits(got))
		if err != nil || len(again) != len(got) {
			t.Errorf("%q is shown as %q, which cannot be read: %v", tt.text, showPermits(got), err)
		}
		for i := range again {
			if again[i] != got[i] {
				t.Errorf("%q is shown as %q", tt.text, showPermits(got))
			}
		}
	}
}

func TestWrongPermitsAreRefused(t *testing.T) {
	for _, text := range []string{
		"*", "*.internal", "https://wiki.internal", "wiki.internal/page", "wiki.internal:0", "wiki.internal:99999", "wiki.internal:http", ":", "10.0.0.0/33",
		"127.1", "2130706433", "a b", "fe80::1%eth0", "[::1", "-:-", "..",
	} {
		if got, err := parsePermits(text); err == nil && text != "[::1" {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}
