// Mistakes that a person might make: in a file, what was there, what is there instead, and which tests are to notice it. Each is a line of
// its own and stands for its kind. Where the code has changed, the list has to follow: run.mjs says what it did not find.

/** In Go, noticed by the tests of the package, or of others. */
const go = (file, was, is, ...tests) => ({ file, was, is, tests: tests.length ? tests : [`./${file.slice(0, file.lastIndexOf("/"))}`] });

/** In the page's scripts, noticed by files of tests. */
const page = (file, was, is, ...tests) => ({ file: `site/${file}`, was, is, tests });

export const mutants = [
  // A run's timeline, what is undone, and what is carried to a Worker.
  go("core/lab/timeline.go", "l.steps < before.steps+Spacing", "l.steps < before.steps+4*Spacing"),
  go("core/lab/timeline.go", "max(t.last-s.steps, s.steps-t.last)", "max(t.last-s.steps, 0)"),
  go("core/lab/timeline.go", "t.after(step-1)]), last", "t.after(step)]), last", "./core/lab", "./wasm/train"),
  go("wasm/train/run.go", "if left -= (*s).Size(); left < 0 && r != t.run {", "if left -= (*s).Size(); left < 0 {"),
  go("wasm/train/run.go", "t.lab.History().Cut(at)", ""),
  go("wasm/train/run.go", "nearest = r.timeline.Nearest(step - 1)", "nearest = nil"),
  go("wasm/train/run.go", "if leg.Step <= m.Step {", "if leg.Step < m.Step {"),
  go("wasm/train/undo.go", "t.clock()-last.at < together", "t.clock()-last.at > together"),
  go("wasm/train/undo.go", "last.then == t.run &&", ""),
  go("wasm/train/run.go", "r.timeline = r.timeline.Before(r.head)", ""),
  go("wasm/train/run.go", "\tt.lab = held\n\tt.stepped()", "\tt.lab = held\n\tt.run.timeline.Keep(held)"),
  go("wasm/train/undo.go", "if r := p.run; common(p.course, r.course) < len(p.course) {", "if r := p.run; false {"),
  go("wasm/train/carry.go", "a[n].Step == b[n].Step && ", ""),
  go("wasm/train/carry.go", "version: c.Version + 1", "version: 1"),
  go("wasm/pace/pace.go", "p.cost*5/2", "p.cost*2/5"),
  go("core/lab/history.go", "c[j] = c[2*j]", "c[j] = c[2*j+1]"),
  go("core/lab/history.go", "if found {\n\t\tn++", "if !found {\n\t\tn++"),

  // What is said of a run.
  go("core/lab/diagnosis.go", "g < 1e-2*most", "g < 1e-1*most"),
  go("core/lab/diagnosis.go", "3*missing >= n-late", "missing >= n-late"),
  go("core/lab/remedy.go", "case clip != 0 && !held &&", "case clip != 0 &&"),
  go("core/lab/remedy.go", "min(c.Beta1, .9)", "max(c.Beta1, .9)"),
  go("core/lab/ask.go", "a.Blur = blur * u.Distance()", "a.Blur = blur"),
  go("core/lab/ask.go", "nearest, best = d, i", "best = i"),
  go("core/lab/view.go", "at(column), -at(row)", "at(column), at(row)"),
  go("core/lab/view.go", "l.quantile((float64(i/side) + .5) / float64(side))", "l.quantile((float64(i/side) + 1) / float64(side))"),

  // What comes from outside, and goes there.
  go("core/lab/packed.go", "max(-MaxPlace, min(v, MaxPlace))*grain", "v*grain"),
  go("core/lab/packed.go", "uint16(d<<1) ^ uint16(d>>15)", "uint16(d<<1) ^ uint16(d>>14)"),
  go("core/lab/course.go", "if err == nil && n < m.Step {\n\t\t\terr = wrong(stepName", "if err == nil && n < m.Step-1 {\n\t\t\terr = wrong(stepName"),
  go("core/lab/own.go", "high <= apart*low", "high <= low"),
  go("core/lab/own.go", "slices.Max(o.Classes) >= MaxClasses", "slices.Max(o.Classes) > MaxClasses"),
  go("core/dataset/csv.go", "if wide == 0 {", "if wide < 0 {"),
  go("core/dataset/csv.go", "+ .001*float64(wide)/float64(len(rows))", ""),
  go("core/dataset/csv.go", "t.decimal = commas > points", "t.decimal = commas > 0"),
  go("core/dataset/npy.go", "fortran: order == \"True\"", "fortran: order != \"True\""),
  go("core/dataset/npy.go", "a.all[(i*a.rows+a.at)*a.size:]", "a.all[(i+a.columns*a.at)*a.size:]"),
  go("core/safetensors/safetensors.go", "for len(text)%8 != 0 {", "for false {"),
  go("core/safetensors/safetensors.go", "if end != len(data) {", "if end > len(data) {"),
  go("core/export/table.go", "units.Y.Data(-at(i / fieldSide))", "units.Y.Data(at(i / fieldSide))"),
  go("core/export/table.go", "63-(before+len(header))%64", "64-(before+len(header))%64"),

  // The game.
  go("core/gan/schedule.go", "t >= .75", "t > .8"),
  go("core/gan/densify.go", "math.RoundToEven(float64(v)/side)", "math.Floor(float64(v)/side)"),
  go("core/gan/latent.go", "math.Sqrt2 * cos", "2 * cos"),
  go("core/gan/latent.go", "const unit = 1.7320508", "const unit = 1"),

  // Tables and sweeps.
  go("core/table/join.go", "for _, o := range seeds[at] {", "for _, o := range seeds[at][:min(1, len(seeds[at]))] {"),
  go("core/table/row.go", "if 4*m.Step <= 3*r.Steps {", "if 4*m.Step < 3*r.Steps {"),
  go("core/table/row.go", "growth.Mean > 2*growth.Error", "growth.Mean > growth.Error"),
  go("core/table/interval.go", "p*(1-p)/m+z*z/4/m/m", "p*(1-p)/m"),
  go("core/table/search.go", "return cmp.Or(cmp.Compare(b.seeds, a.seeds), cmp.Compare(a.mean, b.mean))", "return cmp.Compare(a.mean, b.mean)"),
  go("core/table/search.go", "averages, schedules = averages[1:], schedules[1:]", "averages = averages[1:]"),
  go("core/table/csv.go", "f.Name != \"seed\" && ", ""),
  go("core/sweep/range.go", "list = append(list, digits(v))", "list = append(list, v)"),
  go("core/sweep/range.go", "case math.Abs(left) <= close:", "case left == 0:"),
  go("core/sweep/runs.go", "for i := len(places) - 1; i >= 0; i-- {", "for i := range places {"),
  go("core/sweep/item.go", "changes = ordered(changes)\n\tvar texts", "var texts"),

  // The page: controls and keys.
  page("trainer/parts/shortcuts.js", "if (!event.repeat || found.repeats) found.action();", "found.action();", "controls"),
  page("trainer/parts/shortcuts.js", "return !pointed;", "return pointed;", "controls"),
  page("trainer/run/transport.js", "at >= steps", "at > steps", "embed"),
  page("trainer/settings/number.js", "return grouped ? number.replace(/[.,\\s]/g, \"\") : number.replace(\",\", \".\");", "return number.replace(\",\", \".\");", "settings"),
  page("trainer/settings/number.js", "if (!field.restarts) commit(String(value));", "commit(String(value));", "interaction"),
  page("trainer/settings/number.js", "tick === 0 ? min : clamp(", "clamp(", "interaction"),
  page("trainer/settings/network.js", "add.disabled = widths.length >= longest;", "add.disabled = widths.length > longest;", "interaction"),
  page("trainer/settings/meaning.js", "means(fields.get(name), config, fields) && ", "", "settings"),
  page("trainer/settings/presets.js", "{ ArrowDown: 1, ArrowUp: -1 }", "{ ArrowDown: -1, ArrowUp: 1 }", "presets"),
  page("trainer/parts/announce.js", "if (passing) setTimeout(() => notice.remove(), 3000);", "", "interaction"),
  page("common/text.js", "[value || 0]", "[value]", "words", "text"),
  page("common/text.js", "size >= 1e7", "size >= 1e6", "words", "text"),

  // What is read of a run.
  page("trainer/readings/numbers.js", "(name !== \"modes\" || measures.modes_total > 0)", "true", "controls"),
  page("trainer/readings/diagnosis.js", "step - since >= long", "step >= since", "diagnosis"),
  page("trainer/readings/diagnosis.js", "quietUntil = step + patience;", "quietUntil = step;", "diagnosis"),
  page("trainer/plane/told.js", "height / 2 - y * scale", "height / 2 + y * scale", "picture", "interaction"),
  page("trainer/plane/told.js", "steps: path.length / 2 - 1", "steps: path.length / 2", "picture", "interaction"),

  // A run's course, its address, its files.
  page("trainer/run/timeline.js", "saddle.timeline().step - 1)", "saddle.timeline().step - 2)", "timeline"),
  page("trainer/run/timeline.js", "(event.shiftKey ? \"redo\" : \"undo\")", "\"undo\"", "timeline"),
  page("trainer/run/link.js", "errors.slice(0, most - 1)", "errors.slice(0, most)", "link"),
  page("trainer/run/link.js", "isNew && state.life === life && state.begun !== begun", "isNew && state.life === life", "controls"),
  page("trainer/run/keeping.js", "b.time - a.time", "a.time - b.time", "timeline"),
  page("trainer/run/arriving.js", "bar.value = step - from;", "bar.value = step;", "sharing", "timeline"),
  page("trainer/run/ended.js", "if (times > 1) history", "if (times > 2) history", "ended"),
  page("trainer/share/files.js", "bytes[0] === 0x50 && bytes[1] === 0x4b", "false", "sharing", "timeline"),
  page("trainer/picture/film.js", "await saddle.seek(before);", "", "picture"),
  page("trainer/picture/film.js", "delay: 1000 / rate", "delay: 100", "picture"),
  page("trainer/picture/film.js", "steps.at(-1) === to ? steps : [...steps, to]", "steps", "picture"),

  // Races, the split plane, drawing, data, frames.
  page("trainer/race/curves.js", "measured[i + 1] <= step", "measured[i + 1] < step", "race"),
  page("trainer/race/groups.js", "(at - low);", "(low - at);", "race"),
  page("trainer/race/groups.js", "const fewest = 3;", "const fewest = 2;", "race"),
  page("trainer/race/runs.js", "run.covered[count] ??= measures.step", "run.covered[count] = measures.step", "race"),
  page("trainer/race/table.js", "return more !== turned ? -value : value;", "return more ? -value : value;", "race"),
  page("trainer/race/table.js", "if (run.out || !Number.isFinite(value))", "if (!Number.isFinite(value))", "race"),
  page("trainer/race/coverage.js", "Math.min(...runs.map((run) => run.covered", "Math.max(...runs.map((run) => run.covered", "race"),
  page("trainer/race/label.js", "all.length > 1 && ", "", "race"),
  page("trainer/split/differences.js", "names.filter((name) => said.has(name))", "names", "split"),
  page("trainer/drawing/tools.js", "radius * Math.sqrt(random())", "radius * random()", "interaction"),
  page("trainer/drawing/tools.js", "distance(point, at) > radius", "distance(point, at) < radius", "interaction"),
  page("trainer/data/preview.js", "centre.y - places[i + 1] * scale", "centre.y + places[i + 1] * scale", "data"),
  page("trainer/embed/protocol.js", "Number.isInteger(value) && ", "", "embed"),
  page("trainer/embed/query.js", "known?.length === 0 ? usual : known", "known", "embed"),
  page("lecture/guess.js", "guessed === right ? words.right : words.wrong", "words.right", "lecture-page"),
  page("lecture/terms.js", "if (key === \"Escape\") hide();", "", "lecture-page"),
];
