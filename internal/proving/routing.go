package proving

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/triage/topic"
)

// RoutingItem is one text and the topic that a person gave it, topic.Other where it lies outside every topic.
type RoutingItem struct {
	Text  string
	Topic string
}

// Inside tells whether the text belongs to a topic.
func (i RoutingItem) Inside() bool { return i.Topic != topic.Other }

// ReadRoutingItems reads a set, one JSON object {text, intent} a line. The intents "oos" and "other" lie outside.
func ReadRoutingItems(r io.Reader) ([]RoutingItem, error) {
	var items []RoutingItem
	err := eachLine(r, func(number int, line []byte) error {
		var l struct {
			Text   string `json:"text"`
			Intent string `json:"intent"`
		}
		if err := json.Unmarshal(line, &l); err != nil {
			return desk.Wrap(err, desk.Invalid, "line "+strconv.Itoa(number)+" of the routing set is not a JSON object {text, intent}: mend or remove it")
		}
		if l.Text == "" || l.Intent == "" {
			return desk.Errorf(desk.Invalid, "line %d of the routing set lacks its text or its intent: add it or remove the line", number)
		}
		if l.Intent == "oos" {
			l.Intent = topic.Other
		}
		items = append(items, RoutingItem{Text: l.Text, Topic: l.Intent})
		return nil
	})
	return items, err
}

// SampleRouting gives at most so many items of each topic, drawn at random but always the same for a seed, in the order
// of the set. Items outside all stay.
func SampleRouting(items []RoutingItem, perTopic int, seed uint64) []RoutingItem {
	random := rand.New(rand.NewPCG(seed, uint64(max(perTopic, 0))))
	taken := map[string]int{}
	stays := make([]bool, len(items))
	for _, i := range random.Perm(len(items)) {
		taken[items[i].Topic]++
		stays[i] = !items[i].Inside() || taken[items[i].Topic] <= perTopic
	}
	var sample []RoutingItem
	for i, item := range items {
		if stays[i] {
			sample = append(sample, item)
		}
	}
	return sample
}

// Routing is what MeasureRouting is handed. Thresholds are chosen on Validation and never on Test; where Validation is
// empty, a fifth of Train is kept back for it.
type Routing struct {
	Train      []RoutingItem
	Validation []RoutingItem
	Test       []RoutingItem
	Floor      float64              // of accuracy inside, for the first rule; 0 means 0.9
	Training   topic.Options        // its seed also feeds the split
	Since      func() time.Duration // time passed since some fixed moment
}

// RoutingPoint is what happens at one threshold.
type RoutingPoint struct {
	Threshold float64 `json:"threshold"`
	Accuracy  float64 `json:"accuracy"`       // share of the texts inside that get their topic
	Outside   float64 `json:"outside_recall"` // share of the texts outside that get "other"
	Answered  float64 `json:"answered"`       // share of the texts inside that get any topic
	Precision float64 `json:"precision"`      // share of the topics given that are right, over all texts
}

// RoutingRule is a way to choose a threshold, what it came to on the validation part, and what that gives on the test.
type RoutingRule struct {
	Name       string       `json:"rule"`
	Reached    bool         `json:"reached"` // the validation part has a threshold that does what the rule asks for
	Validation RoutingPoint `json:"validation"`
	Test       RoutingPoint `json:"test"`
}

// RoutingReport is what a set shows about the sorting into topics.
type RoutingReport struct {
	Topics      int            `json:"topics"`
	Train       int            `json:"n_train"`
	Validation  int            `json:"n_validation"`
	Inside      int            `json:"n_inside"`  // of the test
	Outside     int            `json:"n_outside"` // of the test
	Accuracy    float64        `json:"accuracy"`  // inside, without a threshold
	AUROC       float64        `json:"auroc"`     // of confidence, inside against outside; 0 where one is missing
	Calibration float64        `json:"calibration_error"`
	Rules       []RoutingRule  `json:"rules"`
	Curve       []RoutingPoint `json:"curve"`
	Bytes       int            `json:"model_bytes"`
	Seconds     float64        `json:"training_seconds"`
	P50         float64        `json:"p50_us"` // of one guess
}

