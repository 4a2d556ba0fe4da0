package lab

import (
	"maps"
	"slices"
)

// FileError says what is wrong with an experiment file. Code names the sentence, in every
// language under error.file.<code> in assets/text; Args fill its {placeholders}.
type FileError struct {
	Code string         // one of FileErrorCodes
	Args map[string]any // what the code needs: part, version, newest, setting
	Why  error          // more of it, for who makes such files; or nil
}

// fileSentences are the errors in English, by code.
var fileSentences = map[string]string{
	"foreign":   "this is not an experiment that Saddle has saved; choose a file whose name ends in .saddle, or data as CSV, TSV, JSON or NPY",
	"damaged":   "the file is damaged or was cut off; copy or download it again",
	"newer":     "the file was saved by a newer Saddle, as version {version}, and this one reads files up to version {newest}; open it with the newest Saddle",
	"too_large": "the file is larger than any experiment that Saddle saves; choose another one",
	"changed":   "{part} in the file is not as Saddle writes it; take a copy that nobody has changed",
	"settings":  "this Saddle does not know the setting {setting} in the file, or cannot use its value; open the file with the newest Saddle",
	"lacks":     "the file has no {part} as its settings need it; take a copy that nobody has changed",
	"digest":    "the numbers in the file are not those that its digest stands for; take a copy that nobody has changed",
}

// FileErrorCodes returns every Code there is.
func FileErrorCodes() []string { return slices.Sorted(maps.Keys(fileSentences)) }

// Error returns an English sentence, and in brackets more of it.
func (e *FileError) Error() string {
	sentence := fill(fileSentences[e.Code], e.Args)
	if e.Why != nil {
		sentence += " (" + e.Why.Error() + ")"
	}
	return sentence
}

// miswritten is the error of a part of the file, and why it is one.
func miswritten(part string, why error) *FileError {
	return &FileError{"changed", map[string]any{"part": part}, why}
}

// lacks is the error of a file in which something is missing.
func lacks(part string) *FileError {
	return &FileError{Code: "lacks", Args: map[string]any{"part": part}}
}
