import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import X from 'lucide-react/icons/x';
import { t } from '../../../shared/language/translate.ts';
import { pathTo } from '../../../shared/model/tree.ts';
import { withColumns } from '../../../shared/model/tree/comparison.ts';
import { useColumnsShown } from '../../common/columns-shown.ts';
import { setFindText } from '../../common/find-text.ts';
import { focusComposer } from '../../common/focus.ts';
import { mark } from '../../common/text-marks.ts';
import { useFocusName } from '../../ui/focus-registry.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp, useController } from '../../client/use-app.ts';
import type { Match } from './find-matches.ts';
import { useGrowingAnswers } from './use-growing-answers.ts';
import { useMarks } from './use-marks.ts';
import styles from './find.module.css';

/** The matches of a text, and the current one; -1 for none yet. */
interface Found {
  readonly text: string;
  readonly matches: readonly Match[];
  readonly at: number;
}

const nothing: Found = { text: '', matches: [], at: -1 };

/** The initial match: the first one in the view or below it. */
function firstInView(matches: readonly Match[]): number {
  const seen = new Set<string | undefined>();
  for (const message of document.querySelectorAll<HTMLElement>('[data-message-id]')) {
    if (message.getBoundingClientRect().bottom > 60) seen.add(message.dataset['messageId']);
  }
  const at = matches.findIndex(({ messageId }) => seen.has(messageId));
  return at === -1 ? 0 : at;
}

function useFound(typed: string, go: (found: Found) => void): Found {
  const activeId = useApp((state) => state.activeId);
  const leafId = useApp((state) =>
    activeId === null ? null : (state.heads[activeId]?.leafId ?? null),
  );
  const messages = useApp((state) => {
    const open = activeId === null ? undefined : state.open[activeId];
    // Messages that are not loaded would be missing from the count.
    return open?.kind === 'ready' && open.path === null ? open.messages : null;
  });
  const showsAll = useColumnsShown();
  const growing = useGrowingAnswers(activeId, typed !== '');
  const [found, setFound] = useState(nothing);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  if (failure !== null) throw failure.error;
  const last = useRef(nothing);
  useEffect(() => {
    const abort = new AbortController();
    const set = (next: Found): void => {
      last.current = next;
      setFound(next);
    };
    if (typed === '' || messages === null) {
      set(nothing);
      return undefined;
    }
    const shown = withColumns(messages, pathTo(messages, leafId), (id) => showsAll.has(id));
    const path = shown.map((message) =>
      message.status === 'streaming' ? (growing.get(message.id) ?? message) : message,
    );
    const search = async (): Promise<void> => {
      // Part of the Markdown engine, which is not in the first load.
      const { findMatches } = await import('./find-matches.ts');
      const matches = await findMatches(path, typed, abort.signal);
      if (matches === null || abort.signal.aborted) return;
      // Messages arrived during the same search, so the current match stays.
      const before = last.current.text === typed ? last.current.matches[last.current.at] : null;
      const same = matches.findIndex(
        ({ messageId, nth }) => messageId === before?.messageId && nth === before.nth,
      );
      const at = same !== -1 ? same : matches.length === 0 ? -1 : firstInView(matches);
      const newest = { text: typed, matches, at };
      set(newest);
      if (same === -1 && at !== -1) go(newest);
    };
    search().catch((error: unknown) => setFailure({ error }));
    return () => abort.abort();
  }, [typed, messages, leafId, showsAll, growing, go]);
  return found;
}

/**
 * "Find in conversation": searches every message on show, even far from the view: the path, with the
 * answers side by side and the summaries on it.
 */
export function FindBar({ onClose }: { readonly onClose: () => void }) {
  const controller = useController();
  const activeId = useApp((state) => state.activeId);
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState<{ readonly found: Found; readonly at: number } | null>(null);
  // Read before the box takes the focus.
  const [before] = useState(() => document.activeElement);
  const box = useRef<HTMLInputElement>(null);
  useFocusName('find_box', box);
  useLayoutEffect(() => box.current?.focus(), []);
  const go = useCallback(
    (found: Found) => {
      const match = found.matches[found.at];
      const { activeId: conversationId } = controller.store.getState();
      if (match === undefined || conversationId === null) return;
      const marks = { kind: 'match', text: found.text, nth: match.nth } as const;
      controller.reveal({ conversationId, messageId: match.messageId, marks });
    },
    [controller],
  );
  const found = useFound(typed, go);
  const at = step?.found === found ? step.at : found.at;
  useMarks(found.text, found.matches);

  useEffect(
    () => () => {
      mark('found', []);
      mark('found-now', []);
      setFindText('');
    },
    [],
  );
  useEffect(() => {
    if (activeId === null) onClose();
  }, [activeId, onClose]);

  const move = (by: number): void => {
    const count = found.matches.length;
    if (count === 0) return;
    const next = (at + by + count) % count;
    setStep({ found, at: next });
    go({ ...found, at: next });
  };
  const close = (): void => {
    onClose();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    else focusComposer();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      move(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const count = found.matches.length;
  return (
    <search aria-label={t('action.find_in_conversation')}>
      <div role="presentation" className={styles.bar} onKeyDown={onKeyDown}>
        <input
          ref={box}
          type="text"
          aria-label={t('action.find_in_conversation')}
          placeholder={t('action.find_in_conversation')}
          dir="auto"
          className={styles.input}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setFindText(event.target.value);
          }}
        />
        <span role="status" className={styles.count}>
          {found.text === ''
            ? ''
            : count === 0
              ? t('find.none')
              : t('find.place', { at: at + 1, count })}
        </span>
        <IconButton
          label={t('find.previous')}
          shortcut="Shift+Enter"
          size="small"
          disabled={count === 0}
          onClick={() => move(-1)}
        >
          <ChevronUp size={16} />
        </IconButton>
        <IconButton
          label={t('find.next')}
          shortcut="Enter"
          size="small"
          disabled={count === 0}
          onClick={() => move(1)}
        >
          <ChevronDown size={16} />
        </IconButton>
        <IconButton label={t('find.close')} shortcut="Esc" size="small" onClick={close}>
          <X size={16} />
        </IconButton>
      </div>
    </search>
  );
}
