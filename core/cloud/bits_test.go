package cloud

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"saddle/core/random"
)

// What reaches a training state has these bits in every build: a seed's points
// and the deviation they are divided by. If one changes, so does every experiment.
func TestBits(t *testing.T) {
	want := map[string]string{
		"ring":         "cb15814a05e3d21e",
		"grid":         "57e72f5a1e5ef686",
		"gaussian":     "d23b9c1f9ba0b090",
		"gaussians":    "d3c636eadfd6a2c9",
		"line":         "2598ab87c03ea8f2",
		"circle":       "3f03a5e86235271d",
		"moons":        "9493805cb317b513",
		"spiral":       "3463c8e94837a301",
		"swiss-roll":   "41105e544c9fd9cd",
		"checkerboard": "adf961e3c050c4fe",
		"disjoint":     "a242b29341e3fff2",
		"pinwheel":     "84ffaacb7e14b4ec",
		"points":       "d9b6e88bda009c6e",
	}
	forEachKind(t, func(t *testing.T, c *Cloud) {
		h := fnv.New64a()
		s := random.New(7, random.Data)
		for _, n := range []int{257, 1, 32} { // lengths with and without a rest
			points := make([]float32, 2*n)
			c.Sample(points, s)
			for _, v := range points {
				h.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
			}
		}
		h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(c.Deviation())))
		name := t.Name()[len("TestBits/"):]
		if got := fmt.Sprintf("%016x", h.Sum64()); got != want[name] {
			t.Errorf("got %s, want %s", got, want[name])
		}
	})
}
