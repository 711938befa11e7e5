import { useState } from 'react';
import type { FoundServer, ReadConfiguration } from '../../../../shared/contract/index.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { useController } from '../../../client/use-app.ts';
import { WhatRuns } from './what-runs.tsx';
import settings from '../settings.module.css';
import styles from './tools.module.css';

type Reason = ReadConfiguration['leftOut'][number]['reason'];

function reasonWords(reason: Reason): string {
  switch (reason) {
    case 'unknown_kind':
      return 'it is of a kind that Parley does not know';
    case 'no_command':
      return 'it names no program and no address';
    case 'bad_address':
      return 'its address cannot be read';
    case 'too_large':
      return 'it is too large';
  }
}

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
        <NoteCallout>
          No server was found in this text. Paste a command line, or the configuration of another
          program.
        </NoteCallout>
      )}
      {servers.length > 0 && (
        <ul className={settings.cards} aria-label="Servers found">
          {servers.map((server, index) => (
            <li key={`${server.name}-${String(index)}`} className={settings.card}>
              <div className={settings.cardHead}>
                <span className={settings.cardName}>{visibleText(server.name)}</span>
                <Button size="small" onClick={() => onUse(server)}>
                  Fill in the form
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
          {visibleText(name)} was left out: {reasonWords(reason)}.
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
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (): Promise<void> => {
    const result = await controller.command('tools.readConfiguration', { text });
    setProblem(result.ok ? null : sentenceOf(result.error));
    if (!result.ok) return;
    const [only, ...others] = result.value.servers;
    if (only !== undefined && others.length === 0 && result.value.leftOut.length === 0) onUse(only);
    else setFound(result.value);
  };
  return (
    <form
      className={settings.group}
      aria-label="Paste a command or configuration"
      data-handles-escape
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
      <TextArea
        label="Command or configuration"
        hint="For example: npx -y @modelcontextprotocol/server-everything, or the JSON of another program. Nothing starts by itself."
        className={styles.mono}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={settings.buttons}>
        <Button tone="primary" type="submit" disabled={text.trim() === ''}>
          Read
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      {found !== null && <FoundServers found={found} onUse={onUse} />}
    </form>
  );
}
