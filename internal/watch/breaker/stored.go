package breaker

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// ReadBreaker reads a stored breaker, the JSON of a Breaker, by the scope that it is kept under. A row that is cut off,
// has an unknown field, state or kind, belongs to another scope, or tells what cannot have happened gives the most
// careful breaker of the scope and an Internal error. Without an error the breaker passes Check.
func ReadBreaker(scope string, row []byte) (Breaker, error) {
	var b Breaker
	if err := readRow(row, &b); err != nil {
		return careful(Breaker{Scope: scope}, time.Time{}), desk.Wrap(err, desk.Internal, "the stored breaker of scope \""+scope+"\" cannot be read")
	}
	if b.Scope != scope {
		return careful(Breaker{Scope: scope}, time.Time{}), desk.Errorf(desk.Internal, "the stored breaker of scope %q says that it is of %q", scope, b.Scope)
	}
	if err := b.Check(); err != nil {
		return careful(b, b.Since), err
	}
	return b, nil
}

// ReadIncident reads a stored incident, the JSON of an Incident, by the id that it is kept under. What cannot be read
// gives an open critical incident of the whole desk under that id, with as much of its content as could be read, and an
// Internal error. Without an error the incident passes Check.
func ReadIncident(id string, row []byte) (Incident, error) {
	var in Incident
	if err := readRow(row, &in); err != nil {
		return carefulIncident(Incident{ID: id}), desk.Wrap(err, desk.Internal, "the stored incident \""+id+"\" cannot be read")
	}
	if in.ID != id {
		return carefulIncident(Incident{ID: id}), desk.Errorf(desk.Internal, "the stored incident %q says that it is %q", id, in.ID)
	}
	if err := in.Check(); err != nil {
		return carefulIncident(in), err
	}
	return in, nil
}

// readRow reads exactly one JSON object. A field that is not known may be the one that lowers: it is an error.
func readRow(row []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(row))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return desk.Errorf(desk.Internal, "more follows the object")
	}
	return nil
}
