package flow

func (f *Flow) SetThreshold(v float64) { f.cfg.Tuning.Threshold = v }
