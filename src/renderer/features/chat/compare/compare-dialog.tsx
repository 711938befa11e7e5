import { useMemo, useRef, useState } from 'react';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import type { CommandInput } from '../../../../shared/contract/index.ts';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { fewestCompared, maxCompared } from '../../../../shared/model/message/comparison.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { AssistantButton } from '../assistant/assistant-button.tsx';
import { ModelPicker } from '../page/model-picker.tsx';
import { useOwnValues } from '../page/own-values.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { createValue, type Value } from '../page/value.ts';
import type { Choice } from '../regenerate/answerer.ts';
import { firstChoices, ownChoice, setOf, turnedOff } from './choices.ts';
import { compareShown } from './compare-shown.ts';
import { useSetCompare, type ComparePlace } from './use-set-compare.ts';
import styles from './compare-dialog.module.css';

/** Props of {@link CompareDialog}. */
export type CompareDialogProps = ComparePlace;

/** One of those who are compared. The pickers choose for it as for a new conversation. */
interface Row {
  readonly key: number;
  readonly choice: Value<CommandInput<'conversation.create'>>;
}

interface RowViewProps {
  readonly number: number;
  readonly row: Row;
  readonly page: PageParts;
  readonly turns: Turns;
  /** Null if none may be removed. */
  readonly onRemove: (() => void) | null;
}

function RowView({ number, row, page, turns, onRemove }: RowViewProps) {
  const { choice } = row;
  const choosing = useMemo(
    (): Turns => ({
      ...turns,
      create: choice.get,
      setCreate: choice.set,
      subscribe: choice.subscribe,
    }),
    [turns, choice],
  );
  return (
    <li className={styles.row} aria-label={t('compare.column', { number })}>
      <span className={styles.number} aria-hidden>
        {numberText(number)}
      </span>
      <ModelPicker conversationId={null} page={page} turns={choosing} />
      <AssistantButton conversationId={null} page={page} turns={choosing} />
      {onRemove !== null && (
        <IconButton label={t('compare.remove_answer', { number })} size="small" onClick={onRemove}>
          <X size={14} />
        </IconButton>
      )}
    </li>
  );
}

/** The rows of the dialog, and how they become more or fewer. */
function useRows(first: readonly Choice[]) {
  const lastKey = useRef(first.length);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    first.map((choice, key) => ({ key, choice: createValue<Choice>(choice) })),
  );
  const add = (): void => {
    lastKey.current += 1;
    const choice = createValue<Choice>(rows.at(-1)?.choice.get() ?? {});
    setRows([...rows, { key: lastKey.current, choice }]);
  };
  const remove = (gone: Row): void => setRows(rows.filter((row) => row !== gone));
  return { rows, add, remove };
}

/** The question whom to compare: two to four models or assistants. */
export function CompareDialog(place: CompareDialogProps) {
  const { conversationId, page, turns } = place;
  const values = useOwnValues(conversationId, turns);
  const [own] = useState(() => ownChoice(values));
  const [before] = useState(values.compare);
  const { rows, add, remove } = useRows(firstChoices(own, before));
  const [isBlind, setBlind] = useState(before?.blind === true);
  const set = useSetCompare(place);
  const list = useRef<HTMLUListElement>(null);
  const here = useMemo((): PageParts => ({ ...page, focusComposer: () => undefined }), [page]);
  const close = (): void => {
    compareShown.set(false);
    page.focusComposer();
  };
  return (
    <Dialog open onClose={close} title={t('compare.title')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const choices = rows.map(({ choice }) => choice.get());
          set(setOf(own, choices, isBlind));
          close();
        }}
      >
        <p className={styles.hint}>{t('compare.hint')}</p>
        <ul ref={list} className={styles.rows}>
          {rows.map((row, index) => (
            <RowView
              key={row.key}
              number={index + 1}
              row={row}
              page={here}
              turns={turns}
              onRemove={
                rows.length <= fewestCompared
                  ? null
                  : () => {
                      remove(row);
                      list.current?.querySelector<HTMLElement>('input, button')?.focus();
                    }
              }
            />
          ))}
        </ul>
        {rows.length < maxCompared && (
          <div>
            <Button size="small" tone="quiet" icon={<Plus size={14} aria-hidden />} onClick={add}>
              {t('compare.add')}
            </Button>
          </div>
        )}
        <SwitchField
          label={t('compare.blind')}
          hint={t('compare.blind.hint')}
          checked={isBlind}
          onChange={setBlind}
        />
        <div className={styles.actions}>
          {before?.on === true && (
            <Button
              tone="quiet"
              className={styles.stop}
              onClick={() => {
                set(turnedOff(before));
                close();
              }}
            >
              {t('compare.stop')}
            </Button>
          )}
          <Button tone="quiet" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button tone="primary" type="submit">
            {t('compare.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
