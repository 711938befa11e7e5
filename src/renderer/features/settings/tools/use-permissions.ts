import { useEffect, useState } from 'react';
import type { ToolPermissionView } from '../../../../shared/model/tools.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { useController } from '../../../client/use-app.ts';

/** The permanent permissions as a view shows them. */
export interface ShownPermissions {
  readonly permissions: readonly ToolPermissionView[];
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  readonly revoke: (id: string) => void;
}

/** The permanent permissions. They are reloaded whenever main reports a change of the tools. */
export function usePermissions(): ShownPermissions {
  const controller = useController();
  const [permissions, setPermissions] = useState<readonly ToolPermissionView[]>([]);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    const { store } = controller;
    let known: object | null = null;
    let isGone = false;
    const load = async (): Promise<void> => {
      const result = await controller.command('tools.permissions', undefined);
      if (isGone) return;
      if (result.ok) setPermissions(result.value);
      setProblem(result.ok ? null : result.error);
    };
    const look = (): void => {
      const { tools } = store.getState();
      if (tools === known) return;
      known = tools;
      void load();
    };
    look();
    const unsubscribe = store.subscribe(look);
    return () => {
      isGone = true;
      unsubscribe();
    };
  }, [controller, setProblem]);
  const revoke = async (id: string): Promise<void> => {
    const result = await controller.command('tools.revoke', { id });
    setProblem(result.ok ? null : result.error);
    if (result.ok) setPermissions((before) => before.filter((each) => each.id !== id));
  };
  return { permissions, problem, revoke: (id) => void revoke(id) };
}
