import { useState } from 'react';
import Download from 'lucide-react/icons/download';
import Import from 'lucide-react/icons/import';
import type { ExportFormat } from '../../../../shared/model/jobs.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import shared from '../settings.module.css';
import styles from './transfer.module.css';

const formats = [
  { value: 'json', label: 'JSON – everything, can be imported again' },
  { value: 'markdown', label: 'Markdown – readable anywhere' },
  { value: 'html', label: 'HTML – pages for the browser' },
  { value: 'text', label: 'Plain text' },
  { value: 'pdf', label: 'PDF – pages for paper' },
] as const satisfies readonly { readonly value: ExportFormat; readonly label: string }[];

/**
 * Imports conversations from other programs and exports all of them. A toast shows the progress.
 */
export function Transfer() {
  const controller = useController();
  const isEmpty = useApp((state) => state.order.length === 0);
  const [format, setFormat] = useState<ExportFormat>('json');
  const [problem, setProblem] = useState<string | null>(null);
  const bringIn = async (): Promise<void> => {
    const result = await controller.command('library.import', {});
    setProblem(result.ok ? null : sentenceOf(result.error));
  };
  const takeOut = async (): Promise<void> => {
    const what = { kind: 'everything' as const };
    const result = await controller.command('library.export', { what, format });
    setProblem(result.ok ? null : sentenceOf(result.error));
  };
  return (
    <section className={shared.group} aria-labelledby="transfer">
      <h3 id="transfer">Import and export</h3>
      <p className={shared.quiet}>
        Reads the exports of ChatGPT, Claude, Gemini, DeepSeek, Grok, Le Chat, Open WebUI,
        LibreChat, Chatbox, Cherry Studio, LM Studio and llama.cpp, and Parley’s own JSON and
        Markdown. You can also drop a file on the window. Importing twice adds nothing twice.
      </p>
      <div>
        <Button icon={<Import size={16} />} onClick={() => void bringIn()}>
          Import…
        </Button>
      </div>
      <div className={styles.out}>
        <SelectField label="Export format" value={format} options={formats} onChange={setFormat} />
        <Button icon={<Download size={16} />} disabled={isEmpty} onClick={() => void takeOut()}>
          Export everything…
        </Button>
      </div>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
