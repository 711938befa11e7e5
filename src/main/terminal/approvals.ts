import { setImmediate as nextTurn } from 'node:timers/promises';
import { t } from '../../shared/language/translate.ts';
import type { PendingApproval, PendingCall, ToolDecision } from '../../shared/model/tools.ts';
import { argumentsProblem } from '../../shared/words/call-arguments.ts';
import {
  callToJudge,
  choiceHelp,
  choiceIn,
  choicePrompt,
  editableArguments,
} from './approval-words.ts';
import type { Lines } from './lines.ts';
import type { Screen } from './screen.ts';

/** The person's decision about one call. */
export interface Decided {
  readonly callId: string;
  readonly decision: ToolDecision;
  /** JSON in place of the model's arguments. */
  readonly arguments?: string;
}

/** Dependencies of the approvals. */
export interface ApprovalOptions {
  readonly lines: Pick<Lines, 'question' | 'cancel'>;
  readonly screen: Screen;
  readonly decide: (pending: PendingApproval, decided: readonly Decided[]) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Asks the person about calls, one after the other. */
export interface Approvals {
  /** Takes the calls that wait now; null for none. */
  readonly waiting: (pending: PendingApproval | null) => void;
  /**
   * Denies everything that waits, whether the person is being asked or not. Resolves once that has
   * reached the answer; with false if nothing waited.
   */
  readonly denyAll: () => Promise<boolean>;
}

/** Returns whether a decision allows further calls of the same tool. */
function allowsMore({ reason }: PendingCall, { decision }: Decided): boolean {
  const lasts = decision === 'conversation' || decision === 'always';
  return lasts && (reason.kind === 'not_allowed_yet' || reason.kind === 'changed');
}

/** Creates the approvals. */
export function createApprovals(options: ApprovalOptions): Approvals {
  const { lines, screen, decide, report } = options;
  let latest: PendingApproval | null = null;
  let asking: Promise<void> | null = null;
  let isDenying = false;
  /** Calls that have been decided and may still be in `latest`. */
  const decided = new Set<string>();
  /** Tools of an answer that were allowed for more than one call. */
  const allowed = new Set<string>();

  const markOf = ({ messageId }: PendingApproval, { callId }: PendingCall): string =>
    `${messageId} ${callId}`;

  async function edited(args: string): Promise<string | null> {
    const before = editableArguments(args);
    let text = before;
    for (;;) {
      const line = await lines.question(`${t('terminal.approval.arguments')} `, text);
      if (line === null || line.trim() === '' || line === before) return null;
      const problem = argumentsProblem(line);
      if (problem === null) return line;
      screen.question(`[${problem}]`);
      text = line;
    }
  }

  /** Asks about one call; denies it if the person does not answer. */
  async function ask(call: PendingCall): Promise<Decided> {
    const { callId } = call;
    let args = call.arguments;
    screen.question(callToJudge(call, args));
    for (;;) {
      const line = await lines.question(choicePrompt(call));
      const choice = line === null ? 'deny' : choiceIn(line, call);
      switch (choice) {
        case null:
          screen.question(`[${choiceHelp()}]`);
          break;
        case 'edit': {
          const changed = await edited(args);
          if (changed === null) break;
          args = changed;
          screen.question(callToJudge(call, args));
          break;
        }
        case 'once':
        case 'conversation':
        case 'always':
          return {
            callId,
            decision: choice,
            ...(args === call.arguments ? {} : { arguments: args }),
          };
        case 'deny':
          return { callId, decision: choice };
      }
    }
  }

  async function settle(pending: PendingApproval, call: PendingCall): Promise<void> {
    const mark = `${pending.messageId} ${call.key}`;
    const isAllowed = allowed.has(mark) && call.reason.kind === 'not_allowed_yet';
    const answer: Decided = isAllowed ? { callId: call.callId, decision: 'once' } : await ask(call);
    if (isDenying) return;
    if (allowsMore(call, answer)) allowed.add(mark);
    decided.add(markOf(pending, call));
    await decide(pending, [answer]);
  }

  const next = (): { pending: PendingApproval; call: PendingCall } | null => {
    const pending = isDenying ? null : latest;
    const call = pending?.calls.find((each) => !decided.has(markOf(pending, each)));
    return pending === null || call === undefined ? null : { pending, call };
  };

  async function askAll(): Promise<void> {
    screen.hold();
    try {
      for (let one = next(); one !== null; one = next()) {
        await settle(one.pending, one.call);
      }
    } finally {
      screen.release();
    }
  }

  function begin(): void {
    if (asking !== null || next() === null) return;
    asking = askAll()
      .catch(report)
      .finally(() => {
        asking = null;
        begin();
      });
  }

  return {
    waiting(pending) {
      latest = pending;
      begin();
    },
    async denyAll() {
      const pending = latest;
      const left = pending?.calls.filter((call) => !decided.has(markOf(pending, call))) ?? [];
      if (pending === null || left.length === 0) return false;
      isDenying = true;
      lines.cancel();
      await asking;
      for (const call of left) decided.add(markOf(pending, call));
      await decide(
        pending,
        left.map(({ callId }) => ({ callId, decision: 'deny' })),
      ).catch(report);
      isDenying = false;
      // The denial reaches the answer before it is stopped.
      await nextTurn();
      return true;
    },
  };
}
