// What scripts can ask of Saddle: window.saddle in its page, and messages to a frame that shows it. For who embeds it:
//
//   /// <reference path="saddle.d.ts" />
//   frame.contentWindow.postMessage({ saddle: 1, id: 7, do: "step", n: 100 } satisfies Saddle.Command, "*");
//
// wasm/bridge says more of each function, docs/embedding.md shows some in use.

declare namespace Saddle {
  /** What is wrong with a setting: its name in a link ("" for the link itself), a code, what the code's sentence names, and the sentence in English. */
  interface FieldError {
    field: string;
    code: string;
    args: Record<string, unknown>;
    message: string;
  }

  /** What a function comes to whose argument is wrong; then nothing has changed. */
  interface Refused {
    error: string;
  }

  type Layer = "real" | "generated" | "heatmap" | "arrows" | "manifold" | "optimum" | "pairs";

  /** Numbers by which a run is judged; NaN where one does not exist. */
  interface Measures {
    step: number;
    value: number;
    d_loss: number;
    g_loss: number;
    d_accuracy: number;
    d_gradient: number;
    g_gradient: number;
    modes: number;
    modes_total: number;
    modes_share: number;
    high_quality: number;
    reverse_kl: number;
    reverse_kl_hq: number;
    jsd: number;
    kl_data_model: number;
    kl_model_data: number;
    sliced_w: number;
    optimum_distance: number;
    balance_k: number;
    convergence: number;
    sigma: number;
    clipped: number;
  }

  /** With a hash of all parameters, and the generated points x0, y0, x1, y1, … */
  interface Snapshot extends Measures {
    digest: string;
    points: Float32Array;
  }

  /** A setting: `name` is its name in links. */
  interface Field {
    name: string;
    kind: "int" | "float" | "choice" | "bool" | "layers" | "points" | "seed";
    default: unknown;
    min: number;
    max: number;
    choices?: string[];
    group: string;
    unit?: string;
    restarts: boolean;
    drawer: boolean;
    log?: boolean;
    when?: { field: string; values?: string[]; not?: string[] }[];
  }

  /** What a change came to. Where a round would be slow, nothing is changed: `slow` is its time in seconds and `asked` the link that was asked for. */
  interface Outcome {
    errors: FieldError[];
    restarted: boolean;
    link: string;
    slow?: number;
    asked?: string;
    error?: undefined;
  }

  interface Preset {
    name: string;
    group: string;
    link: string;
    against: string;
    opposite: string;
    steps: number;
  }

  interface Change {
    field: string;
    value: string;
  }

  interface Diagnosis {
    code: "" | "divergence" | "starvation" | "collapse" | "oscillation";
    divergence: { sign: string; value: number; step: number } | null;
    remedies: { name: string; changes: Change[] }[] | null;
  }

  interface Moment {
    step: number;
    digest: string;
    link: string;
    fresh: boolean;
  }

  interface Timeline {
    id: number;
    step: number;
    head: number;
    begun: string;
    marks: { step: number; changes: { field: string; from: string; to: string }[] }[];
    branches: { id: number; from: number; head: number; current: boolean }[] | null;
  }

  interface Stats {
    player: "worker" | "page";
    stepsPerSecond: number;
    frameMs: number;
    trainMs: number;
    drawMs: number;
    drawn: boolean;
    kernels: "simd" | "plain";
  }

  interface Sweep {
    errors: FieldError[] | null;
    runs: { label: Change[] | null; link: string }[] | null;
    left: { label: Change[] | null; error: FieldError }[] | null;
    text: string;
    link: string;
    base: string;
    steps: number;
  }

  interface FileError {
    code: string;
    args: Record<string, unknown>;
    message: string;
  }

  type Written = "points.csv" | "points.npy" | "networks.zip" | "onnx.zip" | "field.csv" | "field.npy" | "measures.csv" | "measures.json";

  interface Arriving {
    from: number;
    step: number;
    of: number;
  }

  /** What each event tells its listeners. */
  interface Events {
    change: Record<string, never>;
    measures: Measures & { experiment: string; digest: string };
    error: { code: string; message: string };
    arriving: Arriving;
    arrived: { step: number; back?: boolean; cancelled?: boolean; digest?: string; expected?: string | null; same?: boolean };
    timeline: Record<string, never>;
    restarted: { experiment: string; step: number; playing: boolean; again: boolean };
  }

  interface Gaussian {
    mean: number;
    width: number;
    weight: number;
  }

  interface Grid {
    from: number;
    to: number;
    points: number;
  }

  /** A game or a rule, with those of its numbers that are not to be the usual ones. */
  interface Named {
    name: string;
    [number: string]: unknown;
  }

  /** What is known without training; core/theory describes what comes back, which is {error} where an argument is wrong. */
  interface Theory {
    compare(p: Gaussian[], q: Gaussian[], grid: Grid): any;
    divergences(p: Gaussian[], q: Gaussian[]): any;
    critics(p: Gaussian[], q: Gaussian[], grid: Grid): any;
    flat(means: number[]): any;
    reconstruct(mean: number, width: number, k: number): any;
    play(game: Named, rule: Named, start: number[], steps?: number): any;
    field(game: Named, states: ArrayLike<number>): any;
    games(): any[];
    rules(): any[];
  }

