import type { PendingApproval } from '../model/tools.ts';

/** A tool's title comes from its server; a longer one is cut. */
const longestTitle = 60;
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Says in a notification that calls of tools wait; what they would do is only shown in the window. */
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
