package crawl

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

const (
	listedMost   = 200_000  // addresses of one site
	unpackedMost = 64 << 20 // bytes of one sitemap, unpacked; the protocol allows 50 MB
)

// sitemap is one file: it lists pages or further sitemaps.
type sitemap struct {
	index     bool
	locations []string
}

// isSitemap tells whether a body is a sitemap, packed or not.
func isSitemap(body []byte) bool {
	d, err := newDecoder(body)
	if err != nil {
		return false
	}
	root, err := rootOf(d)
	return err == nil && (root.Name.Local == "urlset" || root.Name.Local == "sitemapindex")
}

func newDecoder(body []byte) (*xml.Decoder, error) {
	var r io.Reader = bytes.NewReader(body)
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		packed, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		r = &bounded{packed, unpackedMost}
	}
	d := xml.NewDecoder(r)
	d.CharsetReader = charset.NewReaderLabel
	return d, nil
}

var errUnpacked = errors.New("it is too large when unpacked")

// bounded reads up to a number of bytes and fails beyond.
type bounded struct {
	r    io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errUnpacked
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

func rootOf(d *xml.Decoder) (xml.StartElement, error) {
	for {
		t, err := d.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if root, ok := t.(xml.StartElement); ok {
			return root, nil
		}
	}
}

// parseSitemap reads a sitemap. With an error it gives what could be read before it.
func parseSitemap(body []byte) (sitemap, error) {
	d, err := newDecoder(body)
	if err != nil {
		return sitemap{}, err
	}
	root, err := rootOf(d)
	if err != nil {
		return sitemap{}, err
	}
	s := sitemap{index: root.Name.Local == "sitemapindex"}
	if !s.index && root.Name.Local != "urlset" {
		return sitemap{}, fmt.Errorf("it begins with <%s>, not with <urlset> or <sitemapindex>", root.Name.Local)
	}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return s, err
		}
		element, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		var entry struct {
			Location string `xml:"loc"`
		}
		if err := d.DecodeElement(&entry, &element); err != nil {
			return s, err
		}
		if location := strings.TrimSpace(entry.Location); location != "" {
			s.locations = append(s.locations, location)
		}
		if len(s.locations) > listedMost {
			return s, fmt.Errorf("it lists more than %d addresses", listedMost)
		}
	}
}
