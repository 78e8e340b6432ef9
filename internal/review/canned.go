package review

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Canned is a reply that operators insert when they answer, and change before they send it.
type Canned struct {
	ID       string
	Title    string
	Language desk.Language
	Text     string
}

// The placeholders of a canned reply, and how long its parts may be, in characters.
const (
	CustomerPlace      = "{customer}"
	OperatorPlace      = "{operator}"
	CannedTitleLongest = 80
	CannedTextLongest  = 5_000
)

// Check refuses a reply that nobody could use.
func (c Canned) Check() error {
	if n := utf8.RuneCountInString(c.Title); n == 0 || n > CannedTitleLongest {
		return desk.Errorf(desk.Invalid, "title: give one of 1 to %d characters", CannedTitleLongest)
	}
	if n := utf8.RuneCountInString(c.Text); n == 0 || n > CannedTextLongest {
		return desk.Errorf(desk.Invalid, "text: give one of 1 to %d characters", CannedTextLongest)
	}
	for _, place := range regexp.MustCompile(`\{[^{}\n]*\}`).FindAllString(c.Text, -1) {
		if place != CustomerPlace && place != OperatorPlace {
			return desk.Errorf(desk.Invalid, "text: %s is no placeholder; use %s and %s", place, CustomerPlace, OperatorPlace)
		}
	}
	return nil
}

// Filled gives the reply's text for a customer, by an operator. Without a customer's name the placeholder and the space
// before it are left out: "Hello {customer}," becomes "Hello,".
func (c Canned) Filled(customer, operator string) string {
	if customer == "" {
		return strings.NewReplacer(" "+CustomerPlace, "", CustomerPlace, "", OperatorPlace, operator).Replace(c.Text)
	}
	return strings.NewReplacer(CustomerPlace, customer, OperatorPlace, operator).Replace(c.Text)
}
