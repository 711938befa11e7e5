import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framings, type Framing } from '../../provider/framing.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { expectedAnswer, loadTranscripts, type Transcript } from '../../provider/transcripts.ts';
import { readUsage } from '../../../src/main/wire/chat-completions/chunk.ts';
import { connectionTo, hear, terminals } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const transcripts = loadTranscripts();

async function replay(transcript: Transcript, framing: Partial<Framing>): Promise<void> {
  provider.next({ kind: 'chunks', chunks: transcript.chunks, framing });
  const answer = await hear(connectionTo(provider.baseUrl));
  const { expected } = transcript;
  expect(answer.text).toBe(expected.text);
  expect(answer.reasoning).toBe(expected.reasoning);
  expect(answer.calls).toEqual(
    expected.toolCalls.map(({ id, ...call }) => ({ callId: id, ...call })),
  );
  expect(terminals(answer.steps)).toBe(1);
  expect(answer.end).toEqual({ kind: 'finished', finishReason: expected.finishReason });
  expect(answer.usage).toEqual(readUsage(expected.usage));
}

/** One packet per byte takes a while, so a long stream is reduced to its beginning and its end. */
function shortened(transcript: Transcript): Transcript {
  const { chunks } = transcript;
  if (JSON.stringify(chunks).length <= 18_000) return transcript;
  const some = [...chunks.slice(0, 30), ...chunks.slice(-10)];
  return { ...transcript, chunks: some, expected: expectedAnswer(some) };
}

describe.each(transcripts)('the recorded stream $name', (transcript) => {
  it.each(Object.entries(framings))('reads the same framed as %s', async (_name, framing) => {
    await replay(framing.split === 'byte' ? shortened(transcript) : transcript, framing);
  });
});

it('reads something from every transcript', () => {
  expect(transcripts.length).toBeGreaterThanOrEqual(9);
  for (const { expected } of transcripts) {
    expect(expected.text + expected.reasoning).not.toBe('');
    expect(expected.finishReason).not.toBeNull();
    expect(readUsage(expected.usage)?.totalTokens).toBeGreaterThan(0);
  }
});
