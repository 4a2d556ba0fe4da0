// The plane as a picture, of what a look at a run has brought.

import { shape, element } from "../../common/element.js";
import { dots, short, ticks, words } from "./draw.js";
import { formatNumber } from "../../common/text.js";

const cells = 160; // of a field, along a side
const manifoldSide = 41;
const manifoldStep = 2; // of the latent grid's lines, those that are drawn
const arrowCount = 130;
const pairCount = 150;
const decided = 0.55; // D*'s curve: where there is neither data nor generated points D* is 1/2
const strength = 0.34; // of D's colours at 0 and at 1: points stand out of them

/** How far a plane of this shape shows at most, if the square that is worth showing has this half side: numbers at its edges change the shape. */
const reachOf = (half, width, height) => (1.12 * half * Math.max(width, height)) / Math.min(width, height);

/** Whether a look has brought something: what there is not comes as a list of nothing. */
const has = (list) => list?.length > 0;

/** What has to be looked at for a plane with these layers, of this shape. */
export function lookOf(shown, half, width, height) {
  const grid = { side: cells, half: (reachOf(half, width, height) * cells) / (cells - 1) };
  return {
    still: true, points: true, origins: true,
    ...(shown.heatmap && { field: grid }), ...(shown.optimum && { optimum: grid }),
    ...(shown.arrows && { arrows: arrowCount }), ...(shown.manifold && { manifold: manifoldSide }),
  };
}

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** A colour with a share of another. */
const mixed = (one, other, share) => "#" + channels(one).map((value, i) => Math.round(value * (1 - share) + channels(other)[i] * share).toString(16).padStart(2, "0")).join("");

