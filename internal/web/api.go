package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	apiPath    = "/api/v1"
	bodyMost   = 1 << 20  // bytes in one request
	bodyHuge   = 64 << 20 // in an import
	bodyWithin = 10 * time.Second
)

// newAPI makes the part of the server that is described by its own OpenAPI document.
func (s *Server) newAPI(mux *http.ServeMux) huma.API {
	cfg := huma.DefaultConfig("Vigie", s.cfg.Version)
	cfg.CreateHooks = nil // no $schema members and links in answers
	cfg.SchemasPath, cfg.DocsPath = "", ""
	cfg.Info.Description = "A support desk whose AI front line stays under watch. Errors are RFC 9457 problems; kind says what to do about them."
	cfg.Formats = map[string]huma.Format{"application/json": {Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: strictJSON}}
	cfg.Formats["json"] = cfg.Formats["application/json"]
	cfg.RejectUnknownQueryParameters = true
	cfg.Transformers = []huma.Transformer{problems}
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		keyScheme:     {Type: "http", Scheme: "bearer", Description: "An API key."},
		visitorScheme: {Type: "http", Scheme: "bearer", Description: "A conversation's visitor_token; also taken from the cookie that the chat page sets."},
	}
	api := humago.New(mux, cfg)
	api.UseMiddleware(s.authorize)
	return api
}

const (
	keyScheme     = "key"
	visitorScheme = "visitor"
)

// operation describes one route of the API. Its scope is what an API key needs; without open, nothing but a key will do.
type operation struct {
	method, path string
	id, summary  string
	about        string
	scope        access.Scope
	open         bool // visitors may come too: the handler says who
	huge         bool // takes an import
	files        bool // takes files
	accepted     bool // answers 202 where the turn is not decided yet
}

// call registers a handler. What it returns as an error becomes a problem.
func call[I, O any](s *Server, api huma.API, op operation, handle func(context.Context, *I) (*O, error)) {
	o := huma.Operation{
		OperationID: op.id, Method: op.method, Path: apiPath + op.path, Summary: op.summary, Description: op.about,
		Security: []map[string][]string{{keyScheme: {string(op.scope)}}}, MaxBodyBytes: bodyMost, BodyReadTimeout: bodyWithin,
		Metadata: map[string]any{scopeMeta: op.scope},
	}
	if op.open {
		o.Security = append(o.Security, map[string][]string{visitorScheme: {}})
		o.Metadata = nil
	}
	if op.huge {
		o.MaxBodyBytes, o.BodyReadTimeout = bodyHuge, 5*time.Minute
	}
	if op.files {
		o.MaxBodyBytes, o.BodyReadTimeout, o.Middlewares = bodyMost+s.cfg.Files.One/3*4, uploadWithin, huma.Middlewares{s.uploading}
	}
	o.Responses = map[string]*huma.Response{"default": {
		Description: "A problem", Content: map[string]*huma.MediaType{"application/problem+json": {
			Schema: api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem](), true, "Problem"),
		}},
	}}
	huma.Register(api, o, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.problemOf(ctx, err)
		}
		return out, nil
	})
	if op.accepted {
		// The registry knows one status of a handler that sets its own; the map is the document's.
		later := *o.Responses["200"]
		later.Description = "Accepted: the turn is not decided yet. Ask again, or read the stream."
		o.Responses["202"] = &later
	}
}

const scopeMeta = "scope"

// authorize asks for the key of a route before anything of its body is read.
func (s *Server) authorize(ctx huma.Context, next func(huma.Context)) {
	scope, needs := ctx.Operation().Metadata[scopeMeta].(access.Scope)
	if needs {
		if _, err := s.require(ctx.Context(), scope); err != nil {
			r, w := humago.Unwrap(ctx)
			s.writeProblem(w, r, err)
			return
		}
	}
	ctx.SetHeader("Cache-Control", "no-store")
	next(ctx)
}

// problems turns the errors that the API's own decoder and validator give into ours.
func problems(ctx huma.Context, _ string, v any) (any, error) {
	model, is := v.(*huma.ErrorModel)
	if !is {
		return v, nil
	}
	p := newProblem(model.Status, kindOfStatus(model.Status), model.Detail)
	if model.Status == http.StatusRequestEntityTooLarge {
		p.Detail = fmt.Sprintf("body: larger than this takes, %d bytes: send less at once", ctx.Operation().MaxBodyBytes)
	}
	for _, e := range model.Errors {
		if e == nil {
			continue
		}
		p.Errors = append(p.Errors, fieldFault{Location: e.Location, Message: e.Message})
		if len(p.Errors) == 1 {
			p.Detail = place(e)
		}
	}
	return p, nil
}

func place(e *huma.ErrorDetail) string {
	if e.Location == "" {
		return e.Message
	}
	return e.Location + ": " + e.Message
}

func kindOfStatus(status int) desk.Kind {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return desk.TooLarge
	case http.StatusRequestTimeout:
		return desk.Busy
	case http.StatusInternalServerError:
		return desk.Internal
	}
	return desk.Invalid
}

// strictJSON reads one JSON value in valid UTF-8 and names the place of what is not.
func strictJSON(data []byte, v any) error {
	if at := badUTF8(data); at >= 0 {
		return fmt.Errorf("byte %d is not valid UTF-8: send the body in UTF-8", at)
	}
	err := json.Unmarshal(data, v)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		line := 1 + bytes.Count(data[:min(len(data), int(syntax.Offset))], []byte("\n"))
		return fmt.Errorf("byte %d, line %d: %w", syntax.Offset, line, err)
	}
	return err
}

// badUTF8 gives the place of the first byte that is not valid UTF-8, -1 where all are.
func badUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
