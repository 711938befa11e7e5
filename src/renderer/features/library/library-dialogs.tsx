import { FolderDialog } from './list/folder-dialog.tsx';
import { JobReport } from './jobs/job-report.tsx';
import { TrashDialog } from './trash/trash-dialog.tsx';

/** The dialogs of the library. The state decides which one is open. */
export function LibraryDialogs() {
  return (
    <>
      <FolderDialog />
      <JobReport />
      <TrashDialog />
    </>
  );
}
