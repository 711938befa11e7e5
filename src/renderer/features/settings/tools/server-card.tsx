import { useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import type {
  ToolServer,
  ToolServerState,
  ToolSourceView,
} from '../../../../shared/model/tools.ts';
import type { SignInStep } from '../../../../shared/model/tools/sign-in.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { stateWords } from '../../../../shared/words/tool-state-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useController } from '../../../client/use-app.ts';
import { ServerLog } from './server-log.tsx';
import { SignIn } from './sign-in.tsx';
import { ToolList } from './tool-list.tsx';
import { startLines, WhatRuns } from './what-runs.tsx';
import settings from '../settings.module.css';
import styles from './tools.module.css';

/**
 * The state of a server: its own name and protocol, or the failure and the last lines of its
 * output.
 */
export function ServerState({ state }: { readonly state: ToolServerState }) {
  if (state.kind === 'retrying' || state.kind === 'stopped') {
    const { detail } = state.error;
    return (
      <>
        <ErrorCallout>{stateWords(state)}</ErrorCallout>
        {detail !== undefined && (
          <pre
            className={styles.code}
            tabIndex={0}
            aria-label={t('settings.tools.state.last_output')}
            dir="auto"
          >
            {visibleText(detail)}
          </pre>
        )}
      </>
    );
  }
  if (state.kind !== 'ready') return <p className={settings.quiet}>{stateWords(state)}</p>;
  const { title, version, era, protocolVersion } = state;
  const itself = visibleText([title, version].filter(Boolean).join(' '));
  return (
    <p className={settings.quiet}>
      {itself === ''
        ? t(`settings.tools.state.ready.${era}`, { protocol: protocolVersion })
        : t(`settings.tools.state.ready_named.${era}`, {
            server: itself,
            protocol: protocolVersion,
          })}
    </p>
  );
}

interface ServerCardProps {
  readonly server: ToolServer;
  /** Null until known. */
  readonly source: ToolSourceView | null;
  readonly onEdit: () => void;
}

type Question = 'start' | 'remove' | null;

function Questions({
  server,
  question,
  onAnswer,
}: {
  readonly server: ToolServer;
  readonly question: Question;
  readonly onAnswer: (agreed: Question) => void;
}) {
  return (
    <>
      <ConfirmDialog
        open={question === 'start'}
        title={t('settings.tools.start.title', { server: server.name })}
        size="medium"
        confirm={t('settings.tools.start.confirm')}
        detail={<WhatRuns transport={server.transport} fields={server.fields} />}
        onConfirm={() => onAnswer('start')}
        onCancel={() => onAnswer(null)}
      >
        {t('settings.tools.start.body')}
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'remove'}
        title={t('settings.tools.remove.title', { server: server.name })}
        confirm={t('settings.tools.remove.confirm')}
        onConfirm={() => onAnswer('remove')}
        onCancel={() => onAnswer(null)}
      >
        {t('settings.tools.remove.body')}
      </ConfirmDialog>
    </>
  );
}

/** One server: its command or address, state, tools, log and actions. */
export function ServerCard({ server, source, onEdit }: ServerCardProps) {
  const controller = useController();
  const [question, setQuestion] = useState<Question>(null);
  const [problem, setProblem] = useProblem();
  const { id, name, isEnabled, transport } = server;
  const tell = async (command: Promise<Result<unknown>>): Promise<void> => {
    const result = await command;
    setProblem(result.ok ? null : result.error);
  };
  const enable = (isOn: boolean): void =>
    void tell(controller.command('tools.enableServer', { serverId: id, isEnabled: isOn }));
  const takeStep = (step: SignInStep): Promise<Result<void>> =>
    controller.command('tools.signIn', { serverId: id, step });
  const [runs] = startLines(transport, []);
  return (
    <div className={settings.card} role="group" aria-label={visibleText(name)}>
      <div className={settings.cardHead}>
        <div className={settings.cardWords}>
          <span className={settings.cardName}>{visibleText(name)}</span>
          <span className={settings.url}>{visibleText(runs?.text ?? '')}</span>
        </div>
        <div className={settings.cardActions}>
          {isEnabled && (
            <Button
              size="small"
              onClick={() => void tell(controller.command('tools.restartServer', { serverId: id }))}
            >
              {t('settings.tools.restart')}
            </Button>
          )}
          <IconButton
            label={t('settings.edit', { name })}
            size="small"
            data-opens-form={id}
            onClick={onEdit}
          >
            <Pencil size={16} />
          </IconButton>
          <IconButton
            label={t('settings.field.remove', { name })}
            size="small"
            onClick={() => setQuestion('remove')}
          >
            <Trash2 size={16} />
          </IconButton>
        </div>
      </div>
      <SwitchField
        label={t('settings.tools.enabled')}
        checked={isEnabled}
        onChange={(isOn) => (isOn ? setQuestion('start') : enable(false))}
      />
      {isEnabled && <ServerState state={source?.state ?? { kind: 'off' }} />}
      <SignIn server={server} source={source} onStep={(step) => void tell(takeStep(step))} />
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <div className={styles.folds}>
        <ToolList tools={source?.tools ?? []} />
        <ServerLog serverId={id} />
      </div>
      <Questions
        server={server}
        question={question}
        onAnswer={(agreed) => {
          setQuestion(null);
          if (agreed === 'start') enable(true);
          if (agreed === 'remove') {
            void tell(controller.command('tools.removeServer', { serverId: id }));
          }
        }}
      />
    </div>
  );
}
