import type { Bridge } from '../../shared/contract/index.ts';

declare global {
  interface Window {
    readonly parley: Bridge;
  }
}

/** The connection to main. Nothing else in the renderer touches `window.parley`. */
export const bridge: Bridge = {
  command: (name, input) => window.parley.command(name, input),
  drop: (files) => window.parley.drop(files),
  on: (name, listener) => window.parley.on(name, listener),
};
