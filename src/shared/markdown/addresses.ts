import type { Link, PhrasingContent, Root } from 'mdast';
import type { Code, Construct, Effects, State } from 'micromark-util-types';
import { isSentenceMark, isUnspacedLetter } from './scripts.ts';
import { visitParents } from './visit.ts';

const isAsciiWord = (character: string): boolean => /[A-Za-z0-9]/.test(character);

/**
 * True if a bare address ends before this character: at sentence punctuation or, in the host name,
 * where a letter like 查 follows a Latin one. Paths may contain such letters.
 */
function endsAddress(before: string, next: string, inHost: boolean): boolean {
  return isSentenceMark(next) || (inHost && isAsciiWord(before) && isUnspacedLetter(next));
}

const characterOf = (code: Code): string =>
  code === null || code < 0 ? '' : String.fromCharCode(code);

const space = 32;

/**
 * Makes the library's bare addresses end where `endsAddress` says, by showing the library a space
 * there. micromark still receives the real character.
 */
export function endingAtSentence(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      let inside = true;
      let inHost = true;
      let real: Code = null;
      const handBack =
        (state: State): State =>
        () =>
          state(real);
      const leave = (state: State): State => {
        const back = handBack(state);
        return (code) => {
          inside = false;
          return back(code);
        };
      };
      const part = (nested: Construct): Construct => ({
        ...nested,
        tokenize(inner, found, missed) {
          return nested.tokenize.call(this, through(inner), handBack(found), handBack(missed));
        },
      });
      const through = (inner: Effects): Effects => ({
        ...inner,
        attempt: (nested, found, missed) => inner.attempt(part(nested as Construct), found, missed),
        check: (nested, found, missed) => inner.check(part(nested as Construct), found, missed),
      });
      const guard = (state: State): State => {
        return (code) => {
          real = code;
          const before = characterOf(this.previous);
          const next = characterOf(code);
          if (/[/?#]/.test(next) && before !== ':' && before !== '/') inHost = false;
          const after = state(endsAddress(before, next, inHost) ? space : code);
          return inside && after !== undefined ? guard(after) : after;
        };
      };
      return guard(construct.tokenize.call(this, through(effects), leave(ok), leave(nok)));
    },
  };
}

/** The number of characters of a found address that really belong to it. */
function addressLength(text: string): number {
  const path = /^(?:https?:\/\/)?[^/?#]*/i.exec(text)?.[0].length ?? 0;
  for (let at = 1; at < text.length; at += 1) {
    if (!endsAddress(text.charAt(at - 1), text.charAt(at), at < path)) continue;
    return text.slice(0, at).replace(/(?<![!"'*,.:;?_~])[!"'*,.:;?_~]+$/, '').length;
  }
  return text.length;
}

/**
 * Applies the same rule to addresses that the library finds in text afterwards, which have no
 * position.
 */
export function cutAddresses(tree: Root): void {
  visitParents(tree, (parent) => {
    if (!parent.children.some(isFoundLink)) return;
    parent.children = (parent.children as PhrasingContent[]).flatMap((node) =>
      isFoundLink(node) ? cutLink(node) : [node],
    );
  });
}

function isFoundLink(node: { readonly type: string; readonly position?: unknown }): node is Link {
  return node.type === 'link' && node.position === undefined;
}

function cutLink(link: Link): PhrasingContent[] {
  const [only] = link.children;
  if (only?.type !== 'text' || link.url.startsWith('mailto:')) return [link];
  const length = addressLength(only.value);
  if (length === only.value.length) return [link];
  const url = link.url.slice(0, link.url.length - (only.value.length - length));
  const shorter: Link = {
    ...link,
    url,
    children: [{ type: 'text', value: only.value.slice(0, length) }],
  };
  return [shorter, { type: 'text', value: only.value.slice(length) }];
}
