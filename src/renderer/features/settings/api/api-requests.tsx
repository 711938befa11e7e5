import { Fragment, useId, useState } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ApiOutcome, ApiRequest } from '../../../../shared/model/api.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useController } from '../../../client/use-app.ts';
import { ApiContent } from './api-content.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import { useFields } from '../use-fields.ts';
import apiStyles from './api-requests.module.css';
import styles from '../settings.module.css';

function outcomeText(outcome: ApiOutcome, status: number): string {
  switch (outcome.kind) {
    case 'running':
      return t('settings.api.outcome.running');
    case 'complete':
      return t('settings.api.outcome.complete');
    case 'aborted':
      return t('settings.api.outcome.aborted');
    case 'refused':
      return t('settings.api.outcome.refused', { status: String(status) });
    case 'failed':
      return t(`settings.api.outcome.failed.${outcome.error}`);
  }
}

function Row({ request }: { readonly request: ApiRequest }) {
  const { number, at, endpoint, client, model, tokens, status, outcome, hasContent } = request;
  const [wantsContent, setWantsContent] = useState(false);
  const contentId = useId();
  const isOpen = wantsContent && hasContent;
  return (
    <Fragment>
      <tr>
        <td>
          <span className={apiStyles.time}>
            {hasContent && (
              <IconButton
                label={isOpen ? t('settings.api.content.hide') : t('settings.api.content.show')}
                size="small"
                aria-expanded={isOpen}
                aria-controls={isOpen ? contentId : undefined}
                onClick={() => setWantsContent(!isOpen)}
              >
                {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
              </IconButton>
            )}
            <RelativeTime iso={at} form="short" />
          </span>
        </td>
        <td>{client ?? t('settings.api.requests.unknown')}</td>
        <td title={endpoint}>{model ?? endpoint}</td>
        <td className={apiStyles.number}>{tokens === null ? '' : numberText(tokens)}</td>
        <td>{outcomeText(outcome, status)}</td>
      </tr>
      {isOpen && (
        <tr id={contentId}>
          <td colSpan={5} className={apiStyles.contentCell}>
            <ApiContent number={number} isRunning={outcome.kind === 'running'} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function KeepContent({ keeps }: { readonly keeps: boolean }) {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const keep = async (on: boolean): Promise<void> => {
    const result = await controller.command('api.keepContent', { keep: on });
    setProblem(result.ok ? null : result.error);
  };
  const named = useFields()('keptContent');
  return (
    <>
      <SwitchField
        {...named}
        reset={
          keeps
            ? {
                label: t('settings.reset', { setting: named.label }),
                onReset: () => void keep(false),
              }
            : null
        }
        checked={keeps}
        onChange={(on) => void keep(on)}
      />
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </>
  );
}

/** Recent requests of other programs; their content only if the person chose to store it. */
export function ApiRequests({
  requests,
  keepsContent,
}: {
  readonly requests: readonly ApiRequest[];
  readonly keepsContent: boolean;
}) {
  return (
    <section className={styles.group} aria-labelledby="api-requests">
      <SettingHeading id="api-requests" setting="apiRequests" />
      <KeepContent keeps={keepsContent} />
      {requests.length === 0 ? (
        <p className={styles.quiet}>{t('settings.api.requests.none')}</p>
      ) : (
        <div className={apiStyles.scroll}>
          <table className={apiStyles.table} aria-labelledby="api-requests">
            <thead>
              <tr>
                <th scope="col">{t('settings.api.requests.time')}</th>
                <th scope="col">{t('settings.api.requests.program')}</th>
                <th scope="col">{t('settings.api.requests.model')}</th>
                <th scope="col" className={apiStyles.number}>
                  {t('settings.api.requests.tokens')}
                </th>
                <th scope="col">{t('settings.api.requests.status')}</th>
              </tr>
            </thead>
            <tbody>
              {requests.map((request) => (
                <Row key={request.number} request={request} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
