import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleMain } from './bundle.ts';
import { removeFolder } from '../scratch.ts';
import { startMoodyProvider } from './provider.ts';
import { watchStalls } from './stalls.ts';
import { emptyTally, runWorld, type Tally } from './world.ts';

/** Number of deaths per folder before the next one starts. */
const livesPerWorld = 25;

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  /** Number of folders in use at once. */
  readonly worlds: number;
  /** For the bundle. */
  readonly scratch: string;
  /** An existing bundle. */
  readonly bundle?: string;
  readonly onDeath: (done: number) => void;
}

/**
 * Lets many programs live and die; returns what was observed. Folders of worlds with problems are
 * kept.
 */
export async function torture(options: TortureOptions): Promise<Tally> {
  mkdirSync(options.scratch, { recursive: true });
  const bundle = options.bundle ?? (await bundleMain(join(options.scratch, 'main')));
  const provider = await startMoodyProvider(options.seed);
  const stalls = watchStalls(tmpdir());
  const total = emptyTally();
  const perWorld = Math.min(livesPerWorld, Math.ceil(options.kills / options.worlds));
  let left = options.kills;
  let world = 0;
  let done = 0;

  async function runWorlds(): Promise<void> {
    while (left > 0 && total.problems.length === 0) {
      const lives = Math.min(perWorld, left);
      left -= lives;
      world += 1;
      const folder = mkdtempSync(join(tmpdir(), 'parley-torture-'));
      const tally = emptyTally();
      await runWorld({
        bundle,
        folder,
        baseUrl: provider.baseUrl,
        seed: options.seed * 1000 + world,
        lives,
        tally,
        stalls,
        onDeath: () => options.onDeath((done += 1)),
      });
      if (tally.problems.length === 0) removeFolder(folder);
      else total.problems.push(...tally.problems, `the folder is ${folder}`);
      total.kills += tally.kills;
      total.quits += tally.quits;
      total.early += tally.early;
      total.conversations += tally.conversations;
      total.messages += tally.messages;
      total.streaming += tally.streaming;
      total.stalledMs = Math.max(total.stalledMs, tally.stalledMs);
      total.missingMs = Math.max(total.missingMs, tally.missingMs);
    }
  }

  try {
    await Promise.all(Array.from({ length: options.worlds }, runWorlds));
  } finally {
    await stalls.stop();
    await provider.close();
  }
  return total;
}

/** The figures, one sentence each. */
export function describeTally(tally: Tally): string {
  return [
    `${tally.kills} kills (${tally.early} while it started) and ${tally.quits} quits`,
    `${tally.conversations} times a conversation was opened and compared, ${tally.messages} messages in all`,
    `${tally.streaming} answers were cut off; the oldest character lost was ${tally.missingMs.toFixed(0)} ms old (of the five seconds before a death, the disk held up everybody for ${tally.stalledMs} ms at most)`,
    `${tally.problems.length} problems`,
  ].join('\n');
}
