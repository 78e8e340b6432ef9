package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"github.com/vigie-desk/vigie/internal/desk"
)

// A cursor is opaque: the place of the last line of a page, behind a mark by which one that no page of the same list gave
// is known. The mark is no secret: it keeps mistakes out, and what a cursor names is read with the caller's own rights.

const markLength = 6

func markOf(list, place string) []byte {
	sum := sha256.Sum256([]byte(list + "\x00" + place))
	return sum[:markLength]
}

// sealCursor gives the cursor of a place in a list; "" stays "": there is no further page.
func sealCursor(list, place string) string {
	if place == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(append(markOf(list, place), place...))
}

// openCursor gives the place that a cursor names; "" is the beginning. Invalid, with the parameter named, for one that no
// page of the list gave.
func openCursor(list, parameter, cursor string) (string, error) {
	if cursor == "" {
		return "", nil
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) <= markLength || string(raw[:markLength]) != string(markOf(list, string(raw[markLength:]))) {
		return "", faultAt("query."+parameter, "this is not a place that a page of this list gave: leave it out to begin, or take next of the page before")
	}
	return string(raw[markLength:]), nil
}

// faultAt is a request that is wrong in one place.
func faultAt(place, mend string) error {
	p := newProblem(http.StatusUnprocessableEntity, desk.Invalid, place+": "+mend)
	p.Errors = []fieldFault{{Location: place, Message: mend}}
	return p
}
