import { launchParley, type Parley } from '../e2e/launch.ts';
import { exchange, seedLibrary } from '../e2e/library-profile.ts';
import { ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { time, type Figure } from './figures.ts';
import { isShort } from './short.ts';
import { plainWords, untilAnswered } from './streaming.ts';
import { percentile } from './table.ts';
import { watchFrames } from './tools.ts';

const rounds = isShort ? 2 : 4;
const tokensPerSecond = 100;
const tokens = isShort ? 500 : 1500;
const model = { model: { providerId: 'scripted', model: 'scripted-1' } };

/** Time between frames while the answers to one question arrive, p99 (ms). */
async function framesIn({ page }: Parley, provider: Provider, title: string): Promise<number> {
  await controls(page).conversations.getByRole('button', { name: title }).first().click();
  provider.script({ kind: 'text', text: plainWords(tokens), tokensPerSecond });
  const frames = await watchFrames(page);
  await ask(page, 'At the same pace');
  await untilAnswered(page);
  return percentile(await frames(), 0.99);
}

/** What four answers side by side cost the frames of the window, against one. */
export async function measureSideBySide(root: string): Promise<readonly Figure[]> {
  const provider = await startProvider();
  const parley = await launchParley({
    appPath: root,
    prepare(userData) {
      seedSettings(userData, provider);
      const messages = exchange('Before?', 'Yes.');
      seedLibrary(userData, [
        { title: 'One answer', age: 1, messages },
        {
          title: 'Four answers',
          age: 2,
          messages,
          compare: { answerers: [model, model, model, model], on: true },
        },
      ]);
    },
  });
  try {
    await parley.page.setViewportSize({ width: 1440, height: 900 });
    const one: number[] = [];
    const four: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      one.push(await framesIn(parley, provider, 'One answer'));
      four.push(await framesIn(parley, provider, 'Four answers'));
    }
    const what = `time between frames at ${tokensPerSecond} tokens/s each, p99`;
    return [
      {
        what: `${what}, four answers / one (${rounds} rounds)`,
        readings: [
          time(`${what}, four answers`, percentile(four, 0.5)),
          time(`${what}, one answer`, percentile(one, 0.5)),
        ],
        budget: 'the same',
        floor: 'one frame, 16.7 ms',
      },
    ];
  } finally {
    await parley.close();
    await provider.close();
  }
}
