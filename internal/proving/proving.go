// Package proving measures: evaluation sets, replay, drills, certificates.
package proving
