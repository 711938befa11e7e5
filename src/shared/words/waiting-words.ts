import type { PendingApproval } from '../model/tools.ts';
import { toolAtPlace } from './tool-words.ts';

/** The longest name of a tool and its server; a longer one is cut. */
const longestName = 60;
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/**
 * Words a notification about waiting tool calls. Only the window shows what they would do.
 * `isNamed`: whether it may name the tool.
 */
export function waitingWords(
  { calls }: Pick<PendingApproval, 'calls'>,
  isNamed: boolean,
): { readonly title: string; readonly body: string } {
  const body = 'Open Parley to allow or deny it.';
  const [first, ...more] = calls;
  if (first === undefined || more.length > 0) {
    return {
      title: `${calls.length} calls of tools wait for you`,
      body: body.replace('it', 'them'),
    };
  }
  if (!isNamed) return { title: 'A tool waits for you', body };
  // As on the card: the title of a server's tool could hide what it is.
  const name = toolAtPlace({ key: first.key, server: first.sourceName });
  const plain = name.replaceAll(hidden, '').slice(0, longestName).toWellFormed();
  return { title: `A tool waits for you: ${plain}`, body };
}
