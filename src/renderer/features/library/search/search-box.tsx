import { useEffect, useRef, type KeyboardEvent } from 'react';
import ListFilter from 'lucide-react/icons/list-filter';
import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { useFocusName } from '../../../ui/focus-registry.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useShortcutText } from '../../../client/use-shortcut-text.ts';
import styles from '../library.module.css';

/** Props of {@link SearchBox}. */
export interface SearchBoxProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The DOM id of the list of hits; undefined while there is none. */
  readonly listId: string | undefined;
  /** The DOM id of the hit that Enter opens. */
  readonly activeId: string | undefined;
  readonly helpId: string;
  readonly helpOpen: boolean;
  readonly onHelp: (open: boolean) => void;
}

/** The search box, with buttons to clear it and to explain the filters. */
export function SearchBox(props: SearchBoxProps) {
  const { value, onChange, onKeyDown, listId, activeId, helpId, helpOpen, onHelp } = props;
  const searchShortcut = useShortcutText('search');
  const input = useRef<HTMLInputElement>(null);
  useFocusName('search_box', input);
  // After a filter was inserted or the box was cleared, typing continues at the end.
  const wasTyped = useRef(value);
  useEffect(() => {
    if (wasTyped.current === value) return;
    wasTyped.current = value;
    input.current?.focus();
    input.current?.setSelectionRange(value.length, value.length);
  }, [value]);
  const change = (text: string): void => {
    wasTyped.current = text;
    onChange(text);
  };
  return (
    <div className={styles.search}>
      <Search size={16} aria-hidden className={styles.searchIcon} />
      <input
        ref={input}
        type="search"
        aria-label={t('command.search')}
        aria-controls={listId}
        aria-activedescendant={activeId}
        placeholder={t('action.search')}
        title={searchShortcut}
        className={styles.searchInput}
        value={value}
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.searchButtons}>
        {value !== '' && (
          <IconButton
            label={t('search.clear')}
            size="small"
            onClick={() => {
              onChange('');
              input.current?.focus();
            }}
          >
            <X size={16} />
          </IconButton>
        )}
        <IconButton
          label={t('search.filters')}
          size="small"
          className={styles.helpButton}
          aria-expanded={helpOpen}
          aria-controls={helpOpen ? helpId : undefined}
          onClick={() => onHelp(!helpOpen)}
        >
          <ListFilter size={16} />
        </IconButton>
      </div>
    </div>
  );
}
