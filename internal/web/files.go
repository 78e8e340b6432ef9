package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/attach"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Files keeps what is sent with messages. See store.DB.
type Files interface {
	// AddFile keeps a file until a message names it; FileError where there is no room.
	AddFile(ctx context.Context, u desk.Upload, most desk.FileLimits) (desk.File, error)
	// File gives a file that a message has, without what is in it; NotFound for any other.
	File(ctx context.Context, id string) (desk.Upload, error)
	FileContent(ctx context.Context, id string) ([]byte, error)
}

const (
	uploadsMost  = 16 // are read at the same time: each may fill the memory with what one message may hold
	uploadWithin = time.Minute
)

// uploadSlot takes a place among the files that are being read; release gives it back.
func (s *Server) uploadSlot() (release func(), err error) {
	select {
	case s.uploads <- struct{}{}:
		return func() { <-s.uploads }, nil
	default:
		s.meter.refused.WithLabelValues("uploads").Inc()
		return nil, later{desk.NewFileError(desk.FileBusy, "", desk.Busy, "too many files are coming in at once; send this one again shortly"), 5 * time.Second}
	}
}

// linger gives a request the time that a file takes on a slow line.
func linger(r *http.Request) {
	v := visitOf(r.Context())
	v.waits = true
	if v.writer == nil {
		return
	}
	late := time.Now().Add(uploadWithin) //nolint:forbidigo // the network keeps its deadlines by the wall clock
	control := http.NewResponseController(v.writer)
	_ = control.SetReadDeadline(late) // a connection without deadlines has no limit to lift
	_ = control.SetWriteDeadline(late.Add(writeLate))
}

// received makes an upload of what came in, once it is known to be of a kind that is taken.
func (s *Server) received(name, declared string, content []byte, from desk.Sender) (desk.Upload, error) {
	f, err := attach.Inspect(name, declared, content, s.cfg.Files.One)
	if err != nil {
		return desk.Upload{}, err
	}
	f.ID = s.NewID()
	sum := sha256.New()
	sum.Write([]byte(f.Name + "\x00"))
	sum.Write(content)
	return desk.Upload{File: f, Sender: from, Content: content, Hash: hex.EncodeToString(sum.Sum(nil)), Created: s.Now()}, nil
}

// tooMany refuses a message with more files than one may have.
func (s *Server) tooMany(n int) error {
	if n <= s.cfg.Files.Message {
		return nil
	}
	return desk.NewFileError(desk.FileMany, "", desk.Invalid, "files: %d in one message; send at most %d, and the others with the next", n, s.cfg.Files.Message)
}

// hashes stand for files in what an idempotency key stands for.
func hashes(list []desk.Upload) []string {
	out := make([]string, len(list))
	for i, u := range list {
		out[i] = u.Hash
	}
	return out
}

// file sends a file to whoever may read its conversation. A browser gets nothing that could run in it: the type is the
// content's own, only pictures are shown in place, and the sandbox has no origin.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "private, no-store")
	u, err := s.fileFor(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	content, err := s.Files.FileContent(r.Context(), u.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	way, kind := "attachment", u.Type
	if u.Picture() {
		way = "inline"
	}
	if kind == attach.Text {
		kind += "; charset=utf-8"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	h.Set("Content-Disposition", mime.FormatMediaType(way, map[string]string{"filename": u.Name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	_, _ = w.Write(content) // of a type that is in the list, in a sandbox; who asked is gone where this fails
}

// fileFor gives the file of an address. All that may not be read looks like what does not exist.
func (s *Server) fileFor(r *http.Request) (desk.Upload, error) {
	ctx, missing := r.Context(), desk.Errorf(desk.NotFound, "no such file")
	u, err := s.Files.File(ctx, r.PathValue("id"))
	switch {
	case desk.Is(err, desk.NotFound), err == nil && u.Name != r.PathValue("name"):
		return u, missing
	case err != nil:
		return u, err
	}
	if o, err := s.signedIn(r); err != nil || o.ID != "" {
		return u, err
	}
	_, _, inbox, err := s.enter(ctx, u.Conversation, access.ConversationsRead)
	if desk.Is(err, desk.NotFound) || desk.Is(err, desk.Unauthorized) || desk.Is(err, desk.Forbidden) {
		return u, missing
	}
	if err == nil {
		s.shareWith(ctx, inbox)
	}
	return u, err
}

// uploading keeps a place for what a caller of the API sends, and asks first who it is.
func (s *Server) uploading(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	if id := ctx.Param("id"); id != "" {
		if _, err := s.mayEnter(ctx.Context(), id, access.ConversationsWrite); err != nil {
			visitOf(ctx.Context()).shareRefusal()
			s.writeProblem(w, r, err)
			return
		}
	} else if r.ContentLength >= 0 && r.ContentLength <= bodyMost {
		next(ctx)
		return
	}
	release, err := s.uploadSlot()
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	defer release()
	linger(r)
	next(ctx)
}
