package knowledge

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// settleScopes finds folders that are versions of one another, then cuts every page into units with all the scope values
// that this import knows.
func (im *importing) settleScopes() {
	im.report.Variants = proposeVersions(im.pages)
	known := desk.Scope{}
	for _, p := range im.pages {
		gather(known, p.article.Contract.Scope)
	}
	for i := range im.pages {
		p := &im.pages[i]
		p.units = cut(p.article, p.document, known)
		p.document.Blocks = nil // no longer needed, and large
	}
}

// plan compares each page with the base and gives the changes that bring the base to what the pages say.
func (im *importing) plan(ctx context.Context) ([]Change, error) {
	heads, err := im.heads(ctx)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for i := range im.pages {
		change, err := im.change(&im.pages[i], heads)
		if err != nil {
			return nil, err
		}
		if change != nil {
			changes = append(changes, *change)
		}
	}
	return append(changes, im.gone(heads)...), nil
}

// write makes the changes, in batches: each is whole or not there at all.
func (im *importing) write(ctx context.Context, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	if err := im.library.foresee(ctx, changes); err != nil {
		return err
	}
	im.total = im.done + len(changes)
	for batch := range slices.Chunk(changes, batchSize) {
		generation, err := im.library.shelf.Write(ctx, batch)
		if err != nil {
			im.library.forget()
			return err
		}
		im.report.Generation = generation
		for _, c := range batch {
			im.count(c)
		}
		im.step(len(batch))
	}
	return nil
}

func (im *importing) count(c Change) {
	switch {
	case c.Kind == Restate:
		im.report.Withdrawn++
	case c.Kind == Recut:
		im.report.Recut++
	case c.From == 0:
		im.report.Added++
	default:
		im.report.Changed++
	}
}

// heads gives what the base has of this source, below the path of this import. What is taken out of it while writing
// leaves what is gone.
func (im *importing) heads(ctx context.Context) (map[string]Head, error) {
	list, err := im.library.shelf.Heads(ctx, Query{Source: im.opts.Source})
	if err != nil {
		return nil, err
	}
	heads := make(map[string]Head, len(list))
	for _, h := range list {
		if im.covers(h.Article.Path) {
			heads[h.Article.ID] = h
		}
	}
	return heads, nil
}

func (im *importing) covers(place string) bool {
	root := im.opts.Path
	return root == "." || place == root || strings.HasPrefix(place, root+"/") || strings.HasPrefix(place, root+"#") ||
		im.site && strings.HasPrefix(place, root+"?")
}

// change says what must be written of a page: nil where nothing.
func (im *importing) change(p *page, heads map[string]Head) (*Change, error) {
	hash, err := digest(p.article, p.declared)
	if err != nil {
		return nil, err
	}
	p.cut, err = cutOf(p.units)
	if err != nil {
		return nil, err
	}
	head, known := heads[p.article.ID]
	delete(heads, p.article.ID)
	a := p.article
	a.Contract = amended(a.Contract, head.Article.Contract)
	a.Hash, a.Updated = hash, im.library.now()
	a.Contract.Status, a.Contract.ApprovedBy = im.status(*p, head, known && head.Article.Hash == hash)
	same := known && head.Article.Hash == hash && head.Article.Contract.Status == a.Contract.Status
	if a.Contract.Status == desk.StatusWithdrawn && known && byOperator(head.Article.Contract) {
		im.report.Held++
	}
	im.report.Units += len(p.units)
	switch {
	case same && head.Cut == p.cut:
		im.report.Unchanged++
		return nil, nil
	case same:
		a.Version, a.Number = head.Article.Version, head.Article.Number
		return newChange(Recut, a, p, head.Article.Number), nil
	}
	a.Version, a.Number = im.library.newID(), head.Article.Number+1
	return newChange(NewVersion, a, p, head.Article.Number), nil
}

func newChange(kind ChangeKind, a desk.Article, p *page, from int) *Change {
	return &Change{Kind: kind, Entry: Entry{Article: a, Units: number(p.units, a)}, Cut: p.cut, From: from}
}

// status says how the article stands after this import, and by whom. What the file declares binds unless it is freer
// than the import; what an operator withdrew stays so; what one approved stays so while nothing changed.
func (im *importing) status(p page, head Head, same bool) (desk.Status, string) {
	stood := head.Article.Contract
	switch {
	case byOperator(stood) && stood.Status == desk.StatusWithdrawn:
		return stood.Status, stood.ApprovedBy
	case byOperator(stood) && same:
		return stood.Status, stood.ApprovedBy
	case p.declared == desk.StatusWithdrawn:
		return desk.StatusWithdrawn, ByImport
	case p.declared == desk.StatusDraft, im.opts.AsDraft, !im.opts.Trusted:
		return desk.StatusDraft, ""
	}
	return desk.StatusApproved, ByImport
}

// byOperator tells whether a person gave the article its status.
func byOperator(c desk.Contract) bool { return c.ApprovedBy != "" && c.ApprovedBy != ByImport }

// gone withdraws what the source no longer has. A file that is there and broken is not gone: its last good version stays.
func (im *importing) gone(heads map[string]Head) []Change {
	if im.partial {
		return nil
	}
	var changes []Change
	for _, id := range slices.Sorted(maps.Keys(heads)) {
		h := heads[id]
		if im.isBroken(h.Article.Path) || h.Article.Contract.Status == desk.StatusWithdrawn {
			continue
		}
		h.Article.Contract.Status, h.Article.Contract.ApprovedBy = desk.StatusWithdrawn, ByImport
		h.Article.Updated = im.library.now()
		changes = append(changes, Change{Kind: Restate, Entry: Entry{Article: h.Article}, From: h.Article.Number})
	}
	return changes
}

// isBroken tells whether an article's file could not be read this time, and says in the report that it stays.
func (im *importing) isBroken(place string) bool {
	file, _, _ := strings.Cut(place, "#")
	for i, s := range im.report.Skipped {
		if s.Path == place || s.Path == file || !im.site && strings.HasPrefix(file, s.Path+"/") {
			im.report.Skipped[i].Stays = true
			return true
		}
	}
	return false
}

// number gives units the ids that belong to a version.
func number(units []desk.Unit, a desk.Article) []desk.Unit {
	for i := range units {
		units[i].Article, units[i].Version, units[i].Ordinal = a.ID, a.Version, i
		units[i].ID = UnitID(a.Version, i)
	}
	return units
}
