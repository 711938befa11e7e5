import { useEffect, useState } from 'react';
import CircleUserRound from 'lucide-react/icons/circle-user-round';
import Plus from 'lucide-react/icons/plus';
import Upload from 'lucide-react/icons/upload';
import { t } from '../../../../shared/language/translate.ts';
import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import type { ImportedAssistants } from '../../../../shared/model/assistants/imported.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { copyName } from '../copy-name.ts';
import { useOpenForm } from '../use-open-form.ts';
import { AssistantCard } from './assistant-card.tsx';
import { AssistantForm } from './assistant-form.tsx';
import { ImportReport } from './import-report.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import settings from '../settings.module.css';

/** The commands of the section, with the reason of the last failure. */
function useActions(assistants: readonly Assistant[]) {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const [report, setReport] = useState<ImportedAssistants | null>(null);
  const tell = (result: Result<unknown>): void => setProblem(result.ok ? null : result.error);
  return {
    problem,
    report,
    duplicate: async ({ id: _id, ...rest }: Assistant): Promise<void> => {
      const name = copyName(
        rest.name,
        assistants.map((each) => each.name),
      );
      const { starters, tools, parameters, ...simple } = rest;
      const assistant = {
        ...simple,
        name,
        starters: [...starters],
        ...(tools === undefined ? {} : { tools: { on: [...tools.on], off: [...tools.off] } }),
        ...(parameters === undefined ? {} : { parameters }),
      };
      tell(await controller.command('assistants.save', { assistant, applyTo: 'new' }));
    },
    export: async ({ id }: Assistant): Promise<void> =>
      tell(await controller.command('assistants.export', { assistantId: id })),
    remove: async ({ id }: Assistant): Promise<void> =>
      tell(await controller.command('assistants.delete', { assistantId: id })),
    import: async (): Promise<void> => {
      const result = await controller.command('assistants.import', {});
      tell(result);
      setReport(result.ok ? result.value : null);
    },
  };
}

/** The list of assistants, and what can be done with them. */
function List({ assistants }: { readonly assistants: readonly Assistant[] }) {
  const actions = useActions(assistants);
  const { editing, open, close, section } = useOpenForm();
  return (
    <section ref={section} className={settings.group} aria-labelledby="assistants">
      <SettingHeading id="assistants" setting="assistants" />
      {assistants.length === 0 && editing === null && (
        <EmptyState icon={<CircleUserRound size={28} />} title={t('settings.assistants.none')}>
          {t('settings.assistants.none_hint')}
        </EmptyState>
      )}
      {assistants.length > 0 && (
        <ul className={settings.cards}>
          {assistants.map((assistant) => (
            <li key={assistant.id}>
              {editing === assistant.id ? (
                <AssistantForm assistant={assistant} onDone={close} />
              ) : (
                <AssistantCard
                  assistant={assistant}
                  onEdit={() => open(assistant.id)}
                  onDuplicate={() => void actions.duplicate(assistant)}
                  onExport={() => void actions.export(assistant)}
                  onDelete={() => void actions.remove(assistant)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {editing === 'new' ? (
        <div className={settings.cards}>
          <AssistantForm assistant={null} onDone={close} />
        </div>
      ) : (
        <div className={settings.buttons}>
          <Button icon={<Plus size={16} />} data-opens-form="new" onClick={() => open('new')}>
            {t('settings.assistants.new')}
          </Button>
          <Button tone="quiet" icon={<Upload size={16} />} onClick={() => void actions.import()}>
            {t('settings.assistants.import')}
          </Button>
        </div>
      )}
      {actions.report !== null && <ImportReport report={actions.report} />}
      {actions.problem !== null && <ErrorCallout>{actions.problem}</ErrorCallout>}
    </section>
  );
}

/** The settings of assistants. */
export function AssistantsSection() {
  const controller = useController();
  const assistants = useApp((state) => state.assistants);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    void controller.loadAssistants().then((result) => {
      setProblem(result.ok ? null : result.error);
    });
  }, [controller, setProblem]);
  if (problem !== null) return <ErrorCallout>{problem}</ErrorCallout>;
  if (assistants === null) return <Skeleton lines={6} label={t('settings.assistants.loading')} />;
  return (
    <div className={settings.fields}>
      <List assistants={assistants} />
    </div>
  );
}
