import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import Search from 'lucide-react/icons/search';
import { t } from '../../../../shared/language/translate.ts';
import type { Platform } from '../../../../shared/actions.ts';
import { settingsSectionName } from '../../../common/settings-sections.ts';
import { useApp } from '../../../client/use-app.ts';
import { classNames } from '../../../ui/class-names.ts';
import list from '../../../ui/list.module.css';
import { settingEntries, type SettingEntry } from './entries.ts';
import { findEntries } from './find-entries.ts';
import styles from './settings-search.module.css';

/** Props of {@link SettingsSearch}. */
export interface SettingsSearchProps {
  readonly onChoose: (entry: SettingEntry) => void;
  /** Moves the focus to what is below the field while nothing is typed. */
  readonly onDown: () => void;
  /** Shown while nothing is typed. */
  readonly children: ReactNode;
}

interface ResultsProps {
  readonly id: string;
  readonly found: readonly SettingEntry[];
  readonly active: number;
  readonly onChoose: (entry: SettingEntry) => void;
}

function Results({ id, found, active, onChoose }: ResultsProps) {
  return (
    <div id={id} role="listbox" aria-label={t('settings.search')} className={styles.results}>
      {found.map((entry, index) => (
        <div
          key={entry.id}
          id={`${id}-${String(index)}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          data-active={index === active || undefined}
          className={classNames(list.row, styles.result)}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(entry)}
          onKeyDown={(event) => event.key === 'Enter' && onChoose(entry)}
          ref={(row) => {
            if (index === active) row?.scrollIntoView({ block: 'nearest' });
          }}
        >
          <span>{entry.label}</span>
          <span className={styles.page}>{settingsSectionName(entry.page)}</span>
        </div>
      ))}
    </div>
  );
}

/** Finds a setting by its name, description and choices, in place of the list of sections. */
export function SettingsSearch({ onChoose, onDown, children }: SettingsSearchProps) {
  const id = useId();
  const platform = useApp(({ info }): Platform => info?.platform ?? 'linux');
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const isOpen = query.trim() !== '';
  const found = isOpen ? findEntries(settingEntries(platform), query) : [];
  const choose = (entry: SettingEntry | undefined): void => {
    if (entry === undefined) return;
    setQuery('');
    onChoose(entry);
  };
  const move = (step: number): void => {
    if (found.length > 0) setActive((active + step + found.length) % found.length);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
        if (isOpen) move(1);
        else onDown();
        break;
      case 'ArrowUp':
        move(-1);
        break;
      case 'Enter':
        choose(found[active]);
        break;
      case 'Escape':
        if (query === '') return;
        setQuery('');
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.box}>
        <Search size={16} aria-hidden className={styles.icon} />
        <input
          type="text"
          role="combobox"
          aria-label={t('settings.search')}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${id}-list-${String(active)}` : undefined}
          // The whole name is wider than the field in most languages.
          placeholder={t('action.search')}
          className={styles.input}
          value={query}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p role="status" className={styles.count}>
        {isOpen &&
          (found.length === 0 ? t('search.nothing') : t('search.found', { count: found.length }))}
      </p>
      {isOpen ? <Results id={`${id}-list`} {...{ found, active }} onChoose={choose} /> : children}
    </>
  );
}
