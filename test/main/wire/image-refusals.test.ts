import { describe, expect, it } from 'vitest';
import { startProvider } from '../../provider/provider.ts';
import { expectPlain } from './plain.ts';
import { connectionTo, hear } from './support.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

describe.concurrent('a refusal of images', () => {
  const url = 'data:image/png;base64,AQID';
  const messages = [
    { role: 'user' as const, content: [{ type: 'image_url' as const, image_url: { url } }] },
  ];
  const blind = /does not take images\. Choose a model that sees images, or edit the message/;
  const large = /An image is more than Test server accepts/;
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
});
