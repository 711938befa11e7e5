import { describe, expect, it } from 'vitest';
import { startProvider } from '../../provider/provider.ts';
import { expectPlain } from './plain.ts';
import { connectionTo, hear, heard, readMessages } from './support.ts';
import type { ChatMessage } from '../../../src/main/wire/chat-completions/messages.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

describe.concurrent('a refusal of images', () => {
  const url = 'data:image/png;base64,AQID';
  const messages = [
    { role: 'user' as const, content: [{ type: 'image_url' as const, image_url: { url } }] },
  ];
  const blind = /does not take images\. Choose a model that sees images, or edit the message/;
  const large = /An image is larger than Test server accepts/;
  const words: readonly (readonly [number, string, RegExp])[] = [
    [400, 'Invalid content type. image_url is only supported by certain models.', blind],
    [400, 'This model does not support image input.', blind],
    [400, 'unknown variant `image_url`, expected `text`', blind],
    [400, 'At most 0 image(s) may be provided in one prompt.', blind],
    [404, 'No endpoints found that support image input', blind],
    [415, 'Unsupported Media Type', blind],
    [422, 'content: Input should be a valid string (multimodal input)', blind],
    [500, 'image input is not supported - hint: you may need to provide the mmproj', blind],
    [400, 'messages.0.content.1.image: image exceeds 5 MB maximum', large],
    [413, 'Payload Too Large', large],
  ];

  it.each(words)('%i %s', async (status, message, says) => {
    const own = await startProvider({ behaviour: { kind: 'error', status, message } });
    const error = (await hear(connectionTo(own.baseUrl), { messages })).error();
    // Sent again, it would be refused again, whatever the status.
    expect(own.requests).toHaveLength(1);
    await own.close();
    expect(error.kind).toBe('invalid');
    expect(sentenceOf(error)).toMatch(says);
    expectPlain(error);
  });

  it('is no such thing where no image was sent, or where something else is wrong', async () => {
    const provider = await startProvider();
    provider.next({
      kind: 'error',
      status: 400,
      message: 'This model does not support image input.',
    });
    const without = (await hear(connectionTo(provider.baseUrl))).error();
    expect(sentenceOf(without)).not.toMatch(blind);
    provider.next({ kind: 'error', status: 401, message: 'Incorrect API key' });
    const { kind } = (await hear(connectionTo(provider.baseUrl), { messages })).error();
    expect(kind).toBe('auth');
    await provider.close();
  });

  it('is remembered for earlier pictures, until the model sees one', async () => {
    const provider = await startProvider();
    const message = 'This model does not support image input.';
    provider.next({ kind: 'error', status: 400, message });
    const model = chatCompletions(connectionTo(provider.baseUrl));
    const said = [{ role: 'assistant', content: 'Fine.' }] as const;
    const then = { role: 'user', content: 'And now?' } as const;
    const pictures = async (asked: readonly ChatMessage[]): Promise<readonly number[]> => {
      const before = provider.requests.length;
      const question = { model: 'm', messages: readMessages(asked), idleTimeoutMs: 10_000 };
      const steps = [];
      for await (const step of model.ask(question, new AbortController().signal)) steps.push(step);
      expect(heard(steps).text).not.toBe('');
      return provider.requests
        .slice(before)
        .map(({ body }) => JSON.stringify(body).split('data:image/png').length - 1);
    };
    const later = [...messages, ...said, then];
    expect(await pictures(later)).toEqual([1, 0]);
    expect(await pictures(later)).toEqual([0]);
    // The person's own picture is sent, and seen this time.
    expect(await pictures([...later, ...said, ...messages])).toEqual([1]);
    expect(await pictures(later)).toEqual([1]);
    await provider.close();
  });
});
