import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import X from 'lucide-react/icons/x';
import { defaultAccelerator } from '../../../../shared/actions.ts';
import { keysText, type Platform } from '../../../../shared/keys.ts';
import { isChanged } from '../../../../shared/shortcuts.ts';
import { t } from '../../../../shared/language/translate.ts';
import { actionName } from '../../../../shared/words/desktop/action-words.ts';
import {
  conflictWords,
  refusedWords,
  restoreWords,
} from '../../../../shared/words/desktop/shortcut-words.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { confirmed, record, type Recorded, type RecordedFor, type Recording } from './recording.ts';
import styles from './shortcuts-section.module.css';

/** Props of {@link ShortcutRow}. */
export interface ShortcutRowProps {
  readonly recordedFor: RecordedFor;
  readonly isRecording: boolean;
  readonly onRecord: (isRecording: boolean) => void;
  readonly onSet: (accelerator: string | null) => void;
}

const waiting: Recording = { kind: 'waiting' };

function commandKey(platform: Platform): string {
  return platform === 'mac' ? '⌘' : 'Ctrl';
}

/** What is said below a row; null for nothing. */
function hintOf(
  { id, platform, shortcuts }: RecordedFor,
  recording: Recording | null,
): string | null {
  if (recording?.kind === 'waiting') return t('shortcut.press');
  if (recording?.kind === 'conflict') {
    const { accelerator, conflict } = recording;
    const keys = accelerator === null ? '' : keysText(accelerator, platform);
    return conflictWords(conflict, keys, commandKey(platform));
  }
  const refused = shortcuts.refused.get(id);
  if (refused === undefined) return null;
  const keys = keysText(refused.accelerator, platform);
  return refusedWords(conflictWords(refused.why, keys, commandKey(platform)));
}

interface KeysButtonProps extends Omit<ShortcutRowProps, 'onSet'> {
  readonly recording: Recording | null;
  readonly onRecorded: (recorded: Recorded) => void;
  readonly hintId: string;
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** Shows the shortcut; takes the keys of a new one once it is pressed. */
function KeysButton(props: KeysButtonProps) {
  const { recordedFor, recording, isRecording, onRecord, onRecorded, hintId, button } = props;
  const { id, platform, shortcuts } = recordedFor;
  const accelerator = shortcuts.accelerators.get(id);
  const keys = accelerator === undefined ? null : keysText(accelerator, platform);
  const pressed =
    recording?.kind === 'conflict' && recording.accelerator !== null
      ? keysText(recording.accelerator, platform)
      : '…';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (recording === null) return;
    const recorded = record(recording, event, recordedFor);
    // Tab goes on as it does anywhere.
    if (recorded.kind === 'left') {
      onRecorded(recorded);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) onRecorded(recorded);
  };
  const shown = isRecording ? pressed : (keys ?? t('shortcut.none'));
  return (
    <button
      ref={button}
      type="button"
      className={styles.keys}
      aria-label={t('shortcut.change', { action: actionName(id), keys: shown })}
      aria-pressed={isRecording}
      aria-describedby={isRecording ? hintId : undefined}
      data-handles-escape={isRecording ? '' : undefined}
      onClick={() => onRecord(!isRecording)}
      onKeyDown={onKeyDown}
    >
      <kbd>{shown}</kbd>
    </button>
  );
}

/** An action with its shortcut, and buttons to remove and to restore it. */
export function ShortcutRow(props: ShortcutRowProps) {
  const { recordedFor, isRecording, onRecord, onSet } = props;
  const { id, platform, shortcuts } = recordedFor;
  const button = useRef<HTMLButtonElement>(null);
  const [pressed, setPressed] = useState<Recording>(waiting);
  if (!isRecording && pressed !== waiting) setPressed(waiting);
  const recording = isRecording ? pressed : null;
  const onRecorded = (recorded: Recorded): void => {
    switch (recorded.kind) {
      case 'kept':
        onSet(recorded.accelerator);
        return;
      case 'cancelled':
      case 'left':
        onRecord(false);
        return;
      case 'unchanged':
        return;
      case 'waiting':
      case 'conflict':
        setPressed(recorded);
    }
  };
  /** The pressed button goes away with what it did, and its focus goes to the shortcut. */
  const setFromButton = (accelerator: string | null): void => {
    button.current?.focus();
    onSet(accelerator);
  };
  const name = actionName(id);
  const usual = defaultAccelerator(id);
  const hint = hintOf(recordedFor, recording);
  const canTake = recording?.kind === 'conflict' && recording.conflict.kind === 'action';
  const hintId = `shortcut-${id}`;
  return (
    <li className={styles.row}>
      <span className={styles.name} data-setting={`shortcut ${id}`}>
        {name}
      </span>
      <KeysButton {...props} {...{ recording, onRecorded, hintId, button }} />
      <IconButton
        size="small"
        label={t('shortcut.remove', { action: name })}
        disabled={!shortcuts.accelerators.has(id)}
        onClick={() => setFromButton(null)}
      >
        <X size={16} />
      </IconButton>
      <IconButton
        size="small"
        label={restoreWords(id, usual === null ? null : keysText(usual, platform))}
        disabled={!isChanged(id, shortcuts) && !shortcuts.refused.has(id)}
        onClick={() => setFromButton(usual)}
      >
        <RotateCcw size={16} />
      </IconButton>
      <div
        id={hintId}
        className={styles.hint}
        role="status"
        ref={(line) => {
          if (isRecording) line?.scrollIntoView({ block: 'nearest' });
        }}
      >
        {hint}
      </div>
      {canTake && (
        <Button
          size="small"
          className={styles.take}
          onClick={() => {
            button.current?.focus();
            onRecorded(confirmed(pressed));
          }}
        >
          {t('shortcut.take')}
        </Button>
      )}
    </li>
  );
}
