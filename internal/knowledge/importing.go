package knowledge

import (
	"context"
	"io/fs"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Options are what an operator says of an import. The zero value approves nothing.
type Options struct {
	Source    string   // names the import; a second one of that name updates the first. Empty: "import"
	Path      string   // the folder or file in the file system; empty: all of it
	Trusted   bool     // what the files do not declare draft or withdrawn is approved, by "import"
	AsDraft   bool     // nothing is approved, whatever the files declare; wins over Trusted
	Scope     []string // path rules: "cli/{version}" sets the scope key version for every file below
	URL       string   // base: an article without an address of its own gets this and its path without extension
	Topic     string   // for files that name no topic and stand in no folder; empty: "other"
	Partial   bool     // the files are not all that the source has: nothing is withdrawn for being absent
	Variables map[string]string
	Progress  func(done, total int) // called after each file read and each article written; nil: not called
}

// ByImport is who approved what a trusted import brought.
const ByImport = "import"

// OtherTopic is the topic of an article that names none.
const OtherTopic = "other"

// batchSize is how many articles share one transaction.
const batchSize = 100

// Report says what an import did.
type Report struct {
	Added     int        `json:"added"`
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	Withdrawn int        `json:"withdrawn"`
	Recut     int        `json:"recut"` // the same text in other units, as new scope values came up
	Held      int        `json:"held"`  // withdrawn by an operator before: written, and left withdrawn
	Units     int        `json:"units"`
	Skipped   []Skip     `json:"skipped"`  // broken files, each with its place and mend
	Empty     []string   `json:"empty"`    // pages that have a title and no text: nothing to quote, so no article
	Ignored   int        `json:"ignored"`  // files of other kinds and hidden ones
	Notes     []string   `json:"notes"`    // what an operator should look at: suspicious texts, holes
	Variants  []Variants `json:"variants"` // sibling folders recognised as versions of one another
	// Contradictions counts what stands after the import; Withholding those that keep claims from being sent.
	Contradictions int   `json:"contradictions"`
	Withholding    int   `json:"withholding"`
	Generation     int64 `json:"generation"`
}

// Skip is one file that did not go in.
type Skip struct {
	Path   string `json:"path"`
	Reason string `json:"reason"` // names the place and the mend
	Stays  bool   `json:"stays"`  // the version imported before is still in use
}

// Import reads a folder or file and brings the base to what it says. What is broken is named in the report and the rest
// goes in. It fails, with nothing changed, where it finds nothing to import or a path rule is wrong; where it fails later
// the batches written so far stay and a second import completes them.
func (l *Library) Import(ctx context.Context, fsys fs.FS, opts Options) (Report, error) {
	im, err := newImport(l, opts)
	if err != nil {
		return Report{}, err
	}
	im.fsys = fsys
	if err := im.read(ctx); err != nil {
		return im.report, err
	}
	return im.bring(ctx)
}

// bring makes the base what the pages that were read say.
func (im *importing) bring(ctx context.Context) (Report, error) {
	im.settleScopes()
	changes, err := im.plan(ctx)
	if err != nil {
		return im.report, err
	}
	if err := im.write(ctx, changes); err != nil {
		return im.report, err
	}
	return im.finish(ctx)
}

// finish compares what changed with the rest of the base.
func (im *importing) finish(ctx context.Context) (Report, error) {
	found, err := im.library.Recheck(ctx)
	if err != nil {
		return im.report, err
	}
	im.report.Contradictions = len(found)
	for _, c := range found {
		if c.Withholds {
			im.report.Withholding++
		}
	}
	return im.report, nil
}

func newImport(l *Library, opts Options) (*importing, error) {
	if opts.Source == "" {
		opts.Source = "import"
	}
	if opts.Path == "" {
		opts.Path = "."
	}
	if !fs.ValidPath(opts.Path) {
		return nil, desk.Errorf(desk.Invalid, "path %q: name a folder or file inside the folder given, with / between the parts", opts.Path)
	}
	rules, err := parseRules(opts.Scope)
	if err != nil {
		return nil, err
	}
	return &importing{library: l, opts: opts, rules: rules, partial: opts.Partial, progress: opts.Progress}, nil
}
