import { useMemo } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Part } from '../../../../shared/model/conversation.ts';
import { wholeText, type TextLog } from '../../../../shared/model/text-log.ts';
import { toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import { useController } from '../../../client/use-app.ts';
import { readJson } from './json-shape.ts';
import { ResultView } from './result-view.tsx';
import { Text } from './text.tsx';
import styles from './data.module.css';

/** Arguments up to this length are shown as written (UTF-16 code units). */
const oneLine = 80;
/** Longer arguments are cut (UTF-16 code units). */
const longestShown = 20_000;

/** Formats arguments for display: as written if short, otherwise with one field per line. */
export function argumentText(given: string): string {
  const data = given.length > oneLine ? readJson(given) : undefined;
  const text = data === undefined ? given : JSON.stringify(data, null, 2);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function Arguments({ label, text }: { readonly label: string; readonly text: string }) {
  const shown = useMemo(() => argumentText(text), [text]);
  return (
    <div className={styles.side}>
      <div className={styles.label}>{label}</div>
      <pre className={styles.output} tabIndex={0} dir="auto">
        <Text>{shown}</Text>
      </pre>
    </div>
  );
}

type Call = Extract<Part, { kind: 'tool_call' }>;

/** Explains a call that failed or did not run, and what the person can do. */
function NextStep({ call }: { readonly call: Call }) {
  const controller = useController();
  const { state, tool } = call;
  switch (state) {
    case 'failed':
      return (
        <div className={styles.next}>
          <p>{t('tool.next.failed')}</p>
          {tool !== undefined && tool.server !== '' && (
            <Button
              size="small"
              onClick={() => controller.setDialog({ kind: 'settings', section: 'tools' })}
            >
              {t('tool.next.settings')}
            </Button>
          )}
        </div>
      );
    case 'interrupted':
      return <p className={styles.next}>{t('tool.next.interrupted')}</p>;
    case 'denied':
      return <p className={styles.next}>{t('tool.next.denied')}</p>;
    case 'proposed':
    case 'approved':
    case 'running':
    case 'done':
      return null;
  }
}

/** Props of {@link ToolDetails}. */
export interface ToolDetailsProps {
  /** Null for a result without a call. */
  readonly call: Call | null;
  readonly given: TextLog | null;
  readonly results: readonly Extract<Part, { kind: 'tool_result' }>[];
}

/** The arguments and results of a tool call. */
export function ToolDetails({ call, given, results }: ToolDetailsProps) {
  const written = wholeText(given);
  const edited = call?.edited;
  return (
    <div className={styles.details}>
      {call?.tool !== undefined && call.tool.title !== '' && (
        <p className={styles.size}>
          {call.tool.title === toolName(call.tool.key) ? '' : call.tool.title}
        </p>
      )}
      {edited === undefined
        ? written !== '' && <Arguments label={t('tool.input')} text={written} />
        : written !== '' && (
            <div className={styles.sides}>
              <Arguments label={t('tool.input.model')} text={written} />
              <Arguments label={t('tool.input.person')} text={edited} />
            </div>
          )}
      {results.map((result, index) => (
        <ResultView key={String(index)} result={result} />
      ))}
      {call !== null && <NextStep call={call} />}
    </div>
  );
}
