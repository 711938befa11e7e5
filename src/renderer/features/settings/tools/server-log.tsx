import { useState } from 'react';
import Copy from 'lucide-react/icons/copy';
import type { ToolLogLine } from '../../../../shared/contract/index.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useController } from '../../../client/use-app.ts';
import settings from '../settings.module.css';
import styles from './tools.module.css';

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

const froms: Readonly<Record<ToolLogLine['from'], string>> = {
  stderr: 'program',
  server: 'server',
  parley: 'Parley',
};

/** Formats a log as text. Each line has the time, the origin and the message. */
export function logText(lines: readonly ToolLogLine[]): string {
  return lines
    .map(({ at, from, text }) => `${time.format(at)}  ${froms[from]}  ${text}`)
    .join('\n');
}

/** The last lines of a server's log, loaded on request. */
export function ServerLog({ serverId }: { readonly serverId: string }) {
  const controller = useController();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    const result = await controller.command('tools.log', { serverId });
    setProblem(result.ok ? null : sentenceOf(result.error));
    if (result.ok) setText(logText(result.value));
  };
  return (
    <details
      className={styles.advanced}
      onToggle={(event) => {
        if (event.currentTarget.open) void load();
      }}
    >
      <summary>Log</summary>
      <div className={styles.stack}>
        {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
        {text !== null && (
          <>
            <pre className={styles.code} tabIndex={0} aria-label="Log">
              {text === '' ? 'Nothing yet' : text}
            </pre>
            <div className={settings.buttons}>
              <Button size="small" onClick={() => void load()}>
                Refresh
              </Button>
              <Button
                size="small"
                icon={<Copy size={14} />}
                disabled={text === ''}
                onClick={() => void controller.command('app.copy', { text })}
              >
                Copy log
              </Button>
            </div>
          </>
        )}
      </div>
    </details>
  );
}
