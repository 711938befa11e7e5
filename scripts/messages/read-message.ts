import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** The TypeScript type of an argument, as source text; `'tag'` in quotes for a tag. */
export type ArgumentTypes = ReadonlyMap<string, string>;

/** A message as a list of elements; throws with the key for one that is not ICU MessageFormat. */
export function parseMessage(key: string, message: string): readonly MessageFormatElement[] {
  try {
    return parse(message, { requiresOtherClause: true, shouldParseSkeletons: true });
  } catch (error) {
    throw new Error(`${key}: ${String(error)}`, { cause: error });
  }
}

/** Calls `visit` with every element of a message, also those within options and tags. */
export function walk(
  elements: readonly MessageFormatElement[],
  visit: (element: MessageFormatElement) => void,
): void {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.tag) walk(element.children, visit);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) walk(value, visit);
    }
  }
}

function typeOf(element: MessageFormatElement): string | null {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return null;
    case TYPE.argument:
      return 'string';
    case TYPE.number:
    case TYPE.plural:
      return 'number';
    case TYPE.date:
    case TYPE.time:
      return 'number';
    case TYPE.tag:
      return "'tag'";
    case TYPE.select:
      return Object.entries(element.options)
        .filter(([option, { value }]) => option !== 'other' || value.length > 0)
        .map(([option]) => `'${option}'`)
        .toSorted()
        .join(' | ');
  }
}

/**
 * The arguments of a message with their types. A select whose `other` is empty takes nothing but
 * what it names. Throws if one has two different types. */
export function argumentTypes(
  key: string,
  elements: readonly MessageFormatElement[],
): ArgumentTypes {
  const types = new Map<string, string>();
  walk(elements, (element) => {
    const type = typeOf(element);
    if (type === null || !('value' in element) || typeof element.value !== 'string') return;
    const known = types.get(element.value);
    if (known !== undefined && known !== type) {
      throw new Error(`${key}: {${element.value}} is ${known} and ${type}`);
    }
    types.set(element.value, type);
  });
  return new Map([...types].toSorted(([a], [b]) => a.localeCompare(b)));
}
