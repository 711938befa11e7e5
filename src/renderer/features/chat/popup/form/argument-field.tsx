import { useId, useLayoutEffect, useRef, useSyncExternalStore, type KeyboardEvent } from 'react';
import { t } from '../../../../../shared/language/translate.ts';
import { valueOf, type FormField } from '../composer-source.ts';
import { describedBy, FieldBox } from './field-box.tsx';
import { activeSuggestion } from './form-state.ts';
import type { FormStore } from './form-store.ts';
import { classNames } from '../../../../ui/class-names.ts';
import list from '../../../../ui/list.module.css';
import styles from './form.module.css';

/** Props of {@link ArgumentField}. */
export interface ArgumentFieldProps {
  readonly field: FormField;
  readonly store: FormStore;
  readonly onSubmit: () => void;
}

interface SuggestionsProps {
  readonly id: string;
  readonly label: string;
  readonly anchor: string;
  readonly values: readonly string[];
  readonly active: number;
  readonly onPick: (value: string) => void;
}

/** The server's suggestions for a value. */
function Suggestions({ id, label, anchor, values, active, onPick }: SuggestionsProps) {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => popup.current?.showPopover(), []);
  return (
    <div
      ref={popup}
      popover="manual"
      role="presentation"
      className={styles.suggestions}
      style={{ positionAnchor: anchor }}
      // The text box keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div role="listbox" id={id} aria-label={t('popup.form.suggestions', { field: label })}>
        {values.map((value, index) => (
          <div
            key={value}
            id={`${id}-${String(index)}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            data-active={index === active || undefined}
            className={classNames(list.row, styles.suggestion)}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => onPick(value)}
            onKeyDown={(event) => event.key === 'Enter' && onPick(value)}
          >
            <bdi>{value}</bdi>
          </div>
        ))}
      </div>
    </div>
  );
}

/** A field with suggestions. Enter submits the form, Shift+Enter begins a new line. */
export function ArgumentField({ field, store, onSubmit }: ArgumentFieldProps) {
  const { name, isRequired } = field;
  const id = useId();
  const anchor = `--argument-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  const { suggestions } = state;
  const isOpen = suggestions?.field === name;
  const isMissing = state.missing.includes(name);
  const taken = activeSuggestion(state, name);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (!isOpen) break;
        event.preventDefault();
        store.move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
        if (event.shiftKey || event.altKey) break;
        event.preventDefault();
        if (taken === null) onSubmit();
        else store.pick(name, taken);
        break;
      case 'Tab':
        if (taken !== null && !event.shiftKey) store.pick(name, taken);
        break;
      case 'Escape':
        if (!isOpen) break;
        event.preventDefault();
        event.stopPropagation();
        store.closeSuggestions();
        break;
      default:
    }
  };

  return (
    <FieldBox field={field} id={id} isMissing={isMissing}>
      <textarea
        id={id}
        rows={1}
        dir="auto"
        className={styles.input}
        style={{ anchorName: anchor }}
        value={valueOf(state.values, name)}
        aria-required={isRequired}
        aria-invalid={isMissing || undefined}
        aria-describedby={describedBy(id, isMissing)}
        aria-autocomplete="list"
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={
          isOpen && suggestions.active >= 0 ? `${id}-list-${String(suggestions.active)}` : undefined
        }
        data-argument={name}
        onChange={(event) => store.type(name, event.target.value)}
        onFocus={() => store.enter(name)}
        onBlur={store.closeSuggestions}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <Suggestions
          id={`${id}-list`}
          label={name}
          anchor={anchor}
          values={suggestions.values}
          active={suggestions.active}
          onPick={(value) => store.pick(name, value)}
        />
      )}
    </FieldBox>
  );
}
