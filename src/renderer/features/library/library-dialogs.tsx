import { FolderDialog } from './list/folder-dialog.tsx';
import { JobReport } from './jobs/job-report.tsx';
import { TrashDialog } from './trash/trash-dialog.tsx';

/** The dialogs of the library; each shows when the state says so. */
export function LibraryDialogs() {
  return (
    <>
      <FolderDialog />
      <JobReport />
      <TrashDialog />
    </>
  );
}
