import { useEffect } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { Permissions } from './permissions.tsx';
import { Servers } from './servers.tsx';
import { UsualTools } from './usual-tools.tsx';
import { WebSearch } from './web-search.tsx';
import settings from '../settings.module.css';

/** The settings of tools: servers, web search and permissions. */
export function ToolsSection() {
  const controller = useController();
  const view = useApp((state) => state.tools);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    void controller.loadTools().then((result) => {
      setProblem(result.ok ? null : result.error);
    });
  }, [controller, setProblem]);
  if (problem !== null) return <ErrorCallout>{problem}</ErrorCallout>;
  if (view === null) return <Skeleton lines={6} label={t('settings.tools.loading')} />;
  return (
    <div className={settings.fields}>
      <Servers view={view} />
      <WebSearch search={view.search} />
      <UsualTools sources={view.sources} />
      <Permissions />
    </div>
  );
}
