// The colours of nine runs: told apart by people who see all colours and by those who see few, on light and dark ground.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { differenceEuclidean, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, parse, wcagContrast } from "culori";
import { dashOf } from "../trainer/race/dashes.js";

const styles = path.join(import.meta.dirname, "../styles");
const sheet = readFileSync(path.join(styles, "race.css"), "utf8");
const tokens = readFileSync(path.join(styles, "tokens.css"), "utf8");
const colours = [...sheet.matchAll(/--run-(\d): (#[0-9a-f]{6});/g)];
const grounds = (name) => [...tokens.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, "g"))].map(([, hex]) => hex);

// In the order of the sheet: light, dark by the system, dark by choice.
const palettes = [0, 9, 18].map((start) => colours.slice(start, start + 9).map(([, number, hex]) => ({ number: Number(number), hex })));
const difference = differenceEuclidean("lab65");
const eyes = { all: (colour) => colour, "no red": filterDeficiencyProt(1), "no green": filterDeficiencyDeuter(1), "no blue": filterDeficiencyTrit(1) };

test("each ground has its nine colours, and dark has the same ones by the system and by choice", () => {
  assert.equal(colours.length, 27);
  for (const palette of palettes) assert.deepEqual(palette.map(({ number }) => number), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(palettes[1], palettes[2]);
});

for (const [name, palette, ground] of /** @type {const} */ ([["light", palettes[0], 0], ["dark", palettes[1], 1]])) {
  test(`lines of one kind differ by 25 in CIELAB for every eye, all by 20 for most: ${name}`, () => {
    const near = [];
    for (const [eye, see] of Object.entries(eyes)) {
      for (const a of palette) {
        for (const b of palette) {
          if (a.number >= b.number) continue;
          const alike = dashOf(a.number) === dashOf(b.number);
          const least = alike ? 25 : eye === "all" ? 20 : 0;
          const apart = difference(see(parse(a.hex)), see(parse(b.hex)));
          if (apart < least) near.push(`${a.number} and ${b.number} (${eye}): ${apart.toFixed(1)}`);
        }
      }
    }
    assert.deepEqual(near, []);
  });

  test(`numbers in these colours can be read: ${name}`, () => {
    for (const token of ["paper", "raised"]) {
      const behind = grounds(token)[ground];
      for (const { number, hex } of palette) assert.ok(wcagContrast(hex, behind) >= 4.5, `${number} on ${token}: ${wcagContrast(hex, behind).toFixed(2)}`);
    }
  });
}
