package outbound

import (
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestTablesAreRead(t *testing.T) {
	for _, s := range append(specials4(), specials6()...) {
		if !s.prefix.IsValid() || s.prefix != s.prefix.Masked() || s.class == public || s.what == "" {
			t.Errorf("a line of the tables is not right: %+v", s)
		}
	}
	for _, text := range credentials() {
		if a, err := netip.ParseAddr(text); err != nil || a.String() != text {
			t.Errorf("%s is not written as an address prints", text)
		}
	}
}

func TestClassify(t *testing.T) {
	tests := []struct {
		address string
		want    class
	}{
		{"1.1.1.1", public},
		{"8.8.8.8", public},
		{"93.184.215.14", public},
		{"192.0.1.1", public},
		{"172.15.255.255", public},
		{"172.32.0.0", public},
		{"100.63.255.255", public},
		{"100.128.0.0", public},
		{"198.17.255.255", public},
		{"198.20.0.0", public},
		{"223.255.255.255", public},
		{"::ffff:8.8.8.8", public},
		{"64:ff9b::808:808", public}, // how an IPv6-only network reaches 8.8.8.8
		{"2606:4700:4700::1111", public},
		{"2a00:1450:4007::200e", public},
		{"2001:4860:4860::8888", public},
		{"2001:200::1", public}, // the first after the protocols' block

		{"10.0.0.1", private},
		{"10.255.255.255", private},
		{"172.16.0.1", private},
		{"172.31.255.255", private},
		{"192.168.1.1", private},
		{"127.0.0.1", private},
		{"127.255.255.254", private},
		{"100.64.0.1", private},
		{"100.127.255.255", private},
		{"::1", private},
		{"fc00::1", private},
		{"fdff::1", private},
		{"::ffff:127.0.0.1", private},
		{"::ffff:10.1.2.3", private},
		{"::ffff:7f00:1", private},

		{"0.0.0.0", guarding},
		{"0.1.2.3", guarding},
		{"::", guarding},
		{"::ffff:0.0.0.0", guarding},
		{"169.254.0.1", guarding},
		{"fe80::1", guarding},
		{"fe80::1%eth0", guarding},
		{"2606:4700::1%eth0", guarding},
		{"::ffff:1.1.1.1%eth0", guarding},
		{"febf::1", guarding},
		{"fec0::1", guarding},
		{"224.0.0.1", guarding},
		{"239.255.255.250", guarding},
		{"ff02::1", guarding},
		{"240.0.0.1", guarding},
		{"255.255.255.255", guarding},
		{"192.0.0.1", guarding},
		{"192.0.2.1", guarding},
		{"198.51.100.7", guarding},
		{"203.0.113.9", guarding},
		{"198.18.0.1", guarding},
		{"198.19.255.255", guarding},
		{"192.88.99.1", guarding},
		{"2001:db8::1", guarding},
		{"3fff:fff::1", guarding},
		{"2001:2::1", guarding},
		{"2001::1", guarding},               // Teredo
		{"2001:0:7f00:1::1", guarding},      // Teredo by way of 127.0.0.1
		{"2002:7f00:1::", guarding},         // 6to4 of 127.0.0.1
		{"2002:808:808::1", guarding},       // 6to4 of 8.8.8.8: a tunnel all the same
		{"64:ff9b::7f00:1", guarding},       // NAT64 of 127.0.0.1
		{"64:ff9b::10.0.0.1", guarding},     // NAT64 of 10.0.0.1
		{"64:ff9b::0.0.0.0", guarding},      // NAT64 of nothing
		{"64:ff9b:1::808:808", guarding},    // local NAT64
		{"::127.0.0.1", guarding},           // IPv4-compatible
		{"::ffff:0:127.0.0.1", guarding},    // IPv4-translated
		{"2606:4700::5efe:a00:1", guarding}, // ISATAP of 10.0.0.1
		{"2606:4700::200:5efe:a00:1", guarding},
		{"100::1", guarding},  // discard
		{"5f00::1", guarding}, // segment routing
		{"4000::1", guarding}, // given to nobody

		{"169.254.169.254", metadata},
		{"::ffff:169.254.169.254", metadata},
		{"64:ff9b::169.254.169.254", metadata},
		{"169.254.170.2", metadata},
		{"168.63.129.16", metadata},
		{"100.100.100.200", metadata},
		{"fd00:ec2::254", metadata},
	}
	for _, tt := range tests {
		got, what := classify(netip.MustParseAddr(tt.address))
		if got != tt.want || (got == public) != (what == "") {
			t.Errorf("%s: class %d %q, want %d", tt.address, got, what, tt.want)
		}
	}
	if got, _ := classify(netip.Addr{}); got != guarding {
		t.Error("no address at all passes")
	}
}

// What the standard library knows to be special, in any form of the address, is never public.
func FuzzClassify(f *testing.F) {
	for _, text := range []string{"127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fe80::1", "8.8.8.8", "2001:db8::1", "fd00:ec2::254"} {
		a := netip.MustParseAddr(text).As16()
		f.Add(a[:])
		f.Add(netip.MustParseAddr(text).AsSlice())
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, ok := netip.AddrFromSlice(raw)
		if !ok {
			return
		}
		got, what := classify(a)
		if (got == public) != (what == "") {
			t.Fatalf("%s: class %d and %q", a, got, what)
		}
		if got != public {
			return
		}
		if plain := a.Unmap(); !plain.IsGlobalUnicast() || plain.IsPrivate() || plain.IsLoopback() || plain.IsLinkLocalUnicast() {
			t.Fatalf("%s passes as public", a)
		}
		if a.Is4() {
			for _, form := range forms(a) {
				if c, _ := classify(form); c != public {
					t.Fatalf("%s is public and %s is not", a, form)
				}
			}
			return
		}
		for _, inner := range inside(a) {
			if c, what := classify(inner); c != public {
				t.Fatalf("%s passes as public and carries %s, %s", a, inner, what)
			}
		}
	})
}

