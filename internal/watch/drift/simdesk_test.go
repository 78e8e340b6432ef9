package drift

import (
	"math/rand/v2"
	"slices"
)

// kinds are the whole-desk streams of a simulated desk: rate in control, every how manieth conversation is looked at, and
// at what age in days the outcome counts.
func kinds() []kind {
	return []kind{
		{"guard block", .05, 1, 0},
		{"provider fault", .005, 1, 0},
		{"slow", .01, 1, 0},
		{"route corrected", .03, 1, 1},
		{"hand-over", .2, 1, 1. / 24},
		{"negative mood", .04, 1, 1},
		{"repeat contact", .08, 1, 7},
		{"unsupported claim", .01, 10, 2},
	}
}

type kind struct {
	name   string
	p      float64
	stride int
	age    float64
}

// slots is into how many parts a desk's conversations fall; a topic has one of them while it lives.
const slots = 10

// simStream is a stream of a simulated desk. Times are numbers of conversations until they are divided by the volume.
type simStream struct {
	line
	kind           int
	stride, offset int     // it sees the conversations that are offset modulo stride
	seen           int     // the last of them
	clock          float64 // until when its days are counted
	weight         float64
}

// simDesk is a desk in control: each outcome of each stream fails with its rate, given all earlier conversations; the
// outcomes of one conversation are, half of the time, driven by one common cause.
type simDesk struct {
	random  *rand.Rand
	perDay  float64
	streams []*simStream // living ones, in order of creation
	seats   [slots]bool
	pages   []float64 // days at which they came
	any     float64   // chance that a conversation fails in some stream
	largest float64   // largest rate
}

const (
	budgetDays = 90
	common     = .5 // share of conversations with a common cause
)

func newSimDesk(random *rand.Rand, perDay float64) *simDesk {
	d := &simDesk{random: random, perDay: perDay}
	none := 1.0
	for i, k := range kinds() {
		none *= 1 - k.p
		d.largest = max(d.largest, k.p)
		d.streams = append(d.streams, &simStream{kind: i, stride: k.stride, seen: -k.stride})
	}
	d.any = common*d.largest + (1-common)*(1-none)
	for range 4 {
		d.open(0)
	}
	d.divide(0)
	return d
}

// open gives a new topic a free slot and a stream of a random kind.
func (d *simDesk) open(now int) {
	slot := d.random.IntN(slots)
	if d.seats[slot] {
		return
	}
	d.seats[slot] = true
	before := now - now%slots + slot
	if before >= now {
		before -= slots
	}
	every := kinds()
	kind := d.random.IntN(len(every) - 1) // a topic's reviews are too few
	d.streams = append(d.streams, &simStream{kind: kind, stride: slots, offset: slot, seen: before, clock: float64(now)})
}

// end closes a random topic.
func (d *simDesk) end() {
	whole := len(kinds())
	if len(d.streams) == whole {
		return
	}
	i := whole + d.random.IntN(len(d.streams)-whole)
	d.seats[d.streams[i].offset] = false
	d.streams = slices.Delete(d.streams, i, i+1)
}

// divide shares the budget anew among the streams that live.
func (d *simDesk) divide(now int) {
	var streams []Stream
	for i, s := range d.streams {
		streams = append(streams, Stream{Scoped: i >= len(kinds()), P0: kinds()[s.kind].p, PerDay: d.perDay / float64(s.stride)})
	}
	for i, share := range Shares(streams, budgetDays) {
		s := d.streams[i]
		d.advance(s, now)
		factor := 0.0
		if s.weight > 0 && share.Weight > 0 {
			factor = s.weight / share.Weight
		}
		wait := (float64(now) - s.clock) / d.perDay
		old := s.r
		s.line, s.weight, s.clock = *newLine(streams[i].P0, budgetDays/max(share.Weight, 1e-9)), share.Weight, float64(now)
		for k := range s.r {
			s.r[k] = (old[k] + wait) * factor
		}
	}
}

// advance counts the successes of a stream's conversations before one.
func (d *simDesk) advance(s *simStream, before int) {
	m := (before - 1 - s.seen) / s.stride
	if m < 1 || before <= s.seen {
		return
	}
	first := float64(s.seen+s.stride) - s.clock
	s.good(float64(m), first/d.perDay, float64(s.stride)/d.perDay)
	s.seen += m * s.stride
	s.clock = float64(s.seen)
}

// fail takes a failure of one kind in one conversation into every stream that sees it.
func (d *simDesk) fail(conversation, kind int) {
	for _, s := range d.streams {
		if s.kind != kind || s.weight == 0 || (conversation-s.offset)%s.stride != 0 {
			continue
		}
		d.advance(s, conversation)
		paged := s.bad((float64(conversation) - s.clock) / d.perDay)
		s.seen, s.clock = conversation, float64(conversation)
		if paged {
			d.pages = append(d.pages, float64(conversation)/d.perDay+kinds()[kind].age)
			s.r = [5]float64{}
		}
	}
}

// conversation draws the outcomes of a conversation that fails in some stream.
func (d *simDesk) conversation(number int) {
	every := kinds()
	if d.random.Float64()*d.any < common*d.largest {
		u := d.random.Float64() * d.largest
		for i, k := range every {
			if u < k.p {
				d.fail(number, i)
			}
		}
		return
	}
	for { // independent causes, again until there is one
		some := false
		var failed [8]bool
		for i, k := range every {
			failed[i] = d.random.Float64() < k.p
			some = some || failed[i]
		}
		if !some {
			continue
		}
		for i, f := range failed {
			if f {
				d.fail(number, i)
			}
		}
		return
	}
}

// run plays the desk for so many days at least and until its first page, and at most for most days. Topics come every
// 20 days and stay for 90, in mean.
func (d *simDesk) run(days, most float64) {
	const every, stay = 20, 90
	now, change := 0, 0.0
	for {
		topics := float64(len(d.streams) - len(kinds()))
		pace := 1./every + topics/stay
		change += d.random.ExpFloat64() / pace
		until := int(change * d.perDay)
		for now += int(successes(d.random, d.any)); now < until; now += 1 + int(successes(d.random, d.any)) {
			d.conversation(now)
			if day := float64(now) / d.perDay; day > most || day > days && len(d.pages) > 0 && slices.Min(d.pages) <= day {
				return
			}
		}
		now = until // memoryless, so the next failure may be drawn again
		if d.random.Float64()*pace < 1./every {
			d.open(now)
		} else {
			d.end()
		}
		d.divide(now)
		if change > most {
			return
		}
	}
}

// watched counts the streams that can page.
func (d *simDesk) watched() int {
	n := 0
	for _, s := range d.streams {
		if s.weight > 0 {
			n++
		}
	}
	return n
}
