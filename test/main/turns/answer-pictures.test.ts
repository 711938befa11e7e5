import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCore } from '../../../src/main/app/core.ts';
import { openContentLoader } from '../../../src/main/attachments/content.ts';
import { createPictureKeeper } from '../../../src/main/attachments/kept-pictures.ts';
import { createConfined } from '../../../src/main/confined/confined.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import type { ProtocolChoice } from '../../../src/shared/model/providers/provider.ts';
import type { Step } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { png } from '../attachments/samples.ts';
import { newRoot, storeOn } from '../store/support.ts';

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

/** A picture of 4 MB, which no compression makes smaller. */
const picture = Buffer.concat([png(64, 48), randomBytes(4 * 1024 ** 2)]);
const base64 = picture.toString('base64');
const url = `data:image/png;base64,${base64}`;

const report = (error: unknown): never => {
  throw error;
};

/** Parley without a window, on a data folder, with a model over one wire. */
async function setUp(protocol: ProtocolChoice) {
  const root = newRoot();
  const store = await storeOn(root, { report });
  const attachments = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const confined = createConfined({ start: () => report(new Error('Nothing is read apart.')) });
  const core = createCore({
    store: store.conversations,
    settings: store.settings,
    secrets: store.secrets,
    spending: store.spending,
    environment: {},
    loadAttachment: openContentLoader(attachments, confined, report),
    keepPicture: createPictureKeeper(attachments),
    emit: () => undefined,
    clients: () => [],
    report,
    onTurnEnded: () => undefined,
  });
  await core.loaded;
  const address = { id: null, kind: 'openai_compatible', name: 'P' } as const;
  const { baseUrl } = provider;
  const { id: providerId } = await core.registry.save({ ...address, baseUrl, protocol });
  const begin = async () => {
    const { id } = await core.conversations.create((empty) => ({
      ...empty,
      providerId,
      model: 'painter',
      title: 'A hat',
    }));
    return id;
  };
  return {
    begin,
    attached: () => readdirSync(join(root, 'attachments')),
    /** Asks; returns the answer's parts and the size of the conversation's file (bytes). */
    ask: async (id: string, attached: Parameters<typeof core.turns.send>[2] = {}) => {
      await core.turns.send(id, 'A hat, please.', attached);
      await core.turns.whenIdle(id);
      await store.conversations.flush();
      const { messages, leafId } = await core.turns.look(id);
      const { size } = statSync(join(root, 'conversations', `${id}.json`));
      return { parts: messages[leafId ?? '']?.parts ?? [], size };
    },
  };
}

const saysHere = { choices: [{ index: 0, delta: { content: 'Here.' } }] };
const images = [{ type: 'image_url', image_url: { url } }];
const item = { type: 'image_generation_call', id: 'ig', status: 'completed', result: base64 };
const text = { type: 'output_text', text: 'Here.', annotations: [] };
const message = { type: 'message', role: 'assistant', status: 'completed', content: [text] };

/** The answer with or without the picture, as OpenRouter and OpenAI send it. */
function script(protocol: ProtocolChoice, hasPicture: boolean): void {
  if (protocol === 'chat_completions') {
    const drawn = { choices: [{ index: 0, delta: { images } }] };
    const end = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
    const chunks = hasPicture ? [saysHere, drawn, end] : [saysHere, end];
    provider.script({ kind: 'chunks', chunks });
    return;
  }
  const output = hasPicture ? [message, item] : [message];
  const steps = (): readonly Step[] => [
    ...output.map((each, at): Step => {
      const event = { type: 'response.output_item.done', output_index: at, item: each };
      return { kind: 'response_event', event };
    }),
    {
      kind: 'response_event',
      event: { type: 'response.completed', response: { status: 'completed', output } },
    },
  ];
  provider.script({ kind: 'steps', steps });
}

it.each(['chat_completions', 'responses'] as const)(
  'a picture of 4 MB over %s is a file of its own, and goes back to be changed',
  async (protocol) => {
    const { begin, ask, attached } = await setUp(protocol);
    script(protocol, false);
    const plain = await ask(await begin());
    script(protocol, true);
    const id = await begin();
    const drawn = await ask(id);
    const [said, part] = drawn.parts;
    expect(said).toMatchObject({ kind: 'text', text: 'Here.' });
    expect(part).toMatchObject({ kind: 'image', mediaType: 'image/png', width: 64, height: 48 });
    expect(attached()).toHaveLength(1);
    expect(drawn.size - plain.size).toBeGreaterThan(0);
    expect(drawn.size - plain.size).toBeLessThan(1024);

    if (part?.kind !== 'image') throw new Error('There is no picture.');
    script(protocol, false);
    await ask(id, { attachments: [part] });
    const request = JSON.stringify(provider.requestsOf('stream').at(-1)?.body);
    expect(request.split(base64)).toHaveLength(2);
  },
);
