import { useState, type ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Message } from '../../../../shared/model/conversation.ts';
import type { ErrorAction, ParleyError } from '../../../../shared/model/errors.ts';
import { sentenceOf, settingsSectionOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { formatSeconds } from '../../../../shared/words/duration-words.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import type { CostLimitActionsProps } from '../context/cost-limit-actions.tsx';
import type { RoomButtonsProps } from '../room/room-buttons.tsx';
import { deferred } from '../../../ui/deferred.tsx';
import { useConversationId } from '../page/page-context.ts';
import { useElapsed } from './use-elapsed.ts';
import type { AnswerActions } from './use-answer-actions.ts';
import styles from './answer-status.module.css';

const CostLimitActions = deferred<CostLimitActionsProps>(
  async () => (await import('../context/cost-limit-actions.tsx')).CostLimitActions,
);

const RoomButtons = deferred<RoomButtonsProps>(
  async () => (await import('../room/room-buttons.tsx')).RoomButtons,
);

/** When the wait requested by a server is over (ms since the epoch); null if none. */
function waitEnd({ retryAt, retryAfterMs, retryable }: ParleyError, createdAt: string) {
  if (retryAfterMs === undefined || !retryable) return null;
  // Errors stored by an older Parley have only the duration.
  return retryAt ?? Date.parse(createdAt) + retryAfterMs;
}

/**
 * Retry, with the seconds left to wait. It can be pressed earlier. The countdown is visual only,
 * because a screen reader would read every second; the sentence already states the wait.
 */
function RetryButton({ until, onClick }: { readonly until: number; readonly onClick: () => void }) {
  const [since] = useState(() => Date.now());
  const [isOver, setOver] = useState(until <= since);
  const elapsed = useElapsed(since, !isOver);
  const left = Math.ceil((until - since) / 1000) - elapsed;
  if (left <= 0 && !isOver) setOver(true);
  return (
    <Button size="small" onClick={onClick}>
      {/* One element, so that the button adds no gap inside it. */}
      <span className={styles.countdown}>
        {left > 0 ? (
          <RichMessage
            id="answer.retry_in"
            values={{
              time: formatSeconds(left),
              wait: (words) => <span aria-hidden>{words}</span>,
            }}
          />
        ) : (
          t('common.retry')
        )}
      </span>
    </Button>
  );
}

function ActionFor({
  action,
  actions,
  error = null,
  waitsUntil = null,
}: {
  readonly action: ErrorAction;
  /** The error that the action resolves, if any. */
  readonly error?: ParleyError | null;
  readonly actions: AnswerActions;
  readonly waitsUntil?: number | null;
}) {
  switch (action) {
    case 'retry':
      return waitsUntil === null ? (
        <Button size="small" data-command="retry" onClick={actions.retry}>
          {t('common.retry')}
        </Button>
      ) : (
        <RetryButton until={waitsUntil} onClick={actions.retry} />
      );
    case 'continue':
      return (
        <Button size="small" data-command="continue" onClick={actions.continueAnswer}>
          {t('answer.continue')}
        </Button>
      );
    case 'open_settings':
    case 'allow_plain_http':
      return (
        <Button
          size="small"
          onClick={() =>
            actions.openSettings(error === null ? 'providers' : settingsSectionOf(error))
          }
        >
          {t('answer.open_settings')}
        </Button>
      );
    case 'choose_model':
      return (
        <Button size="small" onClick={actions.chooseModel}>
          {t('answer.choose_model')}
        </Button>
      );
    case 'new_conversation':
      return (
        <Button size="small" onClick={actions.startNew}>
          {t('answer.start_new')}
        </Button>
      );
  }
}

/** The next steps for an error, the most likely first. Retry is always included. */
function actionsFor(error: ParleyError, hasText: boolean): readonly ErrorAction[] {
  const wanted: ErrorAction[] = error.action === undefined ? [] : [error.action];
  if (hasText && error.retryable && error.kind !== 'content_filter') wanted.push('continue');
  wanted.push('retry');
  return [...new Set(wanted)].filter((action) => action !== 'continue' || hasText);
}

/** True if `detail` is a message from a server rather than a system code such as ECONNREFUSED. */
function isServersWord({ status, reason, kind }: ParleyError): boolean {
  const isOurs = kind === 'network' || kind === 'internal' || kind === 'storage';
  return status !== undefined || reason !== undefined || !isOurs;
}

function ErrorDetail({ error }: { readonly error: ParleyError }) {
  const lines = [
    error.status === undefined ? null : `HTTP ${String(error.status)}`,
    error.detail ?? null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>
        {isServersWord(error) ? t('answer.error.server') : t('answer.error.details')}
      </summary>
      <pre className={styles.detail} tabIndex={0} dir="auto">
        {lines.join('\n')}
      </pre>
    </details>
  );
}

interface AnswerStatusProps {
  readonly message: Message;
  readonly hasText: boolean;
  readonly isLast: boolean;
  readonly actions: AnswerActions;
}

function Failure({
  message: { id, createdAt, parts },
  error,
  hasText,
  isLast,
  actions,
}: AnswerStatusProps & { readonly error: ParleyError }) {
  const conversationId = useConversationId();
  // Asked from the beginning, the model would call the tools again and meet the same end.
  const goesOn = parts.some(({ kind }) => kind === 'tool_result');
  const body = (
    <>
      <p>{sentenceOf(error)}</p>
      <ErrorDetail error={error} />
    </>
  );
  // Only the newest failure is news. An old one that scrolls into view must not be announced.
  if (!isLast) return <div className={styles.old}>{body}</div>;
  return (
    <ErrorCallout
      className={styles.failure}
      actions={
        error.code === 'cost_limit' ? (
          <CostLimitActions error={error} goesOn={error.action === 'continue'} actions={actions} />
        ) : (
          <>
            {error.kind === 'context_length' && (
              <RoomButtons
                conversationId={conversationId}
                of={{ kind: goesOn ? 'continue' : 'answer', messageId: id }}
                then={goesOn ? 'continue' : 'try_again'}
                onMade={goesOn ? actions.continueAnswer : actions.retry}
              />
            )}
            {actionsFor(error, hasText).map((action) => (
              <ActionFor
                key={action}
                action={action}
                actions={actions}
                error={error}
                waitsUntil={waitEnd(error, createdAt)}
              />
            ))}
          </>
        )
      }
    >
      {body}
    </ErrorCallout>
  );
}

function Note({
  children,
  actions,
}: {
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.note}>
      <span>{children}</span>
      {actions}
    </div>
  );
}

