package app

import (
	"runtime/debug"
	"strings"
)

type backupCmd struct {
	File string `arg:"" help:"A file that does not exist yet."`
}

func (c *backupCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.store.Backup(r.ctx, c.File); err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]string{"file": c.File})
	}
	r.printf("Backed up to %s.\n", c.File)
	return nil
}

type versionCmd struct{}

func (versionCmd) Run(r *run) error {
	v := version()
	if r.cli.JSON {
		return r.json(map[string]string{"version": v})
	}
	r.printf("vigie %s\n", v)
	return nil
}

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	parts := []string{info.Main.Version}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			parts = append(parts, s.Value)
		}
	}
	return strings.Join(parts, " ")
}