/** Values from 0 to 1 as a picture in colours: of G's at 0, of the data's at 1, none at 1/2. */
function heat(values, palette) {
  const canvas = element("canvas", { width: cells, height: cells });
  const context = canvas.getContext("2d");
  const image = context.createImageData(cells, cells);
  const [low, high] = [channels(palette.generated), channels(palette.real)];
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    const t = 2 * Math.max(0, Math.min(value, 1)) - 1;
    image.data.set([...(t < 0 ? low : high), Math.round(Math.abs(t) * strength * 255)], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas.toDataURL("image/png");
}

/**
 * The plane in a box whose corner is the origin.
 * @param {any} seen the picture that saddle.look has brought
 * @param {{width: number, height: number, type: number, soft: string, ground: string, palette: any}} style
 * @param {{shown: Record<string, boolean>, half: number, axes: boolean}} what
 */
export function planeOf(seen, style, { shown, half, axes }) {
  const { type, soft, ground, palette } = style;
  const left = axes ? type * 3 : 0;
  const [width, height] = [style.width - left - 1, style.height - (axes ? type * 1.7 : 0) - 1];
  const scale = Math.min(width, height) / (2 * half);
  const x = (place) => left + width / 2 + place * scale;
  const y = (place) => 0.5 + height / 2 - place * scale;
  const [across, down] = [width / 2 / scale, height / 2 / scale];
  const radius = Math.min(Math.max(Math.min(width, height) / 330, 0.8), 2);
  const most = Math.max(250, Math.round(Math.min(width, height) ** 2 / 120)); // in a small plane all would be a blot
  const thin = radius * 0.8;
  const parts = [];

  /** The points of columns of which the index is wanted: all, as a rule. */
  const cloud = (points, colour, opacity, wanted = (i) => i >= 0) => {
    const n = points.length / 2;
    return dots(Math.min(most, n), (i) => (wanted(i) && Math.abs(points[i]) <= across && Math.abs(points[n + i]) <= down ? [x(points[i]), y(points[n + i])] : null), radius, colour, opacity);
  };
  const curve = (values, grid, level, colour, thick, opacity) => {
    const cell = (2 * grid.half) / grid.side;
    const at = (c) => (c + 0.5) * cell - grid.half;
    const pieces = window.saddle.level(values, grid.side, level);
    let path = "";
    for (let i = 0; i < pieces.length; i += 4) path += `M${short(x(at(pieces[i])))} ${short(y(-at(pieces[i + 1])))}L${short(x(at(pieces[i + 2])))} ${short(y(-at(pieces[i + 3])))}`;
    parts.push(shape("path", { d: path, fill: "none", stroke: colour, "stroke-width": thick * radius, "stroke-linecap": "round", "stroke-opacity": opacity }));
  };
  const filled = (values, { half: reach }) => parts.push(shape("image", {
    x: x(-reach), y: y(reach), width: 2 * reach * scale, height: 2 * reach * scale, preserveAspectRatio: "none", href: heat(values, palette),
  }));

  const { look, still } = seen;
  if (has(seen.field)) filled(seen.field, look.field);
  else if (has(seen.optimum)) filled(seen.optimum, look.optimum);
  if (has(seen.field)) curve(seen.field, look.field, 0.5, palette.discriminator, 1, 0.8);
  if (has(seen.optimum)) curve(seen.optimum, look.optimum, decided, palette.theory, 1.3, 1);
  parts.push(shape("path", { d: `M${left} ${short(y(0))}h${short(width)}M${short(x(0))} 0v${short(height)}`, stroke: palette.ink, "stroke-opacity": 0.09, "stroke-width": thin }));
  if (shown.real) parts.push(cloud(still.real, palette.real, 0.55));

  if (has(seen.manifold)) {
    const n = manifoldSide ** 2;
    const at = (i) => `${short(x(seen.manifold[i]))} ${short(y(seen.manifold[n + i]))}`;
    const line = (of) => `M${Array.from({ length: manifoldSide }, (_, i) => at(of(i))).join("L")}`;
    const lines = seen.latentdim === 1 ? [`M${Array.from({ length: n }, (_, i) => at(i)).join("L")}`]
      : Array.from({ length: Math.ceil(manifoldSide / manifoldStep) }, (_, k) => k * manifoldStep).flatMap((a) => [line((b) => a * manifoldSide + b), line((b) => a + b * manifoldSide)]);
    parts.push(shape("path", { d: lines.join(""), fill: "none", stroke: palette.generated, "stroke-opacity": 0.75, "stroke-width": 0.8 * radius }));
  }
  if (shown.pairs && has(seen.origins)) {
    const n = seen.origins.length / 2;
    const chosen = Array.from({ length: Math.min(pairCount, n) }, (_, k) => Math.floor((k * n) / pairCount));
    parts.push(shape("path", { d: chosen.map((i) => `M${short(x(seen.origins[i]))} ${short(y(seen.origins[n + i]))}L${short(x(seen.points[i]))} ${short(y(seen.points[n + i]))}`).join(""), stroke: palette.ink, "stroke-opacity": 0.3, "stroke-width": thin / 2 }),
      cloud(seen.origins, palette.ink, 0.45));
  }
  if (shown.generated && has(seen.classes)) {
    for (let c = 0; c < still.classcount; c++) parts.push(cloud(seen.points, palette.classes[c % palette.classes.length], 0.8, (i) => seen.classes[i] === c));
  } else if (shown.generated) {
    parts.push(cloud(seen.points, palette.generated, 0.8));
  }
  if (has(seen.pulls)) parts.push(...arrowsOf(seen, { x, y, side: Math.min(width, height), radius, colour: mixed(palette.generated, palette.ink, 0.6) }));

  const clip = "plane-clip";
  const frame = [
    shape("clipPath", { id: clip }, shape("rect", { x: left, y: 0.5, width, height })),
    shape("rect", { x: left, y: 0.5, width, height, fill: ground }),
    shape("g", { "clip-path": `url(#${clip})` }, ...parts),
    shape("rect", { x: left, y: 0.5, width, height, fill: "none", stroke: soft, "stroke-opacity": 0.5, "stroke-width": thin }),
  ];
  if (!axes) return frame;
  // In the data's own units.
  const axis = ({ offset, scale: unit }) => (unit === 0 ? [(place) => place, (data) => data] : [(place) => offset + unit * place, (data) => (data - offset) / unit]);
  const [dataX, placeX] = axis(still.units.x);
  const [dataY, placeY] = axis(still.units.y);
  const marks = Math.max(3, Math.min(7, Math.min(width, height) / type / 4));
  return [...frame,
    ...ticks(dataX(-across), dataX(across), (marks * width) / Math.min(width, height)).map((value) => [short(x(placeX(value))), value]).flatMap(([at, value]) => [
      shape("path", { d: `M${at} ${short(0.5 + height)}v${short(type * 0.3)}`, stroke: soft, "stroke-width": thin }),
      words(at, short(height + type * 1.4), type, formatNumber(value, 6), { "text-anchor": "middle", fill: soft })]),
    ...ticks(dataY(-down), dataY(down), (marks * height) / Math.min(width, height)).map((value) => [y(placeY(value)), value]).flatMap(([at, value]) => [
      shape("path", { d: `M${left} ${short(at)}h${short(-type * 0.3)}`, stroke: soft, "stroke-width": thin }),
      words(short(left - type * 0.5), short(at + type * 0.33), type, formatNumber(value, 6), { "text-anchor": "end", fill: soft })])];
}

/** Where G's loss pulls some of the generated points. */
function arrowsOf({ arrows, pulls }, { x, y, side, radius, colour }) {
  const n = arrows.length / 2;
  const lengths = Array.from({ length: n }, (_, i) => Math.hypot(pulls[i], pulls[n + i]));
  const longest = lengths.toSorted((a, b) => a - b)[Math.floor((n * 9) / 10)]; // few exceed it
  if (!(longest > 0)) return [];
  let shafts = "", heads = "";
  lengths.forEach((pull, i) => {
    // Weak pulls would be dots if lengths were true; roots keep the order and are seen.
    const size = (side / 18) * Math.sqrt(Math.min(pull / longest, 1.5));
    if (!(size > 2)) return;
    const [ux, uy] = [pulls[i] / pull, -pulls[n + i] / pull];
    const [px, py] = [x(arrows[i]), y(arrows[n + i])];
    const head = Math.min(size * 0.6, 4.5 * radius);
    const [tx, ty] = [px + ux * size, py + uy * size];
    const [bx, by] = [tx - ux * head, ty - uy * head];
    shafts += `M${short(px)} ${short(py)}L${short(bx)} ${short(by)}`;
    heads += `M${short(tx)} ${short(ty)}L${short(bx - uy * head * 0.45)} ${short(by + ux * head * 0.45)}L${short(bx + uy * head * 0.45)} ${short(by - ux * head * 0.45)}Z`;
  });
  return [shape("path", { d: shafts, stroke: colour, "stroke-width": radius, "stroke-opacity": 0.85 }), shape("path", { d: heads, fill: colour, "fill-opacity": 0.85 })];
}
