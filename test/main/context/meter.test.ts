import { describe, expect, it } from 'vitest';
import { firstFactors } from '../../../src/main/context/factors.ts';
import { createMeter, type MeterOptions } from '../../../src/main/context/meter.ts';
import { createWeighing, type WeighingOptions } from '../../../src/main/context/request-weight.ts';
import type { CommandInput, Draft } from '../../../src/shared/contract/index.ts';
import type { AttachmentPart, Message } from '../../../src/shared/model/conversation.ts';
import { setUp, stop } from '../turns/turn-rig.ts';
import { noTools } from '../../../src/main/turns/calls/tool-runner.ts';

const nothing = {
  systemPrompt: null,
  providerId: null,
  model: null,
  tools: null,
  assistantId: null,
  limits: {},
};
const inputOf = (conversationId: string | null, own = {}): CommandInput<'context.meter'> => ({
  conversationId,
  own: { ...nothing, ...own },
});
const file: AttachmentPart = {
  kind: 'file',
  attachment: 'a'.repeat(64),
  name: 'words.txt',
  mediaType: 'text/plain',
  size: 5000,
};
const draft = (conversationId: string | null, text: string, more: Partial<Draft> = {}): Draft => ({
  conversationId,
  text,
  pasted: [],
  attachments: [],
  edits: [],
  ...more,
});

/** A conversation of one exchange, and a meter for it. */
async function measured(more: Partial<MeterOptions & WeighingOptions> = {}) {
  const rig = await setUp(noTools, [{ say: 'An answer of some words.' }, stop]);
  await rig.ask('A question that is not very long.');
  let loaded = 0;
  const settings = () => ({
    systemPrompt: 'Be brief, and kind to everybody.',
    tools: { on: ['calculator'], off: [] },
    defaultModel: 'm',
    whenFull: 'ask' as const,
  });
  const weigh = createWeighing({
    settings,
    defaultProviderId: () => 'p',
    loadAttachment: () => {
      loaded += 1;
      return Promise.resolve({ kind: 'text', text: 'word '.repeat(1000) });
    },
    contextTokens: () => Promise.resolve(8000),
    toolTokens: () => Promise.resolve(100),
    factors: () => null,
    ...more,
  });
  const meter = createMeter({
    conversation: (id) => rig.turns.look(id),
    drafts: () => [draft(rig.id, 'And now?'), draft(null, 'First words')],
    assistant: () => {
      throw new Error('There is none.');
    },
    settings,
    limits: () => Promise.resolve([]),
    weigh,
    ...more,
  });
  return { ...rig, meter, timesLoaded: () => loaded };
}

describe('the meter', () => {
  it('tells the parts of the next request, which add up to it', async () => {
    const { meter, id } = await measured();
    const { tokens, windowTokens, parts } = await meter(inputOf(id));
    expect(parts.map(({ kind }) => kind)).toEqual(['system', 'tools', 'history', 'message']);
    expect(parts.every((part) => part.tokens > 0)).toBe(true);
    expect(parts.reduce((sum, part) => sum + part.tokens, 0)).toBe(tokens);
    expect(parts[1]?.tokens).toBe(Math.round(100 * firstFactors.tools));
    expect(windowTokens).toBe(8000);
  });

  it('counts a conversation that does not exist yet by what it will have', async () => {
    const { meter } = await measured();
    const long = 'Answer in verse, whatever the question is. '.repeat(40);
    const own = { systemPrompt: long, tools: { on: [], off: [] } };
    const { parts } = await meter(inputOf(null, own));
    expect(parts.map(({ kind }) => kind)).toEqual(['system', 'message']);
    expect(parts[0]?.tokens).toBeGreaterThan(300);
  });

  it('takes the factors of the model', async () => {
    const twice = { ...firstFactors, latin: firstFactors.latin * 2 };
    const asked: string[] = [];
    const { meter, id } = await measured({
      factors: (providerId, model) => {
        asked.push(`${providerId}/${model}`);
        return twice;
      },
    });
    const { meter: plain, id: other } = await measured();
    const [more, less] = await Promise.all([meter(inputOf(id)), plain(inputOf(other))]);
    expect(more.tokens).toBeGreaterThan(less.tokens * 1.2);
    expect(asked).toEqual(['other/other-1']);
  });

  it('shows the one with the least room of those that the conversation compares', async () => {
    const answerers = ['large', 'small', 'unknown'].map((model) => ({
      model: { providerId: 'p', model },
    }));
    const windows = new Map<string | null, number>([
      ['large', 8000],
      ['small', 2000],
    ]);
    const { meter, id, conversations } = await measured({
      contextTokens: ({ model }) => Promise.resolve(windows.get(model) ?? null),
    });
    expect(await meter(inputOf(id))).toMatchObject({ model: 'other-1', windowTokens: null });
    const compare = { answerers, on: true as const };
    await conversations.change(id, (before) => ({ ...before, compare }));
    expect(await meter(inputOf(id))).toMatchObject({ model: 'small', windowTokens: 2000 });
  });

  it('reads each attachment once, and counts those of earlier messages apart', async () => {
    const attached: Message = {
      id: '01',
      parentId: null,
      role: 'user',
      parts: [file, { kind: 'text', text: 'Read this.' }],
      status: 'complete',
      createdAt: '',
    };
    const rig = await measured();
    const conversation = await rig.conversations.get(rig.id);
    const { meter, timesLoaded } = await measured({
      conversation: () =>
        Promise.resolve({ ...conversation, leafId: '01', messages: { '01': attached } }),
      drafts: () => [draft(rig.id, '', { attachments: [file] })],
    });
    const first = await meter(inputOf(rig.id));
    const again = await meter(inputOf(rig.id));
    expect(again).toEqual(first);
    expect(timesLoaded()).toBe(1);
    const documents = first.parts.find(({ kind }) => kind === 'documents');
    expect(documents?.tokens).toBeGreaterThan(700);
    expect(first.parts.find(({ kind }) => kind === 'message')?.tokens).toBeGreaterThan(700);
  });
});
