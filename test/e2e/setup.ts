import { chooseRuntime, provideDisplay } from '../../scripts/runtime.ts';

/** Playwright's global setup: the choice is left in the environment, which the workers inherit. */
async function setup(): Promise<() => void> {
  return provideDisplay(await chooseRuntime());
}

export { setup as default };
