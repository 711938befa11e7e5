/**
 * Servers of prompts and resources, each named after what is special about it: `node offering.ts
 * <name>`.
 */
import { answer, refuse, serve, type Message } from './wire.ts';

const [, , kind = ''] = process.argv;

type Handle = (message: Message) => object | null;

/** Serves these methods. `null` leaves a request without an answer. */
function offer(methods: Readonly<Record<string, Handle>>, capabilities: object = {}): void {
  serve(
    (message) => {
      const handle = { 'resources/templates/list': noTemplates, ...methods }[message.method ?? ''];
      if (handle === undefined) return false;
      const result = handle(message);
      if (result !== null) answer(message, result);
      return true;
    },
    { tools: {}, prompts: {}, resources: {}, completions: {}, ...capabilities },
  );
}

const noTemplates: Handle = (request) => {
  refuse(request, -32_601, 'Method not found');
  return null;
};
const noTools: Handle = () => ({ tools: [] });
const text = (value: string): object => ({ type: 'text', text: value });
const message = (content: object, role = 'user'): object => ({ role, content });
const onePrompt: Handle = () => ({ prompts: [{ name: 'work' }] });

/** A PNG of one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const kinds: Readonly<Record<string, () => void>> = {
  many() {
    const prompts = Array.from({ length: 500 }, (_, at) => ({
      name: `prompt_${at}`,
      title: `<b onclick="alert(1)">Prompt ${at}</b>`,
      description: `Number ${at}. `.repeat(400),
    }));
    offer({
      'tools/list': noTools,
      'prompts/list': () => ({
        prompts: [
          null,
          { name: '' },
          { name: 'n'.repeat(500) },
          { name: 'pay\u202Elatot', description: 'One\nline\u0007' },
          { name: 'long title', title: 't'.repeat(100_000) },
          { name: 'bad arguments', arguments: [{ name: 7 }] },
          {
            name: 'many arguments',
            arguments: Array.from({ length: 51 }, (_, at) => ({ name: `a${at}` })),
          },
          { name: 'odd', title: 7, arguments: [{ name: 'a', required: 'yes' }] },
          ...prompts,
          ...prompts,
        ],
      }),
      'resources/list': () => ({
        resources: [
          { uri: `a://${'u'.repeat(3000)}`, name: 'too long' },
          { uri: 'a://line\nbreak', name: 'broken' },
          { uri: 'a://good', name: 'Good' },
        ],
      }),
      'resources/templates/list': () => ({
        resourceTemplates: [
          { uriTemplate: 'a://{never', name: 'Unclosed' },
          { uriTemplate: 'a://{one}/{two}', name: 'Two' },
        ],
      }),
    });
  },
  endless() {
    let page = 0;
    const next = (): object => ({ nextCursor: `page-${(page += 1)}` });
    offer({
      'tools/list': noTools,
      'prompts/list': () => ({ prompts: [{ name: `prompt_${page}` }], ...next() }),
      'resources/list': () => ({
        resources: Array.from({ length: 400 }, (_, at) => ({
          uri: `a://${page}/${at}`,
          name: 'r',
        })),
        ...next(),
      }),
    });
  },
  'silent-templates'() {
    offer({
      'tools/list': noTools,
      'resources/list': () => ({ resources: [{ uri: 'a://good', name: 'Good' }] }),
      'resources/templates/list': () => null,
    });
  },
  'same-cursor'() {
    offer({
      'tools/list': noTools,
      'prompts/list': () => ({ prompts: [{ name: 'work' }], nextCursor: 'again' }),
    });
  },
  huge() {
    offer({
      'tools/list': noTools,
      'prompts/list': () => ({
        prompts: [{ name: 'work', arguments: [{ name: 'size', required: true }] }],
      }),
      'prompts/get': ({ params }) => ({
        messages: [message(text('x'.repeat(Number(params?.arguments?.['size']))))],
      }),
      'resources/read': () => ({
        contents: [{ uri: 'a://huge.txt', text: 'y'.repeat(51 * 1024 * 1024) }],
      }),
    });
  },
  rich() {
    offer({
      'tools/list': noTools,
      'prompts/list': onePrompt,
      'prompts/get': () => ({
        messages: [
          message(text('Look at these.')),
          message({ type: 'image', data: pixel, mimeType: 'image/png' }),
          message({
            type: 'resource',
            resource: {
              uri: 'file:///notes/a%20note.md',
              mimeType: 'text/markdown',
              text: '# Note',
            },
          }),
          message({ type: 'resource_link', uri: 'a://linked', name: 'Linked' }),
          message({ type: 'audio', data: 'UklGRiQAAABXQVZF', mimeType: 'audio/wav' }),
          message(text('And <b>answer</b>.'), 'assistant'),
        ],
      }),
      'resources/read': () => ({
        contents: [{ uri: 'a://linked', mimeType: 'application/json', text: '{"linked":true}' }],
      }),
    });
  },
  files() {
    const contents: Readonly<Record<string, readonly object[]>> = {
      'a://none': [],
      'a://empty': [{ uri: 'a://empty', text: '' }],
      'a://page': [
        { uri: 'a://page', mimeType: 'text/html', text: '<script>x()</script><p>Hi</p>' },
      ],
      'a://dot': [{ uri: 'a://dot.png', blob: pixel, mimeType: 'image/png' }],
      'a://many': Array.from({ length: 30 }, (_, at) => ({
        uri: `a://many/${at}`,
        text: `T${at}`,
      })),
    };
    offer({
      'tools/list': noTools,
      'resources/list': () => ({
        resources: Object.keys(contents).map((uri) => ({ uri, name: uri })),
      }),
      'resources/read': (request) => {
        const { uri = '' } = request.params as { readonly uri?: string };
        const found = contents[uri];
        if (found !== undefined) return { contents: found };
        refuse(request, -32_002, 'There is no such resource');
        return null;
      },
    });
  },
  invalid() {
    offer({
      'tools/list': noTools,
      'prompts/list': () => ({ prompts: 'none' }),
      'prompts/get': () => ({ messages: 'none' }),
      'completion/complete': () => ({
        completion: { values: ['v'.repeat(2000), '', '<i>v</i>'] },
      }),
    });
  },
  silent() {
    offer({
      'tools/list': noTools,
      'prompts/list': onePrompt,
      'prompts/get': () => null,
      'resources/list': () => null,
      'completion/complete': () => null,
    });
  },
  dies() {
    offer({
      'tools/list': noTools,
      'prompts/list': onePrompt,
      'prompts/get': () => {
        console.error('panic: out of cheese');
        process.exit(9);
      },
    });
  },
};

const begin = kinds[kind];
if (begin === undefined) throw new Error(`Unknown kind of server: ${kind}`);
begin();
