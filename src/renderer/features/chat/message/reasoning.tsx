import { useState } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { t } from '../../../../shared/language/translate.ts';
import { wholeText, type TextLog } from '../../../../shared/model/text-log.ts';
import { FoldLine } from './fold-line.tsx';
import { formatSeconds } from '../../../../shared/words/duration-words.ts';
import { useElapsed } from './use-elapsed.ts';
import styles from './reasoning.module.css';

/** How much of the end is searched for the live last line (UTF-16 code units). */
const lastLineReach = 400;

/** The last non-blank line of a text that may be long. */
function lastLine(log: TextLog | null): string {
  const pieces: string[] = [];
  let length = 0;
  for (let node = log; node !== null && length < lastLineReach; node = node.previous) {
    pieces.push(node.piece);
    length += node.piece.length;
  }
  const end = pieces.reverse().join('').slice(-lastLineReach);
  const lines = end.split('\n').filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? '').replaceAll(/^[\s#>*-]+|\*\*/gu, '');
}

function summary(isThinking: boolean, elapsed: number, durationMs: number | undefined): string {
  if (isThinking) {
    return elapsed < 1
      ? t('reasoning.thinking')
      : t('reasoning.thinking_for', { time: formatSeconds(elapsed) });
  }
  if (durationMs === undefined) return t('reasoning.thought');
  const seconds = Math.round(durationMs / 1000);
  return seconds < 1
    ? t('reasoning.thought_briefly')
    : t('reasoning.thought_for', { time: formatSeconds(seconds) });
}

interface ReasoningProps {
  readonly log: TextLog | null;
  /** True while the model is thinking and the answer itself has not started. */
  readonly isThinking: boolean;
  /** How long the model thought, once known (ms). */
  readonly durationMs: number | undefined;
}

/**
 * The model's reasoning, folded into one line. While the model is thinking, the line shows the
 * latest of it.
 */
export function Reasoning({ log, isThinking, durationMs }: ReasoningProps) {
  const [isOpen, setOpen] = useState(false);
  const [since] = useState(() => Date.now());
  const elapsed = useElapsed(since, isThinking);
  // Measured here until main's figure arrives with the end of the answer.
  const thought = durationMs ?? (elapsed > 0 ? elapsed * 1000 : undefined);
  return (
    <div className={styles.reasoning}>
      <FoldLine className={styles.summary} isOpen={isOpen} onOpen={setOpen}>
        <ChevronRight size={14} aria-hidden className={styles.chevron} />
        <span className={styles.label}>{summary(isThinking, elapsed, thought)}</span>
        {isThinking && !isOpen && (
          <span className={styles.lastLine} aria-hidden dir="auto">
            {lastLine(log)}
          </span>
        )}
      </FoldLine>
      {isOpen && (
        <div className={styles.text} dir="auto">
          {wholeText(log)}
        </div>
      )}
    </div>
  );
}
