// What the scripts of the pages rely on beside window.saddle, for tsc.

// Who asks for an element knows which it is.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Document {
  getElementById(id: string): any;
}
interface Element {
  closest(selectors: string): any;
}

// What happens on a page happens to its elements.
interface EventTarget {
  closest?(selectors: string): any;
}
interface Navigator {
  getBattery?(): Promise<{ charging: boolean; level: number } & EventTarget>;
}

// What a page's own scripts put beside the functions of the program, until it is ready.
declare namespace Saddle {
  interface Api {
    resolve?: (value?: unknown) => void;
    program?: Promise<Response>;
    module?: Promise<WebAssembly.Module | null>;
    makeWorker?: (ended: () => void) => Promise<unknown>;
    workers?: number;
    atRest?: boolean;
    simd?: boolean;
  }
}

/** Whether the site is built: tools/bundle.mjs writes it into what it bundles. */
declare const BUILT: boolean;

/** wasm_exec.js. */
declare var Go: new () => {
  argv: string[];
  env: Record<string, string>;
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
};
declare function importScripts(...addresses: string[]): void;
