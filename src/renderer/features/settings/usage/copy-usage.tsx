import { useState } from 'react';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { useController } from '../../../client/use-app.ts';
import { usageCsv } from './usage-csv.ts';
import type { UsageRow } from './usage-months.ts';
import shared from '../settings.module.css';

/** Copies usage by month and model as CSV. */
export function CopyUsage({ rows }: { readonly rows: readonly UsageRow[] }) {
  const controller = useController();
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    const result = await controller.command('app.copy', { text: usageCsv(rows) });
    setSaid(result.ok ? 'Copied' : sentenceOf(result.error));
  };
  return (
    <div className={shared.buttons}>
      <Button size="small" onClick={() => void copy()}>
        Copy as CSV
      </Button>
      <span role="status" className={shared.quiet}>
        {said}
      </span>
    </div>
  );
}
