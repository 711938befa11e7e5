import { useState } from 'react';
import Download from 'lucide-react/icons/download';
import Import from 'lucide-react/icons/import';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ExportFormat } from '../../../../shared/model/jobs.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { SettingHeading } from '../setting-heading.tsx';
import { useFields } from '../use-fields.ts';
import shared from '../settings.module.css';
import styles from './transfer.module.css';

const formats: readonly ExportFormat[] = ['json', 'markdown', 'html', 'text', 'pdf'];

/** The programs whose exports are understood, by their own names. */
const programs = [
  'ChatGPT',
  'Claude',
  'Gemini',
  'DeepSeek',
  'Grok',
  'Le Chat',
  'Open WebUI',
  'LibreChat',
  'Chatbox',
  'Cherry Studio',
  'LM Studio',
  'llama.cpp',
];

/**
 * Imports conversations from other programs and exports all of them. A toast shows the progress.
 */
export function Transfer() {
  const controller = useController();
  const isEmpty = useApp((state) => state.order.length === 0);
  const [format, setFormat] = useState<ExportFormat>('json');
  const [problem, setProblem] = useProblem();
  const bringIn = async (): Promise<void> => {
    const result = await controller.command('library.import', {});
    setProblem(result.ok ? null : result.error);
  };
  const field = useFields();
  const takeOut = async (): Promise<void> => {
    const what = { kind: 'everything' as const };
    const result = await controller.command('library.export', { what, format });
    setProblem(result.ok ? null : result.error);
  };
  return (
    <section className={shared.group} aria-labelledby="transfer">
      <SettingHeading id="transfer" setting="transfer" />
      <p className={shared.quiet}>
        {t('settings.data.import.hint', { programs: listText(programs) })}
      </p>
      <div>
        <Button icon={<Import size={16} />} onClick={() => void bringIn()}>
          {t('settings.data.import')}
        </Button>
      </div>
      <div className={styles.out}>
        <SelectField
          {...field('exportFormat')}
          value={format}
          options={formats.map((value) => ({
            value,
            label: t(`settings.data.export.format.${value}`),
          }))}
          onChange={setFormat}
        />
        <Button icon={<Download size={16} />} disabled={isEmpty} onClick={() => void takeOut()}>
          {t('settings.data.export')}
        </Button>
      </div>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
