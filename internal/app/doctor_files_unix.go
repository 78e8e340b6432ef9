//go:build unix

package app

import "syscall"

// openFiles gives how many files this program may open at the same time. Go has raised the soft limit to the hard one.
func openFiles() uint64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return enoughFiles // not known: nothing to say
	}
	return limit.Cur
}
