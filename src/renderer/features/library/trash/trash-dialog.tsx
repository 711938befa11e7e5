import { useMemo, useState } from 'react';
import Trash2 from 'lucide-react/icons/trash-2';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { trashDays, type TrashedConversation } from '../../../../shared/model/trash.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { TrashList } from './trash-list.tsx';
import { useSelection } from '../list/use-selection.ts';
import { useTrash, type Trash } from './use-trash.ts';
import styles from './trash.module.css';

/** The confirmation asked before a permanent deletion. */
type Question = {
  readonly kind: 'chosen' | 'all';
  readonly entries: readonly TrashedConversation[];
};

function titleFor({ kind, entries }: Question): string {
  if (kind === 'all') return t('trash.empty.title');
  const title = entries.length === 1 ? entries[0]?.title : null;
  if (title !== null && title !== undefined) return t('trash.delete.title.one', { title });
  return t('trash.delete.title', { count: entries.length });
}

function Full({
  trash,
  entries,
}: {
  readonly trash: Trash;
  readonly entries: readonly TrashedConversation[];
}) {
  const keys = useMemo(() => entries.map(({ key }) => key), [entries]);
  const selection = useSelection(keys);
  const [place, setPlace] = useState(0);
  const [question, setQuestion] = useState<Question | null>(null);
  const active = Math.min(place, entries.length - 1);
  const selected = entries.filter(({ key }) => selection.ids.has(key));
  /** Keys act on the selection, or else on the current row. */
  const atHand = selected.length > 0 ? selected : entries.slice(active, active + 1);
  const restore = (chosen: readonly TrashedConversation[]): void => {
    selection.clear();
    void trash.restore(chosen);
  };
  const count =
    selected.length > 0
      ? t('trash.selected', { count: selected.length, total: entries.length })
      : t('trash.count', { count: entries.length });
  return (
    <>
      <TrashList
        entries={entries}
        selection={selection}
        active={active}
        onActive={setPlace}
        onRestore={() => restore(atHand)}
        onDelete={() => setQuestion({ kind: 'chosen', entries: atHand })}
      />
      <div className={styles.foot} role="toolbar" aria-label={t('trash.title')}>
        <span className={styles.count}>{count}</span>
        <Button disabled={trash.isBusy} onClick={() => setQuestion({ kind: 'all', entries })}>
          {t('action.asks', { action: t('trash.empty') })}
        </Button>
        <Button
          disabled={trash.isBusy || selected.length === 0}
          onClick={() => setQuestion({ kind: 'chosen', entries: selected })}
        >
          {t('action.asks', { action: t('trash.delete') })}
        </Button>
        <Button
          tone="primary"
          disabled={trash.isBusy || selected.length === 0}
          onClick={() => restore(selected)}
        >
          {t('trash.restore')}
        </Button>
      </div>
      <ConfirmDialog
        open={question !== null}
        title={question === null ? '' : titleFor(question)}
        confirm={question?.kind === 'all' ? t('trash.empty') : t('trash.delete')}
        onCancel={() => setQuestion(null)}
        onConfirm={() => {
          setQuestion(null);
          selection.clear();
          if (question !== null) void trash.remove(question.entries);
        }}
      >
        {sentences(
          question?.kind === 'all' && entries.length > 1
            ? t('trash.delete.all', { count: entries.length })
            : '',
          t('trash.delete.warning'),
        )}
      </ConfirmDialog>
    </>
  );
}

function Content() {
  const trash = useTrash();
  const { entries, outcome } = trash;
  return (
    <div className={styles.trash}>
      {entries !== null && entries.length > 0 && (
        <p className={styles.quiet}>{t('trash.introduction', { days: trashDays })}</p>
      )}
      {outcome.problem !== null && <ErrorCallout>{outcome.problem}</ErrorCallout>}
      <p role="status" className={styles.done}>
        {outcome.done}
      </p>
      {entries === null && <Skeleton label={t('trash.opening')} lines={5} />}
      {entries !== null && entries.length > 0 && <Full trash={trash} entries={entries} />}
      {entries?.length === 0 && (
        <EmptyState icon={<Trash2 size={28} aria-hidden />} title={t('trash.none.title')}>
          {t('trash.none', { days: trashDays })}
        </EmptyState>
      )}
    </div>
  );
}

/** The "Trash" dialog: deleted conversations, to restore or delete permanently. */
export function TrashDialog() {
  const controller = useController();
  const open = useApp((state) => state.dialog?.kind === 'trash');
  return (
    <Dialog
      open={open}
      title={t('trash.title')}
      size="large"
      onClose={() => controller.setDialog(null)}
    >
      {open && <Content />}
    </Dialog>
  );
}
