import type { Element, ElementContent, Properties, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { languages } from '../../../shared/language/catalogues.ts';
import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { currentLanguage, t } from '../../../shared/language/translate.ts';
import { effectivePrompt } from '../../../shared/model/assistants/effective.ts';
import type {
  Conversation,
  Message,
  Part,
  ResultContent,
} from '../../../shared/model/conversation.ts';
import type { Raw } from 'mdast-util-to-hast';
import type { MarkdownText } from '../../confined/kinds.ts';
import { preformatted } from '../../markup/preformatted.ts';
import { pagePolicy, pageStyle } from './html-style.ts';
import { writtenCheckpoints, type WrittenCheckpoint } from './checkpoints.ts';
import type { WrittenColumn } from '../transcript.ts';
import { citationText, endingOf } from './selection.ts';
import { columnWords, writtenColumns } from './columns.ts';
import { callTitle, mediaWords, resultTitle, speakerWords, words } from './words.ts';

/** HTML of a page's texts, by their prefix. */
type LaidOut = ReadonlyMap<string, string>;

/** The bytes of a page's images, by SHA-256. */
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

/** Raw HTML is used only for what the confined process has rendered, which is harmless. */
const withHtml = { allowDangerousHtml: true };

function raw(value: string): Raw {
  return { type: 'raw', value };
}

function page(
  title: string,
  body: readonly ElementContent[],
  mathFont: Buffer | null = null,
): string {
  const style = pageStyle(mathFont);
  const policy = pagePolicy(style, mathFont);
  const tag = currentLanguage();
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element(
        'html',
        { lang: tag, dir: languages[tag].direction },
        element(
          'head',
          {},
          element('meta', { charSet: 'utf-8' }),
          element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy }),
          element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          element('meta', { name: 'referrer', content: 'no-referrer' }),
          element('meta', { name: 'generator', content: 'Parley' }),
          element('title', {}, title),
          element('style', {}, style),
        ),
        element('body', {}, ...body),
      ),
    ],
  };
  return `${toHtml(root, withHtml)}\n`;
}

function time(iso: string): Element {
  const shown = `${iso.slice(0, 16).replace('T', ' ')} UTC`;
  return element('time', { className: ['time'], dateTime: iso }, shown);
}

function folded(summary: string, ...children: readonly ElementContent[]): Element {
  return element('details', {}, element('summary', {}, summary), ...children);
}

/**
 * A picture with embedded bytes. Written as raw HTML, because escaping megabytes of base64 would
 * take seconds.
 */
function picture(mediaType: string, bytes: Buffer, name: string): Raw {
  const rest = toHtml(element('img', { alt: name })).slice('<img '.length);
  return raw(`<img src="data:${mediaType};base64,${bytes.toString('base64')}" ${rest}`);
}

const pictureTypes = /^image\/(?:png|jpeg|gif|webp|bmp|avif)$/;

/** The prefix that identifies a text of the page. */
function prefixOf(message: number, part: number): string {
  return `m${message}-${part}-`;
}

const promptPrefix = 'system-';

/** The texts of a page that have to be rendered first. */
export function textsOf(
  messages: readonly Message[],
  systemPrompt: string | null = null,
): readonly MarkdownText[] {
  const prompt = systemPrompt?.trim() ?? '';
  return [
    ...(prompt === '' ? [] : [{ text: prompt, idPrefix: promptPrefix }]),
    ...messages.flatMap(({ parts }, index) =>
      parts.flatMap((part, at) =>
        part.kind === 'text' || part.kind === 'reasoning'
          ? [{ text: part.text, idPrefix: prefixOf(index, at) }]
          : [],
      ),
    ),
  ];
}

function imageNode(part: Extract<Part, { kind: 'image' }>, images: Images): Element {
  const bytes = images.get(part.attachment);
  if (bytes === undefined || !pictureTypes.test(part.mediaType)) {
    return element('p', { className: ['ending'] }, mediaWords('image', part.name));
  }
  return element('p', {}, picture(part.mediaType, bytes, words(part.name)));
}

function resultNode(content: ResultContent, images: Images): ElementContent {
  switch (content.kind) {
    case 'text':
      return preformatted(content.text);
    case 'structured':
      return preformatted(content.json);
    case 'image':
      return imageNode(content, images);
    case 'file':
      return element('p', { className: ['ending'] }, mediaWords('file', content.name));
    case 'link':
      return element(
        'p',
        { className: ['ending'] },
        `${words(content.name)}: ${words(content.uri)}`,
      );
  }
}

