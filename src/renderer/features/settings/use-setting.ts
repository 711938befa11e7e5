import { useCallback, useState } from 'react';
import type { SettingsPatch } from '../../../shared/model/settings.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { useController } from '../../client/use-app.ts';

/** Saves settings on change; `problem` is the reason of the last failure. */
export function useSetting(): {
  readonly problem: string | null;
  readonly save: (patch: SettingsPatch) => Promise<void>;
} {
  const controller = useController();
  const [problem, setProblem] = useState<string | null>(null);
  const save = useCallback(
    async (patch: SettingsPatch): Promise<void> => {
      const result = await controller.command('settings.update', patch);
      setProblem(result.ok ? null : sentenceOf(result.error));
    },
    [controller],
  );
  return { problem, save };
}
