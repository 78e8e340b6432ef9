package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

const (
	prefix   = "VIGIE_"
	fileName = "vigie.conf"
	fromFile = "_FILE" // after a secret's name: the path of a file that holds it
)

// Read gives the checked configuration. flags holds those that were given, by Setting.Flag, and "config", the path of
// the settings file; env is as os.Environ gives it; readFile is ReadFile, or a test's.
//
// Precedence is flag, environment, file, default; an empty value counts as none. The file is vigie.conf in the data
// folder, where there is one, or the one that --config names, which must be there. The error is desk.Invalid and names
// every fault with its place and its mend.
func Read(flags map[string]string, env []string, readFile func(string) ([]byte, error)) (Config, error) {
	r := &reader{readFile: readFile, settings: settings()}
	given, environment := r.flags(flags), r.environment(env)
	file := r.file(flags["config"], r.dataFolder(given, environment))
	c := Defaults()
	c.Mode = ""
	c.origins = map[string]string{}
	for _, s := range r.settings {
		r.apply(&c, s, given, environment, file)
	}
	if c.Mode == "" {
		c.Mode = defaultMode(c.Model)
	}
	if len(r.faults) == 0 {
		r.faults = c.faults()
	}
	if err := r.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

func defaultMode(m Model) desk.Mode {
	if m.Set() {
		return desk.Select
	}
	return desk.Quote
}

// layer is what one place has set, by name.
type layer map[string]entry

type entry struct{ text, place string }

type reader struct {
	readFile func(string) ([]byte, error)
	settings []setting
	faults   []string
}

func (r *reader) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

func (r *reader) err() error {
	switch len(r.faults) {
	case 0:
		return nil
	case 1:
		return desk.Errorf(desk.Invalid, "%s", r.faults[0])
	}
	return desk.Errorf(desk.Invalid, "%d settings are wrong:\n- %s", len(r.faults), strings.Join(r.faults, "\n- "))
}

// names lists every name that the environment and the file may use.
func (r *reader) names() []string {
	var names []string
	for _, s := range r.settings {
		names = append(names, s.Name)
		if s.Secret {
			names = append(names, s.Name+fromFile)
		}
	}
	return names
}

func (r *reader) flags(flags map[string]string) layer {
	byFlag := map[string]string{}
	for _, s := range r.settings {
		if s.Flag != "" {
			byFlag[s.Flag] = s.Name
		}
	}
	given := layer{}
	for flag, text := range flags {
		name, known := byFlag[flag]
		if !known && flag != "config" {
			r.fault("flag --%s: there is no such setting; docs/configuration.md lists them", cut(flag))
		}
		if known && text != "" {
			given[name] = entry{text, "flag --" + flag}
		}
	}
	slices.Sort(r.faults)
	return given
}

func (r *reader) environment(env []string) layer {
	known := r.names()
	set := layer{}
	for _, variable := range env {
		name, text, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, prefix) || foreign(name, text) {
			continue
		}
		if !slices.Contains(known, name) {
			r.fault("environment %s: there is no such setting; %s", cut(name), suggest(name, known))
			continue
		}
		if _, twice := set[name]; !twice && text != "" { // the first counts, as in getenv(3)
			set[name] = entry{text, "environment " + name}
		}
	}
	return set
}

// foreign tells whether a variable only looks like ours: VIGIE_TESTDATA is for the tests, and Kubernetes describes a
// service named vigie to every pod with variables such as VIGIE_SERVICE_HOST and VIGIE_PORT=tcp://10.0.0.1:80.
func foreign(name, text string) bool {
	rest := strings.TrimPrefix(name, prefix)
	return rest == "TESTDATA" || strings.HasPrefix(rest, "SERVICE_") || strings.HasPrefix(rest, "PORT_") ||
		rest == "PORT" && strings.Contains(text, "://")
}

// dataFolder says where the settings file is looked for: what the flag or the environment says, else the default.
func (r *reader) dataFolder(layers ...layer) string {
	for _, l := range layers {
		if e, ok := l["VIGIE_DATA"]; ok {
			return e.text
		}
	}
	return Defaults().Data
}

