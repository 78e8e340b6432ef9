package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
)

const uploadAbout = "Takes one file: as the body itself, with its Content-Type and ?filename=, or as the file of a multipart form. png, jpeg, gif, webp, pdf and plain text " +
	"in UTF-8 are taken, as the content says and not the name; at most 5 MiB each, 5 a message, 20 MiB a conversation. A message then names the id; a file that none " +
	"names within an hour is deleted."

type uploadInput struct {
	ID             string `path:"id"`
	Filename       string `query:"filename" maxLength:"1000" doc:"What it is called; kept without any path."`
	ContentType    string `header:"Content-Type" doc:"What it is said to be: refused where the content says otherwise."`
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same key with the same file gives the same id again."`
	RawBody        []byte
}

// fileBody is a file of a message.
type fileBody struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Type   string `json:"type" doc:"By its content: image/png, image/jpeg, image/gif, image/webp, application/pdf or text/plain."`
	Bytes  int64  `json:"bytes"`
	Width  int    `json:"width,omitempty" doc:"Of a picture, in pixels."`
	Height int    `json:"height,omitempty"`
	URL    string `json:"url,omitempty" doc:"A path of this server, for those who may read the conversation; once a message has the file."`
}

// carriedFile is a file within the first message.
type carriedFile struct {
	Name    string `json:"name" maxLength:"1000"`
	Content []byte `json:"content" doc:"In base64."`
}

type uploadOutput struct{ Body fileBody }

func (s *Server) uploadFile(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	who, c, inbox, err := s.enter(ctx, in.ID, access.ConversationsWrite)
	if err != nil {
		return nil, err
	}
	if err := s.fromHere(ctx, who, inbox); err != nil {
		return nil, err
	}
	from := desk.FromKey
	if who.key == nil {
		from = desk.FromCustomer
		if err := s.limitMessage(who.visitor, network(visitOf(ctx).client), inbox.ID); err != nil {
			return nil, err
		}
	}
	name, declared, content, err := rawFile(in)
	if err != nil {
		return nil, err
	}
	u, err := s.received(name, declared, content, from)
	if err != nil {
		return nil, err
	}
	u.Conversation = c.ID
	if in.IdempotencyKey != "" {
		u.Key = access.Fingerprint(who.name() + " " + in.IdempotencyKey)
	}
	kept, err := s.Files.AddFile(ctx, u, s.cfg.Files)
	if u.Key != "" && desk.Is(err, desk.Conflict) {
		kept, err = s.Files.AddFile(ctx, u, s.cfg.Files) // the same request came twice at the same time, and the other was faster
	}
	if err != nil {
		return nil, orNoConversation(err)
	}
	return &uploadOutput{Body: bodyOfFile(kept)}, nil
}

// rawFile finds the file in a request: the body, or the first file of a form.
func rawFile(in *uploadInput) (name, declared string, content []byte, err error) {
	kind, parameters, err := mime.ParseMediaType(in.ContentType)
	if err != nil || kind != "multipart/form-data" {
		return in.Filename, in.ContentType, in.RawBody, nil //nolint:nilerr // a type that cannot be read says nothing; the content does
	}
	form := multipart.NewReader(bytes.NewReader(in.RawBody), parameters["boundary"])
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return "", "", nil, desk.Errorf(desk.Invalid, "body: the form holds no file; give the part a filename")
		}
		if err != nil {
			return "", "", nil, desk.Wrap(err, desk.Invalid, "body: the form cannot be read; check its boundary")
		}
		_, head, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		given, isFile := head["filename"]
		if !isFile {
			continue
		}
		if content, err = io.ReadAll(part); err != nil {
			return "", "", nil, desk.Wrap(err, desk.Invalid, "body: the form ends too early; send it again")
		}
		return or(in.Filename, given), part.Header.Get("Content-Type"), content, nil
	}
}

// carriedOf inspects the files within a first message.
func (s *Server) carriedOf(list []carriedFile) ([]desk.Upload, error) {
	if err := s.tooMany(len(list)); err != nil {
		return nil, err
	}
	var out []desk.Upload
	for _, f := range list {
		u, err := s.received(f.Name, "", f.Content, desk.FromCustomer)
		if err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

func bodyOfFile(f desk.File) fileBody {
	return fileBody{ID: f.ID, Name: f.Name, Type: f.Type, Bytes: f.Bytes, Width: f.Width, Height: f.Height}
}

// filesOf gives the files of a message.
func filesOf(files []desk.File) []fileBody {
	var out []fileBody
	for _, f := range files {
		b := bodyOfFile(f)
		b.URL = f.Address()
		out = append(out, b)
	}
	return out
}
