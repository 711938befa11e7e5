import { longestPrompt } from '../../../shared/model/message/edit-draft.ts';
import { expected } from '../../../shared/expected.ts';
import { t } from '../../../shared/language/translate.ts';
import type { Attached } from '../../../shared/model/attachments.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import type { ClipboardContext } from '../../../shared/model/desktop/quick.ts';
import type { Attachments } from '../../attachments/attachments.ts';
import { clipboardContents } from '../../electron/quick/clipboard-contents.ts';
import { askForScreen, isScreenRefused } from '../../electron/quick/screenshot.ts';

/** Adds context from outside of Parley to a message. Its methods reject with ExpectedErrors. */
export interface QuickContext {
  readonly clipboard: (of: Id | null) => Promise<ClipboardContext>;
  readonly screenshot: (
    of: Id | null,
    /** Takes the picture, as PNG; null if the system gives none. */
    capture: () => Promise<Uint8Array | null>,
  ) => Promise<Attached>;
}

/** Connects quick ask with clipboard and screen. In a file of its own, loaded when it is used. */
export function loadQuickContext(attachments: Pick<Attachments, 'addBytes'>): QuickContext {
  const attach = async (bytes: Uint8Array, name: string, of: Id | null): Promise<Attached> => ({
    parts: [await attachments.addBytes(bytes, `${name}.png`, of)],
    problems: [],
  });
  return {
    async clipboard(of) {
      const contents = await clipboardContents();
      if (contents === null) throw expected('clipboard_empty', {});
      if (contents.kind === 'picture') {
        const attached = await attach(contents.bytes, t('quick.clipboard.name'), of);
        return { kind: 'attached', attached };
      }
      if (contents.text.length > longestPrompt) {
        throw expected('clipboard_too_long', { most: longestPrompt });
      }
      return contents;
    },
    async screenshot(of, capture) {
      if (isScreenRefused()) {
        await askForScreen();
        if (isScreenRefused()) throw expected('screen_refused', {});
      }
      const png = await capture();
      if (png === null) throw expected('screenshot_failed', {});
      return attach(png, t('quick.screenshot.name'), of);
    },
  };
}
