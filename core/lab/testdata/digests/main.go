// Digests prints the digest of each link that it is given, after as many steps as
// its first argument says; then of each experiment file in the folder that its second
// one names, in the order of their names, gone on to that step.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"saddle/core/lab"
)

func main() {
	steps, err := strconv.Atoi(os.Args[1])
	check(err)
	play := func(l *lab.Lab) {
		for l.Steps() < steps {
			l.Step()
		}
		fmt.Println(l.Digest())
	}
	for _, link := range os.Args[3:] {
		c, errs := lab.Decode(link)
		if errs != nil {
			panic(&errs[0])
		}
		play(lab.New(c))
	}
	files, err := os.ReadDir(os.Args[2])
	check(err)
	for _, f := range files {
		r, err := os.Open(filepath.Join(os.Args[2], f.Name()))
		check(err)
		l, err := lab.Load(r)
		check(err)
		play(l)
		r.Close()
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
