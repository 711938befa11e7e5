import type { HandlersOf } from '../../shared/contract/handlers.ts';
import { expected } from '../../shared/expected.ts';
import {
  longestTexts,
  maxPrompts,
  type Prompt,
  type Prompts,
} from '../../shared/model/prompts/prompt.ts';
import { readTemplate } from '../../shared/model/prompts/variables.ts';
import type { Emit } from '../conversations/conversation-service.ts';
import type { TransferRooms } from './transfer.ts';

/** Dependencies of the prompts. */
export interface PromptRooms extends TransferRooms {
  readonly now: () => number;
  /** Reads the text of the system's clipboard; '' if it holds none. */
  readonly readClipboard: () => Promise<string>;
  /** True for conversations of which nothing may be written to disk. */
  readonly isTemporary: (conversationId: string) => boolean;
  readonly tell: Emit;
}

/** The prompts as windows use them. */
export interface PromptService {
  readonly handlers: HandlersOf<'prompts'>;
}

/** The longest text that is taken from the clipboard (UTF-16 code units). */
const longestClipboard = 1_000_000;

/** Returns the prompts if they are within the limits. Throws an ExpectedError otherwise. */
function checked(prompts: Prompts): Prompts {
  if (prompts.length > maxPrompts) throw expected('too_many_prompts', { most: maxPrompts });
  const length = prompts.reduce((sum, { text }) => sum + text.length, 0);
  if (length > longestTexts) throw expected('prompts_too_much_text', { most: longestTexts });
  return prompts;
}

/** Creates the service. */
export function createPromptService(rooms: PromptRooms): PromptService {
  const { file, newId, now, readClipboard, tell } = rooms;
  file.subscribe(() => tell('prompts', file.read()));

  /** Replaces a prompt in its place. Throws an ExpectedError if it is gone. */
  const replace = async (promptId: string, change: (before: Prompt) => Prompt): Promise<void> => {
    await file.update((before) => {
      if (!before.some(({ id }) => id === promptId)) throw expected('prompt_gone', {});
      return checked(before.map((each) => (each.id === promptId ? change(each) : each)));
    });
  };

  return {
    handlers: {
      'prompts.list': () => file.read(),
      'prompts.save': async ({ prompt: { id, ...fields } }) => {
        let saved: Prompt = { id: id ?? newId(), ...fields };
        if (id === undefined) await file.update((before) => checked([...before, saved]));
        else {
          await replace(id, (before) => {
            saved = { ...before, ...fields };
            return saved;
          });
        }
        return saved;
      },
      'prompts.delete': ({ promptId }) =>
        file.update((before) => before.filter(({ id }) => id !== promptId)),
      'prompts.clipboard': async ({ promptId }) => {
        const prompt = file.read().find(({ id }) => id === promptId);
        if (prompt === undefined) throw expected('prompt_gone', {});
        const { variables } = readTemplate(prompt.text);
        if (!variables.some(({ of }) => of.kind === 'clipboard')) {
          throw expected('prompt_without_clipboard', {});
        }
        const text = await readClipboard();
        if (text.length > longestClipboard) {
          throw expected('clipboard_too_long', { most: longestClipboard });
        }
        return text;
      },
      'prompts.import': async () => {
        const { importPrompts } = await import('./transfer.ts');
        return importPrompts(rooms, checked);
      },
      'prompts.export': async () => {
        const { exportPrompts } = await import('./transfer.ts');
        return exportPrompts(rooms);
      },
      'prompts.used': async ({ promptId, values, conversationId }) => {
        if (conversationId !== null && rooms.isTemporary(conversationId)) return;
        await replace(promptId, (before) => ({
          ...before,
          values,
          usedAt: new Date(now()).toISOString(),
        }));
      },
    },
  };
}
