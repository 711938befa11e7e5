import { performance } from 'node:perf_hooks';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { launchParley } from '../e2e/launch.ts';
import { controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { size, time, type Figure } from './figures.ts';
import { isShort } from './short.ts';
import { gzipSize } from './start-up.ts';
import { percentile } from './table.ts';

const launches = isShort ? 3 : 5;

/**
 * Time from the start of the process to a composer that accepts text, in ms, and the files the
 * window had requested before its first view.
 */
async function launch(root: string, provider: Provider) {
  const times: number[] = [];
  let files: readonly string[] = [];
  for (let run = 0; run < launches; run += 1) {
    const start = performance.now();
    const parley = await launchParley({
      appPath: root,
      // Electron recompiles the app's code each time.
      env: { NODE_DISABLE_COMPILE_CACHE: '1' },
      prepare: (userData) => seedSettings(userData, provider),
    });
    await controls(parley.page).composer.waitFor();
    const fetched = await parley.page.waitForFunction(
      () =>
        document.querySelector('textarea')?.disabled === false &&
        performance
          .getEntriesByType('resource')
          // Warming up behind the first view may have begun by the time we look.
          .filter(
            ({ startTime }) =>
              startTime <=
              (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
          )
          .map(({ name }) => new URL(name).pathname.slice(1))
          .filter((name) => /\.(?:js|css)$/.test(name)),
      undefined,
      { polling: 10 },
    );
    times.push(performance.now() - start);
    const names = (await fetched.jsonValue()) || [];
    if (run === 0 || names.length < files.length) files = names;
    await parley.close();
  }
  return { time: percentile(times, 0.5), files };
}

/** Figures about the built app from its start to a composer that accepts text. */
export async function measureLaunch(root: string): Promise<readonly Figure[]> {
  // The runtime is chosen once and must not count towards the first launch.
  await chooseRuntime();
  const provider = await startProvider();
  try {
    const launched = await launch(root, provider);
    return [
      {
        what: 'launch → composer enabled (median)',
        readings: [time('launch → composer enabled', launched.time)],
        budget: '≤ 1200 ms',
        floor: '',
      },
      {
        what: `fetched before the first view, gzip (${launched.files.length} files)`,
        readings: [
          size(
            'fetched before the first view, gzip',
            gzipSize(root, ['index.html', ...launched.files]),
          ),
        ],
        budget: '≤ 200 KB',
        floor: '',
      },
    ];
  } finally {
    await provider.close();
  }
}