  /** What is to be seen of a run: core/lab/look.go says more, also of the picture that comes back. */
  interface Look {
    still?: boolean;
    points?: boolean;
    origins?: boolean;
    field?: { side: number; half: number };
    optimum?: { side: number; half: number };
    arrows?: number;
    manifold?: number;
    measures?: boolean;
    ask?: { on: true; x: number; y: number; reach?: number; point?: number; path?: number };
  }

  /** window.saddle. Functions return at once; experiments train in Workers, so what an order comes to is known after a later `await saddle.step(0)`. */
  interface Api {
    /** Resolves when all below is there. */
    ready: Promise<unknown>;
    readonly playing: boolean;
    readonly pending: boolean;
    readonly arriving: Arriving | null;
    readonly canUndo: boolean;
    readonly canRedo: boolean;
    readonly kernels: "simd" | "plain";
    readonly largestFile: number;
    readonly theory: Theory;

    load(link?: string): { errors: FieldError[] };
    play(): null;
    pause(): null;
    reset(): null;
    step(n?: number, name?: string): Promise<null>;
    speed(stepsPerSecond?: number): null | Refused;

    snapshot(name?: string): Snapshot;
    history(name?: string): Record<keyof Measures, Float64Array>;
    shares(name?: string): Float64Array | null;
    diagnosis(name?: string): Diagnosis;
    stats(): Stats;
    slow(): number;
    slowly(samples?: number, side?: number): Promise<any> | Refused;

    schema(): Field[];
    config(): Record<string, any>;
    set(name: string, value: string, options?: { slow?: boolean }): Outcome;
    change(link: string, options?: { slow?: boolean }): Outcome;
    points(points: { x: number; y: number }[]): Outcome | (Refused & Partial<Omit<Outcome, "error">>);
    own(points: string, labelled?: boolean, options?: { slow?: boolean }): Outcome;
    presets(): Preset[];
    link(): string;
    address(): string;

    shown(): Record<Layer, boolean>;
    show(layer: string, on?: boolean): null | Refused;
    theme(name: string): null | Refused;
    traits(name?: string): { classes: string[]; origins: boolean };
    classColours(): string[];
    palette(theme: string): any;
    extent(name?: string): number;
    look(what: Look, name?: string): Promise<any>;
    level(values: Float32Array, side: number, level: number): Float32Array;
    toPlane(view: Element, clientX: number, clientY: number): { x: number; y: number } | null;
    thumbnail(kind: string, size: number): { width: number; points: Float32Array } | null;

    moment(): Moment;
    timeline(): Timeline;
    seek(step: number): Promise<number>;
    until(step: number): Promise<number>;
    cancel(): null;
    undo(): boolean;
    redo(): boolean;
    branch(id: number): boolean | Refused;
    keep(): boolean;

    save(): Promise<Uint8Array<ArrayBuffer>>;
    open(file: Uint8Array): Promise<{ error?: FileError }>;
    hasten(file: Uint8Array): Promise<boolean | { error: FileError }>;
    written(kind: Written, file: Uint8Array, samples?: number, seed?: number): Uint8Array<ArrayBuffer> & { error?: string };

    sweep(text?: string, link?: string): Sweep;
    races(link?: string): { name: string; axis: string; values: string[]; chosen: number }[];
    data(link?: string): { points: Float32Array; extent: number };
    sketch(link?: string, steps?: number, ms?: number): { points: Float32Array; step: number } | Refused;
    experiment(name: string, link?: string): { errors: FieldError[] };
    use(...names: string[]): null;
    forget(name: string): null | Refused;
    hold(on: boolean): null;

    on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => unknown): null | Refused;
    off<E extends keyof Events>(event: E, listener: (payload: Events[E]) => unknown): null;
  }

  /** What the page around a frame may say to it, by postMessage. `id` comes back with the answer. */
  type Command = { saddle: 1; id?: number | string } & (
    | { do: "report" | "pause" | "reset" | "undo" | "redo" | "save" | "watch" | "unwatch" }
    | { do: "play"; slow?: boolean }
    | { do: "step"; n?: number; slow?: boolean }
    | { do: "seek" | "until"; step: number; slow?: boolean }
    | { do: "export"; kind: Written; samples?: number; seed?: number }
    | { do: "open"; file: Uint8Array }
    | { do: "load"; link?: string }
    | { do: "set"; name: string; value: string | number | boolean; slow?: boolean }
    | { do: "show"; layer: Layer; on?: boolean }
    | { do: "speed"; steps?: number }
  );

  type Answer = Done | Wrong;

  interface Done {
    saddle: 1;
    id: number | string | null;
    ok: true;
    step: number;
    playing: boolean;
    link: string;
    digest: string;
    measures: Partial<Measures>;
    slow?: number; // seconds that a round takes, where that is long
    done?: boolean; // of undo and redo: whether there was any
    file?: Uint8Array; // of save and export
    problems?: string[]; // of load
    restarted?: boolean; // of set
  }

  interface Wrong {
    saddle: 1;
    id: number | string | null;
    ok: false;
    code: string;
    error: string;
  }

  /** What a frame tells who watches. */
  type Told = { saddle: 1 } & (
    | { event: "measures"; step: number; playing: boolean; measures: Partial<Measures> }
    | { event: "change"; step: number; playing: boolean; link: string }
    | { event: "error"; error: string }
  );
}

interface Window {
  saddle: Saddle.Api;
}
declare var saddle: Saddle.Api;
