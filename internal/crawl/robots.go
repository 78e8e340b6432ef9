package crawl

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// robots is what a site's robots.txt says to this program (RFC 9309). The zero value allows everything.
type robots struct {
	rules    []robotsRule
	delay    time.Duration // between requests; Crawl-delay, which is not in the RFC and widely used
	sitemaps []string
}

type robotsRule struct {
	pattern string
	allow   bool
}

const (
	robotsMost = 512 << 10 // bytes that are read; the RFC asks for 500 KiB at least
	delayMost  = 30 * time.Second
)

// readRobots fetches robots.txt. A site without one allows everything; one that cannot say allows nothing.
func (v *visit) readRobots(ctx context.Context) (robots, error) {
	u := &url.URL{Scheme: v.home.Scheme, Host: v.home.Host, Path: "/robots.txt"}
	answer, err := v.request(ctx, v.cfg.Client, u, robotsMost) // may lead to another host: the RFC says so
	if err != nil && !answer.cut {
		return robots{}, err
	}
	switch {
	case answer.status == 429 || answer.status >= 500:
		return robots{}, fmt.Errorf("what may be fetched is not known, so nothing was: %w", answer.fault())
	case answer.status != 200:
		return robots{}, nil
	}
	r := parseRobots(string(answer.body), Product)
	if r.delay > delayMost {
		v.notes = append(v.notes, fmt.Sprintf("robots.txt asks for a pause of %s between requests; %s is the longest kept", r.delay, delayMost))
		r.delay = delayMost
	}
	return r, nil
}

// parseRobots reads the groups that name the product, all of them together, or those for everybody where none does.
func parseRobots(text, product string) robots {
	var named, everybody robots
	var sitemaps []string
	found, heads := false, false // a group names us; the line before was a User-agent
	forUs, forAll := false, false
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(text, "\ufeff"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value := directive(line)
		switch key {
		case "":
			continue
		case "sitemap": // belongs to no group
			sitemaps = append(sitemaps, value)
			continue
		case "user-agent":
			if !heads {
				forUs, forAll = false, false
			}
			heads = true
			forUs = forUs || strings.EqualFold(token(value), product)
			forAll = forAll || value == "*"
			found = found || forUs
			continue
		}
		if key == "allow" || key == "disallow" { // nothing else ends the names of a group
			heads = false
		}
		if forUs {
			named.add(key, value)
		}
		if forAll {
			everybody.add(key, value)
		}
	}
	if !found {
		named = everybody
	}
	named.sitemaps = sitemaps
	return named
}

// directive takes a line apart, its comment left out. The key is in lower case, empty where the line says nothing.
func directive(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, found := strings.Cut(line, ":")
	if !found {
		return "", ""
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// token gives the product token of a User-agent line: the letters, - and _ that it begins with.
func token(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool { return (r|0x20 < 'a' || r|0x20 > 'z') && r != '-' && r != '_' })
	if end < 0 {
		return value
	}
	return value[:end]
}

func (r *robots) add(key, value string) {
	switch key {
	case "allow", "disallow":
		if value != "" { // an empty one says nothing
			r.rules = append(r.rules, robotsRule{normal(value), key == "allow"})
		}
	case "crawl-delay":
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e6 {
			r.delay = time.Duration(seconds * float64(time.Second))
		}
	}
}

// allows tells whether an address may be fetched: the longest pattern that matches decides, of two as long the one that
// allows.
func (r robots) allows(u *url.URL) bool {
	target := normal(u.EscapedPath())
	if u.RawQuery != "" {
		target += "?" + normal(u.RawQuery)
	}
	if target == "/robots.txt" {
		return true
	}
	allowed, longest := true, -1
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && matches(rule.pattern, target) {
			allowed, longest = rule.allow, n
		}
	}
	return allowed
}

// matches tells whether a target begins with a pattern, where * stands for any characters and a $ at the end for the
// target's end. Each part between stars is looked for as early as can be, so the time is at most their product.
func matches(pattern, target string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	first, rest, starred := strings.Cut(pattern, "*")
	target, found := strings.CutPrefix(target, first)
	if !found || !starred {
		return found && (!anchored || target == "")
	}
	parts := strings.Split(rest, "*")
	last := parts[len(parts)-1]
	for _, part := range parts[:len(parts)-1] {
		at := strings.Index(target, part)
		if at < 0 {
			return false
		}
		target = target[at+len(part):]
	}
	if anchored {
		return strings.HasSuffix(target, last)
	}
	return strings.Contains(target, last)
}
