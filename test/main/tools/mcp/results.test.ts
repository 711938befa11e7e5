import { expect, it } from 'vitest';
import { outputOf } from '../../../../src/main/tools/mcp/results.ts';

const keep = (bytes: Uint8Array, named: { readonly name: string; readonly mediaType: string }) =>
  Promise.resolve({
    kind: 'file',
    attachment: 'a'.repeat(64),
    size: bytes.byteLength,
    ...named,
  } as const);

it('keeps for whom a server means a piece of a result, where it is not both', async () => {
  const text = (text: string, audience?: ('user' | 'assistant')[]) => ({
    type: 'text' as const,
    text,
    ...(audience === undefined ? {} : { annotations: { audience, priority: 1 } }),
  });
  const { content } = await outputOf(
    {
      content: [
        text('free'),
        text('both', ['user', 'assistant']),
        text('nobody', []),
        text('twice', ['user', 'user']),
        text('it', ['assistant']),
        {
          type: 'resource',
          resource: { uri: 'file:///a.bin', blob: 'AAAA' },
          annotations: { audience: ['user'] },
        },
        { type: 'resource_link', uri: 'file:///b', name: 'b', annotations: { audience: ['user'] } },
      ],
    },
    null,
    { files: { keep }, conversationId: 'c', note: () => undefined },
  );
  expect(content.map((each) => (each.kind === 'structured' ? null : each.audience))).toEqual([
    undefined,
    undefined,
    undefined,
    'user',
    'assistant',
    'user',
    'user',
  ]);
});

it('keeps a sound as a file, whose name says of which kind it is', async () => {
  const audio = (mimeType: string) => ({ type: 'audio' as const, mimeType, data: 'UklGRg==' });
  const { content } = await outputOf(
    { content: [audio('audio/wav'), audio('audio/x-odd')] },
    null,
    {
      files: { keep },
      conversationId: 'c',
      note: () => undefined,
    },
  );
  expect(content).toMatchObject([
    { kind: 'file', name: 'audio.wav', mediaType: 'audio/wav', size: 4 },
    { kind: 'file', mediaType: 'audio/x-odd', size: 4 },
  ]);
});
