import { useCallback, useState } from 'react';
import type { Coded } from '../../../shared/model/errors.ts';
import type { SettingsPatch } from '../../../shared/model/settings.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { useController } from '../../client/use-app.ts';

/** Saves settings on change; `problem` is the reason of the last failure. */
export function useSetting(): {
  readonly problem: string | null;
  readonly save: (patch: SettingsPatch) => Promise<void>;
} {
  const controller = useController();
  const [failure, setFailure] = useState<Coded | null>(null);
  const save = useCallback(
    async (patch: SettingsPatch): Promise<void> => {
      const result = await controller.command('settings.update', patch);
      setFailure(result.ok ? null : result.error);
    },
    [controller],
  );
  return { problem: failure === null ? null : sentenceOf(failure), save };
}
