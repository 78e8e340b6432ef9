// Package arch holds the rule of who may import whom, as tests that read the source: rooms point one way, from the words
// (desk) through thought and work to the hands and faces, and only the wiring sees everything. A room that thinks sees no
// clock, disk, network, database or log, so that what it decides depends on its arguments alone.
//
// A new room gets one line in policy. A line is never loosened to let a build pass: move the code instead.
package arch
