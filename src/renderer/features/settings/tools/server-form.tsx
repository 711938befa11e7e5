import { useEffect, useReducer, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolServer } from '../../../../shared/model/tools.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { EscapeLeaves, useChanged } from '../../../common/escape-leaves.tsx';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SelectField, SwitchField, TextArea, TextField } from '../../../ui/field.tsx';
import { useController } from '../../../client/use-app.ts';
import { FieldRows } from './field-rows.tsx';
import {
  changeDraft,
  inputOf,
  isSound,
  keepsValue,
  problemsOf,
  usualName,
  type DraftAction,
  type DraftProblems,
  type ServerDraft,
} from './server-draft.ts';
import { WhatRuns } from './what-runs.tsx';
import settings from '../settings.module.css';
import styles from './tools.module.css';

const kinds: readonly ServerDraft['kind'][] = ['stdio', 'http'];

const noProblems: DraftProblems = {
  place: null,
  idleTimeout: null,
  totalTimeout: null,
  folders: null,
  rows: new Map(),
};

interface PartProps {
  readonly draft: ServerDraft;
  readonly problems: DraftProblems;
  readonly change: (action: DraftAction) => void;
}

function Place({ draft, problems, change }: PartProps) {
  if (draft.kind === 'http') {
    return (
      <TextField
        label={t('settings.tools.server.address')}
        inputMode="url"
        placeholder="https://example.com/mcp"
        value={draft.url}
        error={problems.place}
        onChange={(event) => change({ kind: 'set', to: { url: event.target.value } })}
      />
    );
  }
  return (
    <>
      <TextField
        label={t('settings.tools.server.command')}
        placeholder="npx"
        value={draft.command}
        error={problems.place}
        hint={t('settings.tools.server.command_hint')}
        onChange={(event) => change({ kind: 'set', to: { command: event.target.value } })}
      />
      <TextArea
        label={t('settings.tools.server.arguments')}
        placeholder={'-y\n@modelcontextprotocol/server-everything'}
        hint={t('settings.tools.server.arguments_hint')}
        className={styles.mono}
        spellCheck={false}
        value={draft.arguments}
        onChange={(event) => change({ kind: 'set', to: { arguments: event.target.value } })}
      />
    </>
  );
}

function Advanced({ draft, problems, change }: PartProps) {
  return (
    <details className={styles.advanced}>
      <summary>{t('settings.tools.server.advanced')}</summary>
      <div className={styles.stack}>
        {draft.kind === 'stdio' && (
          <>
            <TextField
              label={t('settings.tools.server.folder')}
              placeholder={t('settings.tools.server.home')}
              hint={t('settings.tools.server.folder_hint')}
              value={draft.folder}
              onChange={(event) => change({ kind: 'set', to: { folder: event.target.value } })}
            />
            <TextField
              label={t('settings.tools.server.variables_file')}
              placeholder={t('settings.tools.server.none')}
              hint={t('settings.tools.server.variables_file_hint')}
              value={draft.variablesFile}
              onChange={(event) =>
                change({ kind: 'set', to: { variablesFile: event.target.value } })
              }
            />
          </>
        )}
        <TextArea
          label={t('settings.tools.server.folders')}
          placeholder={t('settings.tools.server.none')}
          hint={t('settings.tools.server.folders_hint')}
          className={styles.mono}
          spellCheck={false}
          value={draft.folders}
          error={problems.folders}
          onChange={(event) => change({ kind: 'set', to: { folders: event.target.value } })}
        />
        <TextField
          label={t('settings.tools.server.idle_timeout')}
          inputMode="numeric"
          className={settings.number}
          value={draft.idleTimeout}
          error={problems.idleTimeout}
          onChange={(event) => change({ kind: 'set', to: { idleTimeout: event.target.value } })}
        />
        <TextField
          label={t('settings.tools.server.total_timeout')}
          inputMode="numeric"
          className={settings.number}
          value={draft.totalTimeout}
          error={problems.totalTimeout}
          onChange={(event) => change({ kind: 'set', to: { totalTimeout: event.target.value } })}
        />
        <SwitchField
          label={t('settings.tools.server.instructions')}
          hint={t('settings.tools.server.instructions_hint')}
          checked={draft.usesInstructions}
          onChange={(usesInstructions) => change({ kind: 'set', to: { usesInstructions } })}
        />
      </div>
    </details>
  );
}

