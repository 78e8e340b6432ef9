package app

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge"
	"github.com/vigie-desk/vigie/internal/proving"
	"github.com/vigie-desk/vigie/internal/retrieve"
)

type evalCmd struct {
	Files    []string `arg:"" help:"Sets of JSON lines. Their shape says what is measured."`
	KB       string   `name:"kb" help:"Help centre that the questions are about; none: this desk's own. A set of threads brings its own." placeholder:"PATH"`
	Language string   `help:"Language of questions that name none." enum:"en,fr," default:""`
	Min      float64  `help:"Status 3 where the main figure is below this: hit@1, accuracy, macro-F1, F1, share of benign texts left alone, share of guard cases judged as expected." placeholder:"0.5"`
	Part     string   `help:"Lines of a grounding set to use: all, odd, even." enum:"all,odd,even" default:"all"`
	At       string   `help:"Day for which validity is judged, as 2026-01-31; none: today." placeholder:"DAY"`
	Out      string   `help:"Write the figures as JSON to this file." placeholder:"FILE"`
}

// Help is printed under the command's flags.
func (evalCmd) Help() string {
	return `Retrieval: {"question","article","in_kb"?} with --kb, or threads {"id","question","answers","rephrasings"}.
Routing: {"text","intent"}, intent "oos" for what belongs nowhere; name the files of a set together: …-train, …-val, …-test.
Tone: {"text","label"}: negative, neutral, positive; or hateful, non-hateful, with "functionality" if you like.
Grounding: {"id","task","language","question","sources":[{"id","text"}],"answer"} with "unsupported":[{"start","end","kind"}] or a "label" of BEGIN; --part takes every second line.
Injection: {"text","benign","category"?}: true for a text that only uses the words of an attack.
Guard cases: {"id","check","language","question","sources","answer","expect","half"?,"pad"?:{"text","times"}}, expect "hold" or "pass".
Nothing is kept: a help centre named with --kb is read into a folder that is removed again.`
}

// figures are what one set shows.
type figures struct {
	File  string  `json:"file"`
	Shape string  `json:"shape"`
	Main  float64 `json:"main"`
	Table any     `json:"figures"`
}

// printed writes a table for people.
type printed interface{ WriteText(w io.Writer) error }

func (c *evalCmd) Run(r *run) error {
	all, err := c.measureAll(r)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := os.WriteFile(c.Out, append(text, '\n'), 0o600); err != nil {
			return err
		}
	}
	if r.cli.JSON {
		r.printf("%s\n", text)
	}
	for _, f := range all {
		if f.Main < c.Min {
			return errNo
		}
	}
	return nil
}

// moment gives the one for which validity is judged: noon of the day that was named, or now.
func (c *evalCmd) moment(r *run) (time.Time, error) {
	if c.At == "" {
		return r.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, c.At)
	if err != nil {
		return time.Time{}, desk.Errorf(desk.Invalid, "--at %q is no day: write it as 2026-01-31", c.At)
	}
	return day.Add(12 * time.Hour), nil
}

