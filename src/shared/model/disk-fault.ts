/**
 * Why a disk operation failed: the system's code, such as ENOSPC, or its message if there is no
 * code.
 */
export interface DiskFault {
  readonly code: string | null;
  readonly said: string | null;
}
