/** The benches and what each of them measures. Only those that run are loaded. */
import type { Figure } from './figures.ts';

export interface Bench {
  readonly name: string;
  /** Name of a group of benches. */
  readonly group: string;
  readonly measures:
    | {
        /**
         * Measures a build in any folder through stable interfaces: names in the window, the wire,
         * files.
         */
        readonly kind: 'build';
        readonly run: (root: string) => Promise<readonly Figure[]>;
      }
    | {
        /** Modules that the bench imports, so that each checkout measures its own. */
        readonly kind: 'sources';
        readonly run: () => Promise<readonly Figure[]>;
      };
}

const build = (
  group: string,
  name: string,
  run: (root: string) => Promise<readonly Figure[]>,
): Bench => ({ group, name, measures: { kind: 'build', run } });

const sources = (group: string, name: string, run: () => Promise<readonly Figure[]>): Bench => ({
  group,
  name,
  measures: { kind: 'sources', run },
});

const startUp = () => import('./start-up.ts');
const streaming = () => import('./streaming.ts');
const energy = () => import('./energy.ts');
const reading = () => import('./reading.ts');
const store = () => import('./store.bench.ts');

export const benches: readonly Bench[] = [
  build('start', 'bundle', async (root) => (await startUp()).measureBundle(root)),
  build('start', 'first-load', async (root) => (await startUp()).measureFirstLoad(root)),
  build('streaming', 'launch', async (root) => (await import('./launch.ts')).measureLaunch(root)),
  build('quick', 'quick', async (root) => (await import('./quick.ts')).measureQuick(root)),
  build('streaming', 'latency', async (root) => (await streaming()).measureLatency(root)),
  build('streaming', 'ipc', async (root) => (await streaming()).measureIpc(root)),
  build('streaming', 'running-tool', async (root) =>
    (await import('./tools.ts')).measureRunningTool(root),
  ),
  build('streaming', 'side-by-side', async (root) =>
    (await import('./side-by-side.ts')).measureSideBySide(root),
  ),
  build('energy', 'energy', async (root) => (await energy()).measureEnergy(root)),
  build('energy', 'idle', async (root) => (await energy()).measureIdle(root)),
  build('energy', 'painted', async (root) => (await import('./painted.ts')).measurePainted(root)),
  build('peers', 'peers', async (root) => (await import('./peers/measure.ts')).measurePeers(root)),
  build('reading', 'long', async (root) => (await reading()).measureLong(root)),
  build('reading', 'open', async (root) => (await reading()).measureOpen(root)),
  build('reading', 'opening', async (root) => (await import('./opening.ts')).measureOpening(root)),
  build('reading', 'heap', async (root) => (await reading()).measureHeap(root)),
  sources('store', 'save', async () => (await store()).measureSaving()),
  sources('store', 'journal', async () => (await store()).measureJournal()),
  sources('store', 'load', async () => (await store()).measureLoading()),
  sources('api', 'api', async () => (await import('./api.ts')).measureApi()),
  sources('search', 'search', async () => (await import('./search.ts')).measureSearch()),
  build('library', 'library', async (root) => (await import('./library.ts')).measureLibrary(root)),
  sources('render', 'render', async () => (await import('./render/run.ts')).measureRendering()),
];

/**
 * The benches with these names or groups, in order; all if there are no names. Throws for an
 * unknown name.
 */
export function benchesNamed(names: readonly string[]): readonly Bench[] {
  const unknown = names.filter(
    (name) => !benches.some((bench) => bench.name === name || bench.group === name),
  );
  if (unknown.length > 0) {
    const known = benches.map(({ name }) => name).join(', ');
    throw new Error(`There is no bench ${unknown.join(', ')}. There are: ${known}.`);
  }
  return benches.filter(
    ({ name, group }) => names.length === 0 || names.includes(name) || names.includes(group),
  );
}
