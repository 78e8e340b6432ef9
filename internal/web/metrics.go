package web

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
)

// meter is what the face counts. Labels are closed lists or route patterns, never what a caller sent.
type meter struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	streams  prometheus.Gauge
	refused  *prometheus.CounterVec
	panics   prometheus.Counter
	dropped  prometheus.Counter
}

func newMeter(registry *prometheus.Registry) (*meter, error) {
	m := &meter{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vigie_http_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"route", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "vigie_http_request_seconds", Help: "Time to answer a request, streams and waits left out.",
			Buckets: []float64{.001, .002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "vigie_http_streams", Help: "Live streams and waiting requests that are open.",
		}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vigie_http_refused_total", Help: "Requests refused for now, by what was exhausted.",
		}, []string{"by"}),
		panics:  prometheus.NewCounter(prometheus.CounterOpts{Name: "vigie_http_panics_total", Help: "Requests that ended in a panic."}),
		dropped: prometheus.NewCounter(prometheus.CounterOpts{Name: "vigie_http_streams_dropped_total", Help: "Streams ended because their reader was too slow."}),
	}
	var errs []error
	for _, c := range []prometheus.Collector{m.requests, m.seconds, m.streams, m.refused, m.panics, m.dropped} {
		errs = append(errs, registry.Register(c))
	}
	return m, errors.Join(errs...)
}
