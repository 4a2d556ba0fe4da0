package lab

import (
	"fmt"
	"strconv"
	"strings"
)

// format returns the text of the value that place points to. Floats are the
// shortest text that reads back as the same number.
func format(place any) string {
	switch v := place.(type) {
	case *string:
		return *v
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return number(*v)
	case *bool:
		return strconv.FormatBool(*v)
	case *[]int:
		if len(*v) == 0 {
			return noLayers
		}
		return strings.Join(names(*v, strconv.Itoa), ",")
	case *Own:
		return v.Text()
	}
	panic(fmt.Sprintf("lab: a field cannot be a %T", place))
}

// noLayers is the text of no hidden layer: a linear network.
const noLayers = "none"

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// whole is number without an exponent.
func whole(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// parse reads a field's value, of the type that Config.Get returns.
func (f *Field) parse(text string) (any, *FieldError) {
	text = strings.TrimSpace(text)
	refuse := func(code string, args map[string]any) (any, *FieldError) {
		args["value"] = shorten(text)
		return nil, wrong(f.Name, code, args)
	}
	between := map[string]any{"min": whole(f.Min), "max": whole(f.Max)}
	outside := func(v float64) bool { return !(f.Min <= v && v <= f.Max) } // also NaN

	switch f.Kind {
	case Choice:
		for _, c := range f.Choices {
			if c == text {
				return c, nil
			}
		}
		return refuse("unknown_choice", map[string]any{"choices": strings.Join(f.Choices, ", ")})
	case Int, Seed:
		v, err := strconv.Atoi(text)
		if err != nil || outside(float64(v)) {
			return refuse("not_whole", between)
		}
		return v, nil
	case Float:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || outside(v) {
			return refuse("not_between", map[string]any{"min": number(f.Min), "max": number(f.Max)})
		}
		return v + 0, nil // + 0 makes -0 plain
	case Bool:
		switch text {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return refuse("not_bool", map[string]any{})
	case Layers:
		between["layers"] = MaxLayers
		widths := []int{}
		if text == noLayers {
			return widths, nil
		}
		for part := range strings.SplitSeq(text, ",") {
			v, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil || outside(float64(v)) || len(widths) == MaxLayers {
				return refuse("not_layers", between)
			}
			widths = append(widths, v)
		}
		return widths, nil
	case Points:
		own, err := readOwn(text)
		if err != nil || outside(float64(len(own.Points))) {
			return refuse("not_points", between)
		}
		return own, nil
	}
	panic("lab: field " + f.Name + " has no kind")
}
