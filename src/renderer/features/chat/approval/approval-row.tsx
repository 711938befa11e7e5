import { useId, useRef, useState, type MouseEvent } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import { t } from '../../../../shared/language/translate.ts';
import type { PendingCall, ToolDecision } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { hintWords, placeName, toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { Text } from '../tools/text.tsx';
import { argumentsProblem, readableArguments } from '../../../../shared/words/call-arguments.ts';
import { traceWords } from '../../../../shared/words/temporary/traces.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { decidedWords, offeredDecisions } from './decisions.ts';
import { Reason } from './reason.tsx';
import styles from './approval.module.css';

/** Longer arguments are cut until the person asks for all of them (UTF-16 code units). */
const shownLength = 50_000;

function Arguments({ text }: { readonly text: string }) {
  const [isWhole, setWhole] = useState(false);
  const isCut = text.length > shownLength && !isWhole;
  return (
    <>
      <pre
        className={styles.arguments}
        tabIndex={0}
        aria-label={t('approval.arguments')}
        dir="auto"
      >
        <Text>{isCut ? text.slice(0, shownLength) : text}</Text>
      </pre>
      {isCut && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('common.show_all_characters', { count: text.length })}
        </Button>
      )}
    </>
  );
}

/** Focuses the safe answer, unless the focus is in use elsewhere. */
function focusSafeAnswer(button: HTMLButtonElement | null): void {
  if (isFocusFree()) button?.focus({ preventScroll: true });
}

/** Props of {@link ApprovalRow}. */
export interface ApprovalRowProps {
  readonly call: PendingCall;
  /** The conversation is only in memory. */
  readonly isTemporary: boolean;
  /** Null until decided; `elsewhere` if another window decided. */
  readonly decided: ToolDecision | 'elsewhere' | null;
  /**
   * `edited` is JSON that replaces the model's arguments; null if the person did not change them.
   */
  readonly onDecide: (decision: ToolDecision, edited: string | null) => void;
}

/** True if two names have the same letters and digits, so that the title adds nothing. */
function isSameName(a: string, b: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return letters(a) === letters(b);
}

function Heading({ call }: { readonly call: PendingCall }) {
  const { key, title, sourceName, hints } = call;
  const tool = visibleText(toolName(key));
  const place = visibleText(placeName(sourceName));
  const isOtherTitle = title !== '' && !isSameName(title, tool) && sourceName !== '';
  return (
    <div>
      <h3 className={styles.question}>
        <RichMessage
          id="approval.question.strong"
          values={{ tool, strong: (name) => <strong>{name}</strong> }}
        />
      </h3>
      <p className={styles.quiet}>
        {isOtherTitle
          ? t('approval.place.titled', { place, title: visibleText(title) })
          : t('approval.place', { place })}{' '}
        {hintWords(hints)}
      </p>
    </div>
  );
}

/** One pending call: the tool, its server, the arguments and the possible decisions. */
export function ApprovalRow({ call, isTemporary, decided, onDecide }: ApprovalRowProps) {
  const given = readableArguments(call.arguments);
  const [edited, setEdited] = useState<string | null>(null);
  /** Whether the arguments were judged since the last change. */
  const [isJudged, setJudged] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const bodyId = useId();
  const traces = isTemporary ? traceWords(call.source, visibleText(call.sourceName)) : '';
  const tool = visibleText(toolName(call.key));
  const name = t('approval.question', { tool });
  if (decided !== null) {
    return (
      <div className={styles.row} role="group" aria-label={name} data-decided>
        <p className={styles.quiet}>
          {t('approval.decided', {
            tool,
            decision:
              decided === 'elsewhere' ? t('approval.decided.elsewhere') : decidedWords(decided),
          })}
        </p>
      </div>
    );
  }
  const decide = (decision: ToolDecision, event: MouseEvent): void => {
    // The second click of a double click was meant for the previous content.
    if (event.detail > 1) return;
    const isAllowed = decision !== 'deny' && decision !== 'never';
    const isWrong = edited !== null && isAllowed && argumentsProblem(edited) !== null;
    setJudged(isWrong);
    if (isWrong) area.current?.focus();
    else onDecide(decision, isAllowed && edited !== given ? edited : null);
  };
  return (
    <div className={styles.row} role="group" aria-label={name} aria-describedby={bodyId}>
      <Heading call={call} />
      <div id={bodyId} className={styles.body}>
        <Reason reason={call.reason} />
        {traces !== '' && <NoteCallout tone="warning">{traces}</NoteCallout>}
        {edited === null ? (
          <Arguments text={given} />
        ) : (
          <TextArea
            ref={area}
            label={t('approval.arguments')}
            className={styles.editor}
            spellCheck={false}
            value={edited}
            error={isJudged ? argumentsProblem(edited) : null}
            onChange={(event) => {
              setEdited(event.target.value);
              setJudged(false);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              setEdited(null);
              setJudged(false);
            }}
          />
        )}
      </div>
      <div className={styles.buttons}>
        <Button
          size="small"
          tone="quiet"
          icon={<Pencil size={14} aria-hidden />}
          onClick={() => {
            setEdited(edited === null ? given : null);
            setJudged(false);
          }}
        >
          {edited === null ? t('approval.edit') : t('approval.discard')}
        </Button>
        <div className={styles.answers}>
          {offeredDecisions(call).map(({ decision, label }) => (
            <Button
              key={decision}
              ref={decision === 'deny' ? focusSafeAnswer : undefined}
              size="small"
              data-decision={decision}
              onClick={(event) => decide(decision, event)}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
