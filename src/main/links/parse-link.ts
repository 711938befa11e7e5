import * as z from 'zod';
import { settingsPages } from '../../shared/model/arrival/arrival.ts';
import { linkScheme } from '../../shared/model/arrival/link.ts';
import { lazy } from '../../shared/lazy.ts';
import { idSchema } from '../../shared/model/id.ts';
import { withoutHidden } from '../../shared/visible-text.ts';
import type { LinkWish } from './wish.ts';

/** The longest link (bytes). */
export const longestLink = 4096;
/** The longest name of a model (UTF-16 code units). */
const longestModel = 500;

const beginning = new RegExp(`^\\s*${linkScheme}:`, 'iu');

/** True for everything that claims to be one of our links, well formed or not. */
export function isLink(text: string): boolean {
  return beginning.test(withoutHidden(text));
}

/** The closed grammar. Nothing else is a link. */
const linkSchema = lazy(() => {
  const visible = z.string().transform((text) => withoutHidden(text).trim());
  const line = visible.transform((text) => text.replaceAll(/\s+/gu, ' '));
  return z.discriminatedUnion('place', [
    z.strictObject({
      place: z.literal('open'),
      path: z.union([
        z.tuple([idSchema]).transform(([conversationId]) => ({ conversationId, messageId: null })),
        z
          .tuple([idSchema, idSchema])
          .transform(([conversationId, messageId]) => ({ conversationId, messageId })),
      ]),
      query: z.strictObject({}),
    }),
    z.strictObject({
      place: z.literal('search'),
      path: z.tuple([]),
      query: z.strictObject({ q: line }),
    }),
    z.strictObject({
      place: z.literal('new'),
      path: z.tuple([]),
      query: z.strictObject({
        prompt: visible.optional(),
        model: line.pipe(z.string().min(1).max(longestModel)).optional(),
      }),
    }),
    z.strictObject({
      place: z.literal('settings'),
      path: z.tuple([z.enum(settingsPages)]),
      query: z.strictObject({}),
    }),
  ]);
});

/** The segments of a path; a slash at the end counts for nothing. */
function segmentsOf(pathname: string): readonly string[] {
  const segments = pathname.split('/').slice(1);
  return segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}

/** The fields of a query. Null if one comes twice, because readers would disagree about it. */
function fieldsOf(parameters: URLSearchParams): Readonly<Record<string, string>> | null {
  const names = [...parameters.keys()];
  return new Set(names).size === names.length ? Object.fromEntries(parameters) : null;
}

function wishOf(link: z.infer<ReturnType<typeof linkSchema>>): LinkWish {
  switch (link.place) {
    case 'open':
      return { kind: 'open', ...link.path };
    case 'search':
      return { kind: 'search', query: link.query.q };
    case 'new':
      return {
        kind: 'new',
        prompt: link.query.prompt ?? '',
        model: link.query.model ?? null,
      };
    case 'settings':
      return { kind: 'settings', page: link.path[0] };
  }
}

/** Understands a link. Null for everything else, however close it comes. */
export function parseLink(text: string): LinkWish | null {
  if (Buffer.byteLength(text) > longestLink) return null;
  const plain = withoutHidden(text).trim();
  if (!isLink(plain) || !URL.canParse(plain)) return null;
  const url = new URL(plain);
  const isBare = url.username === '' && url.password === '' && url.port === '' && url.hash === '';
  if (url.protocol !== `${linkScheme}:` || !isBare) return null;
  const query = fieldsOf(url.searchParams);
  const read = linkSchema().safeParse({
    place: url.host,
    path: segmentsOf(url.pathname),
    query,
  });
  return read.success ? wishOf(read.data) : null;
}
