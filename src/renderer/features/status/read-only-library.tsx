import { useState } from 'react';
import type { ReadOnlyLibrary } from '../../../shared/model/versions/read-only-library.ts';
import { t } from '../../../shared/language/translate.ts';
import { useProblem } from '../../common/use-problem.ts';
import { readOnlyWords } from '../../../shared/words/versions/read-only-words.ts';
import { useController } from '../../client/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';

/** Says why nothing can be changed, and offers the copy from before the update. */
export function ReadOnlyLibraryNotice({ library }: { readonly library: ReadOnlyLibrary }) {
  const controller = useController();
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useProblem();
  const { why, copy } = library;
  const at = Date.parse(copy?.createdAt ?? '');
  const goBack = async (name: string): Promise<void> => {
    setIsAsking(false);
    const result = await controller.command('backup.goBack', { name });
    if (!result.ok) setProblem(result.error);
  };
  return (
    <ErrorCallout
      actions={
        copy !== null && (
          <Button size="small" onClick={() => setIsAsking(true)}>
            {t('readOnlyLibrary.goBackTo', { at })}
          </Button>
        )
      }
    >
      {readOnlyWords(why)}
      {problem !== null && <> {problem}</>}
      {copy !== null && (
        <ConfirmDialog
          open={isAsking}
          title={t('readOnlyLibrary.question')}
          confirm={t('readOnlyLibrary.goBack')}
          onConfirm={() => void goBack(copy.name)}
          onCancel={() => setIsAsking(false)}
        >
          {t('readOnlyLibrary.explanation', { at })}
        </ConfirmDialog>
      )}
    </ErrorCallout>
  );
}
