package app

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/vigie-desk/vigie/internal/store"
)

// unnamedBrand is what an inbox is called until somebody names it: no company's name.
const unnamedBrand = "Support"

// brands are the company's own names, as its inboxes bear them: words that need no source.
type brands struct {
	store *store.DB
	names atomic.Pointer[[]string]
}

// load takes over the names as they stand now.
func (b *brands) load(ctx context.Context) error {
	all, err := b.store.Brands(ctx)
	if err != nil {
		return err
	}
	var names []string
	for _, brand := range all {
		if name := strings.TrimSpace(brand); name != "" && name != unnamedBrand && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	b.names.Store(&names)
	return nil
}

// list gives the names. The caller must not change it.
func (b *brands) list() []string {
	if names := b.names.Load(); names != nil {
		return *names
	}
	return nil
}
