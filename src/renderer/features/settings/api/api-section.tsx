import { useEffect, useState } from 'react';
import Copy from 'lucide-react/icons/copy';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ApiState, ApiView } from '../../../../shared/model/api.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout, NoteCallout } from '../../../ui/callout.tsx';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { ApiOrigins } from './api-origins.tsx';
import { ApiRequests } from './api-requests.tsx';
import { ApiTokens } from './api-tokens.tsx';
import styles from '../settings.module.css';
import { useFields } from '../use-fields.ts';
import { useSetting } from '../use-setting.ts';

const lowestPort = 1024;
const highestPort = 65_535;

/** The state of the API: fetched once, then updated by events. */
function useApiView(): ApiView | null {
  const controller = useController();
  const told = useApp((state) => state.api);
  const [asked, setAsked] = useState<ApiView | null>(null);
  useEffect(() => {
    let isGone = false;
    void controller.command('api.status', undefined).then((result) => {
      if (result.ok && !isGone) setAsked(result.value);
    });
    return () => {
      isGone = true;
    };
  }, [controller]);
  return told ?? asked;
}

function Address({ state }: { readonly state: Extract<ApiState, { kind: 'on' }> }) {
  const controller = useController();
  const { save } = useSetting();
  const { address, port, wantedPort } = state;
  return (
    <>
      <div className={styles.folder}>
        <code className={styles.path}>{address}</code>
        <Button
          icon={<Copy size={16} />}
          aria-label={t('settings.api.copy_address')}
          onClick={() => void controller.command('app.copy', { text: address })}
        >
          {t('common.copy')}
        </Button>
      </div>
      {port !== wantedPort && (
        <NoteCallout
          tone="warning"
          actions={
            <Button size="small" onClick={() => void save({ apiPort: port })}>
              {t('settings.api.port.keep', { port: String(port) })}
            </Button>
          }
        >
          {t('settings.api.port.moved', { wanted: String(wantedPort), port: String(port) })}
        </NoteCallout>
      )}
      <p className={styles.quiet}>{t('settings.api.base_url', { url: `${address}/v1` })}</p>
    </>
  );
}

/** Explains why the API is not running, and offers to choose another port. */
function Taken({
  state,
  onRetry,
}: {
  readonly state: Extract<ApiState, { kind: 'taken' }>;
  readonly onRetry: () => void;
}) {
  const { problem, save } = useSetting();
  const { port, free, holder } = state;
  return (
    <ErrorCallout
      actions={
        <>
          <Button size="small" onClick={onRetry}>
            {t('settings.api.try_again')}
          </Button>
          {free !== null && (
            <Button size="small" onClick={() => void save({ apiPort: free })}>
              {t('settings.api.port.use', { port: String(free) })}
            </Button>
          )}
        </>
      }
    >
      {sentences(
        holder === null
          ? t('settings.api.taken', { port: String(port) })
          : t('settings.api.taken.by', {
              port: String(port),
              program: holder.name,
              process: String(holder.pid),
            }),
        t('settings.api.taken.hint'),
        problem ?? '',
      )}
    </ErrorCallout>
  );
}

function Port() {
  const saved = useApp((state) => state.settings?.settings.apiPort ?? 0);
  const { problem, save } = useSetting();
  const [text, setText] = useState<string | null>(null);
  const field = useFields();
  const port = Number(text ?? saved);
  const isValid = Number.isInteger(port) && port >= lowestPort && port <= highestPort;
  const keep = (): void => {
    if (!isValid) return;
    if (port !== saved) void save({ apiPort: port });
    setText(null);
  };
  return (
    <TextField
      {...field('apiPort', () => setText(null))}
      inputMode="numeric"
      className={styles.number}
      error={
        isValid
          ? problem
          : t('settings.api.port.problem', {
              lowest: String(lowestPort),
              highest: String(highestPort),
            })
      }
      value={text ?? String(saved)}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}

/** Settings of the local API: whether it runs, where, for whom, and recent requests. */
export function ApiSection() {
  const controller = useController();
  const enabled = useApp((state) => state.settings?.settings.apiEnabled ?? false);
  const view = useApiView();
  const [problem, setProblem] = useProblem();
  const switchTo = async (on: boolean): Promise<void> => {
    const result = await controller.command('api.setEnabled', { enabled: on });
    setProblem(result.ok ? null : result.error);
  };
  const state = view?.state ?? { kind: 'off' };
  const named = useFields()('apiEnabled');
  return (
    <div className={styles.fields}>
      <section className={styles.group} aria-label={t('settings.api.section')}>
        <SwitchField
          {...named}
          reset={
            enabled
              ? {
                  label: t('settings.reset', { setting: named.label }),
                  onReset: () => void switchTo(false),
                }
              : null
          }
          checked={enabled}
          onChange={(on) => void switchTo(on)}
        />
        {state.kind === 'on' && <Address state={state} />}
        {state.kind === 'taken' && <Taken state={state} onRetry={() => void switchTo(true)} />}
        {state.kind === 'failed' && (
          <ErrorCallout
            actions={
              <Button size="small" onClick={() => void switchTo(true)}>
                {t('settings.api.try_again')}
              </Button>
            }
          >
            {t('settings.api.failed')}
          </ErrorCallout>
        )}
        {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      </section>
      <Port />
      <ApiTokens tokens={view?.tokens ?? []} />
      <ApiOrigins origins={view?.origins ?? []} />
      <ApiRequests requests={view?.requests ?? []} keepsContent={view?.keepsContent ?? false} />
    </div>
  );
}
