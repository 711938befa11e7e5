import { placeName } from '../tool-words.ts';

/**
 * Says what a call leaves behind outside a temporary conversation; '' if it leaves nothing.
 * `sourceName` is the server's name; '' for a built-in source.
 */
export function traceWords(source: string, sourceName: string): string {
  const isBuiltIn = sourceName === '';
  if (isBuiltIn && source !== 'web') return '';
  const who = isBuiltIn ? 'the web' : placeName(sourceName);
  return `This leaves traces outside the temporary conversation: ${who} gets what is written here, and may keep it.`;
}
