package web

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"mime"
	"path"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
)

const (
	filesMost    = 20_000    // in one import
	unpackedMost = 256 << 20 // bytes, all files of one archive together
	importWithin = 10 * time.Minute
)

// importInput is an archive, or JSON that holds the documents themselves. Nothing is read from the server's own disk.
type importInput struct {
	ContentType string   `header:"Content-Type" doc:"application/json, application/zip, application/x-tar or application/gzip (a .tar.gz)."`
	Source      string   `query:"source" maxLength:"200" doc:"Names the import; a second one of that name updates the first. api-import where it is left out."`
	AsDraft     bool     `query:"as_draft" doc:"Approve nothing: an operator approves each article."`
	Path        string   `query:"path" maxLength:"1000" doc:"The folder inside an archive; all of it where it is left out."`
	URL         string   `query:"url" maxLength:"2000" doc:"Where the pages stand on the web: an article without an address of its own gets this and its path."`
	Topic       string   `query:"topic" maxLength:"200" doc:"For files that name no topic and stand in no folder."`
	Scope       []string `query:"scope" doc:"Rules like cli/{version}: what the folders of a path say of its scope."`
	RawBody     []byte
}

type documentsBody struct {
	Documents []documentBody `json:"documents" minItems:"1" maxItems:"20000"`
}

type documentBody struct {
	Path string `json:"path" minLength:"1" maxLength:"1000" doc:"Its place in the import, such as billing/refunds.md; the ending says how it is read."`
	Text string `json:"text"`
}

type importOutput struct{ Body importReport }

type importReport knowledge.Report

func (s *Server) importDocuments(ctx context.Context, in *importInput) (*importOutput, error) {
	key, err := s.require(ctx, access.KnowledgeWrite)
	if err != nil {
		return nil, err
	}
	if err := checkAddress("query.url", in.URL); err != nil {
		return nil, err
	}
	stretch(ctx, importWithin)
	archive, err := packed(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	if in.Source == "" {
		in.Source = "api-import"
	}
	report, err := s.Library.Import(ctx, archive, knowledge.Options{
		Source: in.Source, Path: in.Path, Trusted: !in.AsDraft, AsDraft: in.AsDraft, Scope: in.Scope, URL: in.URL, Topic: in.Topic,
	})
	if err != nil {
		return nil, err
	}
	return &importOutput{Body: importReport(report)}, s.Act(ctx, "key:"+key.ID, "import", in.Source, "")
}

// packed makes one form of every upload, a zip archive in memory, which is a file system that reaches nothing else.
func packed(contentType string, body []byte) (*zip.Reader, error) {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = ""
	}
	switch kind {
	case "application/zip", "application/x-zip-compressed":
		return unzip(body)
	case "application/x-tar":
		return fromTar(bytes.NewReader(body))
	case "application/gzip", "application/x-gzip", "application/x-gtar":
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, "body: this is not a gzip file: send a .tar.gz archive")
		}
		return fromTar(r)
	case "application/json", "":
		return fromJSON(body)
	}
	return nil, desk.Errorf(desk.Invalid, "Content-Type %q: send application/json, application/zip, application/x-tar or application/gzip", clip(contentType, 100))
}

func unzip(body []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, desk.Wrap(err, desk.Invalid, "body: this is not a zip archive, or it is cut off")
	}
	total := uint64(0)
	for _, f := range z.File {
		total += f.UncompressedSize64
	}
	// Each file is read up to a limit of its own, so an archive that lies here costs no memory.
	if len(z.File) > filesMost || total > unpackedMost {
		return nil, tooMuch()
	}
	return z, nil
}

func tooMuch() error {
	return desk.Errorf(desk.TooLarge, "body: more than %d files or %d MiB unpacked: import it in parts, each with a source of its own", filesMost, unpackedMost>>20)
}

// packer writes files into a zip archive in memory.
type packer struct {
	buffer bytes.Buffer
	zip    *zip.Writer
	seen   map[string]bool
	bytes  int64
}

func newPacker() *packer {
	p := &packer{seen: map[string]bool{}}
	p.zip = zip.NewWriter(&p.buffer)
	return p
}

func (p *packer) add(name string, r io.Reader) error {
	clean := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	if clean == "" || p.seen[clean] {
		return desk.Errorf(desk.Invalid, "path %q: give each document a path of its own", clip(name, 200))
	}
	p.seen[clean] = true
	w, err := p.zip.Create(clean)
	if err != nil {
		return err
	}
	n, err := io.Copy(w, io.LimitReader(r, unpackedMost-p.bytes+1))
	if err != nil {
		return desk.Wrap(err, desk.Invalid, "path "+clip(name, 200)+": cannot be read; the archive is cut off or broken")
	}
	if p.bytes += n; p.bytes > unpackedMost || len(p.seen) > filesMost {
		return tooMuch()
	}
	return nil
}

func (p *packer) reader() (*zip.Reader, error) {
	if err := p.zip.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(p.buffer.Bytes()), int64(p.buffer.Len()))
}

func fromTar(r io.Reader) (*zip.Reader, error) {
	p, archive := newPacker(), tar.NewReader(r)
	for {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return p.reader()
		}
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, "body: this is not a tar archive, or it is cut off")
		}
		if head.Typeflag != tar.TypeReg {
			continue // a folder, or a link, which is not followed
		}
		if err := p.add(head.Name, archive); err != nil {
			return nil, err
		}
	}
}

func fromJSON(body []byte) (*zip.Reader, error) {
	var b documentsBody
	if err := strictJSON(body, &b); err != nil {
		return nil, newProblem(400, desk.Invalid, "body: "+err.Error())
	}
	if len(b.Documents) == 0 || len(b.Documents) > filesMost {
		return nil, desk.Errorf(desk.Invalid, "documents: give 1 to %d, each with path and text", filesMost)
	}
	p := newPacker()
	for _, d := range b.Documents {
		if err := p.add(d.Path, strings.NewReader(d.Text)); err != nil {
			return nil, err
		}
	}
	return p.reader()
}
