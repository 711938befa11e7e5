import type { ReactNode } from 'react';
import { useApp } from '../../../client/use-app.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import type { SendWay } from './use-send.ts';
import styles from './composer.module.css';

/** The id of what describes the message box while an answer streams. */
export const waysId = 'composer-ways';

/** Props of {@link SendWays}. */
export interface SendWaysProps {
  readonly onSend: (way: SendWay) => void;
}

const key = (name: readonly ReactNode[]): ReactNode => <kbd>{name}</kbd>;

/** Says what Enter does while an answer streams. CSS hides it until something is typed. */
export function SendWays({ onSend }: SendWaysProps) {
  const isMac = useApp((state) => state.info?.platform === 'mac');
  return (
    <div id={waysId} className={styles.ways}>
      <button type="button" onClick={() => onSend('next')}>
        <RichMessage id="composer.ways.next" values={{ key }} />
      </button>
      <button type="button" onClick={() => onSend('now')}>
        <RichMessage
          id="composer.ways.now"
          values={{ keys: isMac ? '⌘Enter' : 'Ctrl+Enter', key }}
        />
      </button>
    </div>
  );
}
