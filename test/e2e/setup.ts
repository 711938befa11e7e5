import { chooseRuntime, provideDisplay } from '../../scripts/runtime.ts';

/**
 * Playwright's global setup. It leaves its choice in the environment, which the workers inherit.
 */
async function setup(): Promise<() => void> {
  return provideDisplay(await chooseRuntime());
}

export { setup as default };
