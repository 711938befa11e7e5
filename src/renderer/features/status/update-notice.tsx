import type { UpdatesView } from '../../../shared/model/updates/updates.ts';
import { t } from '../../../shared/language/translate.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { useProblem } from '../../common/use-problem.ts';
import { useController } from '../../client/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { NoteCallout } from '../../ui/callout.tsx';

type Possible = Extract<UpdatesView, { kind: 'possible' }>;
type Name = 'updates.download' | 'updates.later' | 'updates.restart' | 'updates.skip';

/** Asks once whether Parley may look for updates; later it tells of one. */
export function UpdateNotice({ notice, state }: Possible) {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const act = (name: Name): void => {
    void controller.command(name, undefined).then((result) => {
      setProblem(result.ok ? null : result.error);
    });
  };
  const answer = (isOn: boolean): void => void controller.command('updates.setAutomatic', { isOn });
  const version = 'offer' in state ? (state.offer?.version ?? '') : '';
  if (notice === null) return null;
  if (notice === 'question') {
    const answers = (
      <>
        <Button size="small" onClick={() => answer(true)}>
          {t('updates.question.yes')}
        </Button>
        <Button size="small" onClick={() => answer(false)}>
          {t('updates.question.no')}
        </Button>
      </>
    );
    return (
      <div role="status">
        <NoteCallout actions={answers}>{t('updates.question')}</NoteCallout>
      </div>
    );
  }
  const actions = (
    <>
      {notice === 'ready' ? (
        <Button size="small" onClick={() => act('updates.restart')}>
          {t('updates.action.restart')}
        </Button>
      ) : (
        <Button size="small" onClick={() => act('updates.download')}>
          {t('updates.action.download')}
        </Button>
      )}
      <Button size="small" onClick={() => act('updates.later')}>
        {t('updates.action.later')}
      </Button>
      <Button size="small" onClick={() => act('updates.skip')}>
        {t('updates.action.skip')}
      </Button>
    </>
  );
  return (
    <div role="status">
      <NoteCallout actions={actions}>
        {t(`updates.notice.${notice}`, { version })}
        {state.kind === 'ready' && state.problem !== null && <> {sentenceOf(state.problem)}</>}
        {problem !== null && <> {problem}</>}
      </NoteCallout>
    </div>
  );
}