function partNodes(
  part: Part,
  images: Images,
  laidOut: LaidOut,
  idPrefix: string,
): readonly ElementContent[] {
  switch (part.kind) {
    case 'text':
      return [raw(laidOut.get(idPrefix) ?? '')];
    case 'reasoning':
      return [folded(t('export.reasoning'), raw(laidOut.get(idPrefix) ?? ''))];
    case 'image':
      return [imageNode(part, images)];
    case 'file': {
      const { name, size } = part;
      const about = withoutIsolates(t('export.file.size', { name: words(name), size }));
      return [element('p', { className: ['ending'] }, about)];
    }
    case 'tool_call':
      return [folded(callTitle(words(part.name), part.state), preformatted(part.arguments))];
    case 'tool_result':
      return [
        folded(resultTitle(part.isError), ...part.content.map((each) => resultNode(each, images))),
      ];
    case 'citation':
      return [element('p', { className: ['ending'] }, citationText(part))];
  }
}

function checkpointNode({ heading, text }: WrittenCheckpoint): Element {
  return text === ''
    ? element('p', { className: ['ending'] }, heading)
    : folded(heading, preformatted(text));
}

interface Placed {
  readonly message: Message;
  readonly column: WrittenColumn | undefined;
}

function article(
  { message, column }: Placed,
  index: number,
  images: Images,
  laidOut: LaidOut,
): Element {
  const ending = endingOf(message);
  const model = message.role === 'assistant' ? words(message.model ?? '') : '';
  return element(
    'article',
    { className: [message.role] },
    element(
      'header',
      {},
      element('h2', {}, speakerWords(message.role)),
      ...[model, column === undefined ? '' : columnWords(column)].flatMap((each) =>
        each === '' ? [] : [element('span', { className: ['time'] }, each)],
      ),
      time(message.createdAt),
    ),
    element(
      'div',
      { className: ['content'], dir: 'auto' },
      ...message.parts.flatMap((part, at) => partNodes(part, images, laidOut, prefixOf(index, at))),
      ...(ending === '' ? [] : [element('p', { className: ['ending'] }, ending)]),
    ),
  );
}

/**
 * A conversation as one self-contained page: no scripts, nothing fetched, automatically light or
 * dark. `mathFont` is the font for its formulas.
 */
export function conversationAsHtml(
  conversation: Conversation,
  messages: readonly Message[],
  images: Images,
  laidOut: LaidOut,
  mathFont: Buffer | null = null,
): string {
  const title = words(conversation.title);
  const prompt = effectivePrompt(conversation, '').value.trim();
  const checkpoints = writtenCheckpoints(messages);
  const columns = writtenColumns(messages);
  const body = [
    element('h1', { className: ['title'], dir: 'auto' }, title),
    element(
      'p',
      { className: ['about'] },
      `${t('export.messages', { count: messages.length })} · `,
      time(conversation.createdAt),
    ),
    ...(prompt === ''
      ? []
      : [
          element(
            'section',
            { className: ['prompt'] },
            element('h2', {}, t('system_prompt.title')),
            raw(laidOut.get(promptPrefix) ?? ''),
          ),
        ]),
    ...messages.flatMap((message, index) => {
      const checkpoint = checkpoints.get(message.id);
      return [
        ...(checkpoint === undefined ? [] : [checkpointNode(checkpoint)]),
        article({ message, column: columns.get(message.id) }, index, images, laidOut),
      ];
    }),
  ];
  return page(title, body, mathFont);
}

/** The index page of an archive of pages. */
export function indexAsHtml(
  pages: readonly { readonly name: string; readonly title: string; readonly updatedAt: string }[],
): string {
  const items = pages.map(({ name, title, updatedAt }) =>
    element(
      'li',
      {},
      element('a', { href: `./${encodeURIComponent(name)}`, dir: 'auto' }, words(title)),
      time(updatedAt),
    ),
  );
  return page(t('library.conversations'), [
    element('h1', { className: ['title'] }, t('library.conversations')),
    element('ul', { className: ['list'] }, ...items),
  ]);
}

/** Messages as HTML for pasting elsewhere. */
export function messagesAsHtml(messages: readonly Message[], laidOut: LaidOut): string {
  const nodes = messages.flatMap((message, index) =>
    message.parts.flatMap((part, at) => partNodes(part, new Map(), laidOut, prefixOf(index, at))),
  );
  return toHtml({ type: 'root', children: nodes }, withHtml);
}