// forms gives an IPv4 address as it may come in IPv6: mapped, and from NAT64.
func forms(a netip.Addr) []netip.Addr {
	b := a.As4()
	nat := netip.MustParseAddr("64:ff9b::").As16()
	copy(nat[12:], b[:])
	return []netip.Addr{netip.AddrFrom16(a.As16()), netip.AddrFrom16(nat)}
}

// inside gives the IPv4 address that an IPv6 address carries, where it is of a form that carries one.
func inside(a netip.Addr) []netip.Addr {
	b := a.As16()
	if a.Is4In6() || netip.MustParsePrefix("64:ff9b::/96").Contains(a) {
		return []netip.Addr{netip.AddrFrom4([4]byte(b[12:]))}
	}
	if netip.MustParsePrefix("2002::/16").Contains(a) {
		return []netip.Addr{netip.AddrFrom4([4]byte(b[2:]))}
	}
	return nil
}

// No host, however spelt, is let through to an address that is not public.
func FuzzResolve(f *testing.F) {
	for _, host := range []string{
		"127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "127.1", "127.0.0.1.", "[::1]", "::1", "localhost", "①②⑦.⓪.⓪.①",
		"::ffff:127.0.0.1", "0", "0.0.0.0", "1.1.1.1", "example.org", "fe80::1%25lo", "fe80::1%lo", "", ".", "127。0。0。1", "a.0x", "a.0xg",
	} {
		f.Add(host, uint16(80))
		f.Add(host, uint16(8080))
	}
	f.Fuzz(func(t *testing.T, host string, port uint16) {
		g := &gate{resolver: names{"example.org": {netip.MustParseAddr("93.184.215.14")}}, setting: "S"}
		for _, address := range []string{net.JoinHostPort(host, "80"), host, net.JoinHostPort(host, portText(port))} {
			judged, err := g.resolve(t.Context(), address)
			if (err == nil) != (len(judged) > 0) {
				t.Fatalf("%q: %v and %v", address, judged, err)
			}
			for _, j := range judged {
				if c, what := classify(j.Addr()); c != public || j.Port() != 80 && j.Port() != 443 {
					t.Fatalf("%q leads to %s (%s)", address, j, what)
				}
			}
		}
	})
}

