import { clipboard } from 'electron';

/** The contents of the clipboard. A picture keeps the format in which it was copied. */
export type ClipboardContents =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array }
  | null;

/**
 * Reads the clipboard. Programs add a picture of a cell or a paragraph to its text, so text comes
 * first.
 */
export async function clipboardContents(): Promise<ClipboardContents> {
  const text = await clipboard.readText();
  if (/\S/u.test(text)) return { kind: 'text', text };
  for (const item of await clipboard.read()) {
    const type = item.types.find((each) => each.startsWith('image/'));
    if (type === undefined) continue;
    const picture = await item.getType(type);
    if (picture instanceof Blob)
      return { kind: 'picture', bytes: new Uint8Array(await picture.arrayBuffer()) };
  }
  return null;
}
