package lab

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// MaxShared is the length of the longest link that is given away, in bytes: programs that pass
// links on cut longer ones.
const MaxShared = 1 << 15

// elsewhere is what stands in a link in place of data that it has no room for: how many points,
// and a digest of their text.
const elsewhere = "@"

// Shared returns a link as it is given away. Where it would be too long, it names a person's own
// points without having them, and lacks is their number.
func Shared(link string) (short string, lacks int) {
	before, text, after, ok := dataOf(link)
	if !ok {
		return link, 0
	}
	if n, ok := missingIn(text); ok {
		return link, n
	}
	if len(link) <= MaxShared {
		return link, 0
	}
	own, err := readOwn(text)
	if err != nil {
		return link, 0
	}
	sum := fnv.New64a()
	sum.Write([]byte(text))
	return fmt.Sprintf("%s%s%d-%016x%s", before, elsewhere, len(own.Points), sum.Sum64(), after), len(own.Points)
}

// withData returns a link that Shared has made shorter, with the text of its points.
func withData(link, points string) string {
	before, text, after, ok := dataOf(link)
	if _, lacks := missingIn(text); ok && lacks {
		return before + points + after
	}
	return link
}

// dataOf cuts a link at the text of a person's own points.
func dataOf(link string) (before, text, after string, ok bool) {
	const name = "points="
	at := strings.Index(link, "&"+name) + 1
	if at == 0 {
		return link, "", "", false
	}
	at += len(name)
	end := len(link)
	if i := strings.IndexByte(link[at:], '&'); i >= 0 {
		end = at + i
	}
	return link[:at], link[at:end], link[end:], true
}

// missingIn reports whether a text stands in place of points, and of how many.
func missingIn(text string) (points int, ok bool) {
	rest, ok := strings.CutPrefix(text, elsewhere)
	if !ok {
		return 0, false
	}
	count, _, _ := strings.Cut(rest, "-")
	points, err := strconv.Atoi(count)
	return points, err == nil && points >= 0
}
