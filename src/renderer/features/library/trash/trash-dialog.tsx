import { useMemo, useState } from 'react';
import Trash2 from 'lucide-react/icons/trash-2';
import { trashDays, type TrashedConversation } from '../../../../shared/model/trash.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { TrashList } from './trash-list.tsx';
import { named } from './trash-text.ts';
import { useSelection } from '../list/use-selection.ts';
import { useTrash, type Trash } from './use-trash.ts';
import styles from './trash.module.css';

/** The confirmation asked before a permanent deletion. */
type Question = {
  readonly kind: 'chosen' | 'all';
  readonly entries: readonly TrashedConversation[];
};

function titleFor({ kind, entries }: Question): string {
  if (kind === 'all') return 'Empty the trash?';
  return `Delete ${named(entries.length, entries[0]?.title)} for good?`;
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
      ? `${selected.length.toLocaleString()} of ${entries.length.toLocaleString()} selected`
      : named(entries.length, undefined);
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
      <div className={styles.foot} role="toolbar" aria-label="Trash">
        <span className={styles.count}>{count}</span>
        <Button disabled={trash.isBusy} onClick={() => setQuestion({ kind: 'all', entries })}>
          Empty trash…
        </Button>
        <Button
          disabled={trash.isBusy || selected.length === 0}
          onClick={() => setQuestion({ kind: 'chosen', entries: selected })}
        >
          Delete for good…
        </Button>
        <Button
          tone="primary"
          disabled={trash.isBusy || selected.length === 0}
          onClick={() => restore(selected)}
        >
          Restore
        </Button>
      </div>
      <ConfirmDialog
        open={question !== null}
        title={question === null ? '' : titleFor(question)}
        confirm={question?.kind === 'all' ? 'Empty trash' : 'Delete for good'}
        onCancel={() => setQuestion(null)}
        onConfirm={() => {
          setQuestion(null);
          selection.clear();
          if (question !== null) void trash.remove(question.entries);
        }}
      >
        {question?.kind === 'all' && entries.length > 1
          ? `All ${named(entries.length, undefined)} in it are deleted for good. `
          : ''}
        This cannot be undone. Backups that were made before still hold what was in them.
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
        <p className={styles.quiet}>
          Deleted conversations are kept for {trashDays} days. Choose those you want back.
        </p>
      )}
      {outcome.problem !== null && <ErrorCallout>{outcome.problem}</ErrorCallout>}
      <p role="status" className={styles.done}>
        {outcome.done}
      </p>
      {entries === null && <Skeleton label="Opening the trash" lines={5} />}
      {entries !== null && entries.length > 0 && <Full trash={trash} entries={entries} />}
      {entries?.length === 0 && (
        <EmptyState icon={<Trash2 size={28} aria-hidden />} title="The trash is empty">
          Deleted conversations are kept here for {trashDays} days, then they are gone for good.
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
    <Dialog open={open} title="Trash" size="large" onClose={() => controller.setDialog(null)}>
      {open && <Content />}
    </Dialog>
  );
}
