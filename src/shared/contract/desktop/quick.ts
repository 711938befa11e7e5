import * as z from 'zod';
import type { Attached } from '../../model/attachments.ts';
import type { ShortcutView } from '../../model/desktop/global-shortcut.ts';
import type { ClipboardContext } from '../../model/desktop/quick.ts';
import { idSchema } from '../../model/conversation.ts';
import { forConversation } from '../attachments.ts';
import { typed } from '../command.ts';
import { nothing } from '../inputs.ts';

/** Commands about the quick window. */
export const quickCommands = {
  /** Shows the quick window. */
  'quick.show': { input: nothing, output: typed<void>() },
  /** The shortcut of the quick window, and where it stands. */
  'quick.shortcut': { input: nothing, output: typed<ShortcutView>() },
  /** The person is about to press the shortcut, to see whether it arrives. */
  'quick.listen': { input: nothing, output: typed<void>() },
  /** Reads the clipboard for a message, at the person's press; for the quick window alone. */
  'quick.clipboard': { input: forConversation, output: typed<ClipboardContext>() },
  /**
   * Attaches a picture of the display that the quick window is on, without the window itself; for
   * that window alone.
   */
  'quick.screenshot': { input: forConversation, output: typed<Attached>() },
  /** The page of the quick window shows nothing of this visit any more: the window can be hidden. */
  'quick.left': {
    input: z.object({
      visit: z.number().int(),
      /** The conversation that it showed, or another one before; null for none. */
      last: idSchema.nullable(),
    }),
    output: typed<void>(),
  },
} as const;