/** Shown below an answer that is not simply complete: what happened, and what to do. */
export function AnswerStatus({ message, hasText, isLast, actions }: AnswerStatusProps) {
  const goOn = isLast && <ActionFor action={hasText ? 'continue' : 'retry'} actions={actions} />;
  const isOnlyReasoning = !hasText && message.parts.every((part) => part.kind === 'reasoning');
  switch (message.status) {
    case 'streaming':
      return null;
    case 'failed':
      return message.error === undefined ? (
        <Note actions={goOn}>{t('answer.failed')}</Note>
      ) : (
        <Failure
          error={message.error}
          message={message}
          hasText={hasText}
          isLast={isLast}
          actions={actions}
        />
      );
    case 'interrupted':
      return message.error === undefined ? (
        <Note actions={goOn}>{t('answer.interrupted')}</Note>
      ) : (
        <Failure
          error={message.error}
          message={message}
          hasText={hasText}
          isLast={isLast}
          actions={actions}
        />
      );
    case 'stopped':
      return <Note actions={goOn}>{t('answer.stopped')}</Note>;
    case 'truncated':
      return isOnlyReasoning ? (
        <Note actions={isLast && <ActionFor action="continue" actions={actions} />}>
          {t('answer.only_reasoning')}
        </Note>
      ) : (
        <Note actions={goOn}>{t('answer.truncated')}</Note>
      );
    case 'complete':
      if (message.finishReason === 'content_filter') {
        return <Note>{t('answer.filtered')}</Note>;
      }
      if (isOnlyReasoning) {
        return <Note actions={goOn}>{t('answer.empty')}</Note>;
      }
      return null;
  }
}
