import { useEffect, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ApiContent as Content } from '../../../../shared/model/api.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { useController } from '../../../client/use-app.ts';
import apiStyles from './api-requests.module.css';

/** Interval at which the answer is re-read while a request runs (ms). */
const readEveryMs = 1000;

const knownRoles = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

const isKnownRole = (role: string): role is (typeof knownRoles)[number] =>
  knownRoles.some((each) => each === role);

function Said({ who, text }: { readonly who: string; readonly text: string }) {
  return (
    <div className={apiStyles.said}>
      <dt>{who}</dt>
      <dd dir="auto">{text === '' ? t('settings.api.content.empty') : text}</dd>
    </div>
  );
}

/** The content of one request, as plain text; fetched when opened. */
export function ApiContent({
  number,
  isRunning,
}: {
  readonly number: number;
  readonly isRunning: boolean;
}) {
  const controller = useController();
  const [content, setContent] = useState<Content | null>(null);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    let isGone = false;
    const read = (): void => {
      void controller.command('api.content', { number }).then((result) => {
        if (isGone) return;
        if (result.ok) setContent(result.value);
        setProblem(result.ok ? null : result.error);
      });
    };
    read();
    const timer = isRunning ? setInterval(read, readEveryMs) : undefined;
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [controller, number, isRunning, setProblem]);
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (content === null) return null;
  return (
    <>
      {/* Scrollable, so it has to be reachable by keyboard. */}
      <div
        className={apiStyles.content}
        role="log"
        aria-live="off"
        aria-label={t('settings.api.content.title')}
        tabIndex={0}
      >
        <dl>
          {content.asked.map(({ role, text }, index) => (
            // The entries neither move nor change.
            <Said
              key={index}
              who={isKnownRole(role) ? t(`settings.api.role.${role}`) : role}
              text={text}
            />
          ))}
          <Said who={t('settings.api.role.answer')} text={content.answer} />
        </dl>
      </div>
      {content.isCut && <p className={apiStyles.cut}>{t('settings.api.content.cut')}</p>}
    </>
  );
}
