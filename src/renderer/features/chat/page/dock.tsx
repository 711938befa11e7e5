import { useEffect } from 'react';
import ArrowDown from 'lucide-react/icons/arrow-down';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { settingsSectionOf } from '../../../../shared/words/error-words.ts';
import { ErrorText } from '../../../common/error-text.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { deferred } from '../../../ui/deferred.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { Composer } from '../composer/composer.tsx';
import type { CompareLineProps } from '../compare/compare-line.tsx';
import type { ContextLineProps } from '../context/context-line.tsx';
import type { RoomCardProps } from '../room/room-card.tsx';
import { isShownIn } from '../request/is-shown-in.ts';
import { useOwnValues } from './own-values.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';
import { useValue } from './value.ts';
import styles from '../composer/composer.module.css';

const ApprovalCard = deferred<{ readonly conversationId: Id }>(
  async () => (await import('../approval/approval-card.tsx')).ApprovalCard,
);

const RequestCard = deferred<{ readonly conversationId: Id | null }>(
  async () => (await import('../request/request-card.tsx')).RequestCard,
);

const QueueList = deferred<{ readonly conversationId: Id }>(
  async () => (await import('../queue/queue-list.tsx')).QueueList,
);

const CompareLine = deferred<CompareLineProps>(
  async () => (await import('../compare/compare-line.tsx')).CompareLine,
);

const RoomCard = deferred<RoomCardProps>(
  async () => (await import('../room/room-card.tsx')).RoomCard,
);

const ContextLine = deferred<ContextLineProps>(
  async () => (await import('../context/context-line.tsx')).ContextLine,
  null,
  'idle',
);

/** The button that jumps to the end of the log, with the number of new messages. */
function JumpButton({ page }: { readonly page: PageParts }) {
  const beyond = useValue(page.beyond);
  if (beyond === null) return null;
  return (
    <div className={styles.jump}>
      <Button
        size="small"
        icon={<ArrowDown size={14} aria-hidden />}
        onClick={() => {
          page.follow();
          page.focusComposer();
        }}
      >
        {beyond.news > 0 ? t('page.jump.news', { count: beyond.news }) : t('page.jump')}
      </Button>
    </div>
  );
}

/** The error of the last action, shown just above the composer. */
function Problem({ page }: { readonly page: PageParts }) {
  const controller = useController();
  const problem = useValue(page.problem);
  // An error of one conversation is not shown in the next.
  useEffect(() => () => page.report(null), [page]);
  if (problem === null) return null;
  return (
    <ErrorCallout
      className={styles.problem}
      actions={
        <>
          {problem.action === 'open_settings' && (
            <Button
              size="small"
              onClick={() =>
                controller.setDialog({ kind: 'settings', section: settingsSectionOf(problem) })
              }
            >
              {t('answer.open_settings')}
            </Button>
          )}
          {problem.action === 'choose_model' && (
            <Button size="small" onClick={page.focusModel}>
              {t('answer.choose_model')}
            </Button>
          )}
          <IconButton label={t('common.dismiss')} size="small" onClick={() => page.report(null)}>
            <X size={16} />
          </IconButton>
        </>
      }
    >
      <ErrorText error={problem} more={problem.more} />
    </ErrorCallout>
  );
}

/** A summary that is being written here, or the question about a message that has no room. */
function Room({ conversationId, page }: Pick<DockProps, 'conversationId' | 'page'>) {
  const blocked = useValue(page.blocked);
  const isWriting = useApp((state) =>
    state.compactions.some((each) => each.conversationId === conversationId),
  );
  const own = blocked?.conversationId === conversationId ? blocked : null;
  if (!isWriting && own === null) return null;
  return <RoomCard conversationId={conversationId} blocked={own} />;
}

interface DockProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** Layers that Esc closes before it stops an answer. */
const layers = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-drawer]';

/** Everything that floats above the end of the log: the jump button, errors and the composer. */
export function Dock({ conversationId, page, turns }: DockProps) {
  const readOnly = useApp((state) =>
    state.info?.readOnly
      ? ('library_read_only' as const)
      : conversationId === null
        ? undefined
        : state.heads[conversationId]?.readOnly,
  );
  const isAsking = useApp(
    (state) => conversationId !== null && state.approvals[conversationId] !== undefined,
  );
  const isRequested = useApp((state) =>
    state.requests.some((request) => isShownIn(request, conversationId)),
  );
  const hasQueue = useApp(
    (state) => conversationId !== null && state.heads[conversationId]?.queue !== undefined,
  );
  const isComparing = useOwnValues(conversationId, turns).compare?.on === true;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector(layers) !== null) return;
      void turns.stop(conversationId);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [conversationId, turns]);

  return (
    <div className={styles.dock} data-dock>
      <JumpButton page={page} />
      <Problem key={conversationId} page={page} />
      {conversationId !== null && isAsking && (
        <ApprovalCard key={`asks-${conversationId}`} conversationId={conversationId} />
      )}
      <Room conversationId={conversationId} page={page} />
      {isRequested && <RequestCard conversationId={conversationId} />}
      {conversationId !== null && hasQueue && readOnly === undefined && (
        <QueueList key={`queue-${conversationId}`} conversationId={conversationId} />
      )}
      {readOnly === undefined ? (
        <>
          {isComparing && <CompareLine {...{ conversationId, page, turns }} />}
          <Composer conversationId={conversationId} page={page} turns={turns} />
          <ContextLine key={`context-${conversationId ?? 'new'}`} {...{ conversationId, turns }} />
        </>
      ) : (
        <p className={styles.readOnly} role="status">
          <ErrorText error={{ code: readOnly, params: {} }} />
        </p>
      )}
    </div>
  );
}
