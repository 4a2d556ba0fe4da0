// Digests prints the digest of each link that it is given, after as many steps as
// its first argument says.
package main

import (
	"fmt"
	"os"
	"strconv"

	"saddle/core/lab"
)

func main() {
	steps, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, link := range os.Args[2:] {
		c, errs := lab.Decode(link)
		if errs != nil {
			panic(&errs[0])
		}
		l := lab.New(c)
		for range steps {
			l.Step()
		}
		fmt.Println(l.Digest())
	}
}
