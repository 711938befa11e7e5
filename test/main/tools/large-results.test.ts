import { expect, it } from 'vitest';
import { fitResult, type ResultFiles } from '../../../src/main/tools/large-results.ts';

const data = JSON.stringify(Array.from({ length: 40_000 }, (_, n) => ({ row: n })));

const room = (tokens: number) => (): Promise<number> => Promise.resolve(tokens);

/** Creates a files port that remembers only the last bytes it received. */
function files(): ResultFiles & { readonly last: () => string } {
  let last = '';
  return {
    last: () => last,
    keep(bytes, { name, mediaType }) {
      last = Buffer.from(bytes).toString();
      const attachment = 'a'.repeat(64);
      return Promise.resolve({ kind: 'file', attachment, name, mediaType, size: bytes.byteLength });
    },
    readText: () => Promise.resolve(null),
  };
}

it('keeps huge data whole where it is all that a tool gave back', async () => {
  const kept = files();
  const { output: fitted } = await fitResult(
    { content: [{ kind: 'structured', json: data }], isError: false },
    kept,
    room(25_000),
  );
  expect(kept.last()).toBe(data);
  expect(fitted.content.map(({ kind }) => kind)).toEqual(['text', 'file']);
  const [text] = fitted.content;
  expect(text?.kind === 'text' && text.text.startsWith('[{"row":0}')).toBe(true);
});

it('leaves huge data out beside text that says the same, and small data where it is', async () => {
  const text = { kind: 'text', text: 'rows' } as const;
  const huge = await fitResult(
    { content: [text, { kind: 'structured', json: data }], isError: false },
    files(),
    room(25_000),
  );
  expect(huge.output.content).toEqual([text]);
  const small = { kind: 'structured', json: '{"rows":1}' } as const;
  const both = { content: [text, small], isError: false };
  expect((await fitResult(both, files(), room(25_000))).output).toEqual(both);
});

it('gives the model nothing of what is for the person alone, and keeps a long text as a file', async () => {
  const short = { kind: 'text', text: 'For you', audience: 'user' } as const;
  const kept = files();
  const long = { kind: 'text', text: data, audience: 'user' } as const;
  const said = { kind: 'text', text: 'For it' } as const;
  const { output, tokens } = await fitResult(
    { content: [short, long, said], isError: false },
    kept,
    room(600),
  );
  expect(tokens).toBeLessThan(10);
  expect(kept.last()).toBe(data);
  expect(output.content).toMatchObject([short, { kind: 'file', audience: 'user' }, said]);
  const both = await fitResult(
    { content: [short, { kind: 'text', text: data }], isError: false },
    files(),
    room(600),
  );
  expect(both.output.content.map(({ kind }) => kind)).toEqual(['text', 'file', 'text']);
  expect(both.output.content[2]).toEqual(short);
});

it('gives the beginning and end of a file whose text does not fit', async () => {
  const file = {
    kind: 'file',
    attachment: 'b'.repeat(64),
    name: 'rows.json',
    mediaType: 'application/json',
    size: data.length,
  } as const;
  const reading = { ...files(), readText: () => Promise.resolve(data) };
  const fitted = await fitResult({ content: [file], isError: false }, reading, room(600));
  expect(fitted.tokens).toBe(600);
  const [text, whole, ...rest] = fitted.output.content;
  expect(text?.kind === 'text' && text.text.includes(`id "${'b'.repeat(12)}"`)).toBe(true);
  expect([whole, rest]).toEqual([file, []]);
  const small = { ...files(), readText: () => Promise.resolve('[]') };
  const fits = await fitResult({ content: [file], isError: false }, small, room(600));
  expect(fits.output.content).toEqual([file]);
});
