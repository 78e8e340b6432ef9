package outbound

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"

	"github.com/vigie-desk/vigie/internal/desk"
)

// dial opens a connection to the first address of a host that answers, once all of them have been judged.
func (g *gate) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if _, ours := g.proxies.Load(address); ours {
		return (&net.Dialer{Timeout: dialWithin}).DialContext(ctx, network, address)
	}
	judged, err := g.resolve(ctx, address)
	if err != nil {
		return nil, err
	}
	// The dialler is given addresses only; that it dials no other is looked at once more, as the socket is made.
	dialer := net.Dialer{Timeout: dialWithin, ControlContext: func(_ context.Context, _, actual string, _ syscall.RawConn) error {
		return onlyJudged(judged, actual)
	}}
	var failed []error
	for _, to := range judged {
		conn, err := dialer.DialContext(ctx, network, to.String())
		if err == nil {
			return conn, nil
		}
		failed = append(failed, err)
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(failed...)
}

func onlyJudged(judged []netip.AddrPort, actual string) error {
	to, err := netip.ParseAddrPort(actual)
	if err == nil {
		for _, j := range judged {
			if j == netip.AddrPortFrom(to.Addr().Unmap(), to.Port()) {
				return nil
			}
		}
	}
	return desk.Errorf(desk.Forbidden, "%s is not the address that was looked at: nothing was sent", actual)
}

// addressesMost is how many addresses of a name are tried.
const addressesMost = 4

// resolve gives the addresses of host:port, or the reason why one of them may not be asked. A name with one good and one
// forbidden address is refused: which of the two is dialled would be for others to choose.
func (g *gate) resolve(ctx context.Context, address string) ([]netip.AddrPort, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, desk.Wrap(err, desk.Invalid, address+" is no host and port")
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil || port == 0 {
		return nil, desk.Errorf(desk.Invalid, "%s: the port is not a number from 1 to 65535", address)
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	addresses, err := g.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	var judged []netip.AddrPort
	for _, a := range addresses {
		if err := g.judge(host, a, uint16(port)); err != nil {
			return nil, err
		}
		judged = append(judged, netip.AddrPortFrom(a.Unmap(), uint16(port)))
	}
	return judged[:min(len(judged), addressesMost)], nil
}

func (g *gate) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if literal, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{literal}, nil
	}
	if numeric(host) {
		return nil, desk.Errorf(desk.Forbidden, "%q is a number and no name: write an address as four decimal parts, like 192.0.2.1", host)
	}
	addresses, err := g.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, desk.Wrap(err, desk.Unavailable, host+" has no address that could be found; check the name, and the network of this machine")
	}
	if len(addresses) == 0 {
		return nil, desk.Errorf(desk.Unavailable, "%s has no address; check the name", host)
	}
	return addresses, nil
}

// numeric tells whether a host that is no address ends in a number, decimal, octal or hexadecimal: 2130706433, 0177.0.0.1,
// 0x7f.1. Resolvers differ in what they make of these, and no domain ends so (the URL standard, "ends in a number").
func numeric(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return true
	}
	if hex, found := strings.CutPrefix(last, "0x"); found {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

// judge says whether a host, at one of its addresses, may be asked on a port.
func (g *gate) judge(host string, a netip.Addr, port uint16) error {
	c, what := classify(a)
	usual := port == 80 || port == 443 || g.opens(port)
	if c == public && usual || g.permitted(host, a, port, usual, c) {
		return nil
	}
	a = a.Unmap()
	name := a.String()
	if c <= private {
		name = host
	}
	if !usual {
		name = net.JoinHostPort(name, strconv.Itoa(int(port)))
	}
	mend := fmt.Sprintf("if that is meant, permit it: %s=%s", g.setting, name)
	switch {
	case c == public:
		return desk.Errorf(desk.Forbidden, "%s is asked on port %d, and fetches go to ports 80 and 443; %s", host, port, mend)
	case host == a.String():
		return desk.Errorf(desk.Forbidden, "%s is %s, where nothing is fetched from; %s", host, what, mend)
	}
	return desk.Errorf(desk.Forbidden, "%s leads to %s, %s, where nothing is fetched from; %s", host, a, what, mend)
}

// opens tells whether a port is permitted everywhere.
func (g *gate) opens(port uint16) bool {
	for _, p := range g.permits {
		if p.Host == "" && !p.Net.IsValid() && p.Port == port {
			return true
		}
	}
	return false
}

func (g *gate) permitted(host string, a netip.Addr, port uint16, usual bool, c class) bool {
	for _, p := range g.permits {
		if (p.Port == port || p.Port == 0 && usual) && p.names(host, a, c) {
			return true
		}
	}
	return false
}

// names tells whether a permit speaks of this host or address, and loudly enough for what the address is.
func (p Permit) names(host string, a netip.Addr, c class) bool {
	if p.Host != "" {
		return c <= private && p.Host == host
	}
	return p.Net.Contains(a.Unmap()) && (c < metadata || p.Net.IsSingleIP())
}
