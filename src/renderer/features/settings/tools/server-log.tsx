import { useState } from 'react';
import Copy from 'lucide-react/icons/copy';
import type { ToolLogLine } from '../../../../shared/contract/index.ts';
import { perLanguage } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useController } from '../../../client/use-app.ts';
import settings from '../settings.module.css';
import styles from './tools.module.css';

const time = perLanguage((tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'medium' }));

/** Formats a log as text. Each line has the time, the origin and the message. */
export function logText(lines: readonly ToolLogLine[]): string {
  return lines
    .map(
      ({ at, from, text }) =>
        `${time().format(at)}  ${t(`settings.tools.log.from.${from}`)}  ${text}`,
    )
    .join('\n');
}

/** The last lines of a server's log, loaded on request. */
export function ServerLog({ serverId }: { readonly serverId: string }) {
  const controller = useController();
  const [lines, setLines] = useState<readonly ToolLogLine[] | null>(null);
  const [problem, setProblem] = useProblem();
  const load = async (): Promise<void> => {
    const result = await controller.command('tools.log', { serverId });
    setProblem(result.ok ? null : result.error);
    if (result.ok) setLines(result.value);
  };
  const text = lines === null ? null : logText(lines);
  return (
    <details
      className={styles.advanced}
      onToggle={(event) => {
        if (event.currentTarget.open) void load();
      }}
    >
      <summary>{t('settings.tools.log.title')}</summary>
      <div className={styles.stack}>
        {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
        {text !== null && (
          <>
            <pre className={styles.code} tabIndex={0} aria-label={t('settings.tools.log.title')}>
              {text === '' ? t('settings.tools.log.empty') : text}
            </pre>
            <div className={settings.buttons}>
              <Button size="small" onClick={() => void load()}>
                {t('common.refresh')}
              </Button>
              <Button
                size="small"
                icon={<Copy size={14} />}
                disabled={text === ''}
                onClick={() => void controller.command('app.copy', { text })}
              >
                {t('settings.tools.log.copy')}
              </Button>
            </div>
          </>
        )}
      </div>
    </details>
  );
}
