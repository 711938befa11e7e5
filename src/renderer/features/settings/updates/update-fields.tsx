import { useEffect, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { CommandInput, CommandName } from '../../../../shared/contract/index.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { UpdatesView, UpdateState } from '../../../../shared/model/updates/updates.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { noUpdatesWords, updateWords } from '../../../../shared/words/updates/update-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import { useFields } from '../use-fields.ts';
import settings from '../settings.module.css';
import styles from './updates.module.css';

type Plain = Exclude<
  Extract<CommandName, `updates.${string}`>,
  'updates.setAutomatic' | 'updates.view'
>;
type Act = (name: Plain) => void;

/** Sends the commands of updates; `problem` is why the last one was refused. */
function useUpdates(): {
  readonly problem: string | null;
  readonly act: Act;
  readonly setAutomatic: (isOn: CommandInput<'updates.setAutomatic'>['isOn']) => void;
} {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const note = (result: Result<void>): void => setProblem(result.ok ? null : result.error);
  return {
    problem,
    act: (name) => void controller.command(name, undefined).then(note),
    setAutomatic: (isOn) => void controller.command('updates.setAutomatic', { isOn }).then(note),
  };
}

/** What is new, as text. */
function Notes({ version, notes }: { readonly version: string; readonly notes: string }) {
  if (notes === '') return null;
  return (
    <details>
      <summary className={styles.summary}>{t('updates.notes', { version })}</summary>
      <div
        className={styles.notes}
        tabIndex={0}
        role="region"
        aria-label={t('updates.notes', { version })}
      >
        {notes}
      </div>
    </details>
  );
}

/** The buttons of each state, the main one first. */
function actionsIn(state: UpdateState): readonly Plain[] {
  switch (state.kind) {
    case 'idle':
    case 'checking':
      return ['updates.check'];
    case 'available':
      return ['updates.download', 'updates.skip', 'updates.check'];
    case 'downloading':
      return ['updates.pause'];
    case 'paused':
      return ['updates.download', 'updates.skip'];
    case 'ready':
      return ['updates.restart', 'updates.skip'];
    case 'failed':
      return state.offer === null ? ['updates.check'] : ['updates.download', 'updates.check'];
    case 'restarting':
      return [];
  }
}

function actionLabel(name: Plain, { kind }: UpdateState): string {
  if (name !== 'updates.download') return t(`updates.action.${nameOf(name)}`);
  return kind === 'available' ? t('updates.action.download') : t('updates.action.go_on');
}

type Named = 'check' | 'later' | 'pause' | 'restart' | 'skip';

function nameOf(name: Exclude<Plain, 'updates.download'>): Named {
  switch (name) {
    case 'updates.pause':
      return 'pause';
    case 'updates.later':
      return 'later';
    case 'updates.skip':
      return 'skip';
    case 'updates.restart':
      return 'restart';
    case 'updates.check':
      return 'check';
  }
}

function Possible({
  view,
  version,
}: {
  readonly view: Extract<UpdatesView, { kind: 'possible' }>;
  readonly version: string;
}) {
  const isAnswering = useApp((state) => state.streaming.size > 0);
  const { problem, act, setAutomatic } = useUpdates();
  const field = useFields();
  const { state, isAutomatic } = view;
  const offer = 'offer' in state ? state.offer : null;
  const actions = actionsIn(state);
  return (
    <>
      <SwitchField
        {...field('automaticUpdates')}
        checked={isAutomatic === true}
        onChange={setAutomatic}
      />
      <p role="status">{updateWords(state, version)}</p>
      {state.kind === 'downloading' && (
        <progress
          className={styles.progress}
          aria-label={updateWords(state, version)}
          value={state.bytes}
          max={state.offer.bytes}
        />
      )}
      {state.kind === 'failed' && <ErrorCallout>{sentenceOf(state.reason)}</ErrorCallout>}
      {state.kind === 'ready' && state.problem !== null && (
        <ErrorCallout>{sentenceOf(state.problem)}</ErrorCallout>
      )}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      {state.kind === 'ready' && isAnswering && (
        <p className={settings.quiet}>{t('updates.answering')}</p>
      )}
      {actions.length > 0 && (
        <div className={styles.actions}>
          {actions.map((name, index) => (
            <Button
              // The first one stays in place, and with it the focus.
              key={index === 0 ? 'first' : name}
              tone={index === 0 && state.kind === 'ready' ? 'primary' : 'plain'}
              onClick={() => act(name)}
            >
              {actionLabel(name, state)}
            </Button>
          ))}
        </div>
      )}
      {offer !== null && <Notes {...offer} />}
    </>
  );
}

/** Updates of Parley itself: who brings them, and where the next one stands. */
export function UpdateFields() {
  const controller = useController();
  const told = useApp((state) => state.updates);
  const version = useApp((state) => state.info?.version ?? '');
  const [asked, setAsked] = useState<UpdatesView | null>(null);
  useEffect(() => {
    let isGone = false;
    void controller.command('updates.view', undefined).then((result) => {
      if (result.ok && !isGone) setAsked(result.value);
    });
    return () => {
      isGone = true;
    };
  }, [controller]);
  // The state that main has told since is newer.
  const view = told ?? asked;
  if (view === null) return null;
  return (
    <section className={settings.group} aria-labelledby="updates">
      <SettingHeading id="updates" setting="updates" />
      {view.kind === 'never' ? (
        <p className={settings.quiet}>{noUpdatesWords(view.why, version)}</p>
      ) : (
        <Possible view={view} version={version} />
      )}
    </section>
  );
}
