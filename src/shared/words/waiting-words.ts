import { t } from '../language/translate.ts';
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
  const [first, ...more] = calls;
  if (first === undefined || more.length > 0) {
    const title = t('approval.title.many', { count: calls.length });
    return { title, body: t('approval.body.many') };
  }
  const body = t('approval.body');
  if (!isNamed) return { title: t('approval.title'), body };
  // As on the card: the title of a server's tool could hide what it is.
  const name = toolAtPlace({ key: first.key, server: first.sourceName });
  const tool = name.replaceAll(hidden, '').slice(0, longestName).toWellFormed();
  return { title: t('approval.title.named', { tool }), body };
}
