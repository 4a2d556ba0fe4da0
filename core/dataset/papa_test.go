//go:build !js

package dataset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Tables of every form have the cells that Papa Parse, which finds delimiters by itself, too, reads in them.
func TestPapaParseReadsTheSameCells(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	var tables []string
	for _, delimiter := range []string{",", ";", "\t", "|"} {
		for _, end := range []string{"\n", "\r\n"} {
			for range 10 {
				tables = append(tables, tableOf(random, delimiter, end))
			}
		}
	}
	text, err := json.Marshal(tables)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("node", "testdata/papa.mjs")
	command.Stdin = bytes.NewReader(text)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want [][][]string
	if err := json.Unmarshal(out, &want); err != nil || len(want) != len(tables) {
		t.Fatal(err, len(want))
	}
	for i, text := range tables {
		rows, names, err := newCSV(strings.NewReader(text), []byte(text), true, &watch{})
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		if names != nil {
			got = append(got, names)
		}
		for {
			_, cells, err := rows.next()
			if err != nil {
				break
			}
			got = append(got, slices.Clone(cells))
		}
		if rows.decimal {
			for _, row := range want[i] {
				for j := range row {
					row[j] = withPoint(row[j])
				}
			}
		}
		if !slices.EqualFunc(got, want[i], slices.Equal[[]string]) {
			t.Errorf("%q:\n%q, and Papa Parse has\n%q", text, got, want[i])
		}
	}
}

// tableOf is a table of numbers and words, some of them in quotation marks.
func tableOf(random *rand.Rand, delimiter, end string) string {
	var b strings.Builder
	comma := delimiter != "," && random.IntN(2) == 0
	if random.IntN(2) == 0 {
		b.WriteString("\"tên \"\"x\"\"\"" + delimiter + "y" + delimiter + "art" + end)
	}
	for range 5 + random.IntN(20) {
		for column := range 3 {
			if column > 0 {
				b.WriteString(delimiter)
			}
			cell := fmt.Sprintf("%.3g", 1000*random.NormFloat64())
			if comma {
				cell = strings.Replace(cell, ".", ",", 1)
			}
			if column == 2 {
				cell = []string{"a", "ngã ba", "\"in " + delimiter + " quotes\"", "\"a \"\"word\"\"\"", ""}[random.IntN(5)]
			}
			b.WriteString(cell)
		}
		b.WriteString(end)
		if random.IntN(8) == 0 {
			b.WriteString(end)
		}
	}
	return b.String()
}
