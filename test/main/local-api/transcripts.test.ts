import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUsage } from '../../../src/main/wire/chat-completions/chunk.ts';
import { usageBody } from '../../../src/main/local-api/formats.ts';
import { completion, completionChunk, sseEvents } from '../../../src/main/local-api/schemas.ts';
import { loadTranscripts, type Transcript } from '../../provider/transcripts.ts';
import { parseEvents, startRig, stopRig, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => stopRig(rig));

const messages = [{ role: 'user', content: 'Hello?' }];

function replay(transcript: Transcript): void {
  rig.provider.next({ kind: 'chunks', chunks: transcript.chunks });
}

function expectedUsage({ expected }: Transcript) {
  const usage = readUsage(expected.usage);
  if (usage === null) throw new Error('Every transcript counts its tokens.');
  return usageBody(usage);
}

interface Call {
  id: string;
  name: string;
  arguments: string;
}

type Piece = { readonly [K in keyof Call]?: string | undefined };

function addTo(calls: Call[], index: number, piece: Piece): void {
  const call = (calls[index] ??= { id: '', name: '', arguments: '' });
  call.id ||= piece.id ?? '';
  call.name ||= piece.name ?? '';
  call.arguments += piece.arguments ?? '';
}

describe.each(loadTranscripts())('the recorded stream $name', (transcript) => {
  const { expected } = transcript;

  it('comes out of /chat/sse', async () => {
    replay(transcript);
    const response = await rig.post('/chat/sse', { messages });
    const events = parseEvents(await response.text());
    const said = { text: '', reasoning: '' };
    const calls: Call[] = [];
    for (const { event, data } of events.slice(0, -1)) {
      switch (event) {
        case 'message':
          said.text += sseEvents.message.parse(JSON.parse(data)).content;
          break;
        case 'reasoning':
          said.reasoning += sseEvents.reasoning.parse(JSON.parse(data)).content;
          break;
        case 'tool_call': {
          const { index, ...piece } = sseEvents.tool_call.parse(JSON.parse(data));
          addTo(calls, index, piece);
          break;
        }
        default:
          break;
      }
    }
    expect(said).toEqual({ text: expected.text, reasoning: expected.reasoning });
    expect(calls).toEqual(expected.toolCalls);
    expect(events.slice(-3).map(({ event, data }) => [event, data])).toEqual([
      ['usage', JSON.stringify(expectedUsage(transcript))],
      ['finish', JSON.stringify({ reason: expected.finishReason })],
      ['message', '[DONE]'],
    ]);
  });

  it('comes out of /v1/chat/completions, streamed', async () => {
    replay(transcript);
    const response = await rig.post('/v1/chat/completions', {
      model: 'scripted/scripted-model',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const events = parseEvents(await response.text());
    expect(events.at(-1)?.data).toBe('[DONE]');
    const chunks = events
      .slice(0, -1)
      .map(({ data }) => completionChunk.strict().parse(JSON.parse(data)));
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
    expect(deltas.map((delta) => delta.content ?? '').join('')).toBe(expected.text);
    expect(deltas.map((delta) => delta.reasoning_content ?? '').join('')).toBe(expected.reasoning);
    const calls: Call[] = [];
    for (const call of deltas.flatMap((delta) => delta.tool_calls ?? [])) {
      addTo(calls, call.index, { ...call.function, id: call.id });
    }
    expect(calls).toEqual(expected.toolCalls);
    const reasons = chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? []);
    expect(reasons).toEqual([expected.finishReason]);
    expect(chunks.at(-1)?.usage).toEqual(expectedUsage(transcript));
  });

  it('comes out of /v1/chat/completions in one piece', async () => {
    replay(transcript);
    const response = await rig.post('/v1/chat/completions', {
      model: 'scripted/scripted-model',
      messages,
    });
    const answer = completion.strict().parse(await response.json());
    const [choice] = answer.choices;
    expect(choice?.message.content ?? '').toBe(expected.text);
    expect(choice?.message.reasoning_content ?? '').toBe(expected.reasoning);
    expect(choice?.finish_reason).toBe(expected.finishReason);
    expect(
      (choice?.message.tool_calls ?? []).map(({ id, function: called }) => ({ id, ...called })),
    ).toEqual(expected.toolCalls);
    expect(answer.usage).toEqual(expectedUsage(transcript));
  });

  it('comes out of /chat as its words alone', async () => {
    replay(transcript);
    const response = await rig.post('/chat', { messages });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(expected.text);
  });
});