// MeasureRouting learns a model and reports on texts that neither training nor the choice of a threshold has seen.
func MeasureRouting(r Routing) (RoutingReport, error) {
	if len(r.Validation) == 0 {
		r.Train, r.Validation = keepBack(r.Train, r.Training.Seed)
	}
	started := r.Since()
	model, err := TrainRouting(r.Train, r.Training)
	if err != nil {
		return RoutingReport{}, err
	}
	report := RoutingReport{
		Topics:     len(model.Topics()),
		Train:      len(r.Train),
		Validation: len(r.Validation),
		Seconds:    (r.Since() - started).Seconds(),
	}
	data, err := model.MarshalBinary()
	if err != nil {
		return RoutingReport{}, err
	}
	report.Bytes = len(data)
	validation, _ := guesses(model, r.Validation, r.Since)
	test, times := guesses(model, r.Test, r.Since)
	report.count(test)
	report.Rules = routingRules(validation, test, cmp.Or(r.Floor, 0.9), model.Threshold())
	for step := range 20 {
		report.Curve = append(report.Curve, test.at(float64(step)/20))
	}
	slices.Sort(times)
	if len(times) > 0 {
		report.P50 = float64(times[len(times)/2].Nanoseconds()) / 1000
	}
	return report, nil
}

// TrainRouting learns a model from items; those outside count as known to belong nowhere.
func TrainRouting(items []RoutingItem, options topic.Options) (*topic.Model, error) {
	examples := make([]topic.Example, len(items))
	for i, item := range items {
		examples[i] = topic.Example(item)
	}
	return topic.Train(examples, nil, options)
}

func keepBack(items []RoutingItem, seed uint64) (train, validation []RoutingItem) {
	random := rand.New(rand.NewPCG(seed, 5))
	for _, item := range items {
		if random.IntN(5) == 0 {
			validation = append(validation, item)
		} else {
			train = append(train, item)
		}
	}
	return train, validation
}

// guess is the answer to one item, without a threshold.
type guess struct {
	confidence    float64
	right, inside bool
}

// guessed is guesses, least confident first.
type guessed []guess

func guesses(model *topic.Model, items []RoutingItem, since func() time.Duration) (guessed, []time.Duration) {
	list := make(guessed, len(items))
	times := make([]time.Duration, len(items))
	for i, item := range items {
		started := since()
		name, confidence := model.Best(item.Text)
		times[i] = since() - started
		list[i] = guess{confidence: confidence, inside: item.Inside(), right: item.Inside() && name == item.Topic}
	}
	slices.SortStableFunc(list, func(a, b guess) int { return cmp.Compare(a.confidence, b.confidence) })
	return list, times
}

// at counts what happens at a threshold.
func (g guessed) at(threshold float64) RoutingPoint {
	var inside, outside, answered, right, refused, given float64
	for _, one := range g {
		above := one.confidence >= threshold && one.confidence > 0
		switch {
		case one.inside:
			inside++
			answered += number(above)
			right += number(above && one.right)
		default:
			outside++
			refused += number(!above)
		}
		given += number(above)
	}
	return RoutingPoint{
		Threshold: threshold,
		Accuracy:  share(right, inside),
		Outside:   share(refused, outside),
		Answered:  share(answered, inside),
		Precision: share(right, given),
	}
}

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

func (r *RoutingReport) count(test guessed) {
	for _, g := range test {
		if g.inside {
			r.Inside++
		} else {
			r.Outside++
		}
	}
	r.Accuracy = test.at(0).Accuracy
	r.AUROC = test.auroc()
	r.Calibration = test.calibrationError()
}

// auroc is the chance that a text inside is surer than one outside, equal ones counted half (Mann-Whitney).
func (g guessed) auroc() float64 {
	var wins, inside, outside float64
	for i := 0; i < len(g); {
		var in, out float64
		level := g[i].confidence
		for ; i < len(g) && g[i].confidence == level; i++ {
			in += number(g[i].inside)
			out += number(!g[i].inside)
		}
		wins += in * (outside + out/2)
		inside += in
		outside += out
	}
	return share(wins, inside*outside)
}