// file reads the settings file: the named one, or the one in the data folder.
func (r *reader) file(named, folder string) layer {
	path := named
	if named == "" {
		path = filepath.Join(folder, fileName)
	}
	content, err := r.readFile(path)
	path = cut(path)
	open := errors.Is(err, ErrTooOpen)
	switch {
	case named == "" && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil && !open:
		r.fault("%s: the settings file cannot be read (%s); %s", path, reason(err), mendOf(err))
		return nil
	}
	lines, faults := parseFile(string(content))
	for _, f := range faults {
		r.fault("%s:%s", path, f)
	}
	return r.fileLayer(lines, path, named == "", open)
}

func (r *reader) fileLayer(lines []line, path string, inData, open bool) layer {
	known := r.names()
	set := layer{}
	for _, l := range lines {
		place := fmt.Sprintf("%s:%d", path, l.number)
		switch {
		case !slices.Contains(known, l.key):
			r.fault("%s: there is no setting %s; %s", place, cut(l.key), suggest(l.key, known))
		case inData && l.key == "VIGIE_DATA":
			r.fault("%s: VIGIE_DATA cannot be set in the folder that it names; use --data, the environment, or --config", place)
		case open && r.secret(l.key):
			r.fault("%s: %s is a secret, and others can read or change this file; run chmod 600 %s", place, l.key, path)
		case l.value != "":
			set[l.key] = entry{l.value, place}
		}
	}
	return set
}

func (r *reader) secret(name string) bool {
	return slices.ContainsFunc(r.settings, func(s setting) bool { return s.Secret && s.Name == name })
}

// apply gives a setting the value of the first place that has one.
func (r *reader) apply(c *Config, s setting, layers ...layer) {
	for _, l := range layers {
		e, ok := r.value(s, l)
		if !ok {
			continue
		}
		c.origins[s.Name] = e.place
		if e.text == "" {
			return // its file is at fault, and that was said
		}
		if err := s.check(c, e.text); err != nil {
			r.fault("%s: %s%s: %s", e.place, s.Name, s.shown(e.text), err)
		}
		return
	}
}

func (s setting) check(c *Config, text string) error {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return errors.New("it holds a line break or another control character; remove it")
	}
	return s.set(c, text)
}

// shown gives a wrong value for its error message, unless it is a secret.
func (s setting) shown(text string) string {
	if s.Secret {
		return ""
	}
	return fmt.Sprintf(" is %q", cut(text))
}

// value finds a setting in one place, read from its file if the place names one. An entry without text means that the
// place has it and it cannot be used, which was said.
func (r *reader) value(s setting, l layer) (entry, bool) {
	direct, here := l[s.Name]
	path, elsewhere := l[s.Name+fromFile]
	switch {
	case !s.Secret || !elsewhere:
		return direct, here
	case here:
		r.fault("%s: %s and %s%s are both set; keep one of them", path.place, s.Name, s.Name, fromFile)
		return entry{place: path.place}, true
	}
	return entry{r.secretFile(s.Name, path), path.place}, true
}

// secretFile reads a secret: the one line of a file, without its line end. Empty: it cannot be used, which was said.
func (r *reader) secretFile(name string, at entry) string {
	fault := func(problem, mend string) string {
		r.fault("%s: the file %s that should hold %s %s; %s", at.place, cut(at.text), name, problem, mend)
		return ""
	}
	content, err := r.readFile(at.text)
	if errors.Is(err, ErrTooOpen) {
		return fault("can be read or changed by others", "run chmod 600 "+at.text)
	}
	if err != nil {
		return fault("cannot be read ("+reason(err)+")", mendOf(err))
	}
	text := strings.TrimRight(string(content), "\r\n")
	switch {
	case strings.TrimSpace(text) == "":
		return fault("is empty", "write the secret into it, on one line")
	case strings.ContainsAny(text, "\r\n"):
		return fault("has more than one line", "keep only the secret in it")
	}
	return text
}

// reason says in two words why a file could not be read.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

func mendOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "create it, or correct the path"
	case errors.Is(err, fs.ErrPermission):
		return "let the user that runs vigie read it"
	}
	return "correct the path, or the file"
}

// cut makes a text fit for an error message: short, and on one line.
func cut(text string) string {
	const most = 80
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\ufffd'
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
