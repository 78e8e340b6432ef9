package config

import (
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Permit is one thing that fetches may reach, though they go to public addresses on ports 80 and 443 only: a host by its
// name, addresses, or, alone, a port at every public address.
type Permit struct {
	Host string // in lower case
	Net  netip.Prefix
	Port uint16 // 0: ports 80 and 443, and those that are permitted everywhere
}

// String gives a permit as it is written.
func (p Permit) String() string {
	port := ""
	if p.Port != 0 {
		port = ":" + strconv.Itoa(int(p.Port))
	}
	switch {
	case p.Host != "":
		return p.Host + port
	case !p.Net.IsValid():
		return port
	case !p.Net.IsSingleIP():
		return p.Net.String() + port
	case port != "":
		return net.JoinHostPort(p.Net.Addr().String(), port[1:])
	}
	return p.Net.Addr().String()
}

func parsePermits(text string) ([]Permit, error) {
	var permits []Permit
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.ToLower(strings.TrimSpace(part)); part == "" {
			continue
		}
		p, err := parsePermit(part)
		if err != nil {
			return nil, err
		}
		permits = append(permits, p)
	}
	return permits, nil
}

func parsePermit(text string) (Permit, error) {
	if address, ok := parseNet(strings.Trim(text, "[]")); ok {
		return Permit{Net: address}, nil
	}
	host, port, err := splitPort(text)
	if err != nil {
		return Permit{}, err
	}
	if host == "" {
		return Permit{Port: port}, nil
	}
	if address, ok := parseNet(strings.Trim(host, "[]")); ok {
		return Permit{Net: address, Port: port}, nil
	}
	if host = strings.TrimSuffix(host, "."); !isName(host) {
		return Permit{}, errors.New("write hosts, addresses, networks or ports with commas between, for example wiki.internal, 10.1.0.0/16, 127.0.0.1:8080, :8443")
	}
	return Permit{Host: host, Port: port}, nil
}

// splitPort takes a port off the end, where there is one.
func splitPort(text string) (rest string, port uint16, err error) {
	at := strings.LastIndexByte(text, ':')
	if at < 0 {
		return text, 0, nil
	}
	n, err := strconv.ParseUint(text[at+1:], 10, 16)
	if err != nil || n == 0 {
		return "", 0, errors.New("what follows the colon is no port; write host:port without scheme and path, for example wiki.internal:8080")
	}
	return text[:at], uint16(n), nil
}

// parseNet reads an address, or a network.
func parseNet(text string) (netip.Prefix, bool) {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		address = address.Unmap()
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	network, err := netip.ParsePrefix(text)
	return network.Masked(), err == nil
}

// isName tells whether a text can be the name of a host: labels of letters, digits, - and _, the last one no number.
func isName(text string) bool {
	labels := strings.Split(text, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], "0123456789") != "" && len(text) <= 253
}

func showPermits(permits []Permit) string {
	texts := make([]string, 0, len(permits))
	for _, p := range permits {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, ", ")
}
