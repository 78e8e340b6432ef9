package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// How the things of the desk look on pages.

// bubblesOf shows messages. customer is what the customer's own are headed with.
func bubblesOf(w *ui.Words, said []desk.Message, customer string) []ui.Bubble {
	out := make([]ui.Bubble, len(said))
	for i, m := range said {
		b := ui.Bubble{ID: m.ID, Author: m.Author, Name: m.Name, Text: m.Text, Language: m.Language, At: m.Created, Sources: sourcesOf(m.Claims...), Files: filesShown(w, m.Files)}
		switch m.Author {
		case desk.ByCustomer:
			b.Name = customer
		case desk.ByOperator:
			b.Name = or(m.Name, w.TeamMember)
		case desk.ByAssistant:
			b.Verdict = verdictOf(w, m, b.Sources)
		case desk.ByDesk:
		}
		out[i] = b
	}
	return out
}

func verdictOf(w *ui.Words, m desk.Message, sources []ui.Source) string {
	switch {
	case m.Operator != "":
		return fmt.Sprintf(w.Chat.Approved, or(m.Name, w.TeamMember))
	case len(sources) > 0:
		return w.Chat.Checked
	}
	return w.Chat.Fixed
}

// sourcesOf gathers what claims stand on by article, each passage once, in the order of the claims.
func sourcesOf(claims ...desk.Claim) []ui.Source {
	var out []ui.Source
	at := map[string]int{}
	for _, c := range claims {
		for _, e := range c.Evidence {
			i, known := at[e.Article]
			if !known {
				i = len(out)
				at[e.Article] = i
				out = append(out, ui.Source{Title: or(e.Title, e.Article), URL: webAddress(e.URL)})
			}
			if e.Quote != "" && !slices.Contains(out[i].Quotes, e.Quote) {
				out[i].Quotes = append(out[i].Quotes, e.Quote)
			}
		}
	}
	return out
}

// webAddress lets an address through that a browser may open from a page.
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

// knownAddress lets an address through that the API may give: of the web, or a path of a site.
func knownAddress(address string) string {
	below := strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.HasPrefix(address, `/\`)
	if below || webAddress(address) != "" {
		return address
	}
	return ""
}

// checkAddress refuses an article's address of any other sort: what it runs or opens on a customer's page is not known.
func checkAddress(place, address string) error {
	if knownAddress(address) == address {
		return nil
	}
	return faultAt(place, addressMend)
}

const addressMend = "give an address that begins with https:// or http://, a path that begins with one /, or leave it out"

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// teamNames gives what to call each team.
func teamNames(teams []desk.Team) map[string]string {
	names := map[string]string{}
	for _, t := range teams {
		names[t.ID] = or(t.Name, t.ID)
	}
	return names
}

// operatorNames gives what to call each operator.
func operatorNames(list []desk.Operator) map[string]string {
	names := map[string]string{}
	for _, o := range list {
		names[o.ID] = o.Name
	}
	return names
}
