package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// The readers of single values. Their errors say what to write and never repeat the value, which may be a secret; the
// caller adds it where it is not.

func oneOf[T ~string](text string, allowed ...T) (T, error) {
	words := make([]string, 0, len(allowed))
	for _, a := range allowed {
		if text == string(a) {
			return a, nil
		}
		words = append(words, string(a))
	}
	last := len(words) - 1
	return "", fmt.Errorf("write %s or %s", strings.Join(words[:last], ", "), words[last])
}

func parseListen(text string) (string, error) {
	const mend = "write host:port, for example 127.0.0.1:8080 or :8080"
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", errors.New(mend)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", errors.New("the port is not a number from 0 to 65535; " + mend)
	}
	return text, nil
}

func parseBudget(text string) (int64, error) {
	tokens, err := strconv.ParseInt(text, 10, 64)
	if err != nil || tokens <= 0 {
		return 0, errors.New("write a whole number of tokens above 0, for example 2000000; leave it out for no limit")
	}
	return tokens, nil
}

// parseEndpoint reads the address of a model's server. A password in it would be shown wherever addresses are.
func parseEndpoint(text string) (*url.URL, error) {
	const mend = "write an address such as https://host/v1"
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, errors.New(mend)
	}
	if u.User != nil {
		return nil, errors.New("it holds a user or password; put the key in the _KEY setting and " + mend)
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("it goes on after the path; " + mend)
	}
	u.Path = strings.TrimRight(u.Path, "/")
	return u, nil
}

// parseOrigin reads scheme, host and port.
func parseOrigin(text string) (*url.URL, error) {
	u, err := parseEndpoint(text)
	if err != nil || u.Path != "" {
		return nil, errors.New("write scheme, host and, where it is unusual, port: https://help.example.org")
	}
	return u, nil
}

func parseDatabase(text string) (Secret, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return Secret{}, errors.New(
			"write postgres://USER:PASSWORD@HOST/NAME, with % escapes for signs in the password; leave it out for SQLite")
	}
	return NewSecret(text), nil
}

// parsePrefixes reads networks; a single address is the network of itself.
func parsePrefixes(text string) ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			address, err := netip.ParseAddr(part)
			if err != nil {
				return nil, errors.New("write addresses or networks with commas between, for example 10.0.0.0/8, ::1")
			}
			prefix = netip.PrefixFrom(address.WithZone(""), address.BitLen())
		}
		prefixes = append(prefixes, prefix.Masked())
	}
	return prefixes, nil
}

func parseMail(text string) (Mail, error) {
	const mend = "write smtps://USER:PASSWORD@HOST:465, or smtp:// for STARTTLS, with % escapes for signs in the password"
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return Mail{}, errors.New(mend)
	}
	m := Mail{Host: u.Hostname(), Port: 587, TLS: u.Scheme == "smtps", User: u.User.Username()}
	if m.TLS {
		m.Port = 465
	}
	if p := u.Port(); p != "" {
		port, err := strconv.ParseUint(p, 10, 16)
		if err != nil || port == 0 {
			return Mail{}, errors.New("the port is not a number from 1 to 65535; " + mend)
		}
		m.Port = int(port)
	}
	password, _ := u.User.Password()
	m.Password = NewSecret(password)
	return m, nil
}

func parseAddress(text string) (string, error) {
	address, err := mail.ParseAddress(text)
	if err != nil {
		return "", errors.New("write one mail address, for example Example Help <help@example.org>")
	}
	if address.Name == "" {
		return address.Address, nil
	}
	return address.String(), nil
}
