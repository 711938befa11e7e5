import ChevronRight from 'lucide-react/icons/chevron-right';
import Wrench from 'lucide-react/icons/wrench';
import type { ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolProgress } from '../../../../shared/model/chat-event.ts';
import type { ToolState } from '../../../../shared/model/conversation.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { FoldLine } from '../message/fold-line.tsx';
import { formatSeconds } from '../../../../shared/words/duration-words.ts';
import styles from './tool-call.module.css';

/** Longer texts are cut (UTF-16 code units). */
const longestSaid = 300;

/** Props of {@link ToolLine}. */
export interface ToolLineProps {
  /** Accessible name of the group. */
  readonly name: string;
  readonly said: string;
  readonly state: ToolState;
  /** True while the call awaits approval. */
  readonly waits: boolean;
  /** Secondary text: how much has arrived, or the error; '' for none. */
  readonly more: string;
  /** In whole seconds; null if the call is not running. */
  readonly elapsed: number | null;
  readonly progress: ToolProgress | null;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** The unfolded content. */
  readonly children: ReactNode;
}

/** The progress bar; empty if the tool reports no total. */
function Bar({ progress }: { readonly progress: ToolProgress }) {
  const { done, total } = progress;
  if (total === null || total <= 0) return null;
  return (
    <progress
      className={styles.bar}
      aria-label={t('tool.progress')}
      value={Math.min(done, total)}
      max={total}
    />
  );
}

/** The marks around the words of others in a sentence. They are not seen, and belong there. */
const isolates = /([\u2068\u2069])/u;

/** Makes visible what is hidden in a sentence, except for the marks of the sentence itself. */
function visibleSentence(text: string): string {
  return text
    .split(isolates)
    .map((piece) => (isolates.test(piece) ? piece : visibleText(piece)))
    .join('');
}

/** Prepares untrusted text for one line. */
function onOneLine(text: string): string {
  const cut = text.length > longestSaid ? `${text.slice(0, longestSaid)}…` : text;
  return visibleSentence(cut.replaceAll(/\s+/gu, ' ').trim());
}

/** A tool call on one line of constant height: what it does, its duration and its progress. */
export function ToolLine(props: ToolLineProps) {
  const { name, said, state, waits, more, elapsed, progress, isOpen, onOpen, children } = props;
  const quiet = progress !== null && progress.message !== '' ? progress.message : more;
  return (
    <div
      className={styles.tool}
      role="group"
      aria-label={visibleSentence(name)}
      data-state={state}
      data-waits={waits || undefined}
    >
      <FoldLine className={styles.summary} isOpen={isOpen} onOpen={onOpen}>
        <Wrench size={14} aria-hidden className={styles.icon} />
        <span className={styles.said}>
          <bdi>{onOneLine(said)}</bdi>
        </span>
        {quiet !== '' && (
          <span className={styles.more}>
            <bdi>{onOneLine(quiet)}</bdi>
          </span>
        )}
        {progress !== null && <Bar progress={progress} />}
        {elapsed !== null && elapsed > 0 && (
          <span className={styles.elapsed}>{formatSeconds(elapsed)}</span>
        )}
        <ChevronRight size={14} aria-hidden className={styles.chevron} />
      </FoldLine>
      {isOpen && children}
    </div>
  );
}
