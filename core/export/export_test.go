//go:build !js

package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	ad "saddle/core/autodiff"
	"saddle/core/cloud"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/random"
)

// runs are runs that reach everything that is written: links.
func runs() []string {
	far := lab.NewOwn([]cloud.Point{{X: 3e9, Y: 17}, {X: 3e9 + 2, Y: 17.5}, {X: 3e9 + 1, Y: 19}}, []uint8{0, 1, 1}).Text()
	apart := lab.NewOwn([]cloud.Point{{X: 30, Y: 17000}, {X: 40, Y: 90000}, {X: 35, Y: 20000}}, nil).Text()
	links := []string{
		"g_layers=none&d_layers=none", "g_layers=none&d_layers=none&pack=2&minibatch=discrimination&features=autoencoder", "standardise=false&latent_dim=7",
		"latent=mixture&latent_dim=1&ema=0", "spectral_norm=true&loss=hinge", "pack=4", "minibatch=stddev", "minibatch=discrimination&pack=2",
		"features=autoencoder", "loss=began&bottleneck=3", "loss=began&bottleneck=3&g_layers=4&d_layers=none", "features=autoencoder&minibatch=stddev&pack=2&structure=veegan",
		"cloud=points&points=" + far, "cloud=points&points=" + far + "&structure=classifier&labels=own", "cloud=points&points=" + apart + "&structure=densify",
	}
	for _, s := range gan.Structures() {
		links = append(links, "structure="+s)
	}
	for _, name := range gan.Losses() {
		links = append(links, "loss="+name)
	}
	for _, a := range []string{"relu", "leaky-relu", "tanh", "sigmoid", "elu", "silu"} {
		links = append(links, "g_activation="+a+"&d_activation="+a)
	}
	return links
}

const count = 1000 // points that are compared

// expected is what a run's networks make of inputs, by our own programs: rows of numbers.
type expected struct {
	Link                                 string
	Z, Points, X, Coarse, Scores, Chance [][]float64
}

// expect plays a run and returns what its networks make of inputs.
func expect(t *testing.T, link string) (*lab.Lab, *expected) {
	t.Helper()
	full := "#g_layers=7,5&d_layers=6,4&batch=32&" + link
	if strings.Contains(link, "_layers") {
		full = "#batch=32&" + link
	}
	c, errs := lab.Decode(full)
	if errs != nil {
		t.Fatal(full, errs)
	}
	l := lab.New(c)
	for range 30 {
		l.Step()
	}
	game, units := l.Game(), c.Units()
	rows := count
	if c.Minibatch != "none" {
		rows = c.Batch
	}
	z, points := make([]float32, count*game.Inputs()), make([]float32, 2*count)
	game.Draw(z, random.New(9, random.Show))
	game.Generate(points, z)

	graph := ad.NewGraph()
	x, beside := make([]float32, 2*rows), make([]float32, rows*game.Inputs())
	for i := range rows {
		x[i], x[rows+i] = points[i], points[count+i]
		for j := range game.Inputs() {
			beside[i+j*rows] = z[i+j*count]
		}
	}
	scores := game.Scores(graph.Variable("x", rows, 2, x), graph.Variable("beside", rows, game.Inputs(), beside))
	chances := game.Chances(scores)
	s, p := make([]float32, scores.Rows()*scores.Cols()), make([]float32, chances.Rows()*chances.Cols())
	ad.Compile(ad.Output{Expr: scores, Into: s}, ad.Output{Expr: chances, Into: p}).Run()

	// The views, which measures and pictures are made of, say the same where D sees single points.
	if c.Pack == 1 && c.Minibatch == "none" && c.Structure != "densify" {
		seen, logits := make([]float32, len(s)), make([]float32, rows)
		game.Outputs(seen, x, gan.AmongReal)
		for i := range s {
			if seen[i] != s[i] {
				t.Fatalf("%s: D's output %d is %v, and seen %v", link, i, s[i], seen[i])
			}
		}
		if game.Estimates() {
			game.Logits(logits, seen)
			kernel.Activate(logits, logits, kernel.Sigmoid)
			for i := range p {
				if math.Abs(float64(logits[i]-p[i])) > 1e-6 {
					t.Fatalf("%s: D is %v, and seen %v", link, p[i], logits[i])
				}
			}
		}
	}
	data := func(v []float32) [][]float64 {
		list := table(v, len(v)/2)
		for _, p := range list {
			p[0], p[1] = units.X.Data(p[0]), units.Y.Data(p[1])
		}
		return list
	}
	e := &expected{Link: link, Z: table(z, count), Points: data(points), X: data(x), Scores: table(s, scores.Rows()), Chance: table(p, chances.Rows())}
	if c.Structure == "densify" {
		e.Coarse = table(beside[rows*c.LatentDim:], rows)
	}
	return l, e
}

// table returns column-major numbers row by row.
func table(v []float32, rows int) [][]float64 {
	list := make([][]float64, rows)
	for i := range list {
		for j := i; j < len(v); j += rows {
			list[i] = append(list[i], float64(v[j]))
		}
	}
	return list
}