/** Props of {@link ServerForm}. */
export interface ServerFormProps {
  /** The initial form. */
  readonly start: ServerDraft;
  /** Null for a new server. */
  readonly server: ToolServer | null;
  /** `saved` is null if the person left without saving. */
  readonly onDone: (saved: ToolServer | null) => void;
}

/** Edits a server, and shows in full what runs before it starts. */
export function ServerForm({ start, server, onDone }: ServerFormProps) {
  const controller = useController();
  const form = useRef<HTMLFormElement>(null);
  const [draft, change] = useReducer(changeDraft, start);
  const isChanged = useChanged([draft]);
  /** Fields are validated from the first attempt to save, not while the person first types. */
  const [isJudged, setJudged] = useState(false);
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const problems = isJudged ? problemsOf(draft) : noProblems;

  const save = async (isEnabled: boolean): Promise<void> => {
    setJudged(true);
    if (busy || !isSound(problemsOf(draft))) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    setBusy(true);
    const input = inputOf(draft, server?.id ?? null, isEnabled);
    const result = await controller.command('tools.saveServer', input);
    setBusy(false);
    if (result.ok) onDone(result.value);
    else setProblem(result.error);
  };
  const { transport } = inputOf(draft, null, false);
  const fields = draft.rows
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, value, isSecret }) => ({ name: name.trim(), value: isSecret ? null : value }));
  const hasPlace = problemsOf(draft).place === null;
  return (
    <EscapeLeaves isChanged={isChanged} onLeave={() => onDone(null)}>
      <form
        ref={form}
        noValidate
        className={settings.form}
        aria-label={server === null ? t('settings.tools.server.new') : server.name}
        onSubmit={(event) => {
          event.preventDefault();
          void save(true);
        }}
      >
        <SelectField
          label={t('settings.tools.server.kind')}
          value={draft.kind}
          options={kinds.map((value) => ({
            value,
            label: t(`settings.tools.server.kind.${value}`),
          }))}
          onChange={(kind) => change({ kind: 'set', to: { kind } })}
        />
        <Place draft={draft} problems={problems} change={change} />
        <TextField
          label={t('settings.field.name')}
          placeholder={hasPlace ? usualName(draft) : t('settings.field.any_name')}
          value={draft.name}
          maxLength={200}
          onChange={(event) => change({ kind: 'set', to: { name: event.target.value } })}
        />
        <FieldRows draft={draft} problems={problems.rows} change={change} />
        <SwitchField
          label={t('settings.tools.server.sampling')}
          hint={t('settings.tools.server.sampling_hint')}
          checked={draft.allowsSampling}
          onChange={(allowsSampling) => change({ kind: 'set', to: { allowsSampling } })}
        />
        <Advanced draft={draft} problems={problems} change={change} />
        {draft.rows.some((row) => row.isSecret && !keepsValue(row) && row.value !== '') && (
          <WeakKeyStorage />
        )}
        {hasPlace && <WhatRuns transport={transport} fields={fields} />}
        {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
        <div className={settings.buttons}>
          <Button tone="primary" type="submit" disabled={busy}>
            {t('settings.tools.server.save_and_start')}
          </Button>
          <Button disabled={busy} onClick={() => void save(false)}>
            {t('settings.tools.server.save')}
          </Button>
          <Button tone="quiet" onClick={() => onDone(null)}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </EscapeLeaves>
  );
}
