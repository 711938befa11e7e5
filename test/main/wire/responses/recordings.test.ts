import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../../provider/behaviour.ts';
import { framings, type Framing } from '../../../provider/framing.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import type { Json } from '../../../provider/responses/events.ts';
import {
  loadRecordings,
  objectsIn,
  type RecordedResponse,
} from '../../../provider/responses/recordings.ts';
import { connectionTo, terminals } from '../support.ts';
import { hearResponse } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const recordings = loadRecordings();

/** What a client should make of a response, in the simplest way, from its last event alone. */
function expectedOf({ whole }: RecordedResponse) {
  const output = objectsIn(whole['output']);
  const of = (type: string): readonly Json[] => output.filter((item) => item['type'] === type);
  const textsIn = (value: unknown): readonly unknown[] => objectsIn(value).map(({ text }) => text);
  return {
    text: of('message').map((item) => textsIn(item['content']).join('')),
    reasoning: of('reasoning').flatMap((item) => [
      ...textsIn(item['summary']),
      ...textsIn(item['content']),
    ]),
    calls: of('function_call').map((item) => ({
      callId: item['call_id'],
      name: item['name'],
      arguments: item['arguments'],
    })),
    pictures: of('image_generation_call').length,
    isFailed: whole['status'] === 'failed',
  };
}

async function replay(recording: RecordedResponse, framing: Partial<Framing>): Promise<void> {
  const steps = (): readonly Step[] =>
    recording.events.map((event): Step => ({ kind: 'response_event', event }));
  provider.next({ kind: 'steps', steps, framing });
  const answer = await hearResponse(connectionTo(provider.baseUrl));
  const expected = expectedOf(recording);
  expect(answer.text).toBe(expected.text.join('\n\n'));
  expect(answer.reasoning).toBe(expected.reasoning.join('\n\n'));
  expect(answer.calls).toEqual(expected.calls);
  expect(answer.steps.filter(({ kind }) => kind === 'picture')).toHaveLength(expected.pictures);
  expect(terminals(answer.steps)).toBe(1);
  expect(answer.end?.kind).toBe(expected.isFailed ? 'failed' : 'finished');
  if (!expected.isFailed) expect(answer.usage).not.toBeNull();
}

/** Many packets take a while: the longest recording that is sent in them, in characters. */
const longestIn: Readonly<Partial<Record<Framing['split'], number>>> = {
  byte: 3000,
  random: 12_000,
  event: 25_000,
};

function fits({ events }: RecordedResponse, { split }: Partial<Framing>): boolean {
  const longest = split === undefined ? undefined : longestIn[split];
  return longest === undefined || JSON.stringify(events).length <= longest;
}

describe.each(recordings)('the recorded response $name', (recording) => {
  const fitting = Object.entries(framings).filter(([, framing]) => fits(recording, framing));
  it.each(fitting)('reads the same framed as %s', (_name, framing) => replay(recording, framing));
});

it('there are recordings of texts, reasoning, calls, pictures, sources and a failure', () => {
  const all = recordings.map(expectedOf);
  expect(all).toHaveLength(10);
  expect(all.filter(({ text }) => text.length > 0).length).toBeGreaterThanOrEqual(5);
  expect(all.filter(({ reasoning }) => reasoning.length > 0).length).toBeGreaterThanOrEqual(2);
  expect(all.filter(({ calls }) => calls.length > 0)).toHaveLength(4);
  expect(all.filter(({ pictures }) => pictures > 0)).toHaveLength(1);
  expect(all.filter(({ isFailed }) => isFailed)).toHaveLength(1);
});
