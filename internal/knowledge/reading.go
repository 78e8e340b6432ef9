package knowledge

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// importing is one import on its way.
type importing struct {
	library  *Library
	fsys     fs.FS // of a folder; a site has none
	opts     Options
	rules    []rule
	site     bool // from the web: a place is no folder for the places below it
	partial  bool // not all that the source has was seen: nothing is withdrawn
	progress func(done, total int)
	done     int
	total    int

	pages  []page
	report Report
}

// page is one article as a file says it, before it is compared with the base.
type page struct {
	article  desk.Article
	document extract.Document
	declared desk.Status // what the file says of itself, empty: nothing
	foreign  bool        // its name carries the code of a language not spoken here
	cut      string
	units    []desk.Unit
}

// maxRecords is the size of the largest file of records, in bytes.
const maxRecords = 256 << 20

// read lists the files, then reads each. Only a folder that cannot be listed and one with nothing in it are errors.
func (im *importing) read(ctx context.Context) error {
	files, err := im.list(ctx)
	if err != nil {
		return err
	}
	im.total = len(files)
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := im.file(file); err != nil {
			im.skip(file, err)
		}
		im.step(1)
	}
	im.settleLanguages()
	if len(im.pages) == 0 {
		return im.nothing()
	}
	return nil
}

func (im *importing) step(n int) {
	im.done += n
	if im.progress != nil {
		im.progress(im.done, max(im.total, im.done))
	}
}

// nothing says why an import found nothing: a wrong folder must not withdraw a help centre.
func (im *importing) nothing() error {
	if len(im.report.Skipped) > 0 {
		s := im.report.Skipped[0]
		return desk.Errorf(desk.Invalid, "none of the %d files or pages found could be read; the first: %s; nothing was changed", len(im.report.Skipped), s.Reason)
	}
	if im.site {
		return desk.Errorf(desk.Invalid, "no page with words in it was found; nothing was changed")
	}
	return desk.Errorf(desk.Invalid, "no article found in %q: give a folder with .md, .mdx, .html, .txt or .jsonl files; nothing was changed", im.opts.Path)
}

// list gives the paths of the files that can be articles, in lexical order.
func (im *importing) list(ctx context.Context) ([]string, error) {
	var files []string
	err := fs.WalkDir(im.fsys, im.opts.Path, func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && name == im.opts.Path:
			return err
		case err != nil:
			im.skip(name, desk.Wrap(err, desk.Invalid, name+": cannot be listed: let this user read it"))
			return nil
		case d.IsDir() && hidden(name):
			im.report.Ignored++
			return fs.SkipDir
		case d.IsDir():
			return nil
		case !readable(name) || hidden(name):
			im.report.Ignored++
			return nil
		case !d.Type().IsRegular():
			im.skip(name, desk.Errorf(desk.Invalid, "%s: is a link or a device, which is not followed: put the file itself there", name))
			return nil
		}
		files = append(files, name)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, desk.Wrap(err, desk.NotFound, "path \""+im.opts.Path+"\" does not exist: name a folder or file inside the folder given")
	}
	return files, err
}

// hidden tells whether a file or folder is kept out of sight by its name.
func hidden(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") && base != "." || base == "node_modules"
}

func readable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx", ".html", ".htm", ".txt", ".jsonl":
		return true
	}
	return false
}

func (im *importing) skip(name string, err error) {
	reason := sentence(err)
	if !strings.Contains(reason, name) {
		reason = name + ": " + reason
	}
	im.report.Skipped = append(im.report.Skipped, Skip{Path: name, Reason: reason})
}

// sentence gives what people may read of an error.
func sentence(err error) string {
	if e, ok := errors.AsType[*desk.Error](err); ok {
		return e.Message
	}
	return err.Error()
}

// file reads one file into one page, or into one for each article of a file of records.
func (im *importing) file(name string) error {
	records := strings.EqualFold(path.Ext(name), ".jsonl")
	limit := int64(extract.MaxBytes)
	if records {
		limit = maxRecords
	}
	data, err := im.load(name, limit)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return desk.Errorf(desk.Invalid, "%s: is empty: write something, or take the file out", name)
	}
	if records {
		im.records(name, data)
		return nil
	}
	doc, err := extract.File(name, data, extract.Options{Variables: im.opts.Variables})
	if err != nil {
		return err
	}
	im.take(name, name, doc)
	return nil
}

// load reads a file and stops soon after the limit, so that a huge file costs no memory.
func (im *importing) load(name string, limit int64) (data []byte, err error) {
	f, err := im.fsys.Open(name)
	if err != nil {
		return nil, desk.Wrap(err, desk.Invalid, name+": cannot be opened: let this user read it")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data, err = io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, desk.Wrap(err, desk.Invalid, name+": cannot be read to its end")
	}
	if int64(len(data)) > limit {
		return nil, desk.Errorf(desk.TooLarge, "%s: more than %d bytes: split it", name, limit)
	}
	return data, nil
}

// take makes a page of a document. The place is the path, for records with the article's own id after a #.
func (im *importing) take(file, place string, doc extract.Document) {
	if strings.TrimSpace(doc.Text) == "" {
		im.report.Empty = append(im.report.Empty, place)
		return
	}
	im.pages = append(im.pages, im.page(file, place, doc))
	im.note(place, doc)
}

func (im *importing) note(place string, doc extract.Document) {
	if len(doc.Suspicious) > 0 {
		im.report.Notes = append(im.report.Notes, place+": reads like instructions to a model: "+strings.Join(doc.Suspicious, "; "))
	}
	if len(doc.Holes) > 0 {
		im.report.Notes = append(im.report.Notes, place+": template expressions without a value: "+strings.Join(doc.Holes, ", "))
	}
}

// articleID gives an article's id: the same for the same source and place, for ever.
func articleID(source, place string) string {
	sum := sha256.Sum256([]byte(source + "\x00" + place))
	return "art_" + hex.EncodeToString(sum[:12])
}
