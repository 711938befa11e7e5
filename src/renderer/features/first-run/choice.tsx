import { useId, type ReactNode } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { classNames } from '../../ui/class-names.ts';
import styles from './first-run.module.css';

/** Props of {@link Choice}. */
export interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: ReactNode;
  readonly open: boolean;
  readonly onToggle: () => void;
  /** The expanded content: a form or a list of servers. */
  readonly children: ReactNode;
}

/** One way to start: a row that expands to a form. */
export function Choice({ icon, title, text, open, onToggle, children }: ChoiceProps) {
  const id = useId();
  return (
    <li className={classNames(styles.choice, open && styles.chosen)}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        aria-controls={`${id}-body`}
        onClick={onToggle}
      >
        <span className={styles.icon}>{icon}</span>
        <span className={styles.words}>
          <span className={styles.choiceTitle}>{title}</span>
          <span className={styles.choiceText}>{text}</span>
        </span>
        <ChevronDown size={16} className={styles.chevron} aria-hidden />
      </button>
      {open && (
        <div id={`${id}-body`} className={styles.body}>
          {children}
        </div>
      )}
    </li>
  );
}
