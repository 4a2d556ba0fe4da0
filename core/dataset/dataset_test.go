package dataset

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"saddle/core/cloud"
)

const size = 4000

func read(file string, choice Choice) (*Data, error) {
	choice.Size = size
	return Read(context.Background(), strings.NewReader(file), int64(len(file)), choice)
}

func mustRead(t *testing.T, file string, choice Choice) *Data {
	t.Helper()
	d, err := read(file, choice)
	if err != nil {
		t.Fatalf("%.60q: %v", file, err)
	}
	return d
}

// code is the code of an error of Read.
func code(err error) string {
	var wrong *Error
	if errors.As(err, &wrong) {
		return wrong.Code
	}
	return fmt.Sprint(err)
}

// Each of these is the two points (1.5, -2) and (5.8e12, 0.25).
func TestTheSamePointsInEveryForm(t *testing.T) {
	want := []cloud.Point{{X: 1.5, Y: -2}, {X: 5.8e12, Y: .25}}
	for name, file := range map[string]string{
		"comma":                       "1.5,-2\n5.8e12,0.25\n",
		"comma and blanks":            "1.5, -2\n5.8E+12, .25",
		"CRLF":                        "1.5,-2\r\n5.8e12,0.25\r\n",
		"tab":                         "1.5\t-2\n5.8e12\t0.25\n",
		"decimal comma, tab":          "1,5\t-2,0\n5,8E+12\t0,25\n",
		"decimal comma, semicolon":    "1,5;-2\n5,8E+12;0,25\n",
		"decimal comma in quotes":     "\"1,5\",\"-2\"\n\"5,8E+12\",\"0,25\"\n",
		"quotes":                      "\"1.5\",\"-2\"\n\"5.8e12\",\"0.25\"\n",
		"bars":                        "1.5|-2\n5.8e12|0.25\n",
		"blanks":                      "  1.5   -2\n5.8e12 0.25  \n",
		"blanks and decimal commas":   "1,5 -2,0\n5,8E+12 0,25\n",
		"blank lines":                 "\n\n1.5,-2\n\n  \n5.8e12,0.25\n\n\n",
		"names":                       "x,y\n1.5,-2\n5.8e12,0.25\n",
		"names in any language":       "Chiều cao;Cân nặng\n1,5;-2\n5,8E+12;0,25\n",
		"names in quotes":             "\"a \"\"big\"\" one, in m\",\"y\n2\"\n1.5,-2\n5.8e12,0.25\n",
		"byte-order mark":             "\ufeff1.5,-2\n5.8e12,0.25\n",
		"byte-order mark and names":   "\ufeffx;y\n1,5;-2\n5,8E+12;0,25\n",
		"UTF-16, as spreadsheets do":  utf16le("\ufeffhöhe\tbreite\r\n1,5\t-2\r\n5,8E+12\t0,25\r\n"),
		"a delimiter that is named":   "sep=;\r\nx;y\r\n1,5;-2\r\n5,8E+12;0,25\r\n",
		"comments":                    "# of a rocket\n1.5 -2\n# and then\n5.8e12 0.25\n",
		"words beside":                "name,1st,2nd\nanna,1.5,-2\nbảo,5.8e12,0.25\n",
		"the minus of typesetters":    "1.5,−2\n5.8e12,0.25\n",
		"JSON, lists":                 "[[1.5,-2],[5.8e12,0.25]]",
		"JSON, objects":               ` [{"x": 1.5, "y": -2}, {"y": 0.25, "x": 5.8e12, "z": 3}] `,
		"JSON, columns":               `{"x": [1.5, 5.8e12], "y": [-2, 0.25]}`,
		"JSON, lines":                 "{\"x\": 1.5, \"y\": -2}\n{\"x\": 5.8e12, \"y\": 0.25}\n",
		"JSON, texts":                 `[{"x": "1.5", "y": "-2"}, {"x": "5.8e12", "y": "0.25"}]`,
		"JSON with a byte-order mark": "\ufeff[[1.5,-2],[5.8e12,0.25]]",
		"NPY, float64":                npy("<f8", false, 2, 2, 1.5, -2, 5.8e12, .25),
		"NPY, big-endian":             npy(">f8", false, 2, 2, 1.5, -2, 5.8e12, .25),
		"NPY, Fortran's order":        npy("<f8", true, 2, 2, 1.5, 5.8e12, -2, .25),
	} {
		d := mustRead(t, file, Choice{})
		if !slices.Equal(d.Points, want) || d.Rows != 2 || d.Wrong != 0 {
			t.Errorf("%s: %v, %d rows, %d wrong: %v", name, d.Points, d.Rows, d.Wrong, d.Bad)
		}
	}
	d := mustRead(t, "Chiều cao;Cân nặng;Lớp\n1,5;2,5;a\n", Choice{})
	if want := []string{"Chiều cao", "Cân nặng", "Lớp"}; !slices.Equal(d.Columns, want) {
		t.Errorf("columns %q, want %q", d.Columns, want)
	}
}

