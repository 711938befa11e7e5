import { FolderDialog } from './folder-dialog.tsx';
import { JobReport } from './job-report.tsx';
import { TrashDialog } from './trash-dialog.tsx';

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
