import { useRef, useState } from 'react';
import ShieldQuestion from 'lucide-react/icons/shield-question-mark';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { PendingApproval, PendingCall, ToolDecision } from '../../../../shared/model/tools.ts';
import { isOpenComparison } from '../../../../shared/model/tree/comparison.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { toolAtPlace } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import type { OpenConversation } from '../../../state/app-state.ts';
import { useChatPage } from '../page/page-context.ts';
import { useIsTemporary } from '../temporary/use-is-temporary.ts';
import { ApprovalRow } from './approval-row.tsx';
import styles from './approval.module.css';

type Decided = Readonly<Record<string, ToolDecision>>;

/** All calls of the card. Decided calls stay in place, so that nothing moves under the pointer. */
function useRows(pending: PendingApproval): readonly PendingCall[] {
  const [rows, setRows] = useState(pending.calls);
  const known = new Set(rows.map(({ callId }) => callId));
  const fresh = pending.calls.filter(({ callId }) => !known.has(callId));
  if (fresh.length === 0) return rows;
  const next = [...rows, ...fresh];
  setRows(next);
  return next;
}

/** The number of the answer among those side by side; null if it is alone. */
function columnIn(open: OpenConversation | undefined, messageId: Id): number | null {
  const message = open?.kind === 'ready' ? open.messages[messageId] : undefined;
  if (open?.kind !== 'ready' || message?.compared === undefined) return null;
  return isOpenComparison(open.messages, message) ? message.compared.column + 1 : null;
}

function Card({ pending }: { readonly pending: PendingApproval }) {
  const controller = useController();
  const page = useChatPage();
  const card = useRef<HTMLElement>(null);
  const isTemporary = useIsTemporary(pending.conversationId);
  const rows = useRows(pending);
  const [decided, setDecided] = useState<Decided>({});
  const waiting = pending.calls.filter(({ callId }) => decided[callId] === undefined);
  const column = useApp(({ open }) => columnIn(open[pending.conversationId], pending.messageId));

  /** Moves the focus to the next question, or back to the message box. */
  const moveFocus = (from: readonly string[]): void => {
    if (card.current?.contains(document.activeElement) !== true) return;
    const next = waiting.find(({ callId }) => !from.includes(callId));
    const safe = [...card.current.querySelectorAll<HTMLElement>('[data-call]')]
      .find(({ dataset }) => dataset['call'] === next?.callId)
      ?.querySelector<HTMLElement>('[data-decision="deny"]');
    if (next !== undefined && safe !== null && safe !== undefined) safe.focus();
    else page.focusComposer();
  };
  const decide = async (
    calls: readonly PendingCall[],
    decision: ToolDecision,
    edited: string | null,
  ): Promise<void> => {
    const ids = calls.map(({ callId }) => callId);
    const answer = Object.fromEntries(ids.map((callId) => [callId, decision]));
    moveFocus(ids);
    setDecided((before) => ({ ...before, ...answer }));
    const isDone = await page.tell(() =>
      controller.command('tools.decide', {
        conversationId: pending.conversationId,
        messageId: pending.messageId,
        decisions: ids.map((callId) => ({
          callId,
          decision,
          ...(edited === null ? {} : { arguments: edited }),
        })),
      }),
    );
    if (isDone) return;
    setDecided((before) =>
      Object.fromEntries(Object.entries(before).filter(([callId]) => !ids.includes(callId))),
    );
  };

  const first = rows[0];
  const alert =
    rows.length === 1 && first !== undefined
      ? t('approval.alert', {
          tool: toolAtPlace({
            key: visibleText(first.key),
            server: visibleText(first.sourceName),
          }),
        })
      : t('approval.alert.many', { count: rows.length });
  const isWaiting = new Set(waiting.map(({ callId }) => callId));
  return (
    <section ref={card} className={styles.card} aria-label={t('approval.card')}>
      <p role="alert" className="visually-hidden">
        {alert}
      </p>
      <ShieldQuestion size={18} aria-hidden className={styles.icon} />
      <div className={styles.rows}>
        {column !== null && (
          <p className={styles.quiet}>{t('approval.column', { number: column })}</p>
        )}
        {rows.length > 1 && (
          <div className={styles.all}>
            <h2 className={styles.question}>{t('approval.count', { count: rows.length })}</h2>
            <Button size="small" onClick={() => void decide(waiting, 'once', null)}>
              {t('approval.allow_all')}
            </Button>
            <Button size="small" onClick={() => void decide(waiting, 'deny', null)}>
              {t('approval.deny_all')}
            </Button>
          </div>
        )}
        {rows.map((call) => (
          <div key={call.callId} data-call={call.callId}>
            <ApprovalRow
              isTemporary={isTemporary}
              call={call}
              decided={isWaiting.has(call.callId) ? null : (decided[call.callId] ?? 'elsewhere')}
              onDecide={(decision, edited) => void decide([call], decision, edited)}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

/** Asks for approval of the pending calls of an answer in the open conversation, in one card. */
export function ApprovalCard({ conversationId }: { readonly conversationId: Id }) {
  const pending = useApp((state) => state.approvals[conversationId]);
  if (pending === undefined) return null;
  return <Card key={pending.messageId} pending={pending} />;
}
