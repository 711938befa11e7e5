import { useEffect, useState } from 'react';
import type { ApiContent as Content } from '../../../../shared/model/api.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useController } from '../../../client/use-app.ts';
import apiStyles from './api-requests.module.css';

/** Interval at which the answer is re-read while a request runs (ms). */
const readEveryMs = 1000;

function Said({ who, text }: { readonly who: string; readonly text: string }) {
  return (
    <div className={apiStyles.said}>
      <dt>{who}</dt>
      <dd dir="auto">{text === '' ? 'Nothing' : text}</dd>
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
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    const read = (): void => {
      void controller.command('api.content', { number }).then((result) => {
        if (isGone) return;
        if (result.ok) setContent(result.value);
        setProblem(result.ok ? null : sentenceOf(result.error));
      });
    };
    read();
    const timer = isRunning ? setInterval(read, readEveryMs) : undefined;
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [controller, number, isRunning]);
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (content === null) return null;
  return (
    <>
      {/* Scrollable, so it has to be reachable by keyboard. */}
      <div
        className={apiStyles.content}
        role="log"
        aria-live="off"
        aria-label="What was said"
        tabIndex={0}
      >
        <dl>
          {content.asked.map(({ role, text }, index) => (
            // The entries neither move nor change.
            <Said key={index} who={role} text={text} />
          ))}
          <Said who="answer" text={content.answer} />
        </dl>
      </div>
      {content.isCut && <p className={apiStyles.cut}>There was more than is kept here.</p>}
    </>
  );
}