// calibrationError is the mean distance between confidence and share of right guesses over ten equal steps of
// confidence, each weighed by its size (expected calibration error: Naeini et al. 2015). Texts outside count as wrong.
func (g guessed) calibrationError() float64 {
	var sum, right, size [10]float64
	for _, one := range g {
		step := min(int(one.confidence*10), 9)
		size[step]++
		sum[step] += one.confidence
		right[step] += number(one.right)
	}
	total := 0.0
	for i := range size {
		total += math.Abs(sum[i] - right[i])
	}
	return share(total, float64(len(g)))
}

func routingRules(validation, test guessed, floor, shipped float64) []RoutingRule {
	floorAt, reached := validation.highest(func(p RoutingPoint, inside float64) bool {
		return lowerBound(p.Accuracy, inside) >= floor
	})
	keepAt, kept := validation.highest(func(p RoutingPoint, _ float64) bool { return p.Answered >= 0.95 })
	rules := []RoutingRule{
		{Name: fmt.Sprintf("accuracy at least %.3g, 95 %% sure", floor), Reached: reached, Validation: RoutingPoint{Threshold: floorAt}},
		{Name: "answer 95 % of what lies inside", Reached: kept, Validation: RoutingPoint{Threshold: keepAt}},
		{Name: "as trained", Reached: true, Validation: RoutingPoint{Threshold: shipped}},
	}
	for i := range rules {
		threshold := rules[i].Validation.Threshold
		rules[i].Validation = validation.at(threshold)
		rules[i].Test = test.at(threshold)
	}
	return rules
}

// highest finds the highest threshold, among the confidences seen, that a rule is content with; 0 where it is with none.
// Rules are content with every threshold below one that contents them, so bisection finds it.
func (g guessed) highest(content func(p RoutingPoint, inside float64) bool) (threshold float64, found bool) {
	inside := 0.0
	for _, one := range g {
		inside += number(one.inside)
	}
	beyond, _ := slices.BinarySearchFunc(g, true, func(one guess, _ bool) int {
		if content(g.at(one.confidence), inside) {
			return -1
		}
		return 1
	})
	if beyond == 0 {
		return 0, false
	}
	return g[beyond-1].confidence, true
}

// lowerBound is the one-sided 95 % lower bound of a share seen over n trials (Wilson 1927).
func lowerBound(p, n float64) float64 {
	const z = 1.6448536
	if n == 0 {
		return 0
	}
	middle := p + z*z/(2*n)
	return (middle - z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
}

// String is the report as a table for people.
func (r RoutingReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d topics learnt from %d texts in %.1f s; model %.1f MB; one guess %.0f us\n",
		r.Topics, r.Train, r.Seconds, float64(r.Bytes)/1e6, r.P50)
	fmt.Fprintf(&b, "tested on %d texts inside and %d outside: accuracy %.4f without a threshold, AUROC %.4f, calibration error %.4f\n",
		r.Inside, r.Outside, r.Accuracy, r.AUROC, r.Calibration)
	fmt.Fprintf(&b, "threshold chosen on %d other texts:\n", r.Validation)
	fmt.Fprintf(&b, "%-34s %9s %9s %9s %9s %9s\n", "rule", "threshold", "accuracy", "outside", "answered", "precision")
	for _, rule := range r.Rules {
		name := rule.Name
		if !rule.Reached {
			name += " (missed)"
		}
		writePoint(&b, name, rule.Test)
	}
	b.WriteString("all thresholds:\n")
	for _, p := range r.Curve {
		writePoint(&b, "", p)
	}
	return b.String()
}

func writePoint(w io.Writer, name string, p RoutingPoint) {
	_, _ = fmt.Fprintf(w, "%-34s %9.3f %9.4f %9.4f %9.4f %9.4f\n", name, p.Threshold, p.Accuracy, p.Outside, p.Answered, p.Precision)
}
