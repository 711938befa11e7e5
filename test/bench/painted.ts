import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { memory, varying, type Figure } from './figures.ts';
import { longAnswer, tokenSize, untilComplete } from './long-answer.ts';
import { isShort } from './short.ts';

const bytesPerPixel = 4;

/** Answers as they arrive. Tracing has a cost, so nothing else is measured of them. */
const paces = [
  { tokens: isShort ? 1000 : 5000, tokensPerSecond: 500 },
  { tokens: isShort ? 500 : 1600, tokensPerSecond: 100 },
] as const;

/** The frames, pixels and tiles that Chromium has drawn. */
interface Painted {
  readonly frames: number;
  /** Bytes of the pixels that were drawn again. */
  readonly bytes: number;
  /** Tiles of layers that were drawn again for it. */
  readonly tiles: number;
}

interface TraceEvent {
  readonly name: string;
  readonly args?: { readonly root_damage_rect?: string };
}

/** The area of a rectangle as Chromium writes it, such as `20,301 1070x566`. */
function areaOf(rectangle: string): number {
  const [, width = 0, height = 0] = (/ (\d+)x(\d+)$/.exec(rectangle) ?? []).map(Number);
  return width * height;
}

/** Counts what is painted from now on; the result ends it. */
async function startTrace(session: CDPSession): Promise<() => Promise<Painted>> {
  let frames = 0;
  let pixels = 0;
  let tiles = 0;
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, args } of value as unknown as readonly TraceEvent[]) {
      if (name === 'RasterTask') tiles += 1;
      const damage = args?.root_damage_rect;
      if (damage === undefined) continue;
      frames += 1;
      pixels += areaOf(damage);
    }
  });
  const complete = new Promise<void>((resolve) =>
    session.once('Tracing.tracingComplete', () => resolve()),
  );
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['viz', 'cc'] },
  });
  return async () => {
    await session.send('Tracing.end');
    await complete;
    return { frames, bytes: pixels * bytesPerPixel, tiles };
  };
}

async function painted(
  { page }: Parley,
  provider: Provider,
  { tokens, tokensPerSecond }: (typeof paces)[number],
): Promise<Figure> {
  await controls(page).newConversation.click();
  provider.script({ kind: 'text', text: longAnswer(tokens), tokenSize, tokensPerSecond });
  await pause(1000);
  const session = await page.context().newCDPSession(page);
  const end = await startTrace(session);
  await ask(page, 'Write');
  await untilComplete(page);
  const { frames, bytes, tiles } = await end();
  await session.detach();
  const pace = `${String(tokens)} tokens at ${String(tokensPerSecond)}/s`;
  return {
    what: `frames drawn / bytes painted / tiles drawn, ${pace}`,
    readings: [
      varying(`frames drawn, ${pace}`, frames),
      memory(`bytes painted, ${pace}`, bytes),
      varying(`tiles drawn, ${pace}`, tiles),
    ],
    budget: '',
    floor: '',
  };
}

/** Figures about what is painted while answers arrive, from Chromium's own trace. */
export async function measurePainted(root: string): Promise<readonly Figure[]> {
  await chooseRuntime();
  const provider = await startProvider();
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => seedSettings(userData, provider),
  });
  try {
    await controls(parley.page).composer.waitFor();
    provider.script({ kind: 'text', text: longAnswer(1000) });
    // Whatever the first answer loads is loaded, and painted with no other.
    await ask(parley.page, 'Load everything');
    await untilComplete(parley.page);
    const figures: Figure[] = [];
    for (const pace of paces) figures.push(await painted(parley, provider, pace));
    return figures;
  } finally {
    await parley.close();
    await provider.close();
  }
}
