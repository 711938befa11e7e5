import { useState } from 'react';
import type { FoundServer, ReadConfiguration } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { useController } from '../../../client/use-app.ts';
import { WhatRuns } from './what-runs.tsx';
import settings from '../settings.module.css';
import styles from './tools.module.css';

const exampleCommand = 'npx -y @modelcontextprotocol/server-everything';

/** Lists the servers found in a text, and the entries left out. */
export function FoundServers({
  found,
  onUse,
}: {
  readonly found: ReadConfiguration;
  readonly onUse: (server: FoundServer) => void;
}) {
  const { servers, leftOut } = found;
  return (
    <>
      {servers.length === 0 && leftOut.length === 0 && (
        <NoteCallout>{t('settings.tools.paste.nothing')}</NoteCallout>
      )}
      {servers.length > 0 && (
        <ul className={settings.cards} aria-label={t('settings.tools.paste.found')}>
          {servers.map((server, index) => (
            <li key={`${server.name}-${String(index)}`} className={settings.card}>
              <div className={settings.cardHead}>
                <span className={settings.cardName}>{visibleText(server.name)}</span>
                <Button size="small" onClick={() => onUse(server)}>
                  {t('settings.tools.paste.use')}
                </Button>
              </div>
              <WhatRuns
                transport={server.form.transport}
                fields={server.form.fields.map(({ name, value, isSecret }) => ({
                  name,
                  value: isSecret ? null : value,
                }))}
              />
            </li>
          ))}
        </ul>
      )}
      {leftOut.map(({ name, reason }, index) => (
        <NoteCallout key={`${name}-${String(index)}`} tone="warning">
          {t(`settings.tools.left_out.${reason}`, { name: visibleText(name) })}
        </NoteCallout>
      ))}
    </>
  );
}

/** Accepts a pasted command or configuration. The result only fills a form. */
export function PasteConfiguration({
  onUse,
  onCancel,
}: {
  readonly onUse: (server: FoundServer) => void;
  readonly onCancel: () => void;
}) {
  const controller = useController();
  const [text, setText] = useState('');
  const [found, setFound] = useState<ReadConfiguration | null>(null);
  const [problem, setProblem] = useProblem();
  const read = async (): Promise<void> => {
    const result = await controller.command('tools.readConfiguration', { text });
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    const [only, ...others] = result.value.servers;
    if (only !== undefined && others.length === 0 && result.value.leftOut.length === 0) onUse(only);
    else setFound(result.value);
  };
  return (
    <form
      className={settings.group}
      aria-label={t('settings.tools.paste.title')}
      data-handles-escape
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
      <TextArea
        label={t('settings.tools.paste.text')}
        hint={t('settings.tools.paste.hint', { command: exampleCommand })}
        className={styles.mono}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={settings.buttons}>
        <Button tone="primary" type="submit" disabled={text.trim() === ''}>
          {t('settings.tools.paste.read')}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
      {found !== null && <FoundServers found={found} onUse={onUse} />}
    </form>
  );
}