func TestNumeric(t *testing.T) {
	for host, want := range map[string]bool{
		"2130706433": true, "0177.0.0.1": true, "0x7f.1": true, "127.1": true, "a.0x": true, "": true, "example.1": true, "a.0x7f": true,
		"example.org": false, "1.example": false, "a.0xg": false, "a.x1": false, "xn--p1ai": false, "1a": false,
	} {
		if got := numeric(host); got != want {
			t.Errorf("numeric(%q) = %v", host, got)
		}
	}
}

func TestJudge(t *testing.T) {
	permits := []Permit{
		{Host: "wiki.internal"},
		{Host: "app.internal", Port: 8080},
		{Net: netip.MustParsePrefix("10.1.0.0/16")},
		{Net: netip.MustParsePrefix("169.254.0.0/16")},
		{Net: netip.MustParsePrefix("100.100.100.200/32")},
		{Net: netip.MustParsePrefix("127.0.0.1/32"), Port: 9000},
		{Port: 8443},
	}
	tests := []struct {
		host, address string
		port          uint16
		refused       string // "" is permitted
	}{
		{"example.org", "93.184.215.14", 80, ""},
		{"example.org", "93.184.215.14", 443, ""},
		{"example.org", "93.184.215.14", 8443, ""},
		{"example.org", "93.184.215.14", 22, "SETTING=example.org:22"},
		{"93.184.215.14", "93.184.215.14", 8080, "SETTING=93.184.215.14:8080"},
		{"evil.example", "127.0.0.1", 80, "leads to 127.0.0.1, a loopback address"},
		{"evil.example", "127.0.0.1", 9000, ""}, // the address is permitted, whatever leads there
		{"127.0.0.1", "127.0.0.1", 80, "127.0.0.1 is a loopback address"},
		{"::1", "::1", 81, "SETTING=[::1]:81"},
		{"wiki.internal", "192.168.1.9", 443, ""},
		{"wiki.internal", "127.0.0.1", 80, ""},
		{"wiki.internal", "192.168.1.9", 8080, "SETTING=wiki.internal:8080"},
		{"wiki.internal", "192.168.1.9", 8443, ""},
		{"wiki.internal", "169.254.7.7", 80, ""}, // by the permit for those addresses
		{"wiki.internal", "169.254.169.254", 80, "metadata"},
		{"wiki.internal", "0.0.0.0", 80, "SETTING=0.0.0.0"},
		{"not-wiki.internal", "192.168.1.9", 80, "SETTING=not-wiki.internal"},
		{"app.internal", "192.168.1.9", 8080, ""},
		{"app.internal", "192.168.1.9", 80, "private"},
		{"10.1.2.3", "10.1.2.3", 80, ""},
		{"x.example", "10.1.2.3", 80, ""},
		{"x.example", "::ffff:10.1.2.3", 80, ""},
		{"x.example", "10.2.2.3", 80, "private"},
		{"x.example", "64:ff9b::10.1.2.3", 80, "NAT64"},
		{"x.example", "100.100.100.200", 80, ""},
		{"x.example", "168.63.129.16", 80, "metadata"},
	}
	g := &gate{permits: permits, setting: "SETTING"}
	for _, tt := range tests {
		err := g.judge(tt.host, netip.MustParseAddr(tt.address), tt.port)
		switch {
		case tt.refused == "" && err != nil:
			t.Errorf("%s at %s:%d: refused: %v", tt.host, tt.address, tt.port, err)
		case tt.refused != "" && (err == nil || !strings.Contains(err.Error(), tt.refused)):
			t.Errorf("%s at %s:%d: %v, want %q", tt.host, tt.address, tt.port, err, tt.refused)
		}
	}
}