// measureAll measures each set by itself; the files of a routing set (train, val, test in their names) are one.
func (c *evalCmd) measureAll(r *run) ([]figures, error) {
	var all []figures
	var routing routingSet
	for _, file := range c.Files {
		raw, err := os.ReadFile(file) //nolint:gosec // the engineer names the file
		if err != nil {
			return nil, desk.Wrap(err, desk.Invalid, file+" cannot be read")
		}
		shape, err := shapeOf(file, raw)
		if err != nil {
			return nil, err
		}
		if shape == "routing" {
			if err := routing.add(file, raw); err != nil {
				return nil, err
			}
			continue
		}
		f, err := c.measure(r, shape, file, raw)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	if len(routing.names) > 0 {
		more, err := routing.measure(r)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	for _, f := range all {
		if r.cli.JSON {
			continue
		}
		r.printf("%s, %s\n", f.File, f.Shape)
		if err := f.Table.(printed).WriteText(r.Out); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// shapeOf reads a set's first line.
func shapeOf(file string, raw []byte) (string, error) {
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		return "", desk.Errorf(desk.Invalid, "%s:1: this is not a JSON object; vigie eval -h shows the sets that can be measured", file)
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if _, ok := keys[n]; !ok {
				return false
			}
		}
		return true
	}
	switch {
	case has("question", "rephrasings"):
		return "threads", nil
	case has("question", "article"):
		return "retrieval", nil
	case has("text", "intent"):
		return "routing", nil
	case has("text", "label"):
		return "tone", nil
	case has("text", "benign"):
		return "injection", nil
	case has("sources", "answer", "expect"):
		return "guard cases", nil
	case has("sources", "answer"):
		return "grounding", nil
	}
	return "", desk.Errorf(desk.Invalid, "%s: no known set has these keys; vigie eval -h shows the sets that can be measured", file)
}

func (c *evalCmd) measure(r *run, shape, file string, raw []byte) (figures, error) {
	var err error
	f := figures{File: filepath.Base(file), Shape: shape}
	switch shape {
	case "tone":
		return c.tone(f, file, raw)
	case "grounding":
		return c.grounding(r, f, raw)
	case "injection":
		return c.injection(f, raw)
	case "guard cases":
		return c.guardCases(r, f, raw)
	}
	kb := c.KB
	if shape == "threads" {
		if kb, err = threadsAsArticles(raw); err != nil {
			return figures{}, err
		}
		defer func() { _ = os.RemoveAll(kb) }() //nolint:gosec // a folder that threadsAsArticles has just made
	}
	report, err := c.retrieval(r, raw, kb)
	f.Main, f.Table = report.Hit1, report
	return f, err
}

// tone reads the language of a set from its name (…-fr.jsonl) where --language does not say it. The main figure is the
// macro-F1 of moods, or the share of hateful lines that are flagged.
func (c *evalCmd) tone(f figures, file string, raw []byte) (figures, error) {
	language := desk.Language(c.Language)
	if language == desk.Unknown && strings.HasSuffix(strings.TrimSuffix(file, filepath.Ext(file)), "-fr") {
		language = desk.French
	}
	report, err := proving.Tone(bytes.NewReader(raw), language.Or(desk.English))
	if err != nil {
		return f, err
	}
	f.Main, f.Table = report.Moods.MacroF1, report
	if rates := report.Offence; len(rates) > 0 && rates[0].N > 0 {
		f.Main = float64(rates[0].Hateful) / float64(rates[0].N)
	}
	return f, nil
}

func (c *evalCmd) retrieval(r *run, raw []byte, kb string) (proving.RetrievalReport, error) {
	questions, err := proving.ReadRetrievalQuestions(bytes.NewReader(raw), desk.Language(c.Language))
	if err != nil {
		return proving.RetrievalReport{}, err
	}
	a, done, err := c.desk(r, kb)
	if err != nil {
		return proving.RetrievalReport{}, err
	}
	defer done()
	if err := a.nameArticles(r, questions); err != nil {
		return proving.RetrievalReport{}, err
	}
	at, err := c.moment(r)
	if err != nil {
		return proving.RetrievalReport{}, err
	}
	start := time.Now()
	return proving.MeasureRetrieval(proving.Retrieval{
		View: a.shelf.View(), Tuning: retrieve.DefaultTuning(), At: at, Since: func() time.Duration { return time.Since(start) },
	}, questions), nil
}

// threadsAsArticles writes threads into a folder as articles: the question is the title, the answers are the text.
func threadsAsArticles(raw []byte) (folder string, err error) {
	sheets, err := proving.ReadSheets(bytes.NewReader(raw), desk.Unknown)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	for _, s := range sheets {
		var text []string
		for _, section := range s.Sections {
			text = append(text, section.Text)
		}
		line, err := json.Marshal(map[string]string{"id": s.Article.ID, "title": s.Article.Title, "text": strings.Join(text, "\n\n")})
		if err != nil {
			return "", err
		}
		out.Write(append(line, '\n'))
	}
	if folder, err = os.MkdirTemp("", "vigie-threads-"); err != nil {
		return "", err
	}
	return folder, os.WriteFile(filepath.Join(folder, "threads.jsonl"), out.Bytes(), 0o600)
}

// desk gives the desk that is measured: this one, or one made of a help centre and thrown away.
func (c *evalCmd) desk(r *run, kb string) (*App, func(), error) {
	if kb == "" {
		a, err := r.existing()
		if err != nil {
			return nil, nil, err
		}
		return a, func() { _ = a.Close() }, a.shelf.load(r.ctx)
	}
	folder, err := os.MkdirTemp("", "vigie-eval-")
	if err != nil {
		return nil, nil, err
	}
	a, err := Build(r.ctx, withData(config.Defaults(), folder), r.Now, r.logger(0))
	if err != nil {
		_ = os.RemoveAll(folder)
		return nil, nil, err
	}
	done := func() {
		_ = a.Close()
		_ = os.RemoveAll(folder)
	}
	root, inner := kb, ""
	if info, err := os.Stat(kb); err == nil && !info.IsDir() { //nolint:gosec // the engineer names the help centre
		root, inner = filepath.Split(kb)
	}
	_, err = a.library.Import(r.ctx, os.DirFS(filepath.Clean(root)), knowledge.Options{Source: "eval", Path: inner, Trusted: true, Progress: r.progress("read")})
	if err == nil {
		err = a.shelf.load(r.ctx)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return a, done, nil
}

func withData(cfg config.Config, folder string) config.Config {
	cfg.Data = folder
	return cfg
}

// nameArticles replaces the names by which a set calls articles (a record's id, a path without its extension) by the ids
// that they have here.
func (a *App) nameArticles(r *run, questions []proving.RetrievalQuestion) error {
	heads, err := a.library.List(r.ctx, knowledge.Query{})
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, h := range heads {
		name := h.Article.Path
		if _, record, found := strings.Cut(name, "#"); found {
			ids[record] = h.Article.ID
		}
		ids[strings.TrimSuffix(name, path.Ext(name))] = h.Article.ID
		ids[h.Article.ID] = h.Article.ID
	}
	for i, q := range questions {
		var known []string
		for _, name := range q.Articles {
			if id, ok := ids[name]; ok {
				known = append(known, id)
			}
		}
		questions[i].Articles = known
	}
	return nil
}
