import { useCallback } from 'react';
import type { SettingsPatch } from '../../../shared/model/settings.ts';
import { useController } from '../../client/use-app.ts';
import { useProblem } from '../../common/use-problem.ts';

/** Saves settings on change; `problem` is the reason of the last failure. */
export function useSetting(): {
  readonly problem: string | null;
  readonly save: (patch: SettingsPatch) => Promise<void>;
} {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const save = useCallback(
    async (patch: SettingsPatch): Promise<void> => {
      const result = await controller.command('settings.update', patch);
      setProblem(result.ok ? null : result.error);
    },
    [controller, setProblem],
  );
  return { problem, save };
}
