/**
 * Names a piece of code by what it says, white space apart, so that two parts of Parley that take
 * it out of a message in different ways mean the same one. Not a secret, and no proof of anything.
 */
export function codePrint(code: string): string {
  const text = code.replaceAll(/\s+/gu, '');
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2654435761);
    second = Math.imul(second ^ unit, 1597334677);
  }
  const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');
  return `${String(text.length)}-${hex(first)}${hex(second)}`;
}
