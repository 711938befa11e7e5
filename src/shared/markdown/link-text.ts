import type { Element } from 'hast';

/** The visible text of an element. An image counts as its alternative text. */
function visibleText(node: Element): string {
  return node.children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type !== 'element') return '';
      return child.tagName === 'img' ? `${child.properties.alt ?? ''}\uFFFC` : visibleText(child);
    })
    .join('');
}

/** An address as a person wrote it, without URL escapes. */
function written(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/**
 * The address to show beside a link, or null. It is shown for a link with nothing to click on, and
 * for one that leads nowhere unless its text is the address already.
 */
export function addressToShow(link: Element, address: string, leads: boolean): string | null {
  const text = visibleText(link).trim();
  const shown = written(address);
  if (shown === '') return null;
  if (leads) return text === '' ? shown : null;
  return text === shown || text === address || `mailto:${text}` === shown ? null : shown;
}
