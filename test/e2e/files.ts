import type { Page } from '@playwright/test';

/** A file as the page gets it from the clipboard or from another program. */
export interface Given {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A picture. */
export const image = (name: string, bytes: Uint8Array): Given => ({
  name,
  type: 'image/png',
  bytes,
});
/** A file with text in it. */
export const text = (name: string, content: string): Given => ({
  name,
  type: 'text/plain',
  bytes: Buffer.from(content),
});

/**
 * Performs a person's file action: `paste` into the message box, or drag and drop onto an element.
 */
export async function give(
  page: Page,
  kind: 'paste' | 'dragover' | 'drop',
  selector: string,
  files: readonly Given[],
): Promise<void> {
  const given = files.map(({ name, type, bytes }) => ({
    name,
    type,
    data: Buffer.from(bytes).toString('base64'),
  }));
  await page.locator(selector).evaluate(
    (target, { kind, given }) => {
      const data = new DataTransfer();
      for (const { name, type, data: base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const options = { bubbles: true, cancelable: true };
      const event =
        kind === 'paste'
          ? new ClipboardEvent(kind, { ...options, clipboardData: data })
          : new DragEvent(kind, { ...options, dataTransfer: data });
      target.dispatchEvent(event);
    },
    { kind, given },
  );
}
