import type { PendingApproval } from '../model/tools.ts';

/** The longest title, which comes from a server; a longer one is cut. */
const longestTitle = 60;
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Words a notification about waiting tool calls. Only the window shows what they would do. */
export function waitingWords({ calls }: Pick<PendingApproval, 'calls'>): {
  readonly title: string;
  readonly body: string;
} {
  const body = 'Open Parley to allow or deny it.';
  const [first, ...more] = calls;
  if (first === undefined || more.length > 0) {
    return {
      title: `${calls.length} calls of tools wait for you`,
      body: body.replace('it', 'them'),
    };
  }
  const plain = (first.title || first.key).replaceAll(hidden, '').slice(0, longestTitle);
  return { title: `A tool waits for you: ${plain}`, body };
}
