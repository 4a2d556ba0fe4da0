package json

import (
	stdlib "encoding/json"
	"encoding/json/jsontext"
	"math"
	"reflect"
	"strings"
	"testing"
)

type point struct{ x, y int }

func (p *point) fields() []Field { return Fields("x", &p.x, "y", &p.y) }

type all struct {
	text    string
	whole   int
	truth   bool
	float   float64
	ints    []int
	texts   map[string]string
	counts  map[string]int
	numbers map[string]float64
	inner   point
	points  []point
	perhaps *point
	never   *point
}

func (a *all) fields() []Field {
	return Fields("text", &a.text, "whole", &a.whole, "truth", &a.truth, "float", &a.float, "ints", &a.ints,
		"texts", &a.texts, "counts", &a.counts, "numbers", &a.numbers, "inner", a.inner.fields(),
		"points", List(&a.points, (*point).fields), "perhaps", Optional(&a.perhaps, (*point).fields), "never", Optional(&a.never, (*point).fields))
}

func TestWriteAndRead(t *testing.T) {
	one := all{"#a=1&b=\"\\\n\x00điểm😀\u2028", -7, true, math.Inf(-1), []int{1, -2, 3}, map[string]string{"b": "", "a": "x"},
		map[string]int{"n": math.MaxInt}, map[string]float64{"v": 0.1}, point{1, 2}, []point{{3, 4}, {5, 6}}, &point{7, 8}, nil}
	for _, indent := range []string{"", "  "} {
		text, err := Append(nil, indent, one.fields())
		if err != nil {
			t.Fatal(err)
		}
		var again all
		if err := Read(text, again.fields()); err != nil || !reflect.DeepEqual(again, one) {
			t.Errorf("%+v, %v, of %s", again, err, text)
		}
		var other map[string]any
		if err := stdlib.Unmarshal(text, &other); err != nil {
			t.Fatal(err)
		}
		if other["text"] != one.text || other["whole"] != -7. || other["float"] != "-Inf" || len(other["points"].([]any)) != 2 || other["never"] != nil {
			t.Errorf("others read %v", other)
		}
		if indent != "" && !strings.Contains(string(text), "\n    {\n      \"x\": 3,\n      \"y\": 4\n    },\n") {
			t.Errorf("not indented: %s", text)
		}
	}
	for _, bad := range [][]Field{Fields("a", &one.whole, "a", &one.whole), Fields("a\xff", &one.whole)} {
		if text, err := Append(nil, "", bad); err == nil {
			t.Errorf("%q was written", text)
		}
	}
}

// What is not as the fields want it is an error, and so is what no JSON may be.
func TestReadIsStrict(t *testing.T) {
	for _, text := range []string{
		``, `[]`, `{`, `{}x`, `{"whole":1.0}`, `{"whole":1e3}`, `{"whole":"1"}`, `{"whole":null}`, `{"whole":9223372036854775808}`,
		`{"text":1}`, `{"truth":1}`, `{"float":1}`, `{"float":"one"}`, `{"ints":[1,"2"]}`, `{"ints":{}}`, `{"texts":{"a":1}}`,
		`{"counts":{"a":1,"a":2}}`, `{"inner":[]}`, `{"points":[{"x":1},[]]}`, `{"whole":1,"whole":1}`, `{"other":[{"a":1,"a":1}]}`,
		`{"other":NaN}`, `{"other":01}`, `{"text":"` + "\x01" + `"}`, `{"text":"` + "\xff" + `"}`, `{"text":"\ud800"}`, `{"text":"\ud800\u0041"}`, `{"other":` + strings.Repeat("[", 1e6),
	} {
		var a all
		if err := Read([]byte(text), a.fields()); err == nil {
			t.Errorf("%.80s was read", text)
		}
	}
	var a all
	if err := Read([]byte(" {\"other\" : [null, -0.5e+3, {\"\": \"\"}],\n\"whole\":\t3} "), a.fields()); err != nil || a.whole != 3 {
		t.Error(a.whole, err)
	}
}

// A hundred values in each other are read, and no more, so that no text can use up the stack.
func TestDepthIsBounded(t *testing.T) {
	nested := func(depth int) error { // the object counts, too
		lists := strings.Repeat("[", depth-1) + strings.Repeat("]", depth-1)
		return Each([]byte(`{"a":`+lists+`}`), func(string, []byte) error { return nil })
	}
	if err := nested(mostDepth); err != nil {
		t.Error(err)
	}
	if err := nested(mostDepth + 1); err == nil || mostDepth != 100 {
		t.Errorf("%d values lie in each other, and at most %d, which is 100, may: %v", mostDepth+1, mostDepth, err)
	}
}

// What is JSON, and what a text says, the standard library sees in the same way.
func FuzzRead(f *testing.F) {
	for _, text := range []string{`1`, `-0.5e-7`, `"a\u00e9\ud83d\ude00\n"`, `[1,{"a":[],"b":null},true,"x"]`, `{"a":1,"a":2}`, "\"\xff\"", `[1,]`, `01`, `"\ud800"`, `"\u+123"`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, value string) {
		text := []byte(`{"text":` + value + `}`)
		err := Each(text, func(_ string, value []byte) error {
			if !jsontext.Value(value).IsValid() {
				t.Errorf("%q is a value", value)
			}
			return nil
		})
		if err != nil && strings.Contains(err.Error(), "too deep") {
			return
		}
		if valid := jsontext.Value(text).IsValid(); valid != (err == nil) {
			t.Fatalf("%q: %v, but valid is %v", text, err, valid)
		}
		var a all
		var want struct{ Text *string }
		if stdlib.Unmarshal(text, &want) == nil && want.Text != nil && err == nil && value[0] == '"' {
			if err := Read(text, a.fields()); err != nil || a.text != *want.Text {
				t.Fatalf("%q is read as %q, %v, want %q", text, a.text, err, *want.Text)
			}
		}
	})
}
