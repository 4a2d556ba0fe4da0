package plot

import (
	"math"
	"testing"
)

func TestPlaneAndPixelsAreInverse(t *testing.T) {
	p := Plane{Left: 10, Top: 20, Width: 300, Height: 200, Half: 4}
	if x, y := p.ToPixel(0, 0); x != 160 || y != 120 {
		t.Errorf("the origin is at (%v, %v); (160, 120) wanted", x, y)
	}
	if _, y := p.ToPixel(0, 4); y != 20 {
		t.Errorf("(0, 4) is at height %v; the top, 20, wanted", y)
	}
	x, y := p.ToPlane(p.ToPixel(1.5, -2.25))
	if math.Abs(x-1.5) > 1e-12 || math.Abs(y+2.25) > 1e-12 {
		t.Errorf("(1.5, -2.25) comes back as (%v, %v)", x, y)
	}
	if r := p.Reach(); r != 6 {
		t.Errorf("reach %v; 6 wanted", r)
	}
}

func TestTickStep(t *testing.T) {
	for _, test := range []struct {
		length float64
		n      int
		want   float64
	}{{6, 6, 1}, {10, 5, 2}, {12, 5, 5}, {0.6, 6, 0.1}, {70, 8, 10}} {
		if got := TickStep(test.length, test.n); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("TickStep(%v, %d) = %v; %v wanted", test.length, test.n, got, test.want)
		}
	}
}

// The level curve of the distance from a point is a circle: its pieces join, lie on
// it, and are as long as it is.
func TestContourOfACircle(t *testing.T) {
	const side, radius = 65, 20.5
	values := make([]float32, side*side)
	for j := range side {
		for i := range side {
			values[i+j*side] = float32(math.Hypot(float64(i)-32.2, float64(j)-31.7))
		}
	}
	ends := map[[2]float32]int{}
	var length float64
	Contour(values, side, radius, func(x0, y0, x1, y1 float32) {
		ends[[2]float32{x0, y0}]++
		ends[[2]float32{x1, y1}]++
		length += math.Hypot(float64(x1-x0), float64(y1-y0))
		if off := math.Abs(math.Hypot(float64(x0)-32.2, float64(y0)-31.7) - radius); off > 0.02 {
			t.Errorf("(%v, %v) is %v off the circle", x0, y0, off)
		}
	})
	if want := 2 * math.Pi * radius; math.Abs(length-want) > 0.005*want {
		t.Errorf("length %v; %v wanted", length, want)
	}
	for end, n := range ends {
		if n != 2 {
			t.Errorf("%d pieces end at %v; 2 wanted", n, end)
		}
	}
}

// A sure D of whatever slope has its border where its output is 0, not on the middles between places.
func TestContourOfASureD(t *testing.T) {
	const side = 30
	values := make([]float32, side*side)
	for _, slope := range []float64{.5, 5, 12} {
		of := func(x, y float64) float64 { return slope * (.3*x + y - 17.2) }
		for i := range values {
			values[i] = float32(1 / (1 + math.Exp(-of(float64(i%side), float64(i/side)))))
		}
		pieces := 0
		ContourOfChance(values, side, .5, func(x0, y0, x1, y1 float32) {
			pieces++
			if off := math.Abs(of(float64(x0), float64(y0))) / slope; off > .02 {
				t.Errorf("slope %v: (%v, %v) is %v off the line", slope, x0, y0, off)
			}
		})
		if pieces < side-1 {
			t.Errorf("slope %v: %d pieces", slope, pieces)
		}
	}
}

// Where two opposite corners are high, the mean decides which pair is joined.
func TestContourThroughASaddle(t *testing.T) {
	for _, test := range []struct {
		level float32
		cut   [2]float32 // the corner that a piece must come near
	}{{0.4, [2]float32{1, 0}}, {0.6, [2]float32{0, 0}}} {
		near := false
		pieces := 0
		Contour([]float32{1, 0, 0, 1}, 2, test.level, func(x0, y0, x1, y1 float32) {
			pieces++
			mx, my := (x0+x1)/2-test.cut[0], (y0+y1)/2-test.cut[1]
			near = near || mx*mx+my*my < 0.15
		})
		if pieces != 2 || !near {
			t.Errorf("level %v: %d pieces, one near %v: %v", test.level, pieces, test.cut, near)
		}
	}
}

func TestRamp(t *testing.T) {
	r := NewRamp(ParseColour("#d55e00").Fade(.5), ParseColour("#0072b2").Fade(.5))
	pixels := make([]byte, 5*4)
	r.Paint(pixels, []float32{0, 0.5, 1, 7, float32(math.NaN())})
	at := func(i int) [4]byte { return [4]byte(pixels[4*i:]) }
	if got, want := at(0), ([4]byte{107, 47, 0, 128}); got != want {
		t.Errorf("0 is %v; %v wanted", got, want)
	}
	if got := at(1); got[3] > 1 {
		t.Errorf("0.5 is %v; transparent wanted", got)
	}
	if got, want := at(2), ([4]byte{0, 57, 89, 128}); got != want {
		t.Errorf("1 is %v; %v wanted", got, want)
	}
	if at(3) != at(2) {
		t.Errorf("7 is %v; as 1, %v, wanted", at(3), at(2))
	}
	if got := at(4); got != ([4]byte{}) {
		t.Errorf("NaN is %v; transparent wanted", got)
	}
}

func TestParseColour(t *testing.T) {
	if got := ParseColour("#ff8000"); got != (Colour{1, 128. / 255, 0, 1}) {
		t.Errorf("%v", got)
	}
	for _, s := range []string{"", "red", "#ff80", "#gg8000"} {
		if got := ParseColour(s); got != (Colour{}) {
			t.Errorf("%q is %v; transparent wanted", s, got)
		}
	}
}
