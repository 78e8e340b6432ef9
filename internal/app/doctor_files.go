package app

import (
	"fmt"

	"github.com/vigie-desk/vigie/internal/web"
)

const (
	manyStreams = 5_000  // open pages that follow a conversation, each a file to the system
	enoughFiles = 16_384 // for those, with room for the database, mail and requests
)

// examineFiles says where a desk could run out of files: then new customers cannot connect.
func examineFiles(limit uint64) []ailment {
	if web.Defaults().Streams < manyStreams || limit >= enoughFiles {
		return nil
	}
	return []ailment{{
		"note", fmt.Sprintf("this user may open %d files, and each open chat page takes one: with some %d open, others cannot connect", limit, limit*9/10),
		fmt.Sprintf("ulimit -n %d before vigie serve; under systemd LimitNOFILE=%d in the unit", 4*enoughFiles, 4*enoughFiles),
	}}
}
