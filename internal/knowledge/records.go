package knowledge

import (
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// records reads a file of records into one page for each article. Lines that are broken are skipped by name.
func (im *importing) records(name string, data []byte) {
	records, err := extract.Records(name, data)
	for _, fault := range apart(err) {
		im.skip(name, fault)
	}
	for _, r := range records {
		im.take(name, name+"#"+r.ID, r.Document)
	}
}

// apart gives the errors that were joined.
func apart(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}
