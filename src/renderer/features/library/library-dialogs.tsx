import { FolderDialog } from './folder-dialog.tsx';
import { JobReport } from './job-report.tsx';

/** The dialogs of the library; each shows when the state says so. */
export function LibraryDialogs() {
  return (
    <>
      <FolderDialog />
      <JobReport />
    </>
  );
}
