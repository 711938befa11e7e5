import type { Element } from 'hast';

/** Preformatted text, exactly as given. */
export function preformatted(value: string): Element {
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: {},
    children: [{ type: 'text', value }],
  };
  return { type: 'element', tagName: 'pre', properties: {}, children: [code] };
}
