import type { Element } from 'hast';

/** The letters in an element; an image counts as what it is called. */
function visibleText(node: Element): string {
  return node.children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type !== 'element') return '';
      return child.tagName === 'img' ? `${child.properties.alt ?? ''}\uFFFC` : visibleText(child);
    })
    .join('');
}

/** An address as a person wrote it: without the escapes that a page needs. */
function written(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/**
 * The address that has to stand beside a link, or null: that of a link with nothing to click on, and that of
 * one which leads nowhere, unless it is what the link reads anyway.
 */
export function addressToShow(link: Element, address: string, leads: boolean): string | null {
  const text = visibleText(link).trim();
  const shown = written(address);
  if (shown === '') return null;
  if (leads) return text === '' ? shown : null;
  return text === shown || text === address || `mailto:${text}` === shown ? null : shown;
}
