// Command vigie is a support desk whose AI front line stays under watch.
package main

import (
	"os"

	"github.com/vigie-desk/vigie/internal/app"
)

func main() { os.Exit(app.Main(os.Args[1:], app.OS())) }
