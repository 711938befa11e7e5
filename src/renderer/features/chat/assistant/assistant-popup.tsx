import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import Check from 'lucide-react/icons/check';
import Settings from 'lucide-react/icons/settings';
import { t } from '../../../../shared/language/translate.ts';
import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { AnchoredPopup, type AnchoredPopupProps } from '../../../ui/anchored-popup.tsx';
import { Button } from '../../../ui/button.tsx';
import { rowAfter, rowsFor, searchFrom, type Row } from './assistant-rows.ts';
import styles from './assistant-popup.module.css';

/** Props of {@link AssistantPopup}. */
export interface AssistantPopupProps extends AnchoredPopupProps {
  readonly chosen: Assistant | null;
  readonly onChoose: (assistant: Assistant | null) => void;
}

interface ListProps extends Pick<AssistantPopupProps, 'chosen' | 'onChoose'> {
  readonly rows: readonly Row[];
  readonly hasSearch: boolean;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** The list, with one active row that keys move. */
function List({ rows, chosen, hasSearch, typed, onType, onChoose }: ListProps) {
  const id = useId();
  const [moved, setMoved] = useState<number | null>(null);
  const first = rows.findIndex((row) => (row?.id ?? null) === (chosen?.id ?? null));
  const at = Math.min(moved ?? Math.max(first, 0), Math.max(rows.length - 1, 0));
  const focused = useRef<HTMLInputElement & HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // After the layout effect of the popup has shown it.
  useEffect(() => focused.current?.focus(), []);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const optionId = (index: number): string => `${id}-${String(index)}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = rowAfter(event.key, at, rows.length);
    const row = rows[at];
    const chooses = event.key === 'Enter' || (event.key === ' ' && !hasSearch);
    if (next !== null) setMoved(next);
    else if (chooses && row !== undefined) onChoose(row);
    else return;
    event.preventDefault();
  };
  const active = rows.length === 0 ? undefined : optionId(at);
  return (
    <>
      {hasSearch && (
        <input
          ref={focused}
          type="text"
          dir="auto"
          role="combobox"
          aria-label={t('assistant_choice.search')}
          aria-controls={`${id}-list`}
          aria-expanded
          aria-autocomplete="list"
          aria-activedescendant={active}
          className={styles.search}
          placeholder={t('assistant_choice.search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            onType(event.target.value);
            setMoved(0);
          }}
          onKeyDown={onKeyDown}
        />
      )}
      <div
        ref={(element) => {
          list.current = element;
          if (!hasSearch) focused.current = element as HTMLInputElement & HTMLDivElement;
        }}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('assistant_choice.list')}
        aria-activedescendant={hasSearch ? undefined : active}
        tabIndex={hasSearch ? -1 : 0}
        className={styles.list}
        onKeyDown={hasSearch ? undefined : onKeyDown}
      >
        {rows.map((row, index) => (
          <div
            key={row?.id ?? ''}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={(row?.id ?? null) === (chosen?.id ?? null)}
            data-active={index === at || undefined}
            className={styles.row}
            onMouseMove={() => setMoved(index)}
            onClick={() => onChoose(row)}
            onKeyDown={hasSearch ? onKeyDown : undefined}
          >
            <span className={styles.icon} aria-hidden>
              {row?.icon ?? ''}
            </span>
            <span className={styles.name} dir="auto">
              {row === null ? t('assistant_choice.none') : visibleText(row.name)}
            </span>
            {(row?.id ?? null) === (chosen?.id ?? null) && <Check size={16} aria-hidden />}
          </div>
        ))}
      </div>
      {rows.length === 0 && <p className={styles.quiet}>{t('assistant_choice.no_match')}</p>}
    </>
  );
}

/** Lets the person choose the assistant of this conversation. */
export function AssistantPopup({ chosen, onChoose, onClose, ...place }: AssistantPopupProps) {
  const controller = useController();
  const assistants = useApp((state) => state.assistants);
  const [typed, setTyped] = useState('');
  return (
    <AnchoredPopup {...place} onClose={onClose} className={styles.popup}>
      <section
        role="dialog"
        aria-label={t('assistant_choice.title')}
        className={styles.dialog}
        // Esc closes the popup, and not the dialog around it, if there is one.
        data-handles-escape
      >
        {assistants !== null && (
          <List
            rows={rowsFor(assistants, typed)}
            chosen={chosen}
            hasSearch={assistants.length >= searchFrom}
            typed={typed}
            onType={setTyped}
            onChoose={onChoose}
          />
        )}
        <div className={styles.foot}>
          <Button
            size="small"
            tone="quiet"
            icon={<Settings size={14} aria-hidden />}
            onClick={() => {
              onClose(true);
              controller.setDialog({ kind: 'settings', section: 'assistants' });
            }}
          >
            {t('assistant_choice.manage')}
          </Button>
        </div>
      </section>
    </AnchoredPopup>
  );
}
