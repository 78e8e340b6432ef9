package outbound

import "net/netip"

// class says how much it takes to permit an address.
type class int

const (
	public   class = iota // nothing
	private               // a permit for the host's name, or for the address
	guarding              // a permit for the address: no name may lead there by itself
	metadata              // a permit for this one address: it hands out a machine's credentials
)

// special is one block of addresses that is not the public internet.
type special struct {
	prefix netip.Prefix
	class  class
	what   string // follows "is"
}

// specials4 and specials6 are the IANA registries of special-purpose addresses (RFC 6890 and its updates), without those
// blocks that are reachable by everybody. The first that holds an address counts.
func specials4() []special {
	return []special{
		{prefix("169.254.0.0/16"), guarding, "a link-local address"},
		{prefix("127.0.0.0/8"), private, "a loopback address"},
		{prefix("10.0.0.0/8"), private, "a private address"},
		{prefix("172.16.0.0/12"), private, "a private address"},
		{prefix("192.168.0.0/16"), private, "a private address"},
		{prefix("100.64.0.0/10"), private, "an address shared behind a provider (CGNAT)"},
		{prefix("0.0.0.0/8"), guarding, "an unspecified address"},
		{prefix("192.0.0.0/24"), guarding, "an address for protocols"},
		{prefix("192.0.2.0/24"), guarding, "an address for documentation"},
		{prefix("198.51.100.0/24"), guarding, "an address for documentation"},
		{prefix("203.0.113.0/24"), guarding, "an address for documentation"},
		{prefix("198.18.0.0/15"), guarding, "an address for benchmarks"},
		{prefix("192.88.99.0/24"), guarding, "a 6to4 relay"},
		{prefix("224.0.0.0/4"), guarding, "a multicast address"},
		{prefix("255.255.255.255/32"), guarding, "the broadcast address"},
		{prefix("240.0.0.0/4"), guarding, "a reserved address"},
	}
}

func specials6() []special {
	return []special{
		{prefix("::1/128"), private, "a loopback address"},
		{prefix("fc00::/7"), private, "a private address"},
		{prefix("::/128"), guarding, "the unspecified address"},
		{prefix("fe80::/10"), guarding, "a link-local address"},
		{prefix("fec0::/10"), guarding, "a site-local address"},
		{prefix("ff00::/8"), guarding, "a multicast address"},
		{prefix("64:ff9b:1::/48"), guarding, "a local NAT64 address"},
		{prefix("2001:db8::/32"), guarding, "an address for documentation"},
		{prefix("3fff::/20"), guarding, "an address for documentation"},
		{prefix("2001::/32"), guarding, "a Teredo tunnel"},
		{prefix("2001:2::/48"), guarding, "an address for benchmarks"},
		{prefix("2001::/23"), guarding, "an address for protocols"},
		{prefix("2002::/16"), guarding, "a 6to4 tunnel"},
	}
}

// credentials lists the addresses at which clouds hand a machine its credentials or its orders; one of them (Azure's) is
// otherwise public.
func credentials() []string {
	return []string{
		"169.254.169.254", "169.254.170.2", "169.254.170.23", "168.63.129.16", "100.100.100.200", "192.0.0.192",
		"fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
	}
}

func prefix(text string) netip.Prefix {
	p, _ := netip.ParsePrefix(text) // the zero prefix holds nothing; a test reads every line of the tables
	return p
}

// classify says what an address is. What is not known to be public is not: of IPv6 only the global unicast block
// 2000::/3 is, and the well-known NAT64 block where what it embeds is.
func classify(a netip.Addr) (class, string) {
	switch {
	case !a.IsValid():
		return guarding, "no address"
	case a.Zone() != "":
		return guarding, "an address of one link"
	}
	a = a.Unmap()
	for _, text := range credentials() {
		if a.String() == text {
			return metadata, "a cloud's metadata service"
		}
	}
	if a.Is4() {
		return find(specials4(), a)
	}
	return classify6(a)
}

func find(table []special, a netip.Addr) (class, string) {
	for _, s := range table {
		if s.prefix.Contains(a) {
			return s.class, s.what
		}
	}
	return public, ""
}

func classify6(a netip.Addr) (class, string) {
	bytes := a.As16()
	inner := netip.AddrFrom4([4]byte(bytes[12:]))
	if prefix("64:ff9b::/96").Contains(a) {
		c, what := classify(inner)
		return atLeast(c, guarding), embedded(what, inner)
	}
	if c, what := find(specials6(), a); c != public {
		return c, what
	}
	// ISATAP puts an IPv4 address behind 0000:5efe or 0200:5efe, whatever comes before.
	if bytes[8]&^2 == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe {
		return guarding, "an ISATAP tunnel"
	}
	if !prefix("2000::/3").Contains(a) {
		return guarding, "not a public address"
	}
	return public, ""
}

// atLeast raises the class of what is not public.
func atLeast(c, least class) class {
	if c == public {
		return public
	}
	return max(c, least)
}

func embedded(what string, inner netip.Addr) string {
	if what == "" {
		return ""
	}
	return "a NAT64 form of " + inner.String() + ", " + what
}
