import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { rendererFile } from '../../../src/main/electron/pages/renderer-files.ts';

const decoder = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);

/** A built renderer. A link simulates the alternative spelling on a case-insensitive system. */
function builtRenderer(): string {
  const outside = mkdtempSync(join(tmpdir(), 'parley-renderer-'));
  const root = join(outside, 'renderer');
  mkdirSync(join(root, 'sandbox'), { recursive: true });
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), 'the window');
  writeFileSync(join(root, 'sandbox/diagram.html'), 'a sandboxed page');
  writeFileSync(join(root, 'other.html'), 'a page nobody thought of');
  writeFileSync(join(root, 'assets/index.js'), 'a script');
  writeFileSync(join(root, 'assets/packed.js.br'), brotliCompressSync('a packed script'));
  writeFileSync(join(root, 'assets/decoder.wasm.br'), brotliCompressSync(decoder));
  writeFileSync(join(root, 'assets/broken.js.br'), 'not compressed');
  writeFileSync(join(root, 'assets/huge.js.br'), brotliCompressSync(Buffer.alloc(40 * 1024 ** 2)));
  writeFileSync(join(outside, 'secrets.json'), 'a secret');
  writeFileSync(join(outside, 'secret.js.br'), brotliCompressSync('a secret'));
  symlinkSync(join(root, 'sandbox'), join(root, 'SANDBOX'));
  symlinkSync(join(root, 'sandbox/diagram.html'), join(root, 'diagram.html'));
  symlinkSync(outside, join(root, 'out'));
  symlinkSync(join(root, 'assets/packed.js.br'), join(root, 'assets/packed.html.br'));
  symlinkSync(join(root, 'assets/packed.js.br'), join(root, 'assets/named.js'));
  return root;
}

const root = builtRenderer();

const policyOf = (response: Response): string =>
  response.headers.get('content-security-policy') ?? '';

it.each([
  '/sandbox/diagram.html',
  '//sandbox/diagram.html',
  '/sandbox//diagram.html',
  '/sandbox%2fdiagram.html',
  '/%2Fsandbox%2Fdiagram.html',
  '/%73andbox/diagram.html',
  '/./sandbox/diagram.html',
  '/%2e/sandbox/diagram.html',
  '/assets/../sandbox/diagram.html',
  '/assets%2f..%2fsandbox/diagram.html',
  '/SANDBOX/diagram.html',
  '/diagram.html',
  '/./diagram.html',
  '/other.html',
])('serves the page of no origin at %s only in its sandbox', async (path) => {
  const response = await rendererFile(root, path);
  expect(response.status).toBe(200);
  expect(policyOf(response)).toMatch(/^sandbox allow-scripts; /);
});

it.each(['/', '/index.html', '//index.html', '/./index.html', '/sandbox/../index.html'])(
  'serves the window at %s with its own policy',
  async (path) => {
    const response = await rendererFile(root, path);
    expect(await response.text()).toBe('the window');
    expect(policyOf(response)).not.toContain('sandbox');
    expect(policyOf(response)).toContain("frame-ancestors 'none'");
  },
);

it('says the language of the window, which fetches only the messages of that language', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-renderer-'));
  const link = (tag: string): string =>
    `<link rel="catalogue" hreflang="${tag}" href="./${tag}.js">`;
  const page = (lang: string): string => `<html${lang}>${link('de')}${link('pt-BR')}</html>`;
  writeFileSync(join(folder, 'index.html'), page(' lang="en"'));
  const inPortuguese = await rendererFile(folder, '/', {
    tag: 'pt-BR',
    direction: 'ltr',
    wordsMissing: 'Faltam "palavras" & textos',
  });
  expect(await inPortuguese.text()).toBe(
    `<html lang="pt-BR" dir="ltr" data-words-missing="Faltam &quot;palavras&quot; &amp; textos">${link('de')}<link rel="modulepreload" href="./pt-BR.js"></html>`,
  );
  const inAnother = await rendererFile(folder, '/', {
    tag: 'ar-XB',
    direction: 'rtl',
    wordsMissing: '',
  });
  expect(await inAnother.text()).toBe(page(' lang="ar-XB" dir="rtl" data-words-missing=""'));
});

it('gives a script to pages of no origin, with the policy of the window', async () => {
  const response = await rendererFile(root, '/assets/index.js');
  expect(response.headers.get('access-control-allow-origin')).toBe('null');
  expect(policyOf(response)).not.toContain('sandbox');
});

it.each([
  '/assets/packed.js',
  '/assets//packed.js',
  '/%61ssets%2fpacked.js',
  '/assets/packed.html',
])('unpacks the script at %s, and treats it as one that is not packed', async (path) => {
  const response = await rendererFile(root, path);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('a packed script');
  const plain = await rendererFile(root, '/assets/index.js');
  expect([...response.headers]).toEqual([...plain.headers]);
});

it('gives a packed decoder with every byte', async () => {
  const response = await rendererFile(root, '/assets/decoder.wasm');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(decoder);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
});

it.each([
  '/out/secrets.json',
  '/out/secret.js',
  '/..%2fsecret.js',
  '/sandbox',
  '/nowhere.html',
  '/..%2fsecrets.json',
  // Packed files have no name of their own, however they are reached.
  '/assets/packed.js.br',
  '/assets/packed%2ejs%2ebr',
  '/assets/named.js',
  '/assets/packed',
  '/assets/broken.js',
  '/assets/huge.js',
])('has nothing at %s', async (path) => {
  const response = await rendererFile(root, path);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('Not found');
});