func utf16le(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// npy is an array as NumPy writes it.
func npy(kind string, fortran bool, rows, columns int, numbers ...float64) string {
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %d), }", kind, map[bool]string{true: "True", false: "False"}[fortran], rows, columns)
	header += strings.Repeat(" ", 63-(10+len(header))%64) + "\n"
	var b bytes.Buffer
	b.WriteString(npyMagic + "\x01\x00")
	binary.Write(&b, binary.LittleEndian, uint16(len(header)))
	b.WriteString(header)
	var order binary.ByteOrder = binary.LittleEndian
	if kind[0] == '>' {
		order = binary.BigEndian
	}
	for _, v := range numbers {
		switch kind[1:] {
		case "f8":
			binary.Write(&b, order, v)
		case "f4":
			binary.Write(&b, order, float32(v))
		case "i2":
			binary.Write(&b, order, int16(v))
		case "u1":
			b.WriteByte(byte(v))
		}
	}
	return b.String()
}

func TestNPYTypes(t *testing.T) {
	for _, kind := range []string{"<f4", ">f4", "<i2", ">i2", "|u1"} {
		d := mustRead(t, npy(kind, false, 2, 3, 1, 2, 3, 4, 5, 6), Choice{X: "3", Y: "1"})
		if want := []cloud.Point{{X: 3, Y: 1}, {X: 6, Y: 4}}; !slices.Equal(d.Points, want) {
			t.Errorf("%s: %v, want %v", kind, d.Points, want)
		}
	}
	for name, file := range map[string]string{
		"not_npy":    npy("<c8", false, 1, 2, 1, 2),
		"one_column": npy("<f8", false, 2, 1, 1, 2),
	} {
		if _, err := read(file, Choice{}); code(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read(npy("<f8", false, 9, 2, 1, 2, 3, 4), Choice{}); code(err) != "not_npy" {
		t.Errorf("an array that ends too soon: %v", err)
	}
}

func TestColumnsAreChosen(t *testing.T) {
	const file = "id,height,weight,kind\n1,10,100,b\n2,20,200,a\n3,30,300,b\n"
	for _, test := range []struct {
		choice Choice
		want   []cloud.Point
	}{
		{Choice{}, []cloud.Point{{X: 1, Y: 10}, {X: 2, Y: 20}, {X: 3, Y: 30}}},
		{Choice{X: "height", Y: "weight"}, []cloud.Point{{X: 10, Y: 100}, {X: 20, Y: 200}, {X: 30, Y: 300}}},
		{Choice{X: "3", Y: "2"}, []cloud.Point{{X: 100, Y: 10}, {X: 200, Y: 20}, {X: 300, Y: 30}}},
	} {
		if d := mustRead(t, file, test.choice); !slices.Equal(d.Points, test.want) {
			t.Errorf("%+v: %v, want %v", test.choice, d.Points, test.want)
		}
	}
	d := mustRead(t, file, Choice{Label: "kind"})
	if !slices.Equal(d.Names, []string{"a", "b"}) || !slices.Equal(d.Classes, []uint8{1, 0, 1}) {
		t.Errorf("classes %v of %v", d.Classes, d.Names)
	}
	// A label column is no coordinate, unless it is asked for; numbers are in their order.
	d = mustRead(t, "10,1,1\n9,2,2\n10,3,3\n", Choice{Label: "1"})
	if d.X != 1 || d.Y != 2 || !slices.Equal(d.Names, []string{"9", "10"}) {
		t.Errorf("columns %d and %d, classes %v", d.X, d.Y, d.Names)
	}
	for _, test := range []struct{ x, y, label, want string }{
		{"age", "2", "", "no_column"}, {"1", "5", "", "no_column"}, {"", "", "0", "no_column"}, {"kind", "1", "", "all_bad"},
	} {
		if _, err := read(file, Choice{X: test.x, Y: test.y, Label: test.label}); code(err) != test.want {
			t.Errorf("%+v: %v", test, err)
		}
	}
	var many strings.Builder
	for i := range 40 {
		fmt.Fprintf(&many, "%d,%d,k%d\n", i, i, i)
	}
	if _, err := read(many.String(), Choice{Label: "3"}); code(err) != "many_classes" {
		t.Errorf("forty classes: %v", err)
	}
}

// A bad row is named by its line and reason; the others are used.
func TestBadRowsAreNamed(t *testing.T) {
	d := mustRead(t, "x,y,c\n1,2,a\n\n3,four,a\n5\n7,,a\nNaN,1,a\n1e200,1,a\n0x10,1,a\n8,9,\n10,11,b\n", Choice{Label: "c"})
	if want := []cloud.Point{{X: 1, Y: 2}, {X: 10, Y: 11}}; !slices.Equal(d.Points, want) || d.Rows != 2 || d.Wrong != 7 {
		t.Errorf("%v, %d rows, %d wrong", d.Points, d.Rows, d.Wrong)
	}
	var got []string
	for _, b := range d.Bad {
		got = append(got, b.String())
	}
	if want := []string{
		"row 4: four in the column y is no number", "row 5: it has no column y", "row 6: there is no number in the column y",
		"row 7: there is no number in the column x", "row 8: 1e200 in the column x is too large to reckon with",
	}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	// Where most numbers have points, a comma makes a row bad: 1,500 may mean one and a half, or thousands.
	d = mustRead(t, "x;y\n1.5;2.5\n3.5;4.5\n1,5;6.5\n", Choice{})
	if want := []cloud.Point{{X: 1.5, Y: 2.5}, {X: 3.5, Y: 4.5}}; !slices.Equal(d.Points, want) || d.Wrong != 1 {
		t.Errorf("%v, %d wrong", d.Points, d.Wrong)
	}
	// A sensor that has no values at first: its first rows have no numbers, but are parted.
	d = mustRead(t, strings.Repeat("NaN;NaN\n", 60)+"1;2\n", Choice{})
	if want := []cloud.Point{{X: 1, Y: 2}}; !slices.Equal(d.Points, want) || d.Wrong != 60 {
		t.Errorf("%v, %d wrong", d.Points, d.Wrong)
	}
	if _, err := read("a,b\n1,\n,2\n", Choice{}); code(err) != "all_bad" {
		t.Errorf("rows of one number and an empty cell: %v", err)
	}
	_, err := read("x,y\nnone,1\nnone,2\n", Choice{X: "1", Y: "2"})
	if code(err) != "all_bad" || !strings.Contains(err.Error(), "row 2: there is no number in the column x") {
		t.Errorf("nothing but bad rows: %v", err)
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	for file, want := range map[string]string{
		"": "empty", "\n\n \n": "empty", "\ufeff": "empty", "[]": "empty",
		"x\n1\n2\n": "one_column", "1\n2\n3\n": "one_column", "[1, 2, 3]": "one_column",
		"a,b\nc,d\n": "no_numbers", "Dear reader,\nthis is a letter.\n": "no_numbers",
		"[[1,2": "not_json", "{\"x\": [1,2]": "not_json", "[{]": "not_json", `"text`: "no_numbers", "{": "not_json",
		npyMagic: "not_npy", "PK\x03\x04\x00\x00": "no_numbers",
	} {
		if _, err := read(file, Choice{}); code(err) != want {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
	// A quotation mark that is not closed does not fill the memory.
	if _, err := read("x,y\n1,2\n\"3,4\n"+strings.Repeat("5,6\n", 1<<20), Choice{}); code(err) != "long_row" {
		t.Errorf("an open quotation mark: %v", err)
	}
}

func TestOnePointAndEqualPoints(t *testing.T) {
	if d := mustRead(t, "3.5,-4\n", Choice{}); !slices.Equal(d.Points, []cloud.Point{{X: 3.5, Y: -4}}) {
		t.Errorf("one point: %v", d.Points)
	}
	d := mustRead(t, "x;y\n"+strings.Repeat("2,5;7\n", 2000), Choice{})
	if len(d.Points) != 2000 || d.Points[0] != d.Points[1999] || d.Points[0] != (cloud.Point{X: 2.5, Y: 7}) {
		t.Errorf("2,000 equal points: %d, from %v to %v", len(d.Points), d.Points[0], d.Points[1999])
	}
}

// endless gives the same line again and again.
type endless struct{ read int }

func (e *endless) Read(dst []byte) (int, error) {
	const line = "1.5,2.5\n"
	for i := range dst {
		dst[i] = line[(e.read+i)%len(line)]
	}
	e.read += len(dst)
	return len(dst), nil
}

// What is too large is refused by its size, before a byte of it is read.
func TestTooLargeIsRefusedAtOnce(t *testing.T) {
	file := &endless{}
	if _, err := Read(context.Background(), file, 2<<30, Choice{Size: size}); code(err) != "too_large" || file.read > 0 {
		t.Errorf("2 GB: %v, after %d bytes", err, file.read)
	}
}

func TestReadingIsEndedAndTellsHowFarItIs(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var told []int64
	_, err := Read(ctx, &endless{}, -1, Choice{Size: size, Progress: func(n int64, _ []cloud.Point) {
		told = append(told, n)
		if len(told) == 3 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(told) != 3 || !slices.IsSorted(told) || told[2] < 3<<20 || told[2] > 4<<20 {
		t.Errorf("%v, after %v bytes", err, told)
	}
}

// A million rows: a sample that is the same each time, and as the rows are: of each tenth of the
// file a tenth.
func TestAMillionRows(t *testing.T) {
	const rows = 1e6
	var file bytes.Buffer
	random := rand.New(rand.NewPCG(1, 2))
	for i := range int(rows) {
		fmt.Fprintf(&file, "%d,%.4f\n", i, random.NormFloat64())
	}
	d := mustRead(t, file.String(), Choice{})
	if d.Rows != rows || len(d.Points) != size {
		t.Fatalf("%d rows, %d points", d.Rows, len(d.Points))
	}
	again := mustRead(t, file.String(), Choice{})
	if !slices.Equal(d.Points, again.Points) {
		t.Error("the same file gives other points")
	}
	var tenths [10]int
	var sum, square float64
	for _, p := range d.Points {
		tenths[int(p.X*10/rows)]++
		sum += p.Y
		square += p.Y * p.Y
	}
	for i, n := range tenths {
		if math.Abs(float64(n)-size/10) > 4*math.Sqrt(size/10*.9) {
			t.Errorf("%d points are from the tenth %d of the file", n, i)
		}
	}
	if mean, variance := sum/size, square/size; math.Abs(mean) > 4/math.Sqrt(size) || math.Abs(variance-1) > 4*math.Sqrt(2./size) {
		t.Errorf("mean %v and variance %v; 0 and 1 wanted", mean, variance)
	}
}

func BenchmarkAMillionRows(b *testing.B) {
	for b.Loop() {
		file := io.LimitReader(&endless{}, 8e6) // 8 bytes a row
		if d, err := Read(context.Background(), file, -1, Choice{Size: size}); err != nil || d.Rows != 1e6 {
			b.Fatal(d, err)
		}
	}
}

// Whatever a file has, reading it ends in points that are numbers, or in a sentence.
func FuzzRead(f *testing.F) {
	for _, file := range []string{"1.5,2\n", "x;y\n1,5;2\n", "\ufeff1\t2", "[[1,2],[3,4]]", `{"x":[1],"y":[2]}`, "{\"a\":1}\n{\"b\":2}",
		npy("<f8", false, 1, 2, 1, 2), npy("<f8", true, 1, 2, 1, 2), "sep=;\n1;2", "# a\n1 2", "\"1\n2,3", utf16le("\ufeff1;2")} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, choice := range []Choice{{Size: 3}, {Size: 3, X: "1", Y: "2", Label: "1"}} {
			d, err := Read(context.Background(), bytes.NewReader(file), int64(len(file)), choice)
			if err != nil {
				if _, ok := err.(*Error); !ok || strings.ContainsAny(err.Error(), "{}") && !bytes.ContainsAny(file, "{}") {
					t.Fatalf("%v (%T)", err, err)
				}
				continue
			}
			if d.Rows < 1 || len(d.Points) != min(d.Rows, 3) || d.Classes != nil && len(d.Classes) != len(d.Points) {
				t.Fatalf("%d points and %d classes of %d rows", len(d.Points), len(d.Classes), d.Rows)
			}
			for _, p := range d.Points {
				if !(math.Abs(p.X) <= most && math.Abs(p.Y) <= most) {
					t.Fatalf("the point %v", p)
				}
			}
			for _, class := range d.Classes {
				if int(class) >= len(d.Names) || len(d.Names) > MaxClasses {
					t.Fatalf("class %d of %v", class, d.Names)
				}
			}
		}
	})
}
