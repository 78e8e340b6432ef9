package web_test

import (
	"github.com/vigie-desk/vigie/internal/web"
)

// settings wires what the pages of leads and owners stand on.
func (h *house) settings(deps *web.Deps) {
	deps.Settings = web.Settings{Staff: h.db}
}
