import { createHash } from 'node:crypto';
import type { Element, ElementContent, Properties, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Conversation, Message, Part } from '../../../shared/conversation.ts';
import { markdownAsHast, preformatted } from './html-markdown.ts';
import { pageStyle } from './html-style.ts';
import { endingOf } from './selection.ts';

/** The bytes of the images of a page, by SHA-256. */
export type Images = ReadonlyMap<string, Buffer>;

function element(
  tagName: string,
  properties: Properties,
  ...children: readonly (ElementContent | string)[]
): Element {
  const nodes = children.map((child): ElementContent =>
    typeof child === 'string' ? { type: 'text', value: child } : child,
  );
  return { type: 'element', tagName, properties, children: nodes };
}

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

/** Nothing may load or run but our own style and pictures that are in the page itself. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function page(title: string, body: readonly ElementContent[]): string {
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element(
        'html',
        { lang: 'en' },
        element(
          'head',
          {},
          element('meta', { charSet: 'utf-8' }),
          element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy }),
          element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          element('meta', { name: 'referrer', content: 'no-referrer' }),
          element('meta', { name: 'generator', content: 'Parley' }),
          element('title', {}, title),
          element('style', {}, pageStyle),
        ),
        element('body', {}, ...body),
      ),
    ],
  };
  return `${toHtml(root)}\n`;
}

function time(iso: string): Element {
  const shown = `${iso.slice(0, 16).replace('T', ' ')} UTC`;
  return element('time', { className: ['time'], dateTime: iso }, shown);
}

function folded(summary: string, ...children: readonly ElementContent[]): Element {
  return element('details', {}, element('summary', {}, summary), ...children);
}

function partNodes(part: Part, images: Images, idPrefix: string): readonly ElementContent[] {
  switch (part.kind) {
    case 'text':
      return markdownAsHast(part.text, idPrefix);
    case 'reasoning':
      return [folded('Reasoning', ...markdownAsHast(part.text, idPrefix))];
    case 'image': {
      const bytes = images.get(part.attachment);
      const isPicture = /^image\/(?:png|jpeg|gif|webp|bmp|avif)$/.test(part.mediaType);
      if (bytes === undefined || !isPicture) {
        return [element('p', { className: ['ending'] }, `Image: ${part.name}`)];
      }
      const src = `data:${part.mediaType};base64,${bytes.toString('base64')}`;
      return [element('p', {}, element('img', { src, alt: part.name }))];
    }
    case 'file':
      return [element('p', { className: ['ending'] }, `File: ${part.name} (${part.size} bytes)`)];
    case 'tool_call':
      return [folded(`Tool call: ${part.name}`, preformatted(part.arguments))];
    case 'tool_result':
      return [folded('Tool result', preformatted(part.text))];
  }
}

function article(message: Message, index: number, images: Images): Element {
  const speaker = message.role === 'user' ? 'You' : 'Assistant';
  const ending = endingOf(message);
  const model = message.role === 'assistant' ? (message.model ?? '') : '';
  return element(
    'article',
    { className: [message.role] },
    element(
      'header',
      {},
      element('h2', {}, speaker),
      ...(model === '' ? [] : [element('span', { className: ['time'] }, model)]),
      time(message.createdAt),
    ),
    element(
      'div',
      { className: ['content'], dir: 'auto' },
      ...message.parts.flatMap((part, at) => partNodes(part, images, `m${index}-${at}-`)),
      ...(ending === '' ? [] : [element('p', { className: ['ending'] }, ending)]),
    ),
  );
}

/** A conversation as one self-contained page: no script, nothing fetched, light or dark by itself. */
export function conversationAsHtml(
  conversation: Conversation,
  messages: readonly Message[],
  images: Images,
): string {
  const prompt = conversation.systemPrompt?.trim() ?? '';
  return page(conversation.title, [
    element('h1', { className: ['title'], dir: 'auto' }, conversation.title),
    element(
      'p',
      { className: ['about'] },
      `${messages.length} ${messages.length === 1 ? 'message' : 'messages'} · `,
      time(conversation.createdAt),
    ),
    ...(prompt === ''
      ? []
      : [
          element(
            'section',
            { className: ['prompt'] },
            element('h2', {}, 'System prompt'),
            ...markdownAsHast(prompt, 'system-'),
          ),
        ]),
    ...messages.map((message, index) => article(message, index, images)),
  ]);
}

/** The list of an archive of pages. */
export function indexAsHtml(
  pages: readonly { readonly name: string; readonly title: string; readonly updatedAt: string }[],
): string {
  const items = pages.map(({ name, title, updatedAt }) =>
    element(
      'li',
      {},
      element('a', { href: `./${encodeURIComponent(name)}`, dir: 'auto' }, title),
      time(updatedAt),
    ),
  );
  return page('Conversations', [
    element('h1', { className: ['title'] }, 'Conversations'),
    element('ul', { className: ['list'] }, ...items),
  ]);
}

/** Messages as HTML to paste elsewhere. */
export function messagesAsHtml(messages: readonly Message[]): string {
  const nodes = messages.flatMap((message, index) =>
    message.parts.flatMap((part, at) => partNodes(part, new Map(), `m${index}-${at}-`)),
  );
  return toHtml({ type: 'root', children: nodes });
}
