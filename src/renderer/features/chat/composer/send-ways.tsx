import { useApp } from '../../../client/use-app.ts';
import type { SendWay } from './use-send.ts';
import styles from './composer.module.css';

/** The id of what describes the message box while an answer streams. */
export const waysId = 'composer-ways';

/** Props of {@link SendWays}. */
export interface SendWaysProps {
  readonly onSend: (way: SendWay) => void;
}

/** Says what Enter does while an answer streams. CSS hides it until something is typed. */
export function SendWays({ onSend }: SendWaysProps) {
  const isMac = useApp((state) => state.info?.platform === 'mac');
  return (
    <div id={waysId} className={styles.ways}>
      <button type="button" onClick={() => onSend('next')}>
        <kbd>Enter</kbd> sends it after this answer
      </button>
      <button type="button" onClick={() => onSend('now')}>
        <kbd>{isMac ? '⌘Enter' : 'Ctrl+Enter'}</kbd> stops and sends it now
      </button>
    </div>
  );
}
