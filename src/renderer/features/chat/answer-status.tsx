import type { ReactNode } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import type { ErrorAction, ParleyError } from '../../../shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { formatSeconds, useElapsed } from './use-elapsed.ts';
import { useAnswerActions, type AnswerActions } from './use-answer-actions.ts';
import styles from './answer-status.module.css';

/** Counts down from when the answer failed, not from when it is looked at. */
function RetryWait({ waitMs, since }: { readonly waitMs: number; readonly since: number }) {
  const elapsed = useElapsed(since, true);
  const left = Math.ceil(waitMs / 1000) - elapsed;
  if (left <= 0) return <span className={styles.quiet}>You can try again now.</span>;
  return <span className={styles.quiet}>{formatSeconds(left)} to go.</span>;
}

function ActionFor({
  action,
  actions,
}: {
  readonly action: ErrorAction;
  readonly actions: AnswerActions;
}) {
  switch (action) {
    case 'retry':
      return (
        <Button size="small" onClick={actions.retry}>
          Retry
        </Button>
      );
    case 'continue':
      return (
        <Button size="small" onClick={actions.continueAnswer}>
          Continue
        </Button>
      );
    case 'open_settings':
    case 'allow_plain_http':
      return (
        <Button size="small" onClick={actions.openSettings}>
          Open settings
        </Button>
      );
    case 'choose_model':
      return (
        <Button size="small" onClick={actions.chooseModel}>
          Choose model
        </Button>
      );
    case 'new_conversation':
      return (
        <Button size="small" onClick={actions.startNew}>
          Start a new one
        </Button>
      );
  }
}

/** The next steps for an error, the likeliest first; Retry is always among them. */
function actionsFor(error: ParleyError, hasText: boolean): readonly ErrorAction[] {
  const wanted: ErrorAction[] = error.action === undefined ? [] : [error.action];
  if (hasText && error.retryable && error.kind !== 'content_filter') wanted.push('continue');
  wanted.push('retry');
  return [...new Set(wanted)].filter((action) => action !== 'continue' || hasText);
}

function ErrorDetail({ error }: { readonly error: ParleyError }) {
  const lines = [
    error.status === undefined ? null : `HTTP ${String(error.status)}`,
    error.detail ?? null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>Details</summary>
      <pre className={styles.detail} tabIndex={0}>
        {lines.join('\n')}
      </pre>
    </details>
  );
}

interface AnswerStatusProps {
  readonly message: Message;
  readonly hasText: boolean;
  readonly isLast: boolean;
}

function Failure({
  error,
  createdAt,
  hasText,
  isLast,
  actions,
}: Omit<AnswerStatusProps, 'message'> & {
  readonly error: ParleyError;
  readonly createdAt: string;
  readonly actions: AnswerActions;
}) {
  const body = (
    <>
      <p>{error.message}</p>
      {isLast && error.retryAfterMs !== undefined && (
        <RetryWait waitMs={error.retryAfterMs} since={Date.parse(createdAt)} />
      )}
      <ErrorDetail error={error} />
    </>
  );
  // Only the newest is news: an old failure that scrolls into sight must not be called out.
  if (!isLast) return <div className={styles.old}>{body}</div>;
  return (
    <ErrorCallout
      actions={actionsFor(error, hasText).map((action) => (
        <ActionFor key={action} action={action} actions={actions} />
      ))}
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

/** Beside an answer that is not simply complete: what happened to it, and what to do. */
export function AnswerStatus({ message, hasText, isLast }: AnswerStatusProps) {
  const actions = useAnswerActions(message.id);
  const goOn = isLast && <ActionFor action={hasText ? 'continue' : 'retry'} actions={actions} />;
  switch (message.status) {
    case 'streaming':
      return null;
    case 'failed':
      return message.error === undefined ? (
        <Note actions={goOn}>This answer failed.</Note>
      ) : (
        <Failure
          error={message.error}
          createdAt={message.createdAt}
          hasText={hasText}
          isLast={isLast}
          actions={actions}
        />
      );
    case 'interrupted':
      return message.error === undefined ? (
        <Note actions={goOn}>This answer was interrupted before its end.</Note>
      ) : (
        <Failure
          error={message.error}
          createdAt={message.createdAt}
          hasText={hasText}
          isLast={isLast}
          actions={actions}
        />
      );
    case 'stopped':
      return <Note actions={goOn}>You stopped this answer.</Note>;
    case 'truncated':
      return <Note actions={goOn}>The answer reached the length limit.</Note>;
    case 'complete':
      if (message.finishReason === 'content_filter') {
        return <Note>The provider’s content filter ended this answer here.</Note>;
      }
      if (!hasText && message.parts.every((part) => part.kind === 'reasoning')) {
        return <Note actions={goOn}>The model answered with nothing.</Note>;
      }
      return null;
  }
}