// Programs that are not ours make the same of what is written: onnxruntime of the models; NumPy, or
// PyTorch where it is there, of the weights and the Python beside them; NumPy of the arrays.
func TestOtherProgramsReadWhatIsWritten(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var all []*expected
	for i, link := range runs() {
		l, e := expect(t, link)
		all = append(all, e)
		var weights bytes.Buffer
		if err := Weights(&weights, l); err != nil {
			t.Fatal(link, err)
		}
		name := fmt.Sprintf("run%d", i)
		write(name+".safetensors", weights.Bytes())
		write(name+".py", []byte(PyTorch(l, name+".safetensors")))
		write(name+".onnx", Generator(l))
		write(name+".d.onnx", Discriminator(l))
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	write("expected.json", text)
	arrays := &Table{Names: []string{"x", "ý"}, Columns: [][]float64{{1.5, -2, 1e300}, {math.NaN(), math.Pi, 0}}}
	for name, f := range map[string]func(*bytes.Buffer) error{
		"table.npy":  func(b *bytes.Buffer) error { return arrays.NPY(b) },
		"table.csv":  func(b *bytes.Buffer) error { return arrays.CSV(b) },
		"table.json": func(b *bytes.Buffer) error { return arrays.JSON(b) },
	} {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		write(name, b.Bytes())
	}
	for _, command := range [][]string{{"python3", "testdata/check.py", dir}, {"node", "testdata/check.mjs", dir}} {
		if command[0] == "python3" && exec.Command("python3", "-c", "import numpy").Run() != nil {
			command[0] = "/usr/bin/python3" // which has Debian's packages
		}
		out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), fmt.Sprintf("%d runs compared", len(all))) {
			t.Errorf("%v: %v\n%s", command[:2], err, out)
		}
	}
}

// The points of a seed are the same each time, in the data's units, and as the page's are spread.
func TestSamples(t *testing.T) {
	l, _ := expect(t, "cloud=points&points="+lab.NewOwn([]cloud.Point{{X: 1000, Y: 3}, {X: 1010, Y: 9}}, nil).Text())
	a, b, other := Samples(l, 12345, 1), Samples(l, 12345, 1), Samples(l, 12345, 2)
	if a.rows() != 12345 || a.Columns[0][12344] != b.Columns[0][12344] || a.Columns[0][12344] == other.Columns[0][12344] {
		t.Errorf("%d points, the last %v, %v and of another seed %v", a.rows(), a.Columns[0][12344], b.Columns[0][12344], other.Columns[0][12344])
	}
	if few := Samples(l, 20, 1); few.rows() != 20 || !slices.Equal(few.Columns[0], a.Columns[0][:20]) || !slices.Equal(few.Columns[1], a.Columns[1][:20]) {
		t.Errorf("20 points are not the first of 12,345: %v", few.Columns)
	}
	points := l.Generated()
	var mean, shown float64
	for _, v := range a.Columns[0] {
		mean += v / 12345
	}
	for _, v := range points[:lab.Shown] {
		shown += l.Config().Units().X.Data(float64(v)) / lab.Shown
	}
	if math.Abs(mean-shown) > .5 { // of a spread of some 5
		t.Errorf("the points' mean is %v, and the shown ones' is %v", mean, shown)
	}
	l, _ = expect(t, "structure=infogan&classes=3")
	if s := Samples(l, 50, 1); len(s.Names) != 3 || s.Names[2] != "class" || len(s.Columns[2]) != 50 {
		t.Errorf("the columns of classes are %v", s.Names)
	}
}

// The field is D's and D*'s at places in the data's units, from the top left.
func TestField(t *testing.T) {
	l, _ := expect(t, "cloud=points&points="+lab.NewOwn([]cloud.Point{{X: 1000, Y: 3}, {X: 1010, Y: 9}}, nil).Text())
	f, u := Field(l), l.Config().Units()
	if f.rows() != fieldSide*fieldSide || !(f.Columns[0][1] > f.Columns[0][0]) || !(f.Columns[1][0] > f.Columns[1][fieldSide]) {
		t.Fatal("the field is not laid out in rows from the top left")
	}
	middle := func(column []float64) float64 { return (column[0] + column[len(column)-1]) / 2 }
	if math.Abs(middle(f.Columns[0])-u.X.Offset) > 1e-6 || math.Abs(middle(f.Columns[1])-u.Y.Offset) > 1e-6 {
		t.Errorf("its middle is (%v, %v)", middle(f.Columns[0]), middle(f.Columns[1]))
	}
	for _, v := range append(f.Columns[2], f.Columns[3]...) {
		if !(v >= 0 && v <= 1) {
			t.Fatalf("a chance of %v", v)
		}
	}
}

// Each kind of file is made, and no other.
func TestFiles(t *testing.T) {
	l, _ := expect(t, "structure=mgan")
	for _, kind := range Kinds() {
		if b, err := File(l, kind, 20, 1); err != nil || len(b) < 100 {
			t.Errorf("%s: %d bytes, %v", kind, len(b), err)
		}
	}
	if _, err := File(l, "points.doc", 1, 1); err == nil {
		t.Error("a file of no kind")
	}
}
