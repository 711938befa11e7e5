import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatStep } from '../../src/shared/model/chat-event.ts';
import { ExpectedError } from '../../src/shared/expected.ts';
import { bodyLimits } from '../../src/main/wire/body-limits.ts';
import { maxCalls } from '../../src/main/wire/answers/answer-steps.ts';
import { listModels } from '../../src/main/wire/listing/models.ts';
import { createRandom } from '../bench/library/random.ts';
import { expectPlain } from '../main/wire/plain.ts';
import { ask, connectionTo, hear, heard, terminals } from '../main/wire/support.ts';
import { eachSeed, longest } from './cases.ts';
import { nastyBody } from './nasty/bodies.ts';
import { nastyStream } from './nasty/streams.ts';
import { createWatch } from './watch.ts';

const server = fork(join(import.meta.dirname, 'server.ts'), { execArgv: [] });
const listening = once(server, 'message') as Promise<[number]>;
let origin = '';
beforeAll(async () => {
  const [port] = await listening;
  origin = `http://127.0.0.1:${port}`;
  // The first question loads the libraries, whatever the server answers: no pause of its making.
  const watch = createWatch();
  await watch.during('loading the libraries', async () => {
    await hear(connectionTo(`${origin}/body/0/v1`, { apiKey }), { idleTimeoutMs: 60_000 });
  });
  console.info(watch.summary('question before all others'));
});
afterAll(() => void server.kill());

const apiKey = 'sk-abcdef1234567890';

/**
 * Adds a step. Text joins the preceding text, as in an answer, because a hundred thousand steps
 * would not belong to one.
 */
function keep(steps: ChatStep[], step: ChatStep): void {
  const last = steps.at(-1);
  if (step.kind === 'delta' && last?.kind === 'delta') {
    steps[steps.length - 1] = { ...last, text: last.text + step.text };
  } else if (step.kind === 'reasoning' && last?.kind === 'reasoning') {
    steps[steps.length - 1] = { ...last, text: last.text + step.text };
  } else steps.push(step);
}

/** Limit of memory that a turn may hold beyond the answer itself. */
const maxGrown = 6 * bodyLimits.body;

test(
  'a stream ends once, plainly, with every word that came before the trouble',
  async () => {
    const watch = createWatch();
    await eachSeed(50, async (seed) => {
      const { name, words } = nastyStream(createRandom(seed));
      const steps: ChatStep[] = [];
      await watch.during(`seed ${seed}: ${name}`, async () => {
        for await (const step of ask({
          connection: connectionTo(`${origin}/stream/${seed}/v1`, { apiKey }),
          model: 'scripted-model',
          messages: [{ role: 'user', content: 'Hello?' }],
          signal: new AbortController().signal,
          idleTimeoutMs: 60_000,
        }))
          keep(steps, step);
      });
      const answer = heard(steps);
      expect(terminals(answer.steps), name).toBe(1);
      if (answer.end?.kind === 'failed') expectPlain(answer.end.error);
      const calls = answer.calls.map((call) => call.arguments).join('');
      const shown = answer.text + answer.reasoning;
      expect(answer.calls.length, name).toBeLessThanOrEqual(maxCalls);
      expect(shown.length + calls.length, name).toBeLessThanOrEqual(bodyLimits.body);
      expect(
        words.filter((word) => !shown.includes(word)),
        name,
      ).toEqual([]);
    });
    console.info(watch.summary('streams'));
    expect(watch.grown()).toBeLessThan(maxGrown);
  },
  longest,
);

test(
  'a refusal, or a page that is no answer, is told in plain words without the key',
  async () => {
    const watch = createWatch();
    await eachSeed(80, async (seed) => {
      const { name, status } = nastyBody(createRandom(seed), 200_000);
      const answer = await watch.during(`seed ${seed}: ${status}, ${name}`, () =>
        hear(connectionTo(`${origin}/body/${seed}/v1`, { apiKey }), { idleTimeoutMs: 60_000 }),
      );
      expect(terminals(answer.steps), name).toBe(1);
      const error = answer.error();
      expectPlain(error);
      expect((error.detail ?? '').length, name).toBeLessThanOrEqual(500);
      expect(JSON.stringify(error), name).not.toContain(apiKey.slice(3, 12));
    });
    console.info(watch.summary('refusals'));
    expect(watch.grown()).toBeLessThan(maxGrown);
  },
  longest,
);

test(
  'a list of models comes or is refused in plain words',
  async () => {
    const watch = createWatch();
    await eachSeed(40, async (seed) => {
      const { name, status } = nastyBody(createRandom(seed), 200_000);
      const outcome: unknown = await watch.during(`seed ${seed}: ${status}, ${name}`, () =>
        listModels(connectionTo(`${origin}/body/${seed}/v1`, { apiKey })).catch(
          (thrown: unknown) => thrown,
        ),
      );
      if (Array.isArray(outcome)) return;
      if (!(outcome instanceof ExpectedError)) throw outcome;
      expectPlain(outcome.error);
      expect(JSON.stringify(outcome.error), name).not.toContain(apiKey.slice(3, 12));
    });
    console.info(watch.summary('lists of models'));
    expect(watch.grown()).toBeLessThan(maxGrown);
  },
  longest,
);
