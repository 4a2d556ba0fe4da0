// Package assets holds what the binaries embed: the colours of the drawing and
// the text of the page.
package assets

import (
	"embed"
	"strconv"
)

// Palette is palette.json: for each theme, "light" and "dark", the colour of
// each thing drawn as "#rrggbb". The page's style sheet names the same colours.
//
//go:embed palette.json
var Palette string

//go:embed text/*.json
var text embed.FS

// Text returns the sentences of a language ("en", "vi") by key, and nil for a
// language there is none of.
func Text(language string) map[string]string {
	file, err := text.ReadFile("text/" + language + ".json")
	if err != nil {
		return nil
	}
	return flat(string(file))
}

// flat reads a JSON object of strings. encoding/json would add a sixteenth to what
// the page downloads, so here is as much of JSON as such an object needs: between
// the strings, which come as key and value in turn, nothing matters.
func flat(object string) map[string]string {
	sentences := map[string]string{}
	key, isKey := "", true
	for i := 0; i < len(object); i++ {
		if object[i] != '"' {
			continue
		}
		end := i + 1
		for object[end] != '"' {
			if object[end] == '\\' {
				end++
			}
			end++
		}
		s, err := strconv.Unquote(object[i : end+1])
		if err != nil {
			panic("assets: " + object[i:end+1] + " is no string")
		}
		if isKey {
			key = s
		} else {
			sentences[key] = s
		}
		isKey, i = !isKey, end
	}
	return sentences
}
